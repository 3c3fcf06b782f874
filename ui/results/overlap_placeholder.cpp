#include "ui/results/overlap_placeholder.h"

#include <algorithm>

#include <QtWidgets/QPushButton>

#include "jobs/job_host.h"
#include "ui/results/audit_data.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What became of a run; empty when that needs no words.
QString stateSentence(const store::RunRow& run) {
    switch (run.state) {
    case store::RunState::Queued:
        return OverlapPlaceholder::tr("A run that measures it is queued; its figures appear here.");
    case store::RunState::Running:
        return run.total > 0
                   ? OverlapPlaceholder::tr("It is being measured: %1, %2 %. The figures appear here.")
                         .arg(stageWord(run.stage))
                         .arg(100 * run.done / run.total)
                   : OverlapPlaceholder::tr("It is being measured. The figures appear here.");
    case store::RunState::Failed:
        return OverlapPlaceholder::tr("The last run failed: %1")
            .arg(QString::fromStdString(run.errorMessage));
    case store::RunState::Cancelled:
        return OverlapPlaceholder::tr("The last run was cancelled.");
    case store::RunState::Interrupted:
        return OverlapPlaceholder::tr("The last run was interrupted; Activity can resume it.");
    case store::RunState::Succeeded:
        break; // its figures are being read
    }
    return {};
}

} // namespace

OverlapRuns overlapRuns(const AuditData& audits, const GroupModel& model, const std::string& attribute) {
    const auto isOfModel = [&](const store::RunRow& run) {
        return run.kind == "stability" && run.backboneRun == model.backbone &&
               run.promptRun == model.prompt && run.attributes == std::vector<std::string>{attribute};
    };
    OverlapRuns found;
    for (const store::RunRow& run : audits.runs()) { // newest first, as the records
        if (isOfModel(run)) {
            found.last = found.last ? found.last : &run;
            found.pending = found.pending || store::isEnded(run.state) ? found.pending : &run;
        }
    }
    const auto measured =
        std::find_if(audits.records().begin(), audits.records().end(), [&](const auto& record) {
            return isOfModel(record.run) && record.run.state == store::RunState::Succeeded &&
                   record.problem.empty();
        });
    found.measured = measured == audits.records().end() ? nullptr : &*measured;
    found.isBeingRead = found.last && found.last->state == store::RunState::Succeeded && audits.isLoading();
    return found;
}

OverlapPlaceholder::OverlapPlaceholder(AppContext& context, QWidget* parent)
    : EmptyState(u"compare"_s, tr("No list overlap measured yet"), {}, parent), m_context(context),
      m_measure(addAction(tr("Measure list overlap"), u"groupsMeasureOverlap"_s)) {
    setObjectName(u"groupsUnmeasured"_s);
    m_spec.kind = "stability";
    connect(m_measure, &QPushButton::clicked, this, [this] {
        const auto submit = [this] { m_context.host.submit(m_spec); };
        if (guarded(submit, [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); })) {
            Q_EMIT queued();
        }
    });
}

void OverlapPlaceholder::showRuns(const OverlapRuns& runs, const GroupModel& model,
                                  const std::string& attribute) {
    m_measure->setVisible(!model.isBaseline && !runs.pending && !runs.isBeingRead);
    if (model.isBaseline) {
        setSentence(tr("List overlap is measured of a backbone, alone or under a prompt, and not of "
                       "baselines. Choose such a model to see it."));
        return;
    }
    m_spec.backboneRun = model.backbone;
    m_spec.promptRun = model.prompt;
    m_spec.attributes = {attribute};
    const QString what =
        model.prompt.empty()
            ? tr("List overlap tells whether users of like histories who differ in %1 are recommended less "
                 "alike than those who do not. A run of its own measures it.")
            : tr("List overlap tells how many recommended items stay under this prompt, and whether users of "
                 "like histories who differ in %1 are recommended less alike than those who do not. A run of "
                 "its own measures it.");
    const store::RunRow* told = runs.pending ? runs.pending : runs.last;
    const QString state = told ? stateSentence(*told) : QString();
    const QString explained = what.arg(QString::fromStdString(attribute));
    setSentence(state.isEmpty() ? explained : explained + u'\n' + state);
}

} // namespace up5::ui
