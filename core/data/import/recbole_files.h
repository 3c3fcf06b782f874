// Which of the files an import is given are RecBole's: told apart by the typed columns of their first line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/import/dialect.h"
#include "data/import/file_set.h"

namespace up5::data {

struct RecboleColumn {
    std::string header; ///< "user_id:token"
    std::string name;   ///< "user_id"
    std::string type;   ///< "token"; empty without one
};

/// A file and the columns of its first line.
struct RecboleFile {
    const SourceFile* file = nullptr;
    std::vector<RecboleColumn> columns;

    const RecboleColumn* find(const std::string& name) const;
};

/// Tabs between fields, a header, no quotes.
Dialect recboleDialect();

/// Whether its first line names users or items with a type ("user_id:token"), or it is a .inter file.
bool isRecboleFile(const SourceFile& file);

/// The three kinds of file; others among those given are passed over.
struct RecboleFiles {
    /// Throws Error{InvalidInput} for two of a kind, and for a file that is RecBole's by its name or columns
    /// but has a column of an unknown type or neither users nor items.
    explicit RecboleFiles(const FileSet& files);

    std::optional<RecboleFile> interactions, users, items;
};

} // namespace up5::data
