#include "ui/results/groups_panel.h"

#include <algorithm>
#include <set>

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QTableView>

#include "base/error.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "ui/results/audit_data.h"
#include "ui/results/choice_box.h"
#include "ui/results/group_quality_model.h"
#include "ui/results/mark_chart.h"
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

std::string runWithRanks(store::Store& store, const std::vector<std::string>& runs, const std::string& task) {
    for (const std::string& run : runs) {
        if (report::findRanks(store.runs().userValues(run), task, "test") != nullptr) {
            return run;
        }
    }
    return {};
}

} // namespace

GroupsPanel::GroupsPanel(AppContext& context, QWidget* parent) : QWidget(parent), m_context(context) {
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
    m_view->setChoices({{tr("quality"), u"quality"_s}, {tr("change to untreated"), u"change"_s}});
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
    m_results = new ResultView(u"groups"_s, m_context.dialogs, this);
    m_results->setModel(*m_rows);
    for (ChoiceBox* box : {m_reference, m_view}) {
        box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // the sentence takes the room
        m_results->addToFooter(box);
    }
    m_results->chart().setAccessibleName(tr("Groups of users"));
    m_results->table().setAccessibleName(tr("Groups, worst first"));
    connect(m_results, &ResultView::selected, this, [this] {
        if (m_shown) {
            Q_EMIT detailsRequested(QString::fromStdString(m_shown->run));
        }
    });
    connect(m_results, &ResultView::messageRequested, this, &GroupsPanel::messageRequested);
    connect(m_results, &ResultView::problemOccurred, this, &GroupsPanel::problemOccurred);
    return m_results;
}

void GroupsPanel::showFigures(const AuditData& audits) {
    const bool isFirst = m_dataset->box().count() == 0;
    m_models.clear();
    for (const auto& [name, hash] : audits.datasets()) {
        std::vector<Choice> choices;
        std::set<std::vector<std::string>> seen; // an untreated model is there once for each probed attribute
        const std::vector<report::ComparisonPoint> points = audits.points(u"test"_s, hash, {}, {});
        for (const report::ComparisonPoint& point : points) {
            if (point.probedAgain || !seen.insert(point.runs).second) {
                continue;
            }
            Choice choice{QString::fromStdString(point.label), point.runs, {}};
            if (point.family != report::Family::Untreated) {
                choice.text += u" · "_s + QString::fromStdString(point.attribute);
                const report::ComparisonPoint* beside = report::untreatedBeside(points, point);
                choice.untreated = beside ? beside->runs : std::vector<std::string>();
            }
            choice.text = tr("%1, seed %2").arg(choice.text).arg(point.seed);
            choices.push_back(std::move(choice));
        }
        m_models.emplace_back(hash, std::move(choices));
    }
    m_dataset->setChoices(audits.datasets());
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

void GroupsPanel::fillModels() {
    std::vector<std::pair<QString, QString>> choices;
    for (const auto& [dataset, models] : m_models) {
        if (dataset == m_dataset->currentId()) {
            for (const Choice& model : models) {
                choices.emplace_back(model.text, QString::fromStdString(model.runs.front()));
            }
        }
    }
    m_model->setChoices(choices);
}

const GroupsPanel::Choice* GroupsPanel::chosenModel() const {
    for (const auto& [dataset, models] : m_models) {
        for (const Choice& model : models) {
            if (dataset == m_dataset->currentId() &&
                QString::fromStdString(model.runs.front()) == m_model->currentId()) {
                return &model;
            }
        }
    }
    return nullptr;
}

report::RankingMetric GroupsPanel::metric() const {
    return report::rankingMetricFromText(m_figure->currentId().toStdString());
}

void GroupsPanel::ask() {
    const Choice* model = chosenModel();
    if (model == nullptr) {
        m_task.cancel();
        showAnswer({});
        return;
    }
    Request request{m_dataset->currentId().toStdString(), model->runs, model->untreated, {}, {}};
    request.attributes = {m_attribute->currentId().toStdString(), m_second->currentId().toStdString()};
    request.question.task = m_taskBox->currentId().toStdString();
    request.question.metric = metric();
    request.question.reference = m_reference->currentId().toStdString();
    m_task.start(
        [this, request, workspace = m_context.workspace](const CancelToken&) -> BackgroundTask::Deliver {
            const Answer answer = answerTo(request, workspace);
            return [this, answer] { showAnswer(answer); };
        },
        [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); });
}

GroupsPanel::Answer GroupsPanel::answerTo(const Request& request, const jobs::Workspace& workspace) {
    store::Store store(workspace.database());
    const data::Dataset dataset = data::Dataset::open(workspace.datasets(), request.dataset);
    Answer answer;
    for (const data::Attribute& attribute : dataset.attributes()) {
        answer.attributes << QString::fromStdString(attribute.name);
    }
    if (answer.attributes.isEmpty()) {
        return answer;
    }
    const auto isThere = [&](const std::string& name) {
        return answer.attributes.contains(QString::fromStdString(name));
    };
    const std::string& first = request.attributes.at(0);
    answer.chosen = {isThere(first) ? first : dataset.attributes().front().name};
    const std::string& second = request.attributes.at(1);
    if (isThere(second) && second != answer.chosen.front()) {
        answer.chosen.push_back(second);
    }
    const std::string run = runWithRanks(store, request.runs, request.question.task);
    if (run.empty()) {
        return answer;
    }
    report::GroupQuestion question = request.question;
    question.attributes = answer.chosen;
    const std::string untreated = runWithRanks(store, request.untreated, question.task);
    try {
        answer.model = report::groupsOfRun(store, dataset, run, untreated, question);
    } catch (const Error& error) {
        // The reference was one of the groups shown before.
        if (question.reference.empty() ||
            (error.code() != ErrorCode::NotFound && error.code() != ErrorCode::InvalidInput)) {
            throw;
        }
        question.reference.clear();
        answer.model = report::groupsOfRun(store, dataset, run, untreated, question);
    }
    return answer;
}

void GroupsPanel::showAnswer(const Answer& answer) {
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
    if (m_shown) {
        m_results->setContent(groupContent(
            *m_shown, metric(), m_view->currentId() == u"change"_s ? GroupView::Change : GroupView::Quality));
        return;
    }
    ChartContent content;
    content.emptyText =
        chosenModel() == nullptr
            ? tr("Groups are compared by what a model recommends to them. It needs a trained backbone "
                 "that was evaluated, best with a prompt beside it.")
            : tr("No ranks of this model are stored for this task. Evaluate it, then its groups can be "
                 "compared.");
    content.summary = content.emptyText;
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
