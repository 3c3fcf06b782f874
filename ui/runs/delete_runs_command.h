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
    /// `changed` is called after each step; `failed` with a sentence when the store refuses.
    DeleteRunsCommand(AppContext& context, std::vector<std::string> runs, std::function<void()> changed,
                      std::function<void(const QString&)> failed);

    void redo() override;
    void undo() override;

private:
    AppContext& m_context;
    std::vector<std::string> m_runs;
    std::vector<std::string> m_removed;
    std::function<void()> m_changed;
    std::function<void(const QString&)> m_failed;
};

} // namespace up5::ui
