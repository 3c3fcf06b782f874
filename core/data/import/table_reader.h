// Tables of interactions, users and items whose columns are known: what CSV with a mapping and RecBole share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/import/dialect.h"
#include "data/import/file_set.h"
#include "data/import/import_session.h"

namespace up5::data {

struct Table {
    const SourceFile* file = nullptr;
    Dialect dialect;
};

/// A sensitive column of the users' table.
struct TableAttribute {
    std::string column;
    std::string name;
    std::vector<double> edges; ///< ascending; empty = each value is a class
    bool isOptional =
        false; ///< left out, and named in the provenance, when it has too many values for classes
};

/// Names of columns are those of the tables' headers ("column 1", … without a header).
struct TableMapping {
    Table interactions;
    std::string user, item;
    std::optional<std::string> time, rating;

    std::optional<Table> users; ///< without: users are those of the interactions, without attributes
    std::string userId;
    std::vector<TableAttribute> attributes;

    std::optional<Table> items; ///< without: the catalogue is that of the interactions
    std::string itemId;
    std::optional<std::string> title, genres;
    std::string genreSeparator = "|";

    std::vector<std::string> missing = {""}; ///< texts that mean "no value" in a sensitive column
};

/// Classes an attribute may have: explicitly named columns and optional ones.
constexpr std::size_t kMaxClasses = 1000, kMaxOptionalClasses = 50;

/// Reads items, users, then interactions. name, format and noun are left to the caller. Throws as
/// Importer::read.
DatasetContent readTables(const TableMapping& mapping, ImportSession& session);

} // namespace up5::data
