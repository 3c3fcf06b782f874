#include "store/sql.h"

#include <cstring>
#include <limits>

#include <sqlite3.h>

namespace up5::store {

Error sqlError(const SQLite::Exception& error, std::string_view doing) {
    const std::string detail = std::string(error.what()) + " (" + std::string(doing.substr(0, 120)) + ")";
    switch (error.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error(ErrorCode::Conflict,
                     "Another program has locked the workspace's database for too long: " + detail);
    case SQLITE_CONSTRAINT:
        return Error(ErrorCode::Conflict, "The workspace's database refuses the change: " + detail);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Error(ErrorCode::Corrupt, "The workspace's database is damaged: " + detail);
    default:
        return Error(ErrorCode::Io, "The workspace's database cannot be used: " + detail);
    }
}

bool Query::step() {
    bool row = false;
    guarded(m_statement->getQuery(), [&] { row = m_statement->executeStep(); });
    return row;
}

int Query::run() {
    int changed = 0;
    guarded(m_statement->getQuery(), [&] { changed = m_statement->exec(); });
    return changed;
}

std::string Query::text(int column) const {
    return m_statement->getColumn(column).getString();
}

std::int64_t Query::integer(int column) const {
    return m_statement->getColumn(column).getInt64();
}

double Query::real(int column) const {
    return optionalReal(column).value_or(std::numeric_limits<double>::quiet_NaN());
}

std::optional<double> Query::optionalReal(int column) const {
    const SQLite::Column value = m_statement->getColumn(column);
    return value.isNull() ? std::nullopt : std::optional(value.getDouble());
}

std::size_t Query::elementCount(int column, std::size_t elementSize) const {
    const auto bytes = static_cast<std::size_t>(m_statement->getColumn(column).getBytes());
    if (bytes % elementSize != 0) {
        throw Error(ErrorCode::Corrupt, "The workspace's database holds a broken column of " +
                                            std::to_string(bytes) + " bytes (" + m_statement->getQuery() +
                                            ").");
    }
    return bytes / elementSize;
}

void Query::copyBlob(int column, void* target) const {
    const SQLite::Column value = m_statement->getColumn(column);
    if (const int size = value.getBytes(); size > 0) {
        std::memcpy(target, value.getBlob(), static_cast<std::size_t>(size));
    }
}

WriteTransaction::WriteTransaction(SQLite::Database& database) {
    try {
        m_transaction.emplace(database, SQLite::TransactionBehavior::IMMEDIATE);
    } catch (const SQLite::Exception& error) {
        throw sqlError(error, "BEGIN IMMEDIATE");
    }
}

void WriteTransaction::commit() {
    try {
        m_transaction->commit();
    } catch (const SQLite::Exception& error) {
        throw sqlError(error, "COMMIT");
    }
}

std::optional<std::string> nullIfEmpty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

} // namespace up5::store
