#include "store/migrations.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/atomic_file.h"
#include "base/resources.h"
#include "store/sql.h"

namespace up5::store {

namespace {

int pragma(SQLite::Database& database, const char* name) {
    Query query(database, fmt::format("PRAGMA {}", name).c_str());
    query.step();
    return static_cast<int>(query.integer(0));
}

void execute(SQLite::Database& database, const std::string& script, const std::string& name) {
    try {
        database.exec(script);
    } catch (const SQLite::Exception& error) {
        throw Error(ErrorCode::Corrupt,
                    fmt::format("The workspace's database could not be brought up to date: "
                                "{} failed: {}. Nothing was changed.",
                                name, error.what()));
    }
}

bool hasTables(SQLite::Database& database) {
    Query query(database, "SELECT count(*) FROM sqlite_master");
    query.step();
    return query.integer(0) > 0;
}

void checkOwner(SQLite::Database& database, const std::filesystem::path& file, int version) {
    const int application = pragma(database, "application_id");
    const bool fresh = application == 0 && version == 0 && !hasTables(database);
    if (application != kApplicationId && !fresh) {
        throw Error(ErrorCode::Corrupt,
                    file.string() +
                        " is a database of another program, not of a workspace. Choose another folder.");
    }
}

void checkNotNewer(const std::filesystem::path& file, int version, int known) {
    if (version > known) {
        throw Error(ErrorCode::Conflict,
                    fmt::format("{} has schema version {}, but this program knows versions up to "
                                "{}. Open it with a newer version of the program.",
                                file.string(), version, known));
    }
}

/// Another connection reads the state before the open transaction, so that nobody can write in between.
void backUp(const std::filesystem::path& file, int version) {
    AtomicFile backup(fmt::format("{}.backup-v{}", file.string(), version));
    try {
        SQLite::Database source(file, SQLite::OPEN_READONLY);
        Query(source, "VACUUM INTO ?1", backup.temporaryPath().string()).run();
    } catch (const SQLite::Exception& error) {
        throw sqlError(error, "backup");
    }
    backup.commit();
    spdlog::info("backed up schema {} of {}", version, file.string());
}

void checkForeignKeys(SQLite::Database& database) {
    Query query(database, "PRAGMA foreign_key_check");
    if (query.step()) {
        throw Error(ErrorCode::Corrupt,
                    "The workspace's database could not be brought up to date: rows of the table " +
                        query.text(0) + " would lead nowhere. Nothing was changed.");
    }
}

} // namespace

const std::vector<Migration>& migrations() {
    static const std::vector<Migration> ladder = [] {
        std::vector<Migration> found;
        for (const std::string& name : resourceNames("migrations")) {
            if (name.substr(0, 5) != fmt::format("{:04}_", found.size() + 1)) {
                throw Error(ErrorCode::Internal, "Migrations have a gap before " + name + ".");
            }
            found.push_back({name, readResource("migrations/" + name)});
        }
        return found;
    }();
    return ladder;
}

void migrate(SQLite::Database& database, const std::filesystem::path& file,
             const std::vector<Migration>& ladder) {
    const int known = static_cast<int>(ladder.size());
    if (const int version = pragma(database, "user_version"); version == known) {
        checkOwner(database, file, version);
        return;
    }
    // Scripts may rebuild tables that others refer to; the switch has no effect inside a transaction.
    execute(database, "PRAGMA foreign_keys = OFF", "PRAGMA");
    {
        WriteTransaction transaction(database);
        // Read under the lock: another program may have migrated meanwhile.
        const int version = pragma(database, "user_version");
        checkNotNewer(file, version, known);
        checkOwner(database, file, version);
        if (version > 0 && version < known) {
            backUp(file, version);
        }
        for (int next = version; next < known; ++next) {
            const Migration& migration = ladder[static_cast<std::size_t>(next)];
            execute(database, migration.sql, migration.name);
        }
        checkForeignKeys(database);
        execute(database,
                fmt::format("PRAGMA user_version = {}; PRAGMA application_id = {}", known, kApplicationId),
                "PRAGMA");
        transaction.commit();
    }
    execute(database, "PRAGMA foreign_keys = ON", "PRAGMA");
}

} // namespace up5::store
