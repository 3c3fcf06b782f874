#include "ui/models/train_backbone_panel.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "jobs/options/backbone_options.h"
#include "ui/results/choice_box.h"
#include "ui/runs/option_form.h"
#include "ui/runs/run_basics.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

TrainBackbonePanel::TrainBackbonePanel(QWidget* parent)
    : FormCard(tr("Train a backbone"),
               tr("A P5 recommender from scratch: the model that is audited and stays frozen afterwards."),
               parent),
      m_dataset(new ChoiceBox(u"backboneDataset"_s, tr("Data set"), this)),
      m_basics(new RunBasics(u"backbone"_s, this)),
      m_options(new OptionForm(jobs::BackboneOptions::table(),
                               {"preset", "identifiers", "epochs", "max_minutes", "lr"}, {}, this)),
      m_start(new QPushButton(tr("Start training"), this)) {
    setObjectName(u"trainBackbonePanel"_s);
    form().addWidget(m_dataset);
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
    connect(m_start, &QPushButton::clicked, this, &TrainBackbonePanel::startRequested);
    connect(close, &QPushButton::clicked, this, &TrainBackbonePanel::closeRequested);
}

void TrainBackbonePanel::setDatasets(const std::vector<std::pair<QString, QString>>& datasets) {
    m_dataset->setChoices(datasets);
    m_start->setEnabled(!datasets.empty());
}

jobs::JobSpec TrainBackbonePanel::spec() const {
    jobs::JobSpec spec;
    spec.kind = "backbone";
    spec.dataset = m_dataset->currentId().toStdString();
    spec.options = m_options->changedValues();
    m_basics->apply(spec);
    return spec;
}

void TrainBackbonePanel::fill(const jobs::JobSpec& spec) {
    m_options->setValues(spec.options);
    m_basics->fill(spec);
    m_dataset->setCurrentId(QString::fromStdString(spec.dataset));
}

} // namespace up5::ui
