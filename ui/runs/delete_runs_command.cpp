#include "ui/runs/delete_runs_command.h"

#include <QtCore/QCoreApplication>

#include "store/run_repository.h"
#include "store/store.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

namespace {

/// Runs `action`; a first refusal goes to `problem`. Returns whether it went through.
template <class Action> bool wentThrough(Action&& action, QString& problem) {
    return guarded(action, [&](const QString& sentence) {
        if (problem.isEmpty()) {
            problem = sentence;
        }
    });
}

} // namespace

DeleteRunsCommand::DeleteRunsCommand(AppContext& context, std::vector<std::string> runs, Removed removed,
                                     Restored restored)
    : QUndoCommand(QCoreApplication::translate("up5::ui::DeleteRunsCommand", "deletion of runs")),
      m_context(context), m_runs(std::move(runs)), m_removed(std::move(removed)),
      m_restored(std::move(restored)) {}

void DeleteRunsCommand::redo() {
    m_gone.clear();
    std::vector<std::string> left = m_runs;
    QString problem;
    // A run is refused while others build on it: it is tried again as long as others go.
    for (bool goesOn = true; goesOn && !left.empty();) {
        problem.clear();
        goesOn = std::erase_if(left, [&](const std::string& run) {
                     return wentThrough(
                         [&] {
                             m_context.store.runs().remove(run, false);
                             m_gone.push_back(run);
                         },
                         problem);
                 }) > 0;
    }
    setObsolete(m_gone.empty());
    m_removed(m_gone.size(), problem);
}

void DeleteRunsCommand::undo() {
    QString problem;
    for (auto run = m_gone.rbegin(); run != m_gone.rend(); ++run) {
        wentThrough([&] { m_context.store.runs().restore(*run); }, problem);
    }
    m_restored(problem);
}

} // namespace up5::ui
