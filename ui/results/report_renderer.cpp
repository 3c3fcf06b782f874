#include "ui/results/report_renderer.h"

#include <QtCore/QTemporaryDir>

#include "base/atomic_file.h"
#include "store/store.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

ReportRenderer::ReportRenderer(jobs::Workspace workspace, QObject* parent)
    : QObject(parent), m_workspace(std::move(workspace)) {
    m_files.setMaxThreadCount(1);
    m_previews.setMaxThreadCount(1);
}

ReportRenderer::~ReportRenderer() {
    m_previews.clear();
    m_previews.waitForDone();
    m_files.waitForDone();
}

void ReportRenderer::writeFile(const report::ReportRequest& request, const QString& format,
                               const QString& file) {
    m_files.start([this, request, format, file] {
        QString problem;
        guarded(
            [&] {
                store::Store store(m_workspace.database());
                report::writeReport(store, m_workspace.root, request, format.toStdString(),
                                    file.toStdString());
            },
            [&](const QString& sentence) { problem = sentence; });
        QMetaObject::invokeMethod(
            this,
            [this, file, problem] {
                if (problem.isEmpty()) {
                    Q_EMIT fileWritten(file);
                } else {
                    Q_EMIT failed(problem);
                }
            },
            Qt::QueuedConnection);
    });
}

void ReportRenderer::preview(const report::ReportRequest& request) {
    const int number = ++m_lastPreview;
    m_previews.clear();
    m_previews.start([this, request, number] {
        QString problem;
        QString html;
        guarded(
            [&] {
                const QTemporaryDir folder;
                const std::filesystem::path file = folder.filePath(u"preview.html"_s).toStdString();
                store::Store store(m_workspace.database());
                report::writeReport(store, m_workspace.root, request, "html", file);
                html = QString::fromStdString(readFile(file));
            },
            [&](const QString& sentence) { problem = sentence; });
        QMetaObject::invokeMethod(
            this,
            [this, number, html, problem] {
                if (number != m_lastPreview) {
                    return;
                }
                if (problem.isEmpty()) {
                    Q_EMIT previewReady(html);
                } else {
                    Q_EMIT failed(problem);
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace up5::ui
