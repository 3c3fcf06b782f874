#include "ui/runs/mitigate_form.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "jobs/named_settings.h"
#include "jobs/option_text.h"
#include "jobs/options/cfp_options.h"
#include "ui/results/choice_box.h"
#include "ui/runs/also_vary_field.h"
#include "ui/runs/option_form.h"
#include "ui/runs/seed_list.h"
#include "ui/runs/slider_field.h"
#include "ui/runs/sweep_way.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Options as one text, to be compared.
QString optionsText(const nlohmann::json& options) {
    return QString::fromStdString(options.dump());
}

} // namespace

MitigateForm::MitigateForm(QWidget* parent)
    : FormCard(tr("Train a counterfactually-fair prompt"), {}, parent),
      m_backbone(new ChoiceBox(u"mitigateBackbone"_s, tr("Backbone"), this)),
      m_attribute(new ChoiceBox(u"mitigateAttribute"_s, tr("Attribute to hide"), this)),
      m_lambda(new LambdaField(this)), m_prefixLength(new PrefixLengthField(this)),
      m_sweepWay(new SweepWay(u"mitigate"_s, this)), m_namedSettings(new QComboBox(this)),
      m_options(new OptionForm(jobs::CfpOptions::table(), {"reweighter", "schedule", "batches"},
                               {"lambda", "prefix_length"}, this)),
      m_startPrompt(new ChoiceBox(u"mitigateStartPrompt"_s, tr("Prompt to start from"), this)),
      m_seeds(new QLineEdit(QString::number(jobs::JobSpec().seed), this)),
      m_alsoVary(new AlsoVaryField(u"mitigate"_s, "cfp", this)), m_device(new QComboBox(this)),
      m_companions(new QCheckBox(tr("Measure what it is compared with"), this)), m_plan(new QLabel(this)),
      m_start(new QPushButton(tr("Train this point"), this)) {
    setObjectName(u"mitigateForm"_s);
    form().addWidget(m_backbone);
    form().addWidget(m_attribute);
    addField(
        tr("Weight λ of the adversary"), m_lambda,
        tr("Larger hides more and costs more hits; 0 is the control. Bold ticks: values the paper used."));
    addField(tr("Prefix length n"), m_prefixLength,
             tr("Learned vectors in front of every attention. Bold ticks: values the paper used."));
    form().addWidget(m_sweepWay);
    m_namedSettings->setObjectName(u"mitigateSettings"_s);
    m_namedSettings->setAccessibleName(tr("Settings"));
    m_namedSettings->addItem(tr("Defaults"), optionsText(nlohmann::json::object()));
    for (const jobs::NamedSettings& settings : jobs::namedSettings("cfp")) {
        m_namedSettings->addItem(jobs::shownText(settings.title), optionsText(settings.options));
        m_namedSettings->setItemData(m_namedSettings->count() - 1, jobs::shownText(settings.summary),
                                     Qt::ToolTipRole);
    }
    m_namedSettings->addItem(tr("Own settings"));
    addField(tr("Settings"), m_namedSettings,
             tr("Defaults, or settings for a purpose; every option below can still be changed."));
    form().addWidget(m_options);
    form().addWidget(m_startPrompt);
    m_startPrompt->hide();
    m_seeds->setObjectName(u"mitigateSeeds"_s);
    m_seeds->setAccessibleName(tr("Seeds"));
    addField(tr("Seeds"), m_seeds,
             tr("One run a seed, for example 2022, 2023, 2024: training varies with the seed."));
    addField(tr("Also vary"), m_alsoVary,
             tr("Further options as axes of a sweep, for example reweighter=attention,none; "
                "lr_prefix=0.002,0.004; attribute=gender,age; in a search as ranges: "
                "lr_prefix=0.001:0.01:log."));
    m_device->setObjectName(u"mitigateDevice"_s);
    m_device->setAccessibleName(tr("Device"));
    m_device->setEditable(true);
    m_device->addItems({u"auto"_s, u"cpu"_s, u"cuda"_s});
    addField(tr("Device"), m_device, {});

    m_companions->setObjectName(u"mitigateCompanions"_s);
    m_companions->setChecked(true);
    m_companions->setToolTip(tr("Queues the untreated evaluation and probe, the λ = 0 control and the random "
                                "prompt where they are missing; "
                                "without them the prompt's figures stand alone."));
    m_plan->setObjectName(u"mitigatePlan"_s);
    m_plan->setProperty("role", u"muted"_s);
    m_plan->setWordWrap(true);
    m_start->setObjectName(u"mitigateStart"_s);
    m_start->setProperty("primary", true);
    footer().addWidget(m_companions);
    footer().addWidget(m_plan);
    footer().addWidget(m_start);

    connect(m_backbone, &ChoiceBox::chosen, this, &MitigateForm::backboneChosen);
    connect(m_attribute, &ChoiceBox::chosen, this, &MitigateForm::attributeChosen);
    connect(m_lambda, &LambdaField::valueChanged, this, &MitigateForm::pointMoved);
    connect(m_prefixLength, &PrefixLengthField::valueChanged, this, &MitigateForm::pointMoved);
    const auto sweepChanged = [this] {
        showWhatStarts();
        Q_EMIT pointMoved();
    };
    for (const SliderField* field : sliders()) {
        connect(field, &SliderField::rangeChanged, this, sweepChanged);
    }
    connect(m_sweepWay, &SweepWay::changed, this, sweepChanged);
    connect(m_alsoVary, &AlsoVaryField::changed, this, sweepChanged);
    connect(m_namedSettings, &QComboBox::activated, this, &MitigateForm::applyNamedSettings);
    connect(m_options, &OptionForm::changed, this, [this] {
        showNameOfSettings();
        m_startPrompt->setVisible(startsFromPrompt());
        Q_EMIT settingsChanged();
    });
    connect(m_startPrompt, &ChoiceBox::chosen, this, &MitigateForm::settingsChanged);
    connect(m_seeds, &QLineEdit::textChanged, this, &MitigateForm::settingsChanged);
    connect(m_device, &QComboBox::currentTextChanged, this, &MitigateForm::settingsChanged);
    connect(m_companions, &QCheckBox::toggled, this, &MitigateForm::settingsChanged);
    connect(m_start, &QPushButton::clicked, this, &MitigateForm::startRequested);
    const jobs::CfpOptions defaults;
    m_lambda->setValue(defaults.lambda);
    m_prefixLength->setValue(defaults.prefixLength);
    showWhatStarts();
}

void MitigateForm::setBackbones(const std::vector<std::pair<QString, QString>>& backbones) {
    m_backbone->setChoices(backbones);
}

void MitigateForm::setAttributes(const std::vector<std::string>& attributes) {
    std::vector<std::pair<QString, QString>> choices;
    for (const std::string& attribute : attributes) {
        choices.emplace_back(QString::fromStdString(attribute), QString::fromStdString(attribute));
    }
    m_attribute->setChoices(choices);
}

void MitigateForm::setPrompts(const std::vector<std::pair<QString, QString>>& prompts) {
    m_startPrompt->setChoices(prompts);
}

bool MitigateForm::startsFromPrompt() const {
    return m_options->changedValues().value("init", "") == "prompt";
}

QString MitigateForm::backbone() const {
    return m_backbone->currentId();
}

QString MitigateForm::attribute() const {
    return m_attribute->currentId();
}

double MitigateForm::lambda() const {
    return m_lambda->value();
}

int MitigateForm::prefixLength() const {
    return m_prefixLength->value();
}

bool MitigateForm::withCompanions() const {
    return m_companions->isChecked();
}

std::vector<double> MitigateForm::lambdas() const {
    return m_lambda->values();
}

std::vector<int> MitigateForm::prefixLengths() const {
    return m_prefixLength->values();
}

std::vector<SliderField*> MitigateForm::sliders() const {
    return {m_lambda, m_prefixLength};
}

bool MitigateForm::hasRange() const {
    return m_lambda->isRanged() || m_prefixLength->isRanged();
}

bool MitigateForm::isSweep() const {
    return hasRange() || !m_alsoVary->isEmpty();
}

bool MitigateForm::isSearch() const {
    return m_sweepWay->isSearch();
}

void MitigateForm::showWhatStarts() {
    m_sweepWay->setSwept(hasRange(), isSweep());
    m_alsoVary->setSearched(isSearch());
    for (SliderField* field : sliders()) {
        field->showPoints(!isSearch());
    }
    m_start->setText(isSearch() ? tr("Run search") : isSweep() ? tr("Run sweep") : tr("Train this point"));
}

nlohmann::json MitigateForm::options() const {
    nlohmann::json options = m_options->changedValues();
    options["lambda"] = lambda();
    options["prefix_length"] = prefixLength();
    return options;
}

jobs::JobSpec MitigateForm::baseSpec(const std::string& dataset) const {
    jobs::JobSpec spec;
    spec.kind = "cfp";
    spec.dataset = dataset;
    spec.backboneRun = backbone().toStdString();
    spec.attributes = {attribute().toStdString()};
    spec.device = m_device->currentText().trimmed().toStdString();
    spec.options = options();
    if (startsFromPrompt()) {
        spec.promptRun = m_startPrompt->currentId().toStdString();
    }
    return spec;
}

jobs::SweepPlan MitigateForm::sweepPlan(const std::string& dataset) const {
    jobs::SweepPlan plan;
    plan.base = baseSpec(dataset);
    plan.seeds = parseSeeds(m_seeds->text());
    plan.companions = withCompanions();
    std::vector<SweptRange> ranges;
    if (m_prefixLength->isRanged()) {
        ranges.push_back(rangeOfWhole("prefix_length", prefixLengths()));
    }
    if (m_lambda->isRanged()) {
        ranges.push_back(rangeOfLambda(lambdas()));
    }
    m_sweepWay->complete(plan, ranges, *m_alsoVary);
    for (const std::vector<jobs::SweepValues>& axis : plan.axes) {
        if (axis.front().contains(jobs::kAttributeKey)) {
            plan.base.attributes.clear(); // the axis has them
        }
        if (axis.front().contains(jobs::kBackboneKey)) {
            plan.base.backboneRun.clear();
        }
    }
    return plan;
}

std::vector<jobs::JobSpec> MitigateForm::specs(const std::string& dataset) const {
    jobs::JobSpec spec = baseSpec(dataset);
    std::vector<jobs::JobSpec> specs;
    for (const std::uint64_t seed : parseSeeds(m_seeds->text())) {
        spec.seed = seed;
        specs.push_back(spec);
    }
    return specs;
}

void MitigateForm::fill(const jobs::JobSpec& spec) {
    const auto options = jobs::CfpOptions::table().read(spec.options);
    m_options->setValues(spec.options);
    showNameOfSettings();
    m_lambda->clearRange();
    m_prefixLength->clearRange();
    m_sweepWay->reset();
    m_alsoVary->clear();
    m_startPrompt->setCurrentId(QString::fromStdString(spec.promptRun));
    m_lambda->setValue(options.lambda);
    m_prefixLength->setValue(options.prefixLength);
    m_seeds->setText(QString::number(spec.seed));
    m_device->setCurrentText(QString::fromStdString(spec.device));
    if (!spec.attributes.empty()) {
        m_attribute->setCurrentId(QString::fromStdString(spec.attributes.front()));
    }
}

void MitigateForm::applyNamedSettings() {
    const QVariant text = m_namedSettings->currentData();
    if (!text.isValid()) { // own settings are made below
        showNameOfSettings();
        return;
    }
    m_options->setValues(nlohmann::json::parse(text.toString().toStdString()));
}

void MitigateForm::showNameOfSettings() {
    // λ and the prefix length have controls of their own.
    nlohmann::json options = m_options->changedValues();
    options.erase("lambda");
    options.erase("prefix_length");
    const int found = m_namedSettings->findData(optionsText(options));
    m_namedSettings->setCurrentIndex(found >= 0 ? found : m_namedSettings->count() - 1);
}

void MitigateForm::setBackbone(const QString& run) {
    m_backbone->setCurrentId(run);
}

void MitigateForm::setPlan(const QString& sentence, bool canStart) {
    m_plan->setText(sentence);
    m_start->setEnabled(canStart);
}

} // namespace up5::ui
