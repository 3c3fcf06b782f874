#include "ui/shell/edit_note_command.h"

#include <QtCore/QCoreApplication>

#include "store/note_repository.h"
#include "store/store.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

namespace {

constexpr int kMergeId = 1; // the stack's only kind of command that merges

} // namespace

EditNoteCommand::EditNoteCommand(AppContext& context, Change change,
                                 std::function<void(const QString&)> changed,
                                 std::function<void(const QString&)> failed)
    : QUndoCommand(QCoreApplication::translate("up5::ui::EditNoteCommand", "edit of a note")),
      m_context(context), m_change(std::move(change)), m_changed(std::move(changed)),
      m_failed(std::move(failed)) {}

void EditNoteCommand::redo() {
    setObsolete(!write(m_change.after));
}

void EditNoteCommand::undo() {
    write(m_change.before);
}

int EditNoteCommand::id() const {
    return kMergeId;
}

bool EditNoteCommand::mergeWith(const QUndoCommand* later) {
    const Change& next = static_cast<const EditNoteCommand*>(later)->m_change;
    if (next.subject != m_change.subject || next.visit != m_change.visit) {
        return false;
    }
    m_change.after = next.after;
    return true;
}

bool EditNoteCommand::write(const QString& text) {
    return guarded(
        [&] {
            m_context.store.notes().set(m_change.subject.toStdString(), text.toStdString());
            m_changed(m_change.subject);
        },
        m_failed);
}

} // namespace up5::ui
