// The form of a counterfactually-fair prompt, or of a sweep of them: what to treat, λ, prefix length, and the
// rest of the settings.
#pragma once

#include "jobs/sweep/sweep_plan.h"
#include "ui/runs/form_card.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace up5::ui {

class AlsoVaryField;
class ChoiceBox;
class LambdaField;
class OptionForm;
class PrefixLengthField;
class SliderField;
class SweepWay;

class MitigateForm : public FormCard {
    Q_OBJECT
public:
    explicit MitigateForm(QWidget* parent = nullptr);

    /// Text and run id of each backbone.
    void setBackbones(const std::vector<std::pair<QString, QString>>& backbones);
    void setAttributes(const std::vector<std::string>& attributes);
    /// Text and run id of each prompt that another one can start from; asked for with init=prompt.
    void setPrompts(const std::vector<std::pair<QString, QString>>& prompts);
    QString backbone() const;
    QString attribute() const;
    double lambda() const;
    int prefixLength() const;
    bool withCompanions() const;
    /// λ and prefix lengths to be trained: one each, or those of their ranges.
    std::vector<double> lambdas() const;
    std::vector<int> prefixLengths() const;
    /// Whether one of them is a range.
    bool hasRange() const;
    /// Whether one of them is a range or further options vary.
    bool isSweep() const;
    /// Whether what lies between the handles is to be searched.
    bool isSearch() const;

    /// Options of the prompt that differ from the defaults, with λ and prefix length.
    nlohmann::json options() const;
    /// One cfp spec a seed; `dataset` is the backbone's. Throws Error{InvalidInput} for seeds that are none.
    std::vector<jobs::JobSpec> specs(const std::string& dataset) const;
    /// The same settings over the ranges and whatever else varies, a backbone named as it was typed. Throws
    /// as specs(), and for further options that cannot be read.
    jobs::SweepPlan sweepPlan(const std::string& dataset) const;
    /// Settings of an earlier cfp run. Throws Error{InvalidInput}.
    void fill(const jobs::JobSpec& spec);
    void setBackbone(const QString& run);
    /// The sentence above the button: what will be queued, or what is wrong with the form.
    void setPlan(const QString& sentence, bool canStart);

Q_SIGNALS:
    void backboneChosen();
    void attributeChosen();
    /// λ, prefix length or their ranges moved.
    void pointMoved();
    /// Anything else that decides what is queued changed.
    void settingsChanged();
    void startRequested();

private:
    jobs::JobSpec baseSpec(const std::string& dataset) const;
    void showWhatStarts();
    std::vector<SliderField*> sliders() const;
    void applyNamedSettings();
    void showNameOfSettings();
    bool startsFromPrompt() const;

    ChoiceBox* m_backbone;
    ChoiceBox* m_attribute;
    LambdaField* m_lambda;
    PrefixLengthField* m_prefixLength;
    SweepWay* m_sweepWay;
    QComboBox* m_namedSettings;
    OptionForm* m_options;
    ChoiceBox* m_startPrompt;
    QLineEdit* m_seeds;
    AlsoVaryField* m_alsoVary;
    QComboBox* m_device;
    QCheckBox* m_companions;
    QLabel* m_plan;
    QPushButton* m_start;
};

} // namespace up5::ui
