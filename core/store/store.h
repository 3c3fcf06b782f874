// The workspace's SQLite file: opening, migrating, and a repository per entity. One Store per thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "store/rows.h"

namespace SQLite {
class Database;
}

namespace up5::store {

/// The newest schema this program knows.
int currentSchemaVersion();

/// Runs and what belongs to them. Reading throws nothing for "not there" (std::optional, empty vectors).
class RunRepository;
class DatasetRepository;
class NoteRepository;
class QueueRepository;
class SweepRepository;

class Store {
public:
    /// Opens or creates the database (WAL, foreign keys, busy timeout), backs up and migrates an older
    /// schema. Throws Error{Conflict} for a newer schema (naming both versions), Error{Corrupt} when it is no
    /// database of ours.
    explicit Store(const std::filesystem::path& database);
    ~Store();

    RunRepository& runs();
    DatasetRepository& datasets();
    NoteRepository& notes();
    QueueRepository& queue();
    SweepRepository& sweeps();

    /// Changes whenever another connection has written (PRAGMA data_version).
    std::int64_t dataVersion() const;

    SQLite::Database& database();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace up5::store
