#include "ui/results/mixture_panel.h"

#include <algorithm>

#include <QtCore/QTimer>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>

#include "jobs/companions.h"
#include "jobs/job_host.h"
#include "jobs/sweep/sweep_estimate.h"
#include "report/mixture_seeds.h"
#include "ui/results/choice_box.h"
#include "ui/results/heat_map_view.h"
#include "ui/results/mixture_content.h"
#include "ui/results/mixture_form.h"
#include "ui/runs/run_words.h"
#include "ui/runs/sweep_words.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMixturePlanDelayMs = 150;
/// Before the first run of a setting: the mean over its seeds is chosen.
constexpr QStringView kMeanOf = u"mean:";

/// A mixture combines keys and values of attentions, not embeddings before the input.
bool hasKeysAndValues(const report::ComparisonPoint& point) {
    return nlohmann::json::parse(point.promptSettings).value("injection", std::string("kv")) == "kv";
}

/// A job of the plan in a few words.
QString mixtureJobName(const jobs::JobSpec& spec) {
    if (spec.kind != "mixture") {
        return MixturePanel::tr("untreated %1").arg(kindWord(spec.kind));
    }
    const double lambda = spec.options.value("lambda", 0.0);
    return spec.options.value("batches", 1) == 0 ? MixturePanel::tr("untrained mixture")
           : lambda == 0                         ? MixturePanel::tr("λ = 0 control")
                         : MixturePanel::tr("mixture λ = %1").arg(lambdaWords(spec.options));
}

} // namespace

MixturePanel::MixturePanel(AppContext& context, const AuditData& figures, QWidget* parent)
    : QWidget(parent), m_context(context), m_data(figures), m_form(new MixtureForm(this)),
      m_planDelay(new QTimer(this)) {
    setObjectName(u"mixturePanel"_s);
    m_form->setPageWidth();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(m_form);
    row->addWidget(makeMatrixCard(), 1);
    // The plan reads the settings of all stored runs and can wait for sliders to rest.
    m_planDelay->setSingleShot(true);
    m_planDelay->setInterval(kMixturePlanDelayMs);
    connect(m_planDelay, &QTimer::timeout, this, [this] { updatePlan(); });
    connect(m_form, &MixtureForm::settingsChanged, m_planDelay, qOverload<>(&QTimer::start));
    connect(m_form, &MixtureForm::backboneChosen, this, [this] {
        updatePrompts();
        updateMatrix();
        updatePlan();
    });
    connect(m_form, &MixtureForm::startRequested, this, [this] { submit(); });
}

QWidget* MixturePanel::makeMatrixCard() {
    auto* card = new QFrame(this);
    card->setProperty("role", u"card"_s);
    auto* title = new QLabel(tr("What is still read of every attribute"), card);
    title->setProperty("role", u"heading"_s);
    title->setWordWrap(true);
    m_shown = new ChoiceBox(u"mixtureShown"_s, tr("Mixture"), card);
    m_shown->setMaximumWidth(520);
    m_summary = new QLabel(card);
    m_summary->setObjectName(u"mixtureSummary"_s);
    m_summary->setWordWrap(true);
    m_matrix = new HeatMapView(card);
    m_matrix->setObjectName(u"mixtureMatrix"_s);
    m_matrix->setAccessibleName(tr("AUC by removed attributes and probed attribute"));
    auto* scroll = new QScrollArea(card);
    scroll->setWidget(m_matrix);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_cursor = new QLabel(card);
    m_cursor->setObjectName(u"mixtureCursor"_s);
    m_cursor->setProperty("role", u"muted"_s);
    m_cursor->setWordWrap(true);
    auto* header = new QHBoxLayout;
    header->addWidget(title, 1, Qt::AlignTop);
    header->addWidget(m_shown);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->addLayout(header);
    layout->addWidget(m_summary);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_cursor);
    connect(m_shown, &ChoiceBox::chosen, this, [this] { updateMatrix(); });
    connect(m_matrix, &HeatMapView::cursorMoved, m_cursor, &QLabel::setText);
    return card;
}

void MixturePanel::showFigures() {
    AuditData::Choices backbones;
    for (const auto& [dataset, hash] : m_data.datasets()) {
        for (const auto& [backbone, run] : m_data.succeeded("backbone", hash)) {
            backbones.emplace_back(u"%1 · %2"_s.arg(dataset, backbone), run);
        }
    }
    m_form->setBackbones(backbones);
    updatePrompts();
    updateMatrix();
    updatePlan();
}

void MixturePanel::updatePrompts() {
    // Prompts are chosen by the figures of validation users.
    std::vector<report::ComparisonPoint> prompts = m_data.points(u"validation"_s, {}, m_form->backbone(), {});
    std::erase_if(prompts, [](const report::ComparisonPoint& point) {
        return point.family != report::Family::Cfp || point.probedAgain ||
               point.treated != std::vector{point.attribute} || !hasKeysAndValues(point);
    });
    std::stable_sort(prompts.begin(), prompts.end(), [](const auto& a, const auto& b) {
        return std::pair(a.attribute, a.lambda) < std::pair(b.attribute, b.lambda);
    });
    m_form->setPrompts(prompts);
}

AuditData::Choices MixturePanel::shownMixtures() const {
    AuditData::Choices shown;
    for (const std::vector<std::string>& runs : m_settings) {
        const auto title = [&](const std::string& run) {
            return runTitle(report::findRecord(m_data.records(), run)->run);
        };
        if (runs.size() == 1) {
            shown.emplace_back(title(runs.front()), QString::fromStdString(runs.front()));
            continue;
        }
        shown.emplace_back(tr("Mean over %1 seeds · %2").arg(runs.size()).arg(title(runs.front())),
                           kMeanOf.toString() + QString::fromStdString(runs.back()));
        for (const std::string& run : runs) {
            const auto seed = report::findRecord(m_data.records(), run)->run.seed;
            shown.emplace_back(tr("Seed %1 · %2").arg(seed).arg(title(run)), QString::fromStdString(run));
        }
    }
    return shown;
}

std::optional<HeatMapContent> MixturePanel::matrixOfChosen() const {
    const QString chosen = m_shown->currentId();
    const bool isMean = chosen.startsWith(kMeanOf);
    const std::string wanted = chosen.mid(isMean ? kMeanOf.size() : 0).toStdString();
    std::vector<report::Mixture> mixtures;
    for (const std::vector<std::string>& runs : m_settings) {
        for (const std::string& run : runs) {
            if ((isMean ? runs.back() : run) == wanted) {
                mixtures.push_back(*report::mixtureOf(*report::findRecord(m_data.records(), run)));
            }
        }
    }
    if (mixtures.empty()) {
        return std::nullopt;
    }
    return mixtures.size() == 1 ? mixtureContent(report::crossLeak(mixtures.front(), m_data.points()))
                                : mixtureMeanContent(report::meanOverSeeds(mixtures), m_data.points());
}

void MixturePanel::updateMatrix() {
    m_settings = report::mixturesBySetting(m_data.records(), m_form->backbone().toStdString());
    const AuditData::Choices shown = shownMixtures();
    m_shown->setChoices(shown);
    m_shown->setVisible(!shown.empty());
    std::optional<HeatMapContent> content = matrixOfChosen();
    m_summary->setText(content ? content->summary : QString());
    m_cursor->clear();
    m_matrix->setContent(
        std::move(content),
        m_data.isLoading()
            ? tr("Reading what is measured…")
            : tr("No mixture of this backbone's prompts has been trained yet. Tick two or more "
                 "prompts of different attributes and train one: every subset of their "
                 "attributes is then measured."));
}

jobs::SweepPlan MixturePanel::sweepPlan() const {
    const store::RunRow* backbone = m_data.run(m_form->backbone());
    return m_form->sweepPlan(backbone ? backbone->dataset : std::string());
}

std::vector<jobs::JobSpec> MixturePanel::plannedJobs() const {
    const std::vector<jobs::JobSpec> mixtures = m_form->specs();
    if (m_form->isSweep()) {
        return {jobs::sweepSpec(sweepPlan(), mixtures.front().name)};
    }
    std::vector<jobs::JobSpec> planned;
    if (m_form->withCompanions()) {
        planned = jobs::missingCompanions(mixtures, m_context.store);
    }
    planned.insert(planned.end(), mixtures.begin(), mixtures.end());
    return planned;
}

void MixturePanel::updatePlan() {
    if (m_form->prompts().size() < 2) {
        m_form->setPlan(tr("Tick two or more prompts of different attributes."), false);
        return;
    }
    guarded(
        [this] {
            if (m_form->isSweep()) {
                const jobs::SweepPlan plan = sweepPlan();
                m_form->setPlan(sweepSentence(plan, jobs::estimateSweep(plan, m_context.store)), true);
                return;
            }
            const std::vector<jobs::JobSpec> planned = plannedJobs();
            QStringList names;
            const bool hasSeveralSeeds = m_form->specs().size() > 1;
            for (const jobs::JobSpec& spec : planned) {
                names << (hasSeveralSeeds && spec.kind == "mixture"
                              ? tr("%1 (seed %2)").arg(mixtureJobName(spec)).arg(spec.seed)
                              : mixtureJobName(spec));
            }
            m_form->setPlan(tr("Will be queued: %1.").arg(names.join(u", "_s)), true);
        },
        [this](const QString& sentence) { m_form->setPlan(sentence, false); });
}

void MixturePanel::submit() {
    guarded(
        [this] {
            const std::vector<jobs::JobSpec> planned = plannedJobs();
            for (const jobs::JobSpec& spec : planned) {
                m_context.host.submit(spec);
            }
            Q_EMIT messageRequested(
                m_form->isSweep() ? tr("The sweep is queued. Activity shows how far it is.")
                                  : tr("Queued: %1. Activity shows how far each is.").arg(planned.size()));
            updatePlan();
        },
        [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); });
}

void MixturePanel::useSettingsOf(const store::RunRow& run) {
    m_form->setBackbone(QString::fromStdString(run.backboneRun));
    updatePrompts();
    m_form->fill(jobs::jobSpecFromJson(nlohmann::json::parse(run.spec)));
    updateMatrix();
    m_shown->setCurrentId(QString::fromStdString(run.id));
    updateMatrix();
    updatePlan();
}

} // namespace up5::ui
