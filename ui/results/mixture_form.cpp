#include "ui/results/mixture_form.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "jobs/options/mixture_options.h"
#include "ui/results/choice_box.h"
#include "ui/results/mixture_prompts.h"
#include "ui/runs/option_form.h"
#include "ui/runs/run_basics.h"
#include "ui/runs/slider_field.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

MixtureForm::MixtureForm(QWidget* parent)
    : FormCard(tr("Train a mixture of prompts"),
               tr("One module that removes any subset of the attributes of trained prompts at once."),
               parent),
      m_backbone(new ChoiceBox(u"mixtureBackbone"_s, tr("Backbone"), this)),
      m_prompts(new MixturePrompts(this)), m_lambda(new LambdaField(this, u"mixtureLambda"_s)),
      m_outputLength(new PrefixLengthField(this, u"mixtureLength"_s)),
      m_options(new OptionForm(jobs::MixtureOptions::table(), {"batches"}, {"lambda", "n_out"}, this,
                               u"mixtureOption_"_s)),
      m_basics(new RunBasics(u"mixture"_s, this)),
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
    form().addWidget(m_options);
    form().addWidget(m_basics);
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
    for (const SliderField* field : std::initializer_list<SliderField*>{m_lambda, m_outputLength}) {
        connect(field, &SliderField::rangeChanged, this, [this] {
            showWhatStarts();
            Q_EMIT settingsChanged();
        });
    }
    connect(m_options, &OptionForm::changed, this, &MixtureForm::settingsChanged);
    connect(m_companions, &QCheckBox::toggled, this, &MixtureForm::settingsChanged);
    connect(m_start, &QPushButton::clicked, this, &MixtureForm::startRequested);
    const jobs::MixtureOptions defaults;
    m_lambda->setValue(defaults.lambda);
    m_outputLength->setValue(defaults.outputLength);
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

jobs::JobSpec MixtureForm::spec() const {
    jobs::JobSpec spec;
    spec.kind = "mixture";
    spec.backboneRun = backbone().toStdString();
    spec.mixedPrompts = prompts();
    m_basics->apply(spec);
    spec.options = m_options->changedValues();
    spec.options["lambda"] = m_lambda->value();
    spec.options["n_out"] = m_outputLength->value();
    return spec;
}

bool MixtureForm::isSweep() const {
    return m_lambda->isRanged() || m_outputLength->isRanged();
}

void MixtureForm::showWhatStarts() {
    m_start->setText(isSweep() ? tr("Run sweep") : tr("Train mixture"));
}

jobs::SweepPlan MixtureForm::sweepPlan(const std::string& dataset) const {
    jobs::SweepPlan plan;
    plan.base = spec();
    plan.base.dataset = dataset;
    plan.base.name.clear(); // it is the sweep's
    plan.seeds = {plan.base.seed};
    plan.companions = withCompanions();
    if (m_outputLength->isRanged()) {
        plan.axes.push_back(jobs::axisOver("n_out", m_outputLength->values()));
    }
    if (m_lambda->isRanged()) {
        plan.axes.push_back(jobs::axisOver("lambda", m_lambda->values()));
    }
    return plan;
}

void MixtureForm::fill(const jobs::JobSpec& spec) {
    const auto options = jobs::MixtureOptions::table().read(spec.options);
    m_options->setValues(spec.options);
    m_lambda->clearRange();
    m_outputLength->clearRange();
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
