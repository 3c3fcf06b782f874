// An edited note, as a step that can be undone.
#pragma once

#include <functional>

#include <QtGui/QUndoCommand>

#include "ui/widgets/app_context.h"

namespace up5::ui {

/// What was typed into one note while it stayed on display is one step, however often it was saved.
class EditNoteCommand : public QUndoCommand {
public:
    struct Change {
        QString subject; ///< a run id or data set hash
        int visit = 0;   ///< counts the times a subject came on display
        QString before, after;
    };

    /// `changed` is called with the subject after each step; `failed` with a sentence when the
    /// store refuses; what was typed then stays in the editor.
    EditNoteCommand(AppContext& context, Change change, std::function<void(const QString&)> changed,
                    std::function<void(const QString&)> failed);

    void redo() override;
    void undo() override;
    int id() const override;
    bool mergeWith(const QUndoCommand* later) override;

private:
    bool write(const QString& text);

    AppContext& m_context;
    Change m_change;
    std::function<void(const QString&)> m_changed, m_failed;
};

} // namespace up5::ui
