// Free text the user attaches to a run or data set.
#pragma once

#include <string>

namespace SQLite {
class Database;
}

namespace up5::store {

class NoteRepository {
public:
    explicit NoteRepository(SQLite::Database& database) : m_database(database) {}

    /// Empty text removes the note. `subject` is a run id or data set hash.
    void set(const std::string& subject, const std::string& text);
    std::string get(const std::string& subject) const;

private:
    SQLite::Database& m_database;
};

} // namespace up5::store
