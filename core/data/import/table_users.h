// The users' table: ids and sensitive columns.
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "data/import/id_index.h"
#include "data/import/table_reader.h"

namespace up5::data {

struct TableUsers {
    IdIndex ids;
    std::vector<Attribute> attributes;
    /// "missing_values" (attribute → users without a value) and "left_out_columns".
    nlohmann::json provenance = nlohmann::json::object();
};

/// mapping.users must be set. Throws Error{InvalidInput} also for a sensitive column with no value or more
/// classes than can be audited.
TableUsers readTableUsers(const TableMapping& mapping, ImportSession& session);

} // namespace up5::data
