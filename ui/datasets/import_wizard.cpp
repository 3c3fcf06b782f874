#include "ui/datasets/import_wizard.h"

#include <QtWidgets/QPushButton>

#include "jobs/job_host.h"
#include "ui/datasets/import_files_page.h"
#include "ui/datasets/import_mapping_page.h"
#include "ui/datasets/import_review_page.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

ImportWizard::ImportWizard(AppContext& context, const QStringList& paths, QWidget* parent)
    : QWizard(parent), m_context(context) {
    setObjectName(u"importWizard"_s);
    setWindowTitle(tr("Import data"));
    setWizardStyle(QWizard::ModernStyle);
    setOption(QWizard::NoBackButtonOnStartPage);
    setButtonText(QWizard::FinishButton, tr("Import"));
    setPage(FilesPageId, new ImportFilesPage(*this, context, paths));
    setPage(MappingPageId, new ImportMappingPage(*this));
    setPage(ReviewPageId, new ImportReviewPage(*this));
    button(QWizard::NextButton)->setObjectName(u"wizardNext"_s);
    button(QWizard::FinishButton)->setObjectName(u"wizardFinish"_s);
    button(QWizard::BackButton)->setObjectName(u"wizardBack"_s);
    button(QWizard::CancelButton)->setObjectName(u"wizardCancel"_s);
    resize(820, 620);
}

void ImportWizard::accept() {
    guarded(
        [this] {
            const std::string run = m_context.host.submit(importSpec(m_request));
            QWizard::accept();
            Q_EMIT submitted(QString::fromStdString(run));
        },
        [this](const QString& sentence) { m_context.dialogs.showError(this, tr("Import data"), sentence); });
}

} // namespace up5::ui
