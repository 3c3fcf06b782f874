#include "store/note_repository.h"

#include "base/clock.h"
#include "store/sql.h"

namespace up5::store {

void NoteRepository::set(const std::string& subject, const std::string& text) {
    WriteTransaction transaction(m_database);
    if (text.empty()) {
        Query(m_database, "DELETE FROM notes WHERE subject = ?", subject).run();
    } else {
        Query(m_database,
              "INSERT INTO notes (subject, text, changed) VALUES (?, ?, ?) "
              "ON CONFLICT (subject) DO UPDATE SET text = excluded.text, changed = excluded.changed",
              subject, text, nowIso8601())
            .run();
    }
    transaction.commit();
}

std::string NoteRepository::get(const std::string& subject) const {
    Query query(m_database, "SELECT text FROM notes WHERE subject = ?", subject);
    return query.step() ? query.text(0) : std::string();
}

} // namespace up5::store
