// The form of one mixture, or of a sweep of them: which prompts, λ, the length of the mixed prompt, and the
// rest of the settings.
#pragma once

#include "jobs/job_spec.h"
#include "jobs/sweep/sweep_plan.h"
#include "report/comparison.h"
#include "ui/runs/form_card.h"

class QCheckBox;
class QLabel;
class QPushButton;

namespace up5::ui {

class AlsoVaryField;
class ChoiceBox;
class LambdaField;
class MixturePrompts;
class OptionForm;
class PrefixLengthField;
class RunBasics;
class SliderField;
class SweepWay;

class MixtureForm : public FormCard {
    Q_OBJECT
public:
    explicit MixtureForm(QWidget* parent = nullptr);

    /// Text and run id of each backbone.
    void setBackbones(const std::vector<std::pair<QString, QString>>& backbones);
    void setBackbone(const QString& run);
    QString backbone() const;
    /// Prompts of the backbone, see MixturePrompts.
    void setPrompts(const std::vector<report::ComparisonPoint>& prompts);
    std::vector<std::string> prompts() const;
    bool withCompanions() const;

    /// What the form asks for, one spec a seed; checked where it is submitted. Of a sweep, its first setting.
    /// Throws Error{InvalidInput} for seeds that are none.
    std::vector<jobs::JobSpec> specs() const;
    /// Whether λ or the length is a range.
    bool hasRange() const;
    /// Whether one of them is a range or further options vary.
    bool isSweep() const;
    /// The form as a sweep over its ranges and whatever else varies. `dataset`: hash, that of the backbone.
    /// Throws as specs(), and for further options that cannot be read.
    jobs::SweepPlan sweepPlan(const std::string& dataset) const;
    /// Settings of an earlier mixture. Throws Error{InvalidInput}.
    void fill(const jobs::JobSpec& spec);
    /// The sentence above the button: what will be queued, or what is wrong with the form.
    void setPlan(const QString& sentence, bool canStart);

Q_SIGNALS:
    void backboneChosen();
    /// Anything that decides what is queued changed.
    void settingsChanged();
    void startRequested();

private:
    void showWhatStarts();
    std::vector<SliderField*> sliders() const;

    ChoiceBox* m_backbone;
    MixturePrompts* m_prompts;
    LambdaField* m_lambda;
    PrefixLengthField* m_outputLength;
    SweepWay* m_sweepWay;
    OptionForm* m_options;
    RunBasics* m_basics;
    AlsoVaryField* m_alsoVary;
    QCheckBox* m_companions;
    QLabel* m_plan;
    QPushButton* m_start;
};

} // namespace up5::ui
