// The mapping that says what the columns of a user's own CSV or TSV files mean.
//
// {
//   "name": "Shop", "noun": "items", "encoding": "utf-8", "missing": ["", "NA"],
//   "interactions": {"file": "clicks.csv", "user": "uid", "item": "sku", "time": "at", "rating": "stars"},
//   "users": {"file": "people.csv", "id": "uid",
//             "attributes": ["gender", {"column": "age", "name": "age band", "edges": [18, 35, 55]}]},
//   "items": {"file": "products.csv", "id": "sku", "title": "name", "genres": "tags", "genre_separator":
//   "|"}, "best_possible_auc": {"gender": 0.93}, "generated_by": {"seed": 1}
// }
// Only interactions with user and item are needed. Every table may have "separator" (one or more characters)
// and "header" (false: columns are "column 1", "column 2", …); both are detected otherwise. "file" is a path
// or the name of one of the imported files; without it the only file with those columns is taken. "encoding"
// is "utf-8" or "latin-1". With edges [18, 35] the classes are "under 18", "18–34", "35+"; without, each
// value is a class. "best_possible_auc" states what is known of a generated population, by attribute;
// "generated_by" (any object) says how it was made and is kept with the set. A mapping called mapping.json
// that lies among the imported files is used when none is given.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "data/import/dialect.h"
#include "data/import/file_set.h"
#include "data/import/table_reader.h"

namespace up5::data {

/// Where a table is and how it is written; what is not said is detected.
struct CsvTable {
    std::optional<std::string> file, separator;
    std::optional<bool> header;
    std::vector<std::string> columns; ///< the columns that the mapping names
};

struct CsvMapping {
    std::string name, noun = "items";
    Encoding encoding = Encoding::Utf8;
    CsvTable interactions;
    std::optional<CsvTable> users, items;
    TableMapping columns;                          ///< the tables in it are still empty
    std::map<std::string, double> bestPossibleAuc; ///< by attribute, 0 to 1
};

/// Throws Error{InvalidInput} naming the key that is missing, unknown or of the wrong type.
CsvMapping parseCsvMapping(const nlohmann::json& json);

/// Finds the mapping's tables among the files and detects how they are written. Throws Error{InvalidInput}
/// naming the file or column that was not found.
TableMapping resolveTables(const CsvMapping& mapping, const FileSet& files);

} // namespace up5::data
