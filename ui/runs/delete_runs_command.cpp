#include "ui/runs/delete_runs_command.h"

#include <QtCore/QCoreApplication>

#include "store/run_repository.h"
#include "store/store.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

DeleteRunsCommand::DeleteRunsCommand(AppContext& context, std::vector<std::string> runs,
                                     std::function<void()> changed,
                                     std::function<void(const QString&)> failed)
    : QUndoCommand(QCoreApplication::translate("up5::ui::DeleteRunsCommand", "deletion of runs")),
      m_context(context), m_runs(std::move(runs)), m_changed(std::move(changed)),
      m_failed(std::move(failed)) {}

void DeleteRunsCommand::redo() {
    m_removed.clear();
    const bool complete = guarded(
        [this] {
            for (const std::string& run : m_runs) {
                m_context.store.runs().remove(run, false);
                m_removed.push_back(run);
            }
        },
        m_failed);
    setObsolete(!complete && m_removed.empty());
    m_changed();
}

void DeleteRunsCommand::undo() {
    guarded(
        [this] {
            for (const std::string& run : m_removed) {
                m_context.store.runs().restore(run);
            }
        },
        m_failed);
    m_changed();
}

} // namespace up5::ui
