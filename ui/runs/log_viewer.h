// The end of a run's worker.log, kept up to date while it grows.
#pragma once

#include <filesystem>

#include <QtWidgets/QDialog>

class QLabel;
class QPlainTextEdit;

namespace up5::ui {

/// The last `maxBytes` of a file from the first whole line on; empty when the file is not there.
QString tailOfFile(const std::filesystem::path& file, qint64 maxBytes);

class LogViewer : public QDialog {
    Q_OBJECT
public:
    LogViewer(const QString& title, std::filesystem::path file, QWidget* parent = nullptr);

private:
    void reload();

    std::filesystem::path m_file;
    qint64 m_shownSize = -1;
    QPlainTextEdit* m_text = nullptr;
    QLabel* m_note = nullptr;
};

} // namespace up5::ui
