// The form that starts the training of a backbone.
#pragma once

#include "jobs/job_spec.h"
#include "ui/runs/form_card.h"

class QPushButton;

namespace up5::ui {

class ChoiceBox;
class OptionForm;
class RunBasics;

class TrainBackbonePanel : public FormCard {
    Q_OBJECT
public:
    explicit TrainBackbonePanel(QWidget* parent = nullptr);

    /// Data sets to choose from: name, hash.
    void setDatasets(const std::vector<std::pair<QString, QString>>& datasets);
    jobs::JobSpec spec() const;
    /// Fills the form from the spec of an earlier run. Throws Error{InvalidInput}.
    void fill(const jobs::JobSpec& spec);

Q_SIGNALS:
    void startRequested();
    void closeRequested();

private:
    ChoiceBox* m_dataset;
    RunBasics* m_basics;
    OptionForm* m_options;
    QPushButton* m_start;
};

} // namespace up5::ui
