#include "ui/datasets/datasets_page.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

#include "jobs/job_host.h"
#include "store/dataset_repository.h"
#include "store/store.h"
#include "ui/datasets/dataset_table_model.h"
#include "ui/datasets/profile_view.h"
#include "ui/widgets/background_task.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/font_fit.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/settings.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const SettingValue<QString> kSelected{"data/selected", {}, SettingScope::Workspace};

} // namespace

DatasetsPage::DatasetsPage(AppContext& context, QWidget* parent) : Page(context, parent) {
    setObjectName(u"dataPage"_s);
    m_profiling = new BackgroundTask(this);
    auto* empty =
        new EmptyState(u"data"_s, tr("No data sets yet"),
                       tr("Open the generated demonstration set to look around, or import MovieLens, the "
                          "Insurance set, RecBole files or a CSV of your own. You can also drop files or a "
                          "folder anywhere on this window."));
    connect(empty->addAction(tr("Open the demo"), u"openDemo"_s), &QPushButton::clicked, this,
            &Page::demoRequested);
    connect(empty->addAction(tr("Import data…"), u"importData"_s), &QPushButton::clicked, this,
            &Page::importRequested);
    m_stack = new QStackedWidget;
    m_stack->addWidget(empty);
    m_stack->addWidget(buildContent());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
}

QWidget* DatasetsPage::buildContent() {
    buildTable();
    auto* title = new QLabel(tr("Data"));
    title->setProperty("role", u"title"_s);
    auto* remove = new QPushButton(themedIcon(u"delete"_s), tr("Remove"));
    remove->setObjectName(u"removeDataset"_s);
    auto* import = new QPushButton(tr("Import data…"));
    import->setObjectName(u"importMoreData"_s);
    import->setProperty("primary", true);
    connect(import, &QPushButton::clicked, this, &Page::importRequested);
    connect(remove, &QPushButton::clicked, this, [this] { guard([this] { removeSelected(); }); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, remove,
            [this, remove] { remove->setEnabled(!selectedHash().isEmpty()); });
    auto* head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(remove);
    head->addWidget(import);

    m_profile = new ProfileView;
    auto* split = new QSplitter(Qt::Vertical);
    split->setObjectName(u"dataSplitter"_s);
    split->setHandleWidth(8);
    split->setChildrenCollapsible(false);
    split->addWidget(m_table);
    split->addWidget(m_profile);
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    split->setSizes({130, 400});
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(split, 1);
    return content;
}

void DatasetsPage::buildTable() {
    m_model = new DatasetTableModel(this);
    m_proxy = new QSortFilterProxyModel(this);
    m_proxy->setSourceModel(m_model);
    m_proxy->setSortRole(DatasetTableModel::SortRole);
    m_proxy->setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table = new QTableView;
    m_table->setObjectName(u"datasetTable"_s);
    m_table->setAccessibleName(tr("Data sets"));
    m_table->setModel(m_proxy);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(DatasetTableModel::Imported, Qt::DescendingOrder);
    m_table->setTabKeyNavigation(false);
    m_table->setMinimumHeight(84);
    m_table->verticalHeader()->hide();
    fitToFont(*m_table->verticalHeader(), [this] { // which allows no rows below its own font
        m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 12);
    });
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(DatasetTableModel::Name, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QString hash = selectedHash();
        if (!hash.isEmpty()) {
            m_context.settings.set(kSelected, hash);
            showProfile(hash);
            Q_EMIT detailsRequested(hash);
        }
    });
}

void DatasetsPage::refresh() {
    guard([this] {
        const QString before = selectedHash();
        const QString wanted = before.isEmpty() ? m_context.settings.get(kSelected) : before;
        m_model->setDatasets(m_context.store.datasets().all());
        m_stack->setCurrentIndex(m_model->rowCount() > 0 ? 1 : 0);
        if (selectedHash().isEmpty() && m_model->rowCount() > 0) {
            const int row = std::max(m_model->rowOf(wanted), 0);
            m_table->selectRow(m_proxy->mapFromSource(m_model->index(row, 0)).row());
        }
    });
}

void DatasetsPage::select(const QString& subject) {
    if (const int row = m_model->rowOf(subject); row >= 0) {
        m_table->selectRow(m_proxy->mapFromSource(m_model->index(row, 0)).row());
    }
}

QString DatasetsPage::selectedHash() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? QString() : rows.front().data(DatasetTableModel::HashRole).toString();
}

void DatasetsPage::showProfile(const QString& hash) {
    if (hash == m_profiledHash) {
        return;
    }
    m_profiledHash = hash;
    m_profiling->start(
        [this, folder = m_context.workspace.datasets(), hash](const CancelToken&) -> BackgroundTask::Deliver {
            const auto profile = data::profileOf(data::Dataset::open(folder, hash.toStdString()));
            return [this, profile] { m_profile->setProfile(profile); };
        },
        [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); });
}

void DatasetsPage::removeSelected() {
    const int row = m_model->rowOf(selectedHash());
    const store::DatasetRow* dataset = m_model->dataset(row);
    if (!dataset) {
        return;
    }
    const QString name = QString::fromStdString(dataset->name);
    if (m_context.dialogs.confirm(
            this, tr("Remove data set"),
            tr("Remove %1 from this workspace? The runs that imported it and its runs in the bin go with it "
               "for good. Its source files stay where they are.")
                .arg(name),
            tr("Remove"))) {
        m_context.host.removeDataset(dataset->hash);
        m_profiledHash.clear();
        Q_EMIT detailsRequested({}); // they may show what is gone
        refresh();
    }
}

} // namespace up5::ui
