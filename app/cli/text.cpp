#include "text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include <QtCore/QMap>

namespace up5::cli {

namespace {

void write(std::FILE* stream, const QString& line) {
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

QString trimmedEnd(QString line) {
    while (line.endsWith(u' ')) {
        line.chop(1);
    }
    return line;
}

} // namespace

QString qt(const std::string& text) {
    return QString::fromStdString(text);
}

std::string utf8(const QString& text) {
    return text.toStdString();
}

void print(const QString& line) {
    write(stdout, line);
}

void note(const QString& line) {
    write(stderr, line);
}

QString stageWord(const std::string& stage) {
    const QMap<std::string, QString> words = {
        {"reading", Text::tr("reading")},       {"preparing", Text::tr("preparing")},
        {"training", Text::tr("training")},     {"validating", Text::tr("validating")},
        {"evaluating", Text::tr("evaluating")}, {"probing", Text::tr("probing")},
        {"writing", Text::tr("writing")},       {"sweeping", Text::tr("runs of the sweep")},
    };
    return words.value(stage, qt(stage));
}

QString fourDecimals(double value) {
    return std::isfinite(value) ? QString::number(value, 'f', 4) : QStringLiteral("–");
}

QString durationText(double seconds) {
    const auto whole = static_cast<qint64>(seconds + 0.5);
    if (whole >= 3600) {
        return Text::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
    }
    return whole >= 60 ? Text::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60)
                       : Text::tr("%1 s").arg(whole);
}

QString TextTable::toString() const {
    std::vector<qsizetype> widths;
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        qsizetype width = m_columns[column].title.size();
        for (const auto& row : m_rows) {
            width = std::max(width, row[column].size());
        }
        widths.push_back(width);
    }
    QStringList lines;
    const auto addLine = [&](const auto& cellOf) {
        QString line;
        for (std::size_t column = 0; column < m_columns.size(); ++column) {
            const QString cell = cellOf(column);
            line += m_columns[column].numeric ? cell.rightJustified(widths[column])
                                              : cell.leftJustified(widths[column]);
            line += QStringLiteral("  ");
        }
        lines << trimmedEnd(line);
    };
    addLine([&](std::size_t column) { return m_columns[column].title; });
    for (const auto& row : m_rows) {
        addLine([&](std::size_t column) { return row[column]; });
    }
    return lines.join(u'\n');
}

} // namespace up5::cli
