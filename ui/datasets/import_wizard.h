// Import step by step: files, meaning of the columns where the format does not say, what would be dropped,
// then a job.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <QtWidgets/QWizard>

#include "ui/datasets/import_jobs.h"
#include "ui/widgets/app_context.h"

namespace up5::ui {

class ImportWizard : public QWizard {
    Q_OBJECT
public:
    enum PageId { FilesPageId, MappingPageId, ReviewPageId };

    /// `paths`: files or folders to begin with.
    ImportWizard(AppContext& context, const QStringList& paths, QWidget* parent = nullptr);

    /// What the pages have put together so far.
    ImportRequest& request() { return m_request; }
    /// Whether the files are plain tables whose columns the user must name.
    bool needsMapping() const { return m_needsMapping; }
    void setNeedsMapping(bool needed) { m_needsMapping = needed; }

    void accept() override;

Q_SIGNALS:
    void submitted(const QString& runId);

private:
    AppContext& m_context;
    ImportRequest m_request;
    bool m_needsMapping = false;
};

} // namespace up5::ui
