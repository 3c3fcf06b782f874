// The form that starts the training of a backbone.
#pragma once

#include "jobs/job_spec.h"
#include "ui/runs/form_card.h"

class QPushButton;

namespace up5::ui {

struct AppContext;
class CheckpointField;
class ChoiceBox;
class OptionForm;
class RunBasics;

class TrainBackbonePanel : public FormCard {
    Q_OBJECT
public:
    explicit TrainBackbonePanel(AppContext& context, QWidget* parent = nullptr);

    /// Data sets to choose from: name, hash.
    void setDatasets(const std::vector<std::pair<QString, QString>>& datasets);
    jobs::JobSpec spec() const;
    /// Sets the form up for training from random weights.
    void prepareTraining();
    /// Sets the form up for a checkpoint that is taken as it is; the user chooses the file.
    void prepareImport();
    /// Fills the form from the spec of an earlier run. Throws Error{InvalidInput}.
    void fill(const jobs::JobSpec& spec);

Q_SIGNALS:
    void startRequested();
    void closeRequested();

private:
    void followCheckpoint();
    void showFixedOptions(bool isImport);

    ChoiceBox* m_dataset;
    CheckpointField* m_checkpoint;
    bool m_showsFixed = false; ///< preset and identifiers are those of the checkpoint
    QString m_dropoutOf;       ///< the checkpoint whose dropout rate was put into the form
    RunBasics* m_basics;
    OptionForm* m_options;
    QPushButton* m_start;
};

} // namespace up5::ui
