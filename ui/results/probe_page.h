// Probe: start probes on a model and see, on one AUC axis, what they read out of it.
#pragma once

#include "report/leak_map.h"
#include "ui/results/audit_data.h"
#include "ui/widgets/page.h"

class QPushButton;
class QStackedWidget;

namespace up5::ui {

class AttributeList;
class ChoiceBox;
class LeakPanel;
class OptionForm;
class RunBasics;

class ProbePage : public Page {
    Q_OBJECT
public:
    explicit ProbePage(AppContext& context, QWidget* parent = nullptr);

    void refresh() override;
    bool isLoading() const override { return m_data.isLoading(); }
    void select(const QString& subject) override;
    void useSettingsOf(const QString& runId) override;

private:
    void showFigures();
    QWidget* makeForm();
    QWidget* makePanel();
    void updateChoices();
    void showLeak();
    void submit();
    jobs::JobSpec spec() const;
    /// Measurements of the chosen model and attribute: first the one whose strongest probe read most on
    /// validation users, so that a later run with weaker probes hides nothing.
    std::vector<const report::ComparisonPoint*> chosenPoints() const;
    /// Layers of the untreated model beside those of a prompt: the chosen one, else the one that leaks least
    /// on validation users.
    std::optional<report::LeakMap> mapAround(const report::ComparisonPoint& point) const;
    bool isOfChosenModel(const report::ComparisonPoint& point) const;

    AuditData m_data;
    std::string m_attributesOf; ///< data set whose attributes are listed
    QStackedWidget* m_stack;
    ChoiceBox* m_backbone = nullptr;
    ChoiceBox* m_prompt = nullptr;
    AttributeList* m_attributes = nullptr;
    RunBasics* m_basics = nullptr;
    OptionForm* m_options = nullptr;
    QPushButton* m_start = nullptr;
    ChoiceBox* m_shown = nullptr;
    LeakPanel* m_panel = nullptr;
};

} // namespace up5::ui
