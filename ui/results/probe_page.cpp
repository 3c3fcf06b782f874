#include "ui/results/probe_page.h"

#include <algorithm>
#include <functional>
#include <map>

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>

#include "jobs/job_host.h"
#include "jobs/options/probe_options.h"
#include "ui/results/choice_box.h"
#include "ui/results/leak_panel.h"
#include "ui/runs/attribute_list.h"
#include "ui/runs/form_card.h"
#include "ui/runs/option_form.h"
#include "ui/runs/run_basics.h"
#include "ui/widgets/empty_state.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

ProbePage::ProbePage(AppContext& context, QWidget* parent)
    : Page(context, parent),
      m_data(context, {[this] { guard([this] { showFigures(); }); },
                       [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); }}),
      m_stack(new QStackedWidget(this)) {
    setObjectName(u"probePage"_s);
    auto* content = new QWidget(this);
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(makeForm());
    row->addWidget(makePanel(), 1);
    auto* empty =
        new EmptyState(u"probe"_s, tr("No backbone to probe yet"),
                       tr("A probe tries to read a sensitive attribute out of a trained model. Train a "
                          "backbone first."));
    connect(empty->addAction(tr("Go to Models"), u"probeGoToModels"_s), &QPushButton::clicked, this,
            [this] { Q_EMIT pageRequested(u"models"_s); });
    m_stack->addWidget(content);
    m_stack->addWidget(empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->addWidget(m_stack);
}

QWidget* ProbePage::makeForm() {
    auto* card =
        new FormCard(tr("Probe a model"),
                     tr("Fresh classifiers try to read an attribute from what the model computes."), this);
    card->setPageWidth();
    m_backbone = new ChoiceBox(u"probeBackbone"_s, tr("Backbone"), card);
    m_prompt = new ChoiceBox(u"probePrompt"_s, tr("Prompt in front of it"), card);
    m_attributes = new AttributeList(card);
    m_basics = new RunBasics(u"probe"_s, card);
    m_options = new OptionForm(jobs::ProbeOptions::table(), {}, {}, card);
    m_start = new QPushButton(tr("Start probing"), card);
    m_start->setObjectName(u"probeStart"_s);
    m_start->setProperty("primary", true);
    card->form().addWidget(m_backbone);
    card->form().addWidget(m_prompt);
    card->addField(tr("Attributes"), m_attributes, {});
    card->form().addWidget(m_basics);
    card->form().addWidget(m_options);
    card->footer().addWidget(m_start);
    for (ChoiceBox* box : {m_backbone, m_prompt}) {
        connect(box, &ChoiceBox::chosen, this, [this] { guard([this] { updateChoices(); }); });
    }
    connect(m_attributes, &AttributeList::changed, this,
            [this] { m_start->setEnabled(!m_attributes->checked().empty()); });
    connect(m_start, &QPushButton::clicked, this, [this] { submit(); });
    return card;
}

QWidget* ProbePage::makePanel() {
    m_panel = new LeakPanel(this);
    m_shown = new ChoiceBox(u"probeShown"_s, tr("Attribute"), m_panel);
    m_shown->setMaximumWidth(200);
    m_panel->addControl(m_shown);
    connect(m_shown, &ChoiceBox::chosen, this, [this] { guard([this] { showLeak(); }); });
    return m_panel;
}

void ProbePage::refresh() {
    guard([this] {
        if (m_data.reload()) {
            updateChoices();
        }
    });
}

void ProbePage::showFigures() {
    updateChoices();
}

void ProbePage::updateChoices() {
    const AuditData::Choices backbones = m_data.succeeded("backbone", {});
    m_stack->setCurrentIndex(backbones.empty() ? 1 : 0);
    m_backbone->setChoices(backbones);
    AuditData::Choices prompts = {{tr("none (untreated)"), QString()}};
    for (const store::RunRow& run : m_data.runs()) {
        if ((run.kind == "cfp" || run.kind == "mixture") && run.state == store::RunState::Succeeded &&
            run.backboneRun == m_backbone->currentId().toStdString()) {
            prompts.push_back(AuditData::choiceOf(run));
        }
    }
    m_prompt->setChoices(prompts);
    const store::RunRow* backbone = m_data.run(m_backbone->currentId());
    if (backbone && backbone->dataset != m_attributesOf) {
        m_attributesOf = backbone->dataset;
        guarded(
            [&] {
                m_attributes->setAttributes(attributesOf(m_context.workspace.datasets(), m_attributesOf));
            },
            [&](const QString& sentence) { m_attributes->setProblem(sentence); });
    }
    AuditData::Choices shown;
    for (const report::ComparisonPoint& point : m_data.points()) {
        const QString attribute = QString::fromStdString(point.attribute);
        const std::pair choice(attribute, attribute);
        if (!point.probes.empty() && isOfChosenModel(point) &&
            std::find(shown.begin(), shown.end(), choice) == shown.end()) {
            shown.push_back(choice);
        }
    }
    m_shown->setChoices(shown);
    m_shown->setVisible(shown.size() > 1);
    showLeak();
}

bool ProbePage::isOfChosenModel(const report::ComparisonPoint& point) const {
    if (point.backboneRun != m_backbone->currentId().toStdString()) {
        return false;
    }
    const std::string prompt = m_prompt->currentId().toStdString();
    if (prompt.empty()) {
        return point.family == report::Family::Untreated;
    }
    return std::any_of(point.runs.begin(), point.runs.end(), [&](const std::string& id) {
        const store::RunRow* run = m_data.run(QString::fromStdString(id));
        // A cfp run's prompt run is where it started, not what it measured.
        return id == prompt || (run && run->kind != "cfp" && run->promptRun == prompt);
    });
}

std::vector<const report::ComparisonPoint*> ProbePage::chosenPoints() const {
    std::vector<const report::ComparisonPoint*> points;
    for (const report::ComparisonPoint& point : m_data.points()) {
        if (!point.probes.empty() && point.attribute == m_shown->currentId().toStdString() &&
            isOfChosenModel(point)) {
            points.push_back(&point);
        }
    }
    std::map<std::string, double> onValidation;
    for (const report::ComparisonPoint& point :
         m_data.points(u"validation"_s, {}, m_backbone->currentId(), m_shown->currentId())) {
        onValidation[point.run] = point.aucStrongest ? point.aucStrongest->value : 0;
    }
    const auto rank = [&](const report::ComparisonPoint* point) {
        const auto found = onValidation.find(point->run);
        return std::pair(found == onValidation.end() ? 0.0 : found->second, point->finished);
    };
    std::ranges::stable_sort(points, std::greater<>(), rank);
    return points;
}

void ProbePage::showLeak() {
    const std::vector<const report::ComparisonPoint*> points = chosenPoints();
    LeakPanelContent content;
    QStringList remarks;
    if (!points.empty()) {
        content.point = *points.front();
        const auto mapped =
            std::ranges::find_if(points, [](const auto* point) { return !point->leakMap.empty(); });
        content.map = mapAround(mapped == points.end() ? *points.front() : **mapped);
    }
    if (points.size() > 1) {
        remarks
            << tr("Probe runs of this model for %1: %2. Shown is the one that read most on validation users; "
                  "Compare and reports list them all.")
                   .arg(m_shown->currentId())
                   .arg(points.size());
    }
    if (!m_data.leftOut().isEmpty()) {
        remarks << m_data.leftOut();
    }
    content.remarks = remarks.join(u'\n');
    const QString backbone = m_backbone->currentId();
    const store::RunRow* run = m_data.run(backbone);
    content.bars = report::attributeBars(m_data.points(), m_data.records(), backbone.toStdString(),
                                         run ? m_data.formatOf(run->dataset) : std::string());
    const store::RunRow* prompt = m_data.run(m_prompt->currentId());
    content.emptyText =
        m_data.isLoading() ? tr("Reading what is measured…")
        : prompt && prompt->kind == "mixture"
            ? tr("The subsets of this mixture's attributes were probed by its own run: their figures stand "
                 "in the matrix under Mitigate ▸ Mixture. To probe it once more, choose attributes on the "
                 "left and start.")
            : tr("This model was not probed yet. Choose attributes on the left and start.");
    m_panel->setContent(std::move(content));
}

std::optional<report::LeakMap> ProbePage::mapAround(const report::ComparisonPoint& point) const {
    const QString backbone = m_backbone->currentId(), attribute = QString::fromStdString(point.attribute);
    const auto test = m_data.points(u"test"_s, {}, backbone, attribute);
    const auto validation = m_data.points(u"validation"_s, {}, backbone, attribute);
    const report::BeforeAfter models = report::beforeAfter(test, validation);
    const bool isTreated = point.family != report::Family::Untreated;
    return report::leakMap(isTreated ? models.before : &point, isTreated ? &point : models.after);
}

void ProbePage::select(const QString& subject) {
    const store::RunRow* run = m_data.run(subject);
    if (!run || (run->kind != "probe" && run->kind != "cfp" && run->kind != "backbone")) {
        return;
    }
    guard([&] {
        m_backbone->setCurrentId(
            QString::fromStdString(run->kind == "backbone" ? run->id : run->backboneRun));
        updateChoices();
        m_prompt->setCurrentId(QString::fromStdString(run->kind == "cfp" ? run->id : run->promptRun));
        updateChoices();
    });
}

void ProbePage::useSettingsOf(const QString& runId) {
    guard([&] {
        m_data.reload();
        const store::RunRow* run = m_data.run(runId);
        if (!run || run->kind != "probe") {
            return;
        }
        select(runId);
        const jobs::JobSpec from = jobs::jobSpecFromJson(nlohmann::json::parse(run->spec));
        m_options->setValues(from.options);
        m_basics->fill(from);
        m_attributes->setChecked(from.attributes);
    });
}

jobs::JobSpec ProbePage::spec() const {
    jobs::JobSpec spec;
    spec.kind = "probe";
    spec.backboneRun = m_backbone->currentId().toStdString();
    spec.promptRun = m_prompt->currentId().toStdString();
    spec.attributes = m_attributes->checked();
    spec.options = m_options->changedValues();
    if (const store::RunRow* backbone = m_data.run(m_backbone->currentId())) {
        spec.dataset = backbone->dataset;
    }
    m_basics->apply(spec);
    return spec;
}

void ProbePage::submit() {
    guard([this] {
        m_context.host.submit(spec());
        Q_EMIT messageRequested(tr("The probe was queued. Its result appears here when it is done."));
    });
}

} // namespace up5::ui
