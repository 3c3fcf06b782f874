#include "ui/datasets/import_files_page.h"

#include <algorithm>
#include <optional>

#include <QtWidgets/QFormLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyle>
#include <QtWidgets/QVBoxLayout>

#include "base/error.h"
#include "ui/datasets/import_preview.h"
#include "ui/datasets/import_wizard.h"
#include "ui/datasets/importer_settings_form.h"
#include "ui/widgets/background_task.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

/// What looking at the files found.
struct ImportFilesPage::Detection {
    QString description; ///< of the importer; empty when none knows the format
    QString problem;     ///< why none does
    std::vector<data::FilePreview> previews;
    std::vector<data::ImporterSetting> settings; ///< of the importer
};

namespace {

/// Tables whose columns the user can name: at least one file with two columns.
bool isTable(const std::vector<data::FilePreview>& previews) {
    return std::any_of(previews.begin(), previews.end(),
                       [](const data::FilePreview& file) { return file.columns.size() >= 2; });
}

} // namespace

ImportFilesPage::ImportFilesPage(ImportWizard& wizard, AppContext& context, const QStringList& paths)
    : m_wizard(wizard), m_context(context) {
    setTitle(tr("Files"));
    setSubTitle(tr("MovieLens (zip or folder), Insurance, RecBole files, or tables as CSV or TSV."));
    m_detecting = new BackgroundTask(this);
    m_detected = new QLabel;
    m_detected->setObjectName(u"importDetected"_s);
    m_detected->setWordWrap(true);
    m_detected->setTextFormat(Qt::PlainText);
    m_name = new QLineEdit;
    m_name->setObjectName(u"importName"_s);
    m_name->setPlaceholderText(tr("That of the format"));
    m_settings = new ImporterSettingsForm;
    m_settings->hide();
    m_preview = new ImportPreview;
    m_preview->hide();
    auto* form = new QFormLayout;
    form->addRow(tr("Name"), m_name);
    auto* column = new QVBoxLayout(this);
    column->addWidget(buildFileList());
    column->addWidget(m_detected);
    column->addLayout(form);
    column->addWidget(m_settings);
    column->addWidget(m_preview, 1);
    addPaths(paths);
}

QWidget* ImportFilesPage::buildFileList() {
    m_files = new QListWidget;
    m_files->setObjectName(u"importFiles"_s);
    m_files->setAccessibleName(tr("Files to import"));
    m_files->setMaximumHeight(120);
    auto* addFiles = new QPushButton(tr("Add files…"));
    addFiles->setObjectName(u"importAddFiles"_s);
    auto* addFolder = new QPushButton(tr("Add folder…"));
    addFolder->setObjectName(u"importAddFolder"_s);
    m_remove = new QPushButton(tr("Remove"));
    m_remove->setObjectName(u"importRemoveFile"_s);
    m_remove->setEnabled(false);
    connect(addFiles, &QPushButton::clicked, this, [this] {
        addPaths(m_context.dialogs.openFiles(
            this, tr("Files to import"),
            tr("Data (*.zip *.csv *.tsv *.dat *.inter *.user *.item *.data *.txt);;"
               "All files (*)")));
    });
    connect(addFolder, &QPushButton::clicked, this, [this] {
        const QString folder = m_context.dialogs.openFolder(this, tr("Folder to import"));
        addPaths(folder.isEmpty() ? QStringList() : QStringList{folder});
    });
    connect(m_remove, &QPushButton::clicked, this, &ImportFilesPage::removeSelected);
    connect(m_files, &QListWidget::itemSelectionChanged, this,
            [this] { m_remove->setEnabled(!m_files->selectedItems().isEmpty()); });

    auto* buttons = new QVBoxLayout;
    buttons->addWidget(addFiles);
    buttons->addWidget(addFolder);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    auto* area = new QWidget;
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_files, 1);
    row->addLayout(buttons);
    return area;
}

void ImportFilesPage::addPaths(const QStringList& paths) {
    for (const QString& path : paths) {
        if (m_files->findItems(path, Qt::MatchExactly).isEmpty()) {
            m_files->addItem(path);
        }
    }
    detect();
}

void ImportFilesPage::removeSelected() {
    qDeleteAll(m_files->selectedItems());
    detect();
}

void ImportFilesPage::detect() {
    m_ready = false;
    Q_EMIT completeChanged();
    m_previews.clear();
    m_preview->setFiles({});
    m_settings->setSettings({});
    std::vector<std::filesystem::path> paths;
    for (int row = 0; row < m_files->count(); ++row) {
        paths.emplace_back(m_files->item(row)->text().toStdString());
    }
    m_wizard.request().paths = paths;
    if (paths.empty()) {
        m_detecting->cancel();
        m_detected->clear();
        return;
    }
    m_detected->setProperty("role", u"muted"_s);
    m_detected->setText(tr("Looking at the files…"));
    m_detecting->start(
        [this, paths](const CancelToken&) -> BackgroundTask::Deliver {
            Detection found;
            found.previews = data::previewFiles(paths);
            try {
                const data::Importer& importer = data::detectImporter(paths, {});
                found.description = QString::fromStdString(importer.description());
                found.settings = importer.settings();
            } catch (const Error& error) {
                if (error.code() != ErrorCode::InvalidInput || !isTable(found.previews)) {
                    throw;
                }
                found.problem = errorSentence(error); // a table of the user's own: the columns are asked for
            }
            return [this, found] { showDetection(found); };
        },
        [this](const QString& sentence) { showProblem(sentence); });
}

void ImportFilesPage::showDetection(const Detection& detection) {
    m_previews = detection.previews;
    m_preview->setFiles(detection.previews);
    m_settings->setSettings(detection.settings);
    m_wizard.setNeedsMapping(detection.description.isEmpty());
    m_detected->setProperty("role", QVariant());
    m_detected->setText(detection.description.isEmpty()
                            ? tr("Tables of your own: the next step asks what the columns mean.")
                            : tr("Recognised: %1").arg(detection.description));
    m_detected->setToolTip(detection.problem);
    m_detected->style()->polish(m_detected);
    m_ready = true;
    Q_EMIT completeChanged();
}

void ImportFilesPage::showProblem(const QString& sentence) {
    m_detected->setProperty("role", u"problem"_s);
    m_detected->setText(sentence);
    m_detected->style()->polish(m_detected);
}

int ImportFilesPage::nextId() const {
    return m_wizard.needsMapping() ? ImportWizard::MappingPageId : ImportWizard::ReviewPageId;
}

bool ImportFilesPage::validatePage() {
    m_wizard.request().name = m_name->text().trimmed().toStdString();
    m_wizard.request().settings = m_settings->settingsText();
    if (!m_wizard.needsMapping()) {
        m_wizard.request().mapping.clear();
    }
    return m_ready;
}

} // namespace up5::ui
