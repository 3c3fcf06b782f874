#include "ui/models/train_backbone_panel.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "jobs/options/backbone_options.h"
#include "ui/models/checkpoint_field.h"
#include "ui/results/choice_box.h"
#include "ui/runs/option_form.h"
#include "ui/runs/run_basics.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

TrainBackbonePanel::TrainBackbonePanel(AppContext& context, QWidget* parent)
    : FormCard(
          tr("Train a backbone"),
          tr("A P5 recommender from scratch or from your checkpoint: the model that is audited and stays "
             "frozen afterwards."),
          parent),
      m_dataset(new ChoiceBox(u"backboneDataset"_s, tr("Data set"), this)),
      m_checkpoint(new CheckpointField(context, this)), m_basics(new RunBasics(u"backbone"_s, this)),
      m_options(new OptionForm(jobs::BackboneOptions::table(),
                               {"preset", "identifiers", "epochs", "max_minutes", "lr"}, {}, this)),
      m_start(new QPushButton(tr("Start training"), this)) {
    setObjectName(u"trainBackbonePanel"_s);
    form().addWidget(m_dataset);
    form().addWidget(m_checkpoint);
    form().addWidget(m_basics);
    form().addWidget(m_options);
    m_start->setObjectName(u"backboneStart"_s);
    m_start->setProperty("primary", true);
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(u"backboneClose"_s);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(m_start);
    footer().addLayout(buttons);
    connect(m_checkpoint, &CheckpointField::changed, this, &TrainBackbonePanel::followCheckpoint);
    connect(m_options, &OptionForm::changed, this, &TrainBackbonePanel::followCheckpoint);
    connect(m_dataset, &ChoiceBox::chosen, m_checkpoint, &CheckpointField::setDataset);
    connect(m_start, &QPushButton::clicked, this, &TrainBackbonePanel::startRequested);
    connect(close, &QPushButton::clicked, this, &TrainBackbonePanel::closeRequested);
}

void TrainBackbonePanel::setDatasets(const std::vector<std::pair<QString, QString>>& datasets) {
    m_dataset->setChoices(datasets);
    m_checkpoint->setDataset(m_dataset->currentId());
    followCheckpoint();
}

void TrainBackbonePanel::followCheckpoint() {
    const bool isImport = !m_checkpoint->path().isEmpty();
    showFixedOptions(isImport);
    m_options->setEditable("preset", !isImport);
    m_options->setEditable("identifiers", !isImport);
    const nlohmann::json options = m_options->changedValues();
    const bool takesAsIs = options.value("epochs", -1) == 0;
    m_checkpoint->setRequired(takesAsIs || options.value("preset", "") == "checkpoint");
    m_start->setEnabled(!m_dataset->currentId().isEmpty() && m_checkpoint->isUsable());
    m_start->setText(takesAsIs ? tr("Import") : tr("Start training"));
}

void TrainBackbonePanel::showFixedOptions(bool isImport) {
    nlohmann::json options = m_options->changedValues();
    const nlohmann::json& own = m_checkpoint->options();
    if (isImport) {
        options["preset"] = "checkpoint";
        if (own.contains("identifiers")) {
            options["identifiers"] = own.at("identifiers");
        }
        if (own.contains("dropout") && m_dropoutOf != m_checkpoint->path()) {
            options["dropout"] = own.at("dropout"); // the user may change it from then on
            m_dropoutOf = m_checkpoint->path();
        }
    } else if (m_showsFixed) {
        for (const char* fixed : {"preset", "identifiers", "dropout"}) {
            options.erase(fixed);
        }
        m_dropoutOf.clear();
    }
    m_showsFixed = isImport;
    const jobs::OptionTable& table = jobs::BackboneOptions::table();
    if (table.check(options) != table.check(m_options->changedValues())) {
        m_options->setValues(options); // which comes back here and finds nothing to change
    }
}

void TrainBackbonePanel::prepareTraining() {
    m_checkpoint->setPath({});
    nlohmann::json options = m_options->changedValues();
    if (options.value("epochs", -1) == 0) {
        options.erase("epochs");
        m_options->setValues(options);
    }
}

void TrainBackbonePanel::prepareImport() {
    m_checkpoint->setPath({});
    nlohmann::json options = m_options->changedValues();
    options["epochs"] = 0;
    m_options->setValues(options);
}

jobs::JobSpec TrainBackbonePanel::spec() const {
    jobs::JobSpec spec;
    spec.kind = "backbone";
    spec.dataset = m_dataset->currentId().toStdString();
    spec.options = m_options->changedValues();
    if (!m_checkpoint->path().isEmpty()) {
        spec.paths = {m_checkpoint->path().toStdString()};
        nlohmann::json own = m_checkpoint->options();
        if (spec.options.value("epochs", -1) != 0) { // said even when it is the default, which is not its own
            own["dropout"] = spec.options.value("dropout", jobs::BackboneOptions().dropout);
        }
        spec.options.update(own);
    }
    m_basics->apply(spec);
    return spec;
}

void TrainBackbonePanel::fill(const jobs::JobSpec& spec) {
    m_checkpoint->setPath(spec.paths.empty() ? QString() : QString::fromStdString(spec.paths.front()));
    m_dropoutOf = m_checkpoint->path();
    m_options->setValues(spec.options); // after the checkpoint, which fixes some
    m_basics->fill(spec);
    m_dataset->setCurrentId(QString::fromStdString(spec.dataset));
    m_checkpoint->setDataset(m_dataset->currentId());
}

} // namespace up5::ui
