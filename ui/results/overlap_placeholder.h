// What stands in the place of list overlap that was not measured: what it is, how far a run is, and a button
// that starts one.
#pragma once

#include "jobs/job_spec.h"
#include "report/run_record.h"
#include "ui/results/group_answer.h"
#include "ui/widgets/app_context.h"
#include "ui/widgets/empty_state.h"

namespace up5::ui {

/// The stability runs of one model and attribute.
struct OverlapRuns {
    const report::RunRecord* measured = nullptr; ///< the newest that succeeded
    const store::RunRow* pending = nullptr;      ///< queued or running
    const store::RunRow* last = nullptr;         ///< the newest, whatever became of it
    bool isBeingRead = false;                    ///< figures that were just measured are not there yet
};
/// Pointers into `audits`: they last until its next reload.
OverlapRuns overlapRuns(const AuditData& audits, const GroupModel& model, const std::string& attribute);

class OverlapPlaceholder : public EmptyState {
    Q_OBJECT
public:
    explicit OverlapPlaceholder(AppContext& context, QWidget* parent = nullptr);

    /// What is offered and said when `runs` of this model and attribute have no figures.
    void showRuns(const OverlapRuns& runs, const GroupModel& model, const std::string& attribute);

Q_SIGNALS:
    /// A run was queued.
    void queued();
    void problemOccurred(const QString& sentence);

private:
    AppContext& m_context;
    QPushButton* m_measure;
    jobs::JobSpec m_spec; ///< that the button queues
};

} // namespace up5::ui
