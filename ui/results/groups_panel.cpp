#include "ui/results/groups_panel.h"

#include <algorithm>

#include <QtGui/QStandardItemModel>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QTableView>

#include "ui/results/audit_data.h"
#include "ui/results/choice_box.h"
#include "ui/results/group_content.h"
#include "ui/results/group_quality_model.h"
#include "ui/results/mark_chart.h"
#include "ui/results/overlap_content.h"
#include "ui/results/overlap_placeholder.h"
#include "ui/results/result_view.h"
#include "ui/widgets/settings.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const SettingValue<QString> kGroupsDataset{"groups/dataset", {}, SettingScope::Workspace};
const SettingValue<QString> kModel{"groups/model", {}, SettingScope::Workspace};
const SettingValue<QString> kGroupsAttribute{"groups/attribute", {}, SettingScope::Workspace};
const SettingValue<QString> kSecond{"groups/second", {}, SettingScope::Workspace};
const SettingValue<QString> kGroupsFigure{"groups/figure", u"hit@10"_s, SettingScope::Workspace};
const SettingValue<QString> kGroupsTask{"groups/task", u"sequential"_s, SettingScope::Workspace};
const SettingValue<QString> kView{"groups/view", u"quality"_s, SettingScope::Workspace};

} // namespace

GroupsPanel::GroupsPanel(AppContext& context, const AuditData& audits, QWidget* parent)
    : QWidget(parent), m_context(context), m_audits(audits) {
    setObjectName(u"groupsPanel"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 10, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(makeFilters());
    layout->addWidget(makeResults(), 1);
    showView();
}

QHBoxLayout* GroupsPanel::makeFilters() {
    m_dataset = new ChoiceBox(u"groupsDataset"_s, tr("Data set"), this);
    m_model = new ChoiceBox(u"groupsModel"_s, tr("Model"), this);
    m_attribute = new ChoiceBox(u"groupsAttribute"_s, tr("Attribute"), this);
    m_second = new ChoiceBox(u"groupsSecond"_s, tr("and"), this);
    m_figure = new ChoiceBox(u"groupsFigure"_s, tr("Quality"), this);
    m_taskBox = new ChoiceBox(u"groupsTask"_s, tr("Task"), this);
    m_reference = new ChoiceBox(u"groupsReference"_s, tr("Reference"), this);
    m_view = new ChoiceBox(u"groupsView"_s, tr("Show"), this);
    m_second->box().setToolTip(tr("A second attribute: the groups are then those of both at once."));
    m_reference->box().setToolTip(tr("The group the others are compared with."));
    std::vector<std::pair<QString, QString>> figures;
    for (const QString& figure : {u"hit@1"_s, u"hit@3"_s, u"hit@5"_s, u"hit@10"_s, u"NDCG@10"_s, u"MRR"_s}) {
        figures.emplace_back(figure, figure);
    }
    m_figure->setChoices(figures);
    m_taskBox->setChoices({{tr("sequential"), u"sequential"_s}, {tr("direct"), u"direct"_s}});
    m_view->setChoices({{tr("quality"), u"quality"_s},
                        {tr("change to untreated"), u"change"_s},
                        {tr("list overlap"), u"overlap"_s}});
    m_view->box().setToolTip(
        tr("Quality: what each group gets. Change to untreated: who pays for a prompt. "
           "List overlap: whether lists depend on the attribute, however good they are."));
    m_reference->setChoices({{tr("largest group"), QString()}});
    m_second->setChoices({{u"–"_s, QString()}});

    const Settings& settings = m_context.settings;
    m_figure->setCurrentId(settings.get(kGroupsFigure));
    m_taskBox->setCurrentId(settings.get(kGroupsTask));
    m_view->setCurrentId(settings.get(kView));

    auto* filters = new QHBoxLayout;
    filters->setSpacing(8);
    for (ChoiceBox* box : {m_dataset, m_model, m_attribute, m_second, m_figure, m_taskBox}) {
        filters->addWidget(box);
    }
    for (ChoiceBox* box :
         {m_dataset, m_model, m_attribute, m_second, m_figure, m_taskBox, m_reference, m_view}) {
        connect(box, &ChoiceBox::chosen, this, [this, box] {
            if (box == m_dataset) {
                fillModels();
            }
            box == m_view ? showView() : ask();
            remember();
        });
    }
    return filters;
}

QWidget* GroupsPanel::makeResults() {
    m_rows = new GroupQualityModel(this);
    m_overlaps = new QStandardItemModel(this);
    m_results = new ResultView(u"groups"_s, m_context.dialogs, this);
    for (ChoiceBox* box : {m_reference, m_view}) {
        box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // the sentence takes the room
        m_results->addToFooter(box);
    }
    m_results->chart().setAccessibleName(tr("Groups of users"));
    m_results->table().setAccessibleName(tr("Numbers behind the chart"));
    m_unmeasured = new OverlapPlaceholder(m_context, this);
    m_results->setPlaceholder(m_unmeasured);
    connect(m_unmeasured, &OverlapPlaceholder::queued, this, [this] {
        Q_EMIT messageRequested(tr("The measurement was queued. Its figures appear here when it is done."));
        Q_EMIT runQueued();
    });
    connect(m_unmeasured, &OverlapPlaceholder::problemOccurred, this, &GroupsPanel::problemOccurred);
    connect(m_results, &ResultView::selected, this, [this] { Q_EMIT detailsRequested(m_shownRun); });
    connect(m_results, &ResultView::messageRequested, this, &GroupsPanel::messageRequested);
    connect(m_results, &ResultView::problemOccurred, this, &GroupsPanel::problemOccurred);
    return m_results;
}

void GroupsPanel::showFigures() {
    const bool isFirst = m_dataset->box().count() == 0;
    m_dataset->setChoices(m_audits.datasets());
    const Settings& settings = m_context.settings;
    if (isFirst) {
        m_dataset->setCurrentId(settings.get(kGroupsDataset));
    }
    fillModels();
    if (isFirst) {
        m_model->setCurrentId(settings.get(kModel));
        // Names for the first question; what the data set really has comes with its answer.
        m_attribute->setChoices({{QString(), settings.get(kGroupsAttribute)}});
        m_second->setChoices({{QString(), settings.get(kSecond)}});
    }
    ask();
}

void GroupsPanel::showRuns() {
    const GroupModel* model = chosenModel();
    if (!isOverlap() || m_task.isRunning() || model == nullptr) {
        return;
    }
    const OverlapRuns runs = overlapRuns(m_audits, *model, m_attribute->currentId().toStdString());
    // Showing the same figures again would move the table under the reader's hands.
    const bool same = runs.measured && QString::fromStdString(runs.measured->run.id) == m_shownRun &&
                      (runs.pending != nullptr) == m_isPendingShown;
    if (!same) {
        showView();
    }
}

void GroupsPanel::fillModels() {
    m_models = groupModels(m_audits, m_dataset->currentId());
    std::vector<std::pair<QString, QString>> choices;
    for (const GroupModel& model : m_models) {
        choices.emplace_back(model.text, QString::fromStdString(model.runs.front()));
    }
    m_model->setChoices(choices);
}

const GroupModel* GroupsPanel::chosenModel() const {
    const auto found = std::find_if(m_models.begin(), m_models.end(), [&](const GroupModel& model) {
        return QString::fromStdString(model.runs.front()) == m_model->currentId();
    });
    return found == m_models.end() ? nullptr : &*found;
}

bool GroupsPanel::isOverlap() const {
    return m_view->currentId() == u"overlap"_s;
}

report::RankingMetric GroupsPanel::metric() const {
    return report::rankingMetricFromText(m_figure->currentId().toStdString());
}

void GroupsPanel::ask() {
    const GroupModel* model = chosenModel();
    if (model == nullptr) {
        m_task.cancel();
        showAnswer({});
        return;
    }
    GroupRequest request{m_dataset->currentId().toStdString(), model->runs, model->untreated, {}, {}};
    request.attributes = {m_attribute->currentId().toStdString(), m_second->currentId().toStdString()};
    request.question.task = m_taskBox->currentId().toStdString();
    request.question.metric = metric();
    request.question.reference = m_reference->currentId().toStdString();
    m_task.start(
        [this, request, workspace = m_context.workspace](const CancelToken&) -> BackgroundTask::Deliver {
            const GroupAnswer answer = answerTo(request, workspace);
            return [this, answer] { showAnswer(answer); };
        },
        [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); });
}

void GroupsPanel::showAnswer(const GroupAnswer& answer) {
    std::vector<std::pair<QString, QString>> attributes, seconds = {{u"–"_s, QString()}};
    for (const QString& name : answer.attributes) {
        attributes.emplace_back(name, name);
        if (answer.chosen.empty() || name.toStdString() != answer.chosen.front()) {
            seconds.emplace_back(name, name);
        }
    }
    m_attribute->setChoices(attributes);
    m_second->setChoices(seconds);
    std::vector<std::pair<QString, QString>> references = {{tr("largest group"), QString()}};
    if (answer.model) {
        for (const report::GroupMean& group : answer.model->figures.groups) {
            if (!group.small) {
                const QString name = QString::fromStdString(group.group);
                references.emplace_back(name, name);
            }
        }
        std::sort(references.begin() + 1, references.end());
    }
    m_reference->setChoices(references);
    m_shown = answer.model;
    m_rows->setModel(m_shown.value_or(report::ModelGroups()), metric());
    showView();
}

void GroupsPanel::showView() {
    for (ChoiceBox* box : {m_second, m_figure, m_taskBox}) {
        box->setEnabled(!isOverlap()); // lists are of one task and compared for one attribute
    }
    m_reference->setVisible(!isOverlap());
    const bool canOverlap = chosenModel() != nullptr && !m_attribute->currentId().isEmpty();
    isOverlap() && canOverlap ? showOverlap(*chosenModel()) : showGroups();
}

void GroupsPanel::showGroups() {
    ChartContent content;
    if (m_shown) {
        m_shownRun = QString::fromStdString(m_shown->run);
        content = groupContent(*m_shown, metric(),
                               m_view->currentId() == u"change"_s ? GroupView::Change : GroupView::Quality);
    } else {
        content.emptyText =
            chosenModel() == nullptr
                ? tr("Groups are compared by what a model recommends to them. It needs a trained backbone "
                     "that was evaluated, best with a prompt beside it.")
                : tr("No ranks of this model are stored for this task. Evaluate it, then its groups can be "
                     "compared.");
        content.summary = content.emptyText;
    }
    m_results->showPlaceholder(false);
    m_results->setFileStem(u"groups"_s);
    m_results->setModel(*m_rows);
    m_results->setContent(std::move(content));
}

void GroupsPanel::showOverlap(const GroupModel& model) {
    const std::string attribute = m_attribute->currentId().toStdString();
    const OverlapRuns runs = overlapRuns(m_audits, model, attribute);
    m_isPendingShown = runs.pending != nullptr;
    ChartContent content;
    if (runs.measured) {
        m_shownRun = QString::fromStdString(runs.measured->run.id);
        content = overlapContent(*runs.measured);
        fillOverlapTable(*m_overlaps, *runs.measured);
        if (runs.pending) {
            content.summary += u' ' + tr("A newer run is queued or running.");
        }
    } else {
        m_unmeasured->showRuns(runs, model, attribute);
    }
    m_results->showPlaceholder(!runs.measured);
    m_results->setFileStem(u"list-overlap"_s);
    m_results->setModel(*m_overlaps);
    m_results->setContent(std::move(content));
}

void GroupsPanel::remember() {
    Settings& settings = m_context.settings;
    settings.set(kGroupsDataset, m_dataset->currentId());
    settings.set(kModel, m_model->currentId());
    settings.set(kGroupsAttribute, m_attribute->currentId());
    settings.set(kSecond, m_second->currentId());
    settings.set(kGroupsFigure, m_figure->currentId());
    settings.set(kGroupsTask, m_taskBox->currentId());
    settings.set(kView, m_view->currentId());
}

} // namespace up5::ui
