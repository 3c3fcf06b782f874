#include "ui/results/compare_page.h"

#include <algorithm>
#include <set>
#include <utility>

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>

#include "jobs/command_line.h"
#include "report/published.h"
#include "ui/results/choice_box.h"
#include "ui/results/comparison_table_model.h"
#include "ui/results/groups_panel.h"
#include "ui/results/mark_chart.h"
#include "ui/results/reproduce_panel.h"
#include "ui/results/result_view.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/settings.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const SettingValue<QString> kCompareDataset{"compare/dataset", {}, SettingScope::Workspace};
const SettingValue<QString> kBackbone{"compare/backbone", {}, SettingScope::Workspace};
const SettingValue<QString> kCompareAttribute{"compare/attribute", {}, SettingScope::Workspace};
const SettingValue<QString> kCompareFigure{"compare/figure", u"hit@k 10"_s, SettingScope::Workspace};
const SettingValue<QString> kCompareTask{"compare/task", u"sequential"_s, SettingScope::Workspace};
const SettingValue<QString> kAuc{"compare/auc", u"strongest"_s, SettingScope::Workspace};
const SettingValue<QString> kSplit{"compare/split", u"test"_s, SettingScope::Workspace};
const SettingValue<int> kTab{"compare/tab", 0, SettingScope::Workspace};
const SettingValue<bool> kMeanOverSeeds{"compare/meanOverSeeds", true, SettingScope::Workspace};

std::vector<std::pair<QString, QString>> aucChoices(bool withStrongest) {
    std::vector<std::pair<QString, QString>> choices;
    if (withStrongest) {
        choices.emplace_back(ComparePage::tr("AUC, strongest"), u"strongest"_s);
    }
    choices.emplace_back(ComparePage::tr("AUC, user span"), u"user_span"_s);
    choices.emplace_back(ComparePage::tr("AUC, all tokens"), u"all_tokens"_s);
    return choices;
}

report::AucChoice aucOfId(const QString& id) {
    return id == u"strongest"_s    ? report::AucChoice::Strongest
           : id == u"all_tokens"_s ? report::AucChoice::AllTokens
                                   : report::AucChoice::UserSpan;
}

/// Removes the baselines that rank other targets or candidates than the backbone; returns their runs.
std::set<std::string> takeOtherProtocols(std::vector<report::ComparisonPoint>& points,
                                         const std::vector<report::RunRecord>& records,
                                         const std::string& backbone) {
    std::set<std::string> taken;
    const report::RunRecord* record = report::findRecord(records, backbone);
    if (record == nullptr) {
        return taken;
    }
    const report::DataProtocol protocol = report::dataProtocolOf(*record);
    std::erase_if(points, [&](const report::ComparisonPoint& point) {
        const bool isOther = point.baseline && !report::haveSameProtocol(point.protocol, protocol);
        if (isOther) {
            taken.insert(point.run);
        }
        return isOther;
    });
    return taken;
}

/// Whether the rows are not all of one data protocol.
bool rankDifferently(const std::vector<report::ComparisonRow>& rows) {
    return std::ranges::any_of(rows, [&](const report::ComparisonRow& a) {
        return std::ranges::any_of(rows, [&](const report::ComparisonRow& b) {
            return !report::haveSameProtocol(a.protocol, b.protocol);
        });
    });
}

} // namespace

ComparePage::ComparePage(AppContext& context, QWidget* parent)
    : Page(context, parent),
      m_data(context, {[this] { guard([this] { showFigures(); }); },
                       [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); }}) {
    setObjectName(u"comparePage"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    auto* tabs = new QTabWidget(this);
    tabs->setObjectName(u"compareTabs"_s);
    tabs->setDocumentMode(true);
    tabs->tabBar()->setDrawBase(false);
    tabs->addTab(makeTradeOff(), tr("Trade-off"));
    m_groups = new GroupsPanel(context, m_data, this);
    connect(m_groups, &GroupsPanel::detailsRequested, this, &Page::detailsRequested);
    connect(m_groups, &GroupsPanel::problemOccurred, this, &Page::problemOccurred);
    connect(m_groups, &GroupsPanel::messageRequested, this, &Page::messageRequested);
    connect(m_groups, &GroupsPanel::runQueued, this, &ComparePage::refresh);
    tabs->addTab(m_groups, tr("Groups"));
    m_reproduce = new ReproducePanel(context, m_data, this);
    connect(m_reproduce, &ReproducePanel::detailsRequested, this, &Page::detailsRequested);
    connect(m_reproduce, &ReproducePanel::problemOccurred, this, &Page::problemOccurred);
    connect(m_reproduce, &ReproducePanel::messageRequested, this, &Page::messageRequested);
    connect(m_reproduce, &ReproducePanel::runQueued, this, &ComparePage::refresh);
    tabs->addTab(m_reproduce, tr("Reproduce"));
    tabs->setCurrentIndex(m_context.settings.get(kTab));
    connect(tabs, &QTabWidget::currentChanged, this, [this](int tab) { m_context.settings.set(kTab, tab); });
    layout->addWidget(tabs);
}

QWidget* ComparePage::makeTradeOff() {
    auto* tradeOff = new QWidget(this);
    auto* layout = new QVBoxLayout(tradeOff);
    layout->setContentsMargins(0, 10, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(makeFilters());
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(makeResults());
    auto* empty =
        new EmptyState(u"compare"_s, tr("Nothing to compare yet"),
                       tr("Compare shows recommendation quality against the leak of an attribute. It needs "
                          "a trained backbone that was evaluated and probed, best with a prompt beside it."));
    connect(empty->addAction(tr("Train a point…"), u"compareGoToMitigate"_s), &QPushButton::clicked, this,
            [this] { Q_EMIT pageRequested(u"mitigate"_s); });
    m_stack->addWidget(empty);
    layout->addWidget(m_stack, 1);
    return tradeOff;
}

bool ComparePage::isLoading() const {
    return m_data.isLoading() || m_groups->isLoading() || m_reproduce->isLoading();
}

QHBoxLayout* ComparePage::makeFilters() {
    m_dataset = new ChoiceBox(u"compareDataset"_s, tr("Data set"), this);
    m_backbone = new ChoiceBox(u"compareBackbone"_s, tr("Backbone"), this);
    m_attribute = new ChoiceBox(u"compareAttribute"_s, tr("Attribute"), this);
    m_figure = new ChoiceBox(u"compareFigure"_s, tr("Quality"), this);
    m_task = new ChoiceBox(u"compareTask"_s, tr("Task"), this);
    m_auc = new ChoiceBox(u"compareAuc"_s, tr("Leak"), this);
    m_figure->setChoices({{u"hit@1"_s, u"hit@k 1"_s},
                          {u"hit@3"_s, u"hit@k 3"_s},
                          {u"hit@5"_s, u"hit@k 5"_s},
                          {u"hit@10"_s, u"hit@k 10"_s},
                          {u"NDCG@10"_s, u"ndcg@k 10"_s},
                          {u"MRR"_s, u"mrr 0"_s}});
    m_task->setChoices({{tr("sequential"), u"sequential"_s}, {tr("direct"), u"direct"_s}});
    m_auc->setChoices(aucChoices(true));
    m_auc->box().setToolTip(tr(
        "Which AUC is on the axis: they are different measurements and never share one. Models that were not "
        "attacked by the whole suite have no strongest probe."));
    m_split = new ChoiceBox(u"compareSplit"_s, tr("Figures of"), this);
    m_split->setChoices({{tr("test users"), u"test"_s}, {tr("validation users"), u"validation"_s}});
    m_split->box().setToolTip(tr("Choose settings by the figures of validation users and validation targets; "
                                 "those of test users and test targets are for reporting what was chosen."));
    m_meanOverSeeds = new QCheckBox(tr("Mean over seeds"), this);
    m_meanOverSeeds->setObjectName(u"compareMeanOverSeeds"_s);
    m_meanOverSeeds->setToolTip(
        tr("One mark per setting; whiskers run from the lowest lower to the highest upper bound "
           "of its seeds' 95 % intervals."));

    const Settings& settings = m_context.settings;
    m_figure->setCurrentId(settings.get(kCompareFigure));
    m_task->setCurrentId(settings.get(kCompareTask));
    m_wantedAuc = settings.get(kAuc);
    m_auc->setCurrentId(m_wantedAuc);
    m_split->setCurrentId(settings.get(kSplit));
    m_meanOverSeeds->setChecked(settings.get(kMeanOverSeeds));

    auto* filters = new QHBoxLayout;
    filters->setSpacing(8);
    for (ChoiceBox* box : {m_dataset, m_backbone, m_attribute, m_figure, m_task, m_auc, m_split}) {
        filters->addWidget(box); // no stretch: the longer its entries, the wider the box
        connect(box, &ChoiceBox::chosen, this, [this, box] {
            guard([this, box] {
                if (box == m_auc) {
                    m_wantedAuc = m_auc->currentId();
                }
                applyFilters();
                remember();
            });
        });
    }
    connect(m_meanOverSeeds, &QCheckBox::toggled, this, [this] {
        guard([this] {
            applyFilters();
            remember();
        });
    });
    return filters;
}

QWidget* ComparePage::makeResults() {
    m_rows = new ComparisonTableModel(this);
    m_results = new ResultView(u"compare"_s, m_context.dialogs, this);
    m_results->setModel(*m_rows);
    m_results->setFileStem(u"trade-off"_s);
    m_results->addToFooter(m_meanOverSeeds);
    m_results->chart().setObjectName(u"tradeOffChart"_s);
    m_results->chart().setAccessibleName(tr("Trade-off chart"));
    m_results->table().setAccessibleName(tr("Compared models"));
    connect(m_results, &ResultView::selected, this, &ComparePage::showDetails);
    connect(m_results, &ResultView::messageRequested, this, &Page::messageRequested);
    connect(m_results, &ResultView::problemOccurred, this, &Page::problemOccurred);
    return m_results;
}

void ComparePage::refresh() {
    guard([this] {
        m_data.reload();
        m_groups->showRuns();
    });
}

void ComparePage::showFigures() {
    const Settings& settings = m_context.settings;
    const bool isFirst = m_dataset->box().count() == 0;
    m_dataset->setChoices(m_data.datasets());
    if (isFirst) {
        m_dataset->setCurrentId(settings.get(kCompareDataset));
    }
    applyFilters();
    if (isFirst) {
        m_backbone->setCurrentId(settings.get(kBackbone));
        m_attribute->setCurrentId(settings.get(kCompareAttribute));
        applyFilters();
    }
    select(std::exchange(m_wanted, {}));
    m_groups->showFigures();
    m_reproduce->showFigures();
}

TradeOffChoice ComparePage::choice() const {
    const QString figure = m_figure->currentId();
    return {aucOfId(m_auc->currentId()),
            {figure.section(u' ', 0, 0).toStdString(), m_task->currentId().toStdString(),
             figure.section(u' ', 1, 1).toInt()},
            m_split->currentId()};
}

void ComparePage::applyFilters() {
    const QString dataset = m_dataset->currentId();
    AuditData::Choices backbones = m_data.succeeded("backbone", dataset);
    backbones.insert(backbones.begin(), {tr("All"), QString()});
    m_backbone->setChoices(backbones);
    AuditData::Choices attributes = m_data.probedAttributes(dataset);
    attributes.insert(attributes.begin(), {tr("All"), QString()});
    m_attribute->setChoices(attributes);

    // Baselines have no backbone of P5: they stand beside every one of their data protocol.
    std::vector<report::ComparisonPoint> filtered =
        m_data.points(m_split->currentId(), dataset, {}, m_attribute->currentId());
    const std::string backbone = m_backbone->currentId().toStdString();
    std::erase_if(filtered, [&](const report::ComparisonPoint& point) {
        return !backbone.empty() && !point.baseline && point.backboneRun != backbone;
    });
    const std::set<std::string> elsewhere = takeOtherProtocols(filtered, m_data.records(), backbone);
    m_auc->setChoices(aucChoices(report::commonHeadline(filtered) == report::AucChoice::Strongest));
    m_auc->setCurrentId(m_wantedAuc); // stays wished for where it is not offered
    m_stack->setCurrentIndex(m_data.points().empty() ? 1 : 0);
    const auto grouping =
        m_meanOverSeeds->isChecked() ? report::RowGrouping::Settings : report::RowGrouping::Runs;
    // Without a data set nothing is chosen; an empty filter would mix sets on one axis.
    std::vector<report::ComparisonRow> rows =
        dataset.isEmpty() ? std::vector<report::ComparisonRow>() : report::comparisonRows(filtered, grouping);
    const std::vector<report::ComparisonPoint> all = m_data.points(m_split->currentId(), dataset, {}, {});
    report::addSanityWarnings(rows, all, report::publishedDataset(m_data.formatOf(dataset.toStdString())));
    m_rows->setRows(rows, choice());
    ChartContent content = tradeOffContent(rows, choice());
    QStringList sentences = {content.summary};
    if (!elsewhere.empty()) {
        sentences << tr("%n baseline(s) under other splits or candidates are not shown.", nullptr,
                        static_cast<int>(elsewhere.size()));
    } else if (rankDifferently(rows)) {
        sentences << tr("Not all of these models rank the same items for the same users, so their hits do "
                        "not compare; choose a backbone.");
    }
    const bool hasBaselines =
        std::any_of(rows.begin(), rows.end(), [](const auto& row) { return row.baseline.has_value(); });
    const auto without = hasBaselines ? report::rowsWithoutFloor(rows, all).size() : 0;
    if (without > 0) {
        sentences << tr("Beside %n of these models no run of popularity ranks the same items for the same "
                        "users, so nothing says whether their hits are above that floor. “Run what is "
                        "missing” of a table under Reproduce measures it, or this command: %1",
                        nullptr, static_cast<int>(without))
                         .arg(u"up5 run baseline --dataset %1 --set model=popularity"_s.arg(
                             QString::fromStdString(
                                 jobs::shellQuoted(m_dataset->box().currentText().toStdString()))));
    }
    if (!m_data.leftOut().isEmpty()) {
        sentences << m_data.leftOut();
    }
    m_results->setContent(std::move(content));
    m_results->setSummary(sentences.join(u'\n'));
}

void ComparePage::showDetails(const QString& key) {
    for (const report::ComparisonRow& row : m_rows->rows()) {
        if (row.key == key.toStdString()) {
            Q_EMIT detailsRequested(QString::fromStdString(row.runs.front()));
        }
    }
}

void ComparePage::select(const QString& subject) {
    for (const report::ComparisonRow& row : m_rows->rows()) {
        if (std::find(row.runs.begin(), row.runs.end(), subject.toStdString()) != row.runs.end()) {
            m_results->select(QString::fromStdString(row.key));
            return;
        }
    }
    m_wanted = m_data.isLoading() ? subject : QString();
}

void ComparePage::remember() {
    Settings& settings = m_context.settings;
    settings.set(kCompareDataset, m_dataset->currentId());
    settings.set(kBackbone, m_backbone->currentId());
    settings.set(kCompareAttribute, m_attribute->currentId());
    settings.set(kCompareFigure, m_figure->currentId());
    settings.set(kCompareTask, m_task->currentId());
    settings.set(kAuc, m_wantedAuc);
    settings.set(kSplit, m_split->currentId());
    settings.set(kMeanOverSeeds, m_meanOverSeeds->isChecked());
}

} // namespace up5::ui
