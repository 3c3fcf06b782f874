#include "ui/models/models_page.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <QtCore/QSignalBlocker>
#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>

#include "jobs/job_host.h"
#include "jobs/job_submission.h"
#include "jobs/model_export.h"
#include "store/store.h"
#include "ui/models/checkpoint_comparison.h"
#include "ui/models/mixture_export.h"
#include "ui/models/model_table_model.h"
#include "ui/models/train_backbone_panel.h"
#include "ui/results/result_table.h"
#include "ui/widgets/background_task.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/kept_scroll.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum StackPage { kNoDataset, kNoModel, kList };
constexpr int kModelFormWidth = 360;

} // namespace

ModelsPage::ModelsPage(AppContext& context, QWidget* parent)
    : Page(context, parent),
      m_data(context, {[this] { guard([this] { showFigures(); }); },
                       [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); }}),
      m_stack(new QStackedWidget(this)), m_form(new TrainBackbonePanel(context, this)),
      m_exporting(new BackgroundTask(this)), m_submitting(new BackgroundTask(this)) {
    setObjectName(u"modelsPage"_s);
    auto* noDataset =
        new EmptyState(u"data"_s, tr("No data set yet"),
                       tr("A model is trained on a data set. Import one, or open the demo set, on the "
                          "Data page first."));
    connect(noDataset->addAction(tr("Go to Data"), u"modelsGoToData"_s), &QPushButton::clicked, this,
            [this] { Q_EMIT pageRequested(u"data"_s); });
    auto* noModel =
        new EmptyState(u"models"_s, tr("No model yet"),
                       tr("Train a P5 backbone on one of your data sets. It runs in the background; the "
                          "preset for two CPU cores takes minutes."));
    connect(noModel->addAction(tr("Train a backbone…"), u"modelsTrainFirst"_s), &QPushButton::clicked, this,
            [this] { openTraining(); });
    connect(noModel->addAction(tr("Import checkpoint…"), u"modelsImportFirst"_s), &QPushButton::clicked, this,
            [this] { openImport(); });
    m_stack->addWidget(noDataset);
    m_stack->addWidget(noModel);
    m_stack->addWidget(makeList());

    m_form->setPageWidth(kModelFormWidth);
    m_form->hide();
    connect(m_form, &TrainBackbonePanel::startRequested, this, [this] { submit(); });
    connect(m_form, &TrainBackbonePanel::closeRequested, m_form, &QWidget::hide);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(12);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_form);
}

QWidget* ModelsPage::makeList() {
    auto* page = new QWidget(this);
    auto* train = new QPushButton(tr("Train a backbone…"), page);
    train->setObjectName(u"modelsTrain"_s);
    train->setProperty("primary", true);
    connect(train, &QPushButton::clicked, this, [this] { openTraining(); });
    auto* title = new QLabel(tr("Models"), page);
    title->setProperty("role", u"title"_s);
    auto* header = new QHBoxLayout;
    auto* import = new QPushButton(tr("Import checkpoint…"), page);
    import->setObjectName(u"modelsImport"_s);
    connect(import, &QPushButton::clicked, this, [this] { openImport(); });
    m_export = new QPushButton(tr("Export…"), page);
    m_export->setObjectName(u"modelsExport"_s);
    m_export->setToolTip(
        tr("Write the selected backbone (under Hugging Face's names), prompt or mixture to a folder"));
    connect(m_export, &QPushButton::clicked, this, [this] { exportSelected(); });
    m_compare = new QPushButton(tr("Compare…"), page);
    m_compare->setObjectName(u"modelsCompare"_s);
    m_compare->setToolTip(tr("The selected model's weights against another checkpoint, tensor by tensor"));
    connect(m_compare, &QPushButton::clicked, this, [this] { guard([this] { compareSelected(); }); });
    header->addWidget(title, 1);
    header->addWidget(m_compare);
    header->addWidget(m_export);
    header->addWidget(import);
    header->addWidget(train);

    m_models = new ModelTableModel(this);
    m_proxy = new QSortFilterProxyModel(this);
    m_proxy->setSourceModel(m_models);
    m_table = new QTableView(page);
    m_table->setObjectName(u"modelsTable"_s);
    m_table->setAccessibleName(tr("Models"));
    setUpResultTable(*m_table, *m_proxy);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                updateButtons();
                if (current.isValid()) {
                    Q_EMIT detailsRequested(current.data(ModelTableModel::kRunRole).toString());
                }
            });

    updateButtons();

    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(header);
    layout->addWidget(m_table, 1);
    return page;
}

void ModelsPage::refresh() {
    guard([this] {
        if (!m_data.reload()) {
            return;
        }
        const AuditData::Choices datasets = m_data.datasets();
        const bool hasModels =
            !m_data.succeeded("backbone", {}).empty() || !m_data.succeeded("baseline", {}).empty();
        m_stack->setCurrentIndex(hasModels ? kList : datasets.empty() ? kNoDataset : kNoModel);
        m_form->setDatasets(datasets);
    });
}

void ModelsPage::showFigures() {
    const std::vector<ModelRow> rows = modelRows(m_data.records(), m_context.workspace);
    // Baselines that only count are no models to list.
    if (const int shown = m_stack->currentIndex(); shown == kList || shown == kNoModel) {
        m_stack->setCurrentIndex(rows.empty() ? kNoModel : kList);
    }
    const QString wanted = std::exchange(m_wanted, {});
    const QString selected = m_table->currentIndex().data(ModelTableModel::kRunRole).toString();
    {
        const KeptScroll kept(*m_table);
        m_models->setRows(rows);
        m_table->resizeColumnsToContents();
        const QSignalBlocker silence(this); // the Details dock may be at something else by now
        select(selected);
    }
    if (!wanted.isEmpty()) {
        select(wanted);
    }
    updateButtons();
}

void ModelsPage::updateButtons() {
    const ModelRow* selected = selectedModel();
    m_compare->setEnabled(selected != nullptr);
    m_export->setEnabled(selected != nullptr && selected->kind != ModelKind::Baseline);
}

const ModelRow* ModelsPage::selectedModel() const {
    const std::string run = m_table->currentIndex().data(ModelTableModel::kRunRole).toString().toStdString();
    const std::vector<ModelRow>& rows = m_models->rows();
    const auto selected =
        std::find_if(rows.begin(), rows.end(), [&](const ModelRow& row) { return row.run == run; });
    return selected == rows.end() ? nullptr : &*selected;
}

void ModelsPage::select(const QString& subject) {
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        if (m_proxy->index(row, 0).data(ModelTableModel::kRunRole).toString() == subject) {
            m_table->selectRow(row);
            return;
        }
    }
    m_wanted = m_data.isLoading() ? subject : QString();
}

void ModelsPage::useSettingsOf(const QString& runId) {
    guard([&] {
        m_data.reload();
        const store::RunRow* run = m_data.run(runId);
        if (run && run->kind == "backbone") {
            openForm();
            m_form->fill(jobs::jobSpecFromJson(nlohmann::json::parse(run->spec)));
        }
    });
}

void ModelsPage::openForm() {
    m_form->show();
    m_form->setFocus();
}

void ModelsPage::openTraining() {
    m_form->prepareTraining();
    openForm();
}

void ModelsPage::openImport() {
    m_form->prepareImport();
    openForm();
}

void ModelsPage::exportSelected() {
    const ModelRow* selected = selectedModel();
    const QString run = QString::fromStdString(selected->run);
    if (selected->kind != ModelKind::Mixture) {
        exportModel(run, {});
        return;
    }
    auto* choice = new MixtureExport(QString::fromStdString(selected->name), selected->attributes, this);
    connect(choice, &MixtureExport::chosen, this,
            [this, run](const QString& removed) { exportModel(run, removed); });
    choice->open();
}

void ModelsPage::exportModel(const QString& run, const QString& removed) {
    const QString folder = m_context.dialogs.openFolder(this, tr("Export the model to a folder"));
    if (folder.isEmpty()) {
        return;
    }
    m_exporting->start(
        [this, run, removed, folder,
         workspace = m_context.workspace](const CancelToken&) -> BackgroundTask::Deliver {
            store::Store store(workspace.database());
            const auto files = jobs::exportModel(store, workspace, run.toStdString(), folder.toStdString(),
                                                 removed.toStdString());
            QStringList names;
            for (const std::filesystem::path& file : files) {
                names << QString::fromStdString(file.filename().string());
            }
            return [this, folder, names] {
                Q_EMIT messageRequested(tr("Exported to %1: %2.").arg(folder, names.join(u", "_s)));
            };
        },
        [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); });
}

void ModelsPage::compareSelected() {
    const ModelRow* selected = selectedModel();
    std::optional<NamedCheckpoint> first;
    std::vector<NamedCheckpoint> likewise, others; // backbones with backbones, prompts with prompts
    for (const ModelRow& row : m_models->rows()) {
        NamedCheckpoint named{u"%1 · %2 · %3"_s.arg(QString::fromStdString(row.name),
                                                    QString::fromStdString(row.datasetName),
                                                    QString::fromStdString(row.run)),
                              row.weights};
        if (&row == selected) {
            first = std::move(named);
        } else if (!row.weights.empty()) {
            (row.kind == selected->kind ? likewise : others).push_back(std::move(named));
        }
    }
    if (first->second.empty()) {
        Q_EMIT problemOccurred(tr("This run has left no weights to compare."));
        return;
    }
    likewise.insert(likewise.end(), others.begin(), others.end());
    auto* comparison = new CheckpointComparison(*first, likewise, m_context.dialogs, this);
    comparison->show();
}

void ModelsPage::submit() {
    guard([this] {
        const jobs::JobSpec spec = m_form->spec();
        if (!spec.paths.empty()) {
            submitImport(spec);
            return;
        }
        m_context.host.submit(spec);
        m_form->hide();
        Q_EMIT messageRequested(tr("The training of a backbone was queued. Activity shows how far it is; the "
                                   "model appears here when it is done."));
    });
}

void ModelsPage::submitImport(const jobs::JobSpec& spec) {
    m_form->setEnabled(false);
    m_submitting->start(
        [this, spec, workspace = m_context.workspace](const CancelToken&) -> BackgroundTask::Deliver {
            store::Store store(workspace.database());
            const std::string run = jobs::submitJob(spec, workspace, store); // reads the whole checkpoint
            return [this, run] {
                m_form->setEnabled(true);
                m_form->hide();
                m_context.host.announceSubmitted(run);
                Q_EMIT messageRequested(tr("The import of a backbone was queued. Activity shows how far it "
                                           "is; the model appears here when it is done."));
            };
        },
        [this](const QString& sentence) {
            m_form->setEnabled(true);
            Q_EMIT problemOccurred(sentence);
        });
}

} // namespace up5::ui
