// Renders reports in a thread of its own, with its own connection to the store, so that the window never
// waits.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QThreadPool>

#include "jobs/run_folder.h"
#include "report/report.h"

namespace up5::ui {

class ReportRenderer : public QObject {
    Q_OBJECT
public:
    explicit ReportRenderer(jobs::Workspace workspace, QObject* parent = nullptr);
    /// Waits for the report being written.
    ~ReportRenderer() override;

    /// Renders `format` ("html", "pdf", "csv", "json") into a file; ends with fileWritten or failed.
    void writeFile(const report::ReportRequest& request, const QString& format, const QString& file);
    /// Renders HTML; ends with previewReady or failed. Of several requests only the last one is delivered.
    void preview(const report::ReportRequest& request);

Q_SIGNALS:
    // Emitted in the thread this object lives in.
    void fileWritten(const QString& file);
    void previewReady(const QString& html);
    void failed(const QString& sentence);

private:
    jobs::Workspace m_workspace;
    // One thread each, so that a burst of previews never drops or delays a file the user asked for.
    QThreadPool m_files, m_previews;
    int m_lastPreview = 0;
};

} // namespace up5::ui
