// Thin layer over SQLiteCpp: typed binding, NULL ↔ NaN or empty, and its exceptions as up5::Error.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "base/error.h"

namespace up5::store {

/// The error a failed statement means: Conflict when locked too long or a rule of the schema is broken,
/// Corrupt when the file is damaged or no database, otherwise Io.
Error sqlError(const SQLite::Exception& error, std::string_view doing);

/// Bytes bound as a BLOB; must live until the query has run.
struct Blob {
    const void* data = nullptr;
    std::size_t size = 0;
};

/// One statement with its parameters (?1, ?2, … in order). All functions throw as sqlError says.
class Query {
public:
    template <class... Args> Query(SQLite::Database& database, const char* sql, const Args&... args) {
        guarded(sql, [&] {
            m_statement.emplace(database, sql);
            int index = 0;
            (bindOne(++index, args), ...);
        });
    }

    /// Moves to the next row; false after the last.
    bool step();
    /// Runs a statement without rows. Returns the number of changed rows.
    int run();

    std::string text(int column) const;     ///< NULL gives ""
    std::int64_t integer(int column) const; ///< NULL gives 0
    double real(int column) const;          ///< NULL gives NaN
    std::optional<double> optionalReal(int column) const;
    /// A BLOB of whole elements. Throws Error{Corrupt} when its size is none.
    template <class T> std::vector<T> values(int column) const {
        std::vector<T> result(elementCount(column, sizeof(T)));
        copyBlob(column, result.data());
        return result;
    }

private:
    template <class F> void guarded(std::string_view doing, F&& call) {
        try {
            call();
        } catch (const SQLite::Exception& error) {
            throw sqlError(error, doing);
        }
    }
    template <std::integral T> void bindOne(int index, T value) {
        m_statement->bind(index, static_cast<std::int64_t>(value));
    }
    void bindOne(int index, double value) { m_statement->bind(index, value); } // SQLite stores NaN as NULL
    void bindOne(int index, const std::string& value) { m_statement->bind(index, value); }
    void bindOne(int index, const char* value) { m_statement->bind(index, value); }
    void bindOne(int index, const Blob& value) {
        // A null pointer would be bound as NULL instead of as no bytes.
        m_statement->bindNoCopy(index, value.data == nullptr ? "" : value.data, static_cast<int>(value.size));
    }
    template <class T> void bindOne(int index, const std::optional<T>& value) {
        value ? bindOne(index, *value) : m_statement->bind(index);
    }

    std::size_t elementCount(int column, std::size_t elementSize) const;
    void copyBlob(int column, void* target) const;

    mutable std::optional<SQLite::Statement> m_statement;
};

/// All rows that are left, each made by `rowTo`.
template <class Row> std::vector<Row> readAll(Query&& query, Row (*rowTo)(const Query&)) {
    std::vector<Row> rows;
    while (query.step()) {
        rows.push_back(rowTo(query));
    }
    return rows;
}

/// BEGIN IMMEDIATE; rolls back unless committed.
class WriteTransaction {
public:
    explicit WriteTransaction(SQLite::Database& database);
    void commit();

private:
    std::optional<SQLite::Transaction> m_transaction;
};

/// NULL for an empty text: what foreign keys need for "none".
std::optional<std::string> nullIfEmpty(const std::string& text);

} // namespace up5::store
