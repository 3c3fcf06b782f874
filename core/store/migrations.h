// The ladder of schemas: numbered SQL files applied in order, all or nothing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace up5::store {

/// Marks a SQLite file as a workspace database ("UP5w").
constexpr int kApplicationId = 0x55503577;

struct Migration {
    std::string name; ///< e.g. "0001_initial.sql"
    std::string sql;
};

/// The migrations in this program; entry i leads from schema i to i + 1. Throws Error{Internal} when their
/// numbers have a gap.
const std::vector<Migration>& migrations();

/// Brings the database to schema ladder.size(): a fresh one from nothing, an older one after a backup beside
/// it
/// (`<file>.backup-v<old>`). One transaction holds all scripts and the version; foreign keys are checked
/// before it is committed. Throws Error{Conflict} for a newer schema (naming both versions), Error{Corrupt}
/// for a database of another program or a script that fails (nothing is changed then).
void migrate(SQLite::Database& database, const std::filesystem::path& file,
             const std::vector<Migration>& ladder);

} // namespace up5::store
