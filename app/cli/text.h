// Words and lines of the command line: everything a user reads goes through here.
#pragma once

#include <string>
#include <vector>

#include <QtCore/QCoreApplication>
#include <QtCore/QString>

namespace up5::cli {

/// Holder of tr(): `Text::tr("…")`.
class Text {
    Q_DECLARE_TR_FUNCTIONS(up5::cli::Text)
};

QString qt(const std::string& text);
std::string utf8(const QString& text);

/// A line on standard output: what was asked for.
void print(const QString& line);
/// A line on standard error: what is going on.
void note(const QString& line);

/// Word for a progress stage of a worker ("training", …).
QString stageWord(const std::string& stage);
/// "1 h 5 min", "2 min 10 s", "8 s".
QString durationText(double seconds);

/// "0.6340"; "–" for a number that is missing or not finite.
QString fourDecimals(double value);

/// Columns aligned by their widest cell; numbers to the right.
class TextTable {
public:
    struct Column {
        QString title;
        bool numeric = false;
    };

    explicit TextTable(std::vector<Column> columns) : m_columns(std::move(columns)) {}
    void add(std::vector<QString> cells) { m_rows.push_back(std::move(cells)); }
    bool isEmpty() const { return m_rows.empty(); }
    /// With the titles as first line; lines have no trailing blanks.
    QString toString() const;

private:
    std::vector<Column> m_columns;
    std::vector<std::vector<QString>> m_rows;
};

} // namespace up5::cli
