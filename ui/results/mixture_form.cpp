#include "ui/results/mixture_form.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "jobs/options/mixture_options.h"
#include "ui/results/choice_box.h"
#include "ui/results/mixture_prompts.h"
#include "ui/runs/also_vary_field.h"
#include "ui/runs/option_form.h"
#include "ui/runs/run_basics.h"
#include "ui/runs/slider_field.h"
#include "ui/runs/sweep_way.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

MixtureForm::MixtureForm(QWidget* parent)
    : FormCard(tr("Train a mixture of prompts"),
               tr("One module that removes any subset of the attributes of trained prompts at once."),
               parent),
      m_backbone(new ChoiceBox(u"mixtureBackbone"_s, tr("Backbone"), this)),
      m_prompts(new MixturePrompts(this)), m_lambda(new LambdaField(this, u"mixtureLambda"_s)),
      m_outputLength(new PrefixLengthField(this, u"mixtureLength"_s)),
      m_sweepWay(new SweepWay(u"mixture"_s, this)),
      m_options(new OptionForm(jobs::MixtureOptions::table(), {"batches"}, {"lambda", "n_out"}, this,
                               u"mixtureOption_"_s)),
      m_basics(new RunBasics(u"mixture"_s, this, RunBasics::Seeds::Several)),
      m_alsoVary(new AlsoVaryField(u"mixture"_s, "mixture", this)),
      m_companions(new QCheckBox(tr("Measure what it is compared with"), this)), m_plan(new QLabel(this)),
      m_start(new QPushButton(tr("Train mixture"), this)) {
    setObjectName(u"mixtureForm"_s);
    form().addWidget(m_backbone);
    addField(tr("Prompts to mix"), m_prompts,
             tr("Two or more of different attributes. Figures are those of validation users."));
    addField(tr("Weight λ of the adversaries"), m_lambda,
             tr("For every attribute that is removed, unless lambdas below gives it one of its own; 0 is the "
                "control."));
    addField(tr("Length of the mixed prompt"), m_outputLength,
             tr("Learned vectors in front of every attention, whatever the lengths of the prompts."));
    form().addWidget(m_sweepWay);
    form().addWidget(m_options);
    form().addWidget(m_basics);
    addField(tr("Also vary"), m_alsoVary,
             tr("Further options as axes of a sweep, for example upward=0,1; batches=500,1000; "
                "in a search as ranges: batches=200:1000."));
    m_companions->setObjectName(u"mixtureCompanions"_s);
    m_companions->setChecked(true);
    m_companions->setToolTip(tr("Queues the untreated evaluation and probes, the λ = 0 control and the "
                                "random start of the mixture where they are "
                                "missing; without them its figures stand alone."));
    m_plan->setObjectName(u"mixturePlan"_s);
    m_plan->setProperty("role", u"muted"_s);
    m_plan->setWordWrap(true);
    m_start->setObjectName(u"mixtureStart"_s);
    m_start->setProperty("primary", true);
    footer().addWidget(m_companions);
    footer().addWidget(m_plan);
    footer().addWidget(m_start);

    connect(m_backbone, &ChoiceBox::chosen, this, &MixtureForm::backboneChosen);
    connect(m_prompts, &MixturePrompts::changed, this, &MixtureForm::settingsChanged);
    connect(m_lambda, &LambdaField::valueChanged, this, &MixtureForm::settingsChanged);
    connect(m_outputLength, &PrefixLengthField::valueChanged, this, &MixtureForm::settingsChanged);
    const auto sweepChanged = [this] {
        showWhatStarts();
        Q_EMIT settingsChanged();
    };
    for (const SliderField* field : sliders()) {
        connect(field, &SliderField::rangeChanged, this, sweepChanged);
    }
    connect(m_sweepWay, &SweepWay::changed, this, sweepChanged);
    connect(m_alsoVary, &AlsoVaryField::changed, this, sweepChanged);
    connect(m_basics, &RunBasics::seedsChanged, this, &MixtureForm::settingsChanged);
    connect(m_options, &OptionForm::changed, this, &MixtureForm::settingsChanged);
    connect(m_companions, &QCheckBox::toggled, this, &MixtureForm::settingsChanged);
    connect(m_start, &QPushButton::clicked, this, &MixtureForm::startRequested);
    const jobs::MixtureOptions defaults;
    m_lambda->setValue(defaults.lambda);
    m_outputLength->setValue(defaults.outputLength);
    showWhatStarts();
}

void MixtureForm::setBackbones(const std::vector<std::pair<QString, QString>>& backbones) {
    m_backbone->setChoices(backbones);
}

void MixtureForm::setBackbone(const QString& run) {
    m_backbone->setCurrentId(run);
}

QString MixtureForm::backbone() const {
    return m_backbone->currentId();
}

void MixtureForm::setPrompts(const std::vector<report::ComparisonPoint>& prompts) {
    m_prompts->setPrompts(prompts);
}

std::vector<std::string> MixtureForm::prompts() const {
    return m_prompts->checked();
}

bool MixtureForm::withCompanions() const {
    return m_companions->isChecked();
}

std::vector<jobs::JobSpec> MixtureForm::specs() const {
    jobs::JobSpec spec;
    spec.kind = "mixture";
    spec.backboneRun = backbone().toStdString();
    spec.mixedPrompts = prompts();
    m_basics->apply(spec);
    spec.options = m_options->changedValues();
    spec.options["lambda"] = m_lambda->value();
    spec.options["n_out"] = m_outputLength->value();
    std::vector<jobs::JobSpec> specs;
    for (const std::uint64_t seed : m_basics->seeds()) {
        spec.seed = seed;
        specs.push_back(spec);
    }
    return specs;
}

std::vector<SliderField*> MixtureForm::sliders() const {
    return {m_lambda, m_outputLength};
}

bool MixtureForm::hasRange() const {
    return m_lambda->isRanged() || m_outputLength->isRanged();
}

bool MixtureForm::isSweep() const {
    return hasRange() || !m_alsoVary->isEmpty();
}

void MixtureForm::showWhatStarts() {
    m_sweepWay->setSwept(hasRange(), isSweep());
    const bool isSearch = m_sweepWay->isSearch();
    m_alsoVary->setSearched(isSearch);
    for (SliderField* field : sliders()) {
        field->showPoints(!isSearch);
    }
    m_start->setText(isSearch ? tr("Run search") : isSweep() ? tr("Run sweep") : tr("Train mixture"));
}

jobs::SweepPlan MixtureForm::sweepPlan(const std::string& dataset) const {
    jobs::SweepPlan plan;
    plan.base = specs().front();
    plan.base.dataset = dataset;
    plan.base.name.clear(); // it is the sweep's
    plan.seeds = m_basics->seeds();
    plan.companions = withCompanions();
    std::vector<SweptRange> ranges;
    if (m_outputLength->isRanged()) {
        ranges.push_back(rangeOfWhole("n_out", m_outputLength->values()));
    }
    if (m_lambda->isRanged()) {
        ranges.push_back(rangeOfLambda(m_lambda->values()));
    }
    m_sweepWay->complete(plan, ranges, *m_alsoVary);
    return plan;
}

void MixtureForm::fill(const jobs::JobSpec& spec) {
    const auto options = jobs::MixtureOptions::table().read(spec.options);
    m_options->setValues(spec.options);
    m_lambda->clearRange();
    m_outputLength->clearRange();
    m_sweepWay->reset();
    m_alsoVary->clear();
    m_lambda->setValue(options.lambda);
    m_outputLength->setValue(options.outputLength);
    m_basics->fill(spec);
    m_prompts->setChecked(spec.mixedPrompts);
}

void MixtureForm::setPlan(const QString& sentence, bool canStart) {
    m_plan->setText(sentence);
    m_start->setEnabled(canStart);
}

} // namespace up5::ui
