#include "ui/results/mitigate_page.h"

#include <QtCore/QTimer>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabWidget>

#include "jobs/job_host.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "ui/results/choice_box.h"
#include "ui/results/live_content.h"
#include "ui/results/live_panel.h"
#include "ui/results/mark_chart.h"
#include "ui/results/mitigate_content.h"
#include "ui/results/mitigate_plan.h"
#include "ui/results/mixture_panel.h"
#include "ui/runs/attribute_list.h"
#include "ui/runs/form_card.h"
#include "ui/runs/live_curves.h"
#include "ui/runs/mitigate_form.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/empty_state.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kWidthForThreeColumns = 1050;          // below, the curves stand under the chart
constexpr int kChartShare = 700, kCurvesShare = 300; // of what both have
constexpr int kPlanDelayMs = 150;

} // namespace

MitigatePage::MitigatePage(AppContext& context, QWidget* parent)
    : Page(context, parent),
      m_data(context, {[this] { guard([this] { showFigures(); }); },
                       [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); }}),
      m_stack(new QStackedWidget(this)), m_form(new MitigateForm(this)), m_live(new LiveCurves(this)),
      m_splitter(new QSplitter(Qt::Horizontal, this)), m_planDelay(new QTimer(this)),
      m_tabs(new QTabWidget(this)), m_mixture(new MixturePanel(context, m_data, this)) {
    setObjectName(u"mitigatePage"_s);
    m_form->setPageWidth();
    m_splitter->setObjectName(u"mitigateSplitter"_s);
    m_splitter->setHandleWidth(12);
    m_splitter->addWidget(makeChartCard());
    m_splitter->addWidget(m_live);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);

    auto* content = new QWidget(this);
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_form);
    row->addWidget(m_splitter, 1);
    auto* empty =
        new EmptyState(u"mitigate"_s, tr("No backbone to treat yet"),
                       tr("A counterfactually-fair prompt is trained in front of a frozen backbone. Train a "
                          "backbone first."));
    connect(empty->addAction(tr("Go to Models"), u"mitigateGoToModels"_s), &QPushButton::clicked, this,
            [this] { Q_EMIT pageRequested(u"models"_s); });
    m_tabs->setObjectName(u"mitigateTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(content, tr("One attribute"));
    m_tabs->addTab(m_mixture, tr("Mixture"));
    connect(m_mixture, &MixturePanel::messageRequested, this, &MitigatePage::messageRequested);
    connect(m_mixture, &MixturePanel::problemOccurred, this, &MitigatePage::problemOccurred);
    m_stack->addWidget(m_tabs);
    m_stack->addWidget(empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->addWidget(m_stack);

    connect(m_form, &MitigateForm::backboneChosen, this, [this] { guard([this] { updateAttributes(); }); });
    connect(m_form, &MitigateForm::attributeChosen, this, [this] {
        guard([this] {
            updateChart();
            updatePlan();
            updateLiveCurves();
        });
    });
    // The chart follows the slider at once; the plan reads the settings of all stored runs and can wait for
    // it to rest.
    m_planDelay->setSingleShot(true);
    m_planDelay->setInterval(kPlanDelayMs);
    connect(m_planDelay, &QTimer::timeout, this, [this] { guard([this] { updatePlan(); }); });
    connect(m_form, &MitigateForm::settingsChanged, this, [this] { guard([this] { updateChart(); }); });
    connect(m_form, &MitigateForm::pointMoved, this, [this] {
        guard([this] { updateChart(); });
        m_planDelay->start();
    });
    connect(m_form, &MitigateForm::settingsChanged, m_planDelay, qOverload<>(&QTimer::start));
    connect(m_form, &MitigateForm::startRequested, this, [this] { submit(); });
}

QWidget* MitigatePage::makeChartCard() {
    auto* card = new QFrame(this);
    card->setProperty("role", u"card"_s);
    auto* title = new QLabel(tr("Measured so far, on validation users"), card);
    title->setWordWrap(true);
    title->setProperty("role", u"heading"_s);
    m_figure = new ChoiceBox(u"mitigateFigure"_s, tr("Quality"), card);
    m_figure->setChoices({{u"hit@10"_s, u"hit@k 10"_s},
                          {u"hit@5"_s, u"hit@k 5"_s},
                          {u"hit@3"_s, u"hit@k 3"_s},
                          {u"hit@1"_s, u"hit@k 1"_s},
                          {u"NDCG@10"_s, u"ndcg@k 10"_s}});
    m_figure->setMaximumWidth(130);
    m_chart = new MarkChart(card);
    m_chart->setObjectName(u"mitigateChart"_s);
    m_chart->setAccessibleName(tr("Measured trade-off"));
    m_summary = new QLabel(card);
    m_summary->setObjectName(u"mitigateSummary"_s);
    m_summary->setWordWrap(true);
    auto* header = new QHBoxLayout;
    header->addWidget(title, 1, Qt::AlignTop);
    header->addWidget(m_figure);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->addLayout(header);
    layout->addWidget(m_chart, 1);
    layout->addWidget(m_summary);
    m_everyLambda = new LivePanel(m_context, card);
    layout->addWidget(m_everyLambda);
    connect(m_everyLambda, &LivePanel::changed, this, [this] { guard([this] { updateChart(); }); });
    connect(m_everyLambda, &LivePanel::auditRequested, this, [this](const jobs::JobSpec& spec) {
        guard([&] {
            m_context.host.submit(spec);
            Q_EMIT messageRequested(tr("Queued: an audit at this λ. Activity shows how far it is."));
            refresh();
        });
    });
    connect(m_figure, &ChoiceBox::chosen, this, [this] { guard([this] { updateChart(); }); });
    connect(m_chart, &MarkChart::markActivated, this, [this](const QString& key) {
        for (const report::ComparisonPoint& point : m_data.points()) {
            if ("setting:" + point.setting == key.toStdString()) {
                Q_EMIT detailsRequested(QString::fromStdString(point.run));
                return;
            }
        }
    });
    return card;
}

void MitigatePage::refresh() {
    guard([this] {
        if (m_data.reload()) {
            updateBackbones();
        }
        updateLiveCurves();
    });
}

void MitigatePage::showFigures() {
    m_mixture->showFigures();
    updateChart();
}

void MitigatePage::updateBackbones() {
    AuditData::Choices backbones;
    for (const auto& [dataset, hash] : m_data.datasets()) {
        for (const auto& [backbone, run] : m_data.succeeded("backbone", hash)) {
            backbones.emplace_back(u"%1 · %2"_s.arg(dataset, backbone), run);
        }
    }
    m_stack->setCurrentIndex(backbones.empty() ? 1 : 0);
    m_form->setBackbones(backbones);
    m_mixture->showFigures();
    updateAttributes();
}

std::string MitigatePage::datasetOfBackbone() const {
    const store::RunRow* run = m_data.run(m_form->backbone());
    return run ? run->dataset : std::string();
}

void MitigatePage::updateAttributes() {
    const std::string dataset = datasetOfBackbone();
    if (!dataset.empty() && dataset != m_attributesOf) {
        m_attributesOf = dataset;
        m_problem.clear();
        guarded([&] { m_form->setAttributes(attributesOf(m_context.workspace.datasets(), dataset)); },
                [&](const QString& sentence) {
                    m_problem = sentence;
                    m_form->setAttributes({});
                });
    }
    AuditData::Choices prompts;
    for (const auto& [name, run] : m_data.succeeded("cfp", QString::fromStdString(dataset))) {
        if (m_data.run(run)->backboneRun == m_form->backbone().toStdString()) {
            prompts.emplace_back(name, run);
        }
    }
    m_form->setPrompts(prompts);
    updateChart();
    updatePlan();
    updateLiveCurves();
}

TradeOffChoice MitigatePage::choice() const {
    const QString figure = m_figure->currentId();
    // Settings are chosen here, so the figures are those of validation users. The strongest probe is the axis
    // only where every model has it: none must vanish because it is older.
    // What is measured live has the AUC of one probe only, so then all have.
    const auto points = m_data.points(u"validation"_s, {}, m_form->backbone(), m_form->attribute());
    return {m_everyLambda->isOn() ? report::AucChoice::UserSpan : report::commonHeadline(points),
            {figure.section(u' ', 0, 0).toStdString(), "sequential", figure.section(u' ', 1, 1).toInt()},
            u"validation"_s};
}

void MitigatePage::updateEveryLambda() {
    m_everyLambda->setPrompt(promptForEveryLambda(m_data.runs(), m_form->backbone().toStdString(),
                                                  m_form->attribute().toStdString()));
    m_everyLambda->setLambda(m_form->lambda());
    const auto points = m_data.points(choice().split, {}, m_form->backbone(), m_form->attribute());
    m_everyLambda->setSentences(choice(), m_form->options(),
                                report::conditionDistances(points, m_form->attribute().toStdString(),
                                                           m_everyLambda->prefixLength(), choice().figure));
}

void MitigatePage::updateChart() {
    updateEveryLambda();
    auto points = m_form->attribute().isEmpty()
                      ? std::vector<report::ComparisonPoint>()
                      : m_data.points(choice().split, {}, m_form->backbone(), m_form->attribute());
    if (m_everyLambda->isOn()) {
        points = withLogisticProbe(std::move(points));
    }
    MitigatePoint chosen{
        {m_form->attribute().toStdString(), {}}, m_form->lambda(), m_form->prefixLength(), {}, {}};
    if (m_form->hasRange() && !m_everyLambda->isOn()) {
        chosen.isSearch = m_form->isSearch();
        chosen.sweptLambdas = m_form->lambdas();
        chosen.sweptLengths = m_form->prefixLengths();
    }
    // Options that are out of range match no run; the plan says what is wrong with them.
    guarded(
        [&] {
            // A live point lies beside what was trained for one λ each like its own prompt, whatever the form
            // asks for.
            if (m_everyLambda->isOn()) {
                chosen.prefixLength = m_everyLambda->prefixLength();
            }
            chosen.prompt = report::wantedPrompt(chosen.prompt.attribute,
                                                 m_everyLambda->isOn() ? m_everyLambda->separateOptions()
                                                                       : m_form->options());
        },
        [](const QString&) {});
    ChartContent content = mitigateContent(points, choice(), chosen);
    m_everyLambda->addTo(content, choice());
    if (m_data.isLoading()) {
        content.emptyText = tr("Reading what is measured…");
    }
    m_chart->setContent(std::move(content));
    QStringList sentences;
    if (!m_chart->content().marks.empty()) {
        sentences << m_chart->content().summary;
    }
    if (!m_data.leftOut().isEmpty()) {
        sentences << m_data.leftOut();
    }
    m_summary->setText(sentences.join(u'\n'));
}

void MitigatePage::updatePlan() {
    if (!m_problem.isEmpty()) {
        m_form->setPlan(m_problem, false);
        return;
    }
    if (m_form->attribute().isEmpty()) {
        m_form->setPlan(tr("This data set has no sensitive attribute to hide."), false);
        return;
    }
    guarded([this] { m_form->setPlan(planSentence(*m_form, datasetOfBackbone(), m_context.store), true); },
            [this](const QString& sentence) { m_form->setPlan(sentence, false); });
}

void MitigatePage::updateLiveCurves() {
    const store::RunRow* shown = nullptr;
    for (const store::RunRow& run : m_data.runs()) {
        if (run.kind != "cfp") {
            continue;
        }
        if (run.state == store::RunState::Running) {
            shown = &run;
            break;
        }
        const bool isOfForm = run.backboneRun == m_form->backbone().toStdString() &&
                              !run.attributes.empty() &&
                              run.attributes.front() == m_form->attribute().toStdString();
        if (!shown && isOfForm && run.state != store::RunState::Queued) {
            shown = &run;
        }
    }
    if (!shown) {
        m_live->showNothing(tr("The curves of the running training appear here."));
        return;
    }
    QString state = stateWord(shown->state);
    if (shown->state == store::RunState::Running && shown->total > 0) {
        state += u" · %1 · %2 %"_s.arg(stageWord(shown->stage)).arg(100 * shown->done / shown->total);
    }
    m_live->showRun(runTitle(*shown), state, trainingCurves(m_context.store.runs().series(shown->id)));
}

void MitigatePage::submit() {
    guard([this] {
        const std::vector<jobs::JobSpec> planned = plannedJobs(*m_form, datasetOfBackbone(), m_context.store);
        for (const jobs::JobSpec& spec : planned) {
            m_context.host.submit(spec);
        }
        Q_EMIT messageRequested(m_form->isSweep()
                                    ? tr("The sweep is queued. Activity shows how far it is.")
                                    : tr("Queued: %1. Activity shows how far each is.").arg(planned.size()));
        refresh();
        updatePlan();
    });
}

void MitigatePage::select(const QString& subject) {
    useSettingsOf(subject);
}

void MitigatePage::useSettingsOf(const QString& runId) {
    guard([&] {
        if (m_data.reload()) {
            updateBackbones();
        }
        const store::RunRow* run = m_data.run(runId);
        if (run && run->kind == "mixture") {
            m_mixture->useSettingsOf(*run);
            m_tabs->setCurrentWidget(m_mixture);
            return;
        }
        if (!run || (run->kind != "cfp" && run->kind != "backbone")) {
            return;
        }
        m_tabs->setCurrentIndex(0);
        m_form->setBackbone(QString::fromStdString(run->kind == "cfp" ? run->backboneRun : run->id));
        updateAttributes();
        if (run->kind == "cfp") {
            m_form->fill(jobs::jobSpecFromJson(nlohmann::json::parse(run->spec)));
            updateChart();
            updatePlan();
        }
    });
}

void MitigatePage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    arrange();
}

void MitigatePage::arrange() {
    const Qt::Orientation wanted = width() >= kWidthForThreeColumns ? Qt::Horizontal : Qt::Vertical;
    const bool isFirst = m_splitter->sizes().constLast() == 0;
    if (m_splitter->orientation() == wanted && !isFirst) {
        return;
    }
    // The sizes of the other direction would be kept, which leaves one part next to nothing.
    m_splitter->setOrientation(wanted);
    m_live->setOrientation(wanted == Qt::Horizontal ? Qt::Vertical : Qt::Horizontal);
    m_splitter->setSizes({kChartShare, kCurvesShare});
}

} // namespace up5::ui
