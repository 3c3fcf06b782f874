#include "store/store.h"

#include "store/dataset_repository.h"
#include "store/migrations.h"
#include "store/note_repository.h"
#include "store/queue_repository.h"
#include "store/run_repository.h"
#include "store/sql.h"
#include "store/sweep_repository.h"

namespace up5::store {

namespace {

constexpr int kBusyTimeoutMilliseconds = 10'000;

SQLite::Database openDatabase(const std::filesystem::path& file) {
    try {
        SQLite::Database database(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE,
                                  kBusyTimeoutMilliseconds);
        database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
        migrate(database, file, migrations());
        return database;
    } catch (const SQLite::Exception& error) {
        throw sqlError(error, file.string());
    }
}

} // namespace

int currentSchemaVersion() {
    return static_cast<int>(migrations().size());
}

struct Store::Impl {
    explicit Impl(const std::filesystem::path& file)
        : database(openDatabase(file)), runs(database), datasets(database), notes(database), queue(database),
          sweeps(database) {}

    SQLite::Database database;
    RunRepository runs;
    DatasetRepository datasets;
    NoteRepository notes;
    QueueRepository queue;
    SweepRepository sweeps;
};

Store::Store(const std::filesystem::path& database) : m_impl(std::make_unique<Impl>(database)) {}

Store::~Store() = default;

RunRepository& Store::runs() {
    return m_impl->runs;
}

DatasetRepository& Store::datasets() {
    return m_impl->datasets;
}

NoteRepository& Store::notes() {
    return m_impl->notes;
}

QueueRepository& Store::queue() {
    return m_impl->queue;
}

SweepRepository& Store::sweeps() {
    return m_impl->sweeps;
}

std::int64_t Store::dataVersion() const {
    Query query(m_impl->database, "PRAGMA data_version");
    query.step();
    return query.integer(0);
}

SQLite::Database& Store::database() {
    return m_impl->database;
}

} // namespace up5::store
