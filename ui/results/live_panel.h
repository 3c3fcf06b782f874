// The switch under the trade-off chart that makes λ a live control, where a prompt for every λ was trained.
#pragma once

#include <map>
#include <optional>

#include <QtWidgets/QWidget>

#include "jobs/job_spec.h"
#include "jobs/live_protocol.h"
#include "report/condition_distance.h"
#include "store/rows.h"
#include "ui/results/trade_off_content.h"
#include "ui/widgets/app_context.h"

class QCheckBox;
class QLabel;
class QPushButton;

namespace up5::ui {

class LiveWorker;

/// The newest succeeded prompt for every λ of a backbone and attribute; nullptr when there is none. Runs
/// whose spec cannot be read are passed over.
const store::RunRow* promptForEveryLambda(const std::vector<store::RunRow>& runs, const std::string& backbone,
                                          const std::string& attribute);

/// The job that audits such a prompt at another λ, with the settings it was trained with. Throws what reading
/// the run's spec throws.
jobs::JobSpec auditAt(const store::RunRow& prompt, double lambda);

class LivePanel : public QWidget {
    Q_OBJECT
public:
    explicit LivePanel(const AppContext& context, QWidget* parent = nullptr);

    /// The prompt to move λ of; nullptr hides the panel and ends its worker.
    void setPrompt(const store::RunRow* prompt);
    /// λ of the slider: measured if the switch is on.
    void setLambda(double lambda);
    /// What the figures on the chart are, in what the form's options differ from those of the prompt, and how
    /// far the prompt lies from separate training.
    void setSentences(const TradeOffChoice& choice, const nlohmann::json& formOptions,
                      const std::vector<report::ConditionDistance>& distances);
    bool isOn() const;
    /// The prefix length of the prompt; 0 when there is none.
    int prefixLength() const;
    /// All options of a prompt trained for one λ with its settings; null when there is none.
    const nlohmann::json& separateOptions() const { return m_separate; }
    /// Adds what was measured so far.
    void addTo(ChartContent& content, const TradeOffChoice& choice) const;

Q_SIGNALS:
    /// The chart has to be made anew.
    void changed();
    void auditRequested(const up5::jobs::JobSpec& spec);

private:
    void switched(bool on);
    /// Has the present λ measured and says so.
    void ask();
    void showSentence();

    const AppContext& m_context;
    std::optional<store::RunRow> m_prompt;
    double m_lambda = 0;
    std::map<double, jobs::LiveAnswer> m_answers;
    nlohmann::json m_separate;
    QString m_state, m_measured, m_curve, m_distance;
    LiveWorker* m_worker;
    QCheckBox* m_switch;
    QPushButton* m_audit;
    QLabel* m_sentence;
};

} // namespace up5::ui
