#include "ui/results/live_panel.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "jobs/options/cfp_options.h"
#include "ui/results/live_content.h"
#include "ui/results/live_worker.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

jobs::JobSpec specOfRow(const store::RunRow& run) {
    return jobs::jobSpecFromJson(nlohmann::json::parse(run.spec));
}

} // namespace

const store::RunRow* promptForEveryLambda(const std::vector<store::RunRow>& runs, const std::string& backbone,
                                          const std::string& attribute) {
    const store::RunRow* newest = nullptr;
    for (const store::RunRow& run : runs) {
        if (run.kind != "cfp" || run.state != store::RunState::Succeeded || run.backboneRun != backbone ||
            run.attributes != std::vector{attribute} ||
            (newest != nullptr && run.finished <= newest->finished)) {
            continue;
        }
        guarded(
            [&] {
                const auto options = jobs::CfpOptions::table().read(specOfRow(run).options);
                // An audit at another λ holds the same weights as the run that trained them.
                if (options.isConditional() && !options.isOnlyAudited()) {
                    newest = &run;
                }
            },
            [](const QString&) {});
    }
    return newest;
}

jobs::JobSpec auditAt(const store::RunRow& prompt, double lambda) {
    jobs::JobSpec spec = specOfRow(prompt);
    spec.name.clear();
    spec.promptRun = prompt.id;
    spec.options["init"] = "prompt";
    spec.options["batches"] = 0;
    spec.options["lambda"] = lambda;
    return spec;
}

LivePanel::LivePanel(const AppContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_worker(new LiveWorker(this)),
      m_switch(new QCheckBox(tr("Measure while λ moves"), this)),
      m_audit(new QPushButton(tr("Audit at this λ"), this)), m_sentence(new QLabel(this)) {
    setObjectName(u"everyLambdaPanel"_s);
    m_switch->setObjectName(u"everyLambdaSwitch"_s);
    m_switch->setToolTip(
        tr("A prompt for every λ was trained for this backbone and attribute. A worker holds it "
           "and measures it on validation users at the λ of the slider."));
    m_audit->setObjectName(u"everyLambdaAudit"_s);
    m_audit->setToolTip(tr("Queues a full audit of the prompt for every λ at this λ, on test users."));
    m_sentence->setObjectName(u"everyLambdaSentence"_s);
    m_sentence->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->addWidget(m_switch);
    row->addStretch(1);
    row->addWidget(m_audit);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_sentence);
    hide();

    connect(m_switch, &QCheckBox::toggled, this, &LivePanel::switched);
    connect(m_audit, &QPushButton::clicked, this, [this] {
        if (m_prompt) {
            Q_EMIT auditRequested(auditAt(*m_prompt, m_lambda));
        }
    });
    connect(m_worker, &LiveWorker::ready, this, [this] {
        m_state = tr("Measuring…");
        showSentence();
    });
    connect(m_worker, &LiveWorker::answered, this, [this](const jobs::LiveAnswer& answer) {
        m_answers[answer.lambda] = answer;
        if (m_answers.contains(m_lambda)) { // else the slider has moved on, and that is measured now
            m_state.clear();
        }
        Q_EMIT changed();
    });
    connect(m_worker, &LiveWorker::failed, this, [this](const QString& sentence) {
        if (m_worker->run().empty()) {
            m_switch->setChecked(false);
        }
        m_state = sentence; // after switching off, which forgets the state
        showSentence();
    });
}

void LivePanel::setPrompt(const store::RunRow* prompt) {
    if ((prompt != nullptr) == m_prompt.has_value() && (prompt == nullptr || prompt->id == m_prompt->id)) {
        return;
    }
    m_prompt = prompt != nullptr ? std::optional(*prompt) : std::nullopt;
    m_separate = m_prompt
                     ? jobs::CfpOptions::table().check(report::withoutCondition(specOfRow(*m_prompt).options))
                     : nlohmann::json();
    m_answers.clear();
    m_state.clear();
    m_switch->setChecked(false);
    setVisible(m_prompt.has_value());
}

int LivePanel::prefixLength() const {
    return m_prompt ? m_separate.at("prefix_length").get<int>() : 0;
}

bool LivePanel::isOn() const {
    return m_switch->isChecked();
}

void LivePanel::switched(bool on) {
    if (on && m_prompt) {
        m_worker->start(m_context.workspace, m_prompt->id);
        ask();
    } else {
        m_worker->stop();
        m_state.clear();
    }
    Q_EMIT changed();
}

void LivePanel::ask() {
    m_state = m_worker->isReady() ? tr("Measuring…") : tr("Loading the prompt…");
    m_worker->ask(m_lambda);
}

void LivePanel::setLambda(double lambda) {
    if (lambda == m_lambda) {
        return; // asked already; a question that has no answer is not put again and again
    }
    m_lambda = lambda;
    if (isOn() && !m_answers.contains(lambda)) {
        ask();
    }
}

void LivePanel::setSentences(const TradeOffChoice& choice, const nlohmann::json& formOptions,
                             const std::vector<report::ConditionDistance>& distances) {
    const auto answer = m_answers.find(m_lambda);
    m_measured = isOn() && answer != m_answers.end() ? liveSentence(answer->second, choice, prefixLength())
                                                     : QString();
    m_curve = isOn() ? curveSentence(m_separate, formOptions) : QString();
    m_distance = distanceSentence(distances, choice.figure);
    showSentence();
}

void LivePanel::showSentence() {
    QStringList sentences;
    for (const QString& sentence : {m_measured.isEmpty() ? m_state : m_measured, m_curve, m_distance}) {
        if (!sentence.isEmpty()) {
            sentences << sentence;
        }
    }
    m_sentence->setText(sentences.join(u'\n'));
}

void LivePanel::addTo(ChartContent& content, const TradeOffChoice& choice) const {
    if (isOn()) {
        addLiveMarks(content, m_answers, m_lambda, choice, prefixLength());
    }
}

} // namespace up5::ui
