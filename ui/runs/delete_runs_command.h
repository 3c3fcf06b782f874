// Moving runs into the bin, as a step that can be undone.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QtGui/QUndoCommand>

#include "ui/widgets/app_context.h"

namespace up5::ui {

class DeleteRunsCommand : public QUndoCommand {
public:
    /// Called after each deletion with the number of runs that went and the store's first refusal, empty when
    /// all went.
    using Removed = std::function<void(std::size_t count, const QString& problem)>;
    /// Called after each undoing with the store's first refusal, empty when all came back.
    using Restored = std::function<void(const QString& problem)>;

    /// The order of `runs` does not matter: what builds on others of them goes before these.
    DeleteRunsCommand(AppContext& context, std::vector<std::string> runs, Removed removed, Restored restored);

    void redo() override;
    void undo() override;

private:
    AppContext& m_context;
    std::vector<std::string> m_runs;
    std::vector<std::string> m_gone; ///< those that went, in this order
    Removed m_removed;
    Restored m_restored;
};

} // namespace up5::ui
