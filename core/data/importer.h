// From files as downloaded to a Dataset: detection by content, streaming, strict or skipping.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/cancel_token.h"
#include "data/dataset.h"

namespace up5::data {

enum class OnError { Strict, Skip };

struct ImportOptions {
    std::string name;       ///< display name; empty = the importer's
    nlohmann::json mapping; ///< null unless CSV/TSV (see import/csv_mapping.h)
    OnError onError = OnError::Strict;
    nlohmann::json settings =
        nlohmann::json::object(); ///< importer's options, e.g. {"occupation_classes": "top15"}
};

/// A row that was left out (OnError::Skip), with the sentence strict mode would have refused it with (there
/// after file and line).
struct DroppedRow {
    std::string file;
    std::int64_t line = 0;
    std::string reason;
};

struct ImportReport {
    std::int64_t rowsRead = 0;
    std::int64_t rowsDropped = 0;
    std::vector<DroppedRow> dropped;                       ///< the first 1,000; rowsDropped counts all
    std::function<void(const DroppedRow&)> onDropped = {}; ///< is given every one as it is met; may be empty
};

/// (bytes done, bytes total); called at most ten times a second and once at the end.
using ImportProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// A setting of an importer (ImportOptions::settings).
struct ImporterSetting {
    std::string name;
    std::string description;          ///< one line for people
    std::vector<std::string> allowed; ///< empty = any JSON, see description
    std::string defaultValue;
};

class Importer {
public:
    virtual ~Importer() = default;
    virtual std::string format() const = 0;      ///< "movielens-1m", …
    virtual std::string description() const = 0; ///< one line for people
    virtual std::vector<ImporterSetting> settings() const { return {}; }
    /// Whether these files are of this format, judged by content.
    virtual bool recognises(const std::vector<std::filesystem::path>& paths,
                            const ImportOptions& options) const = 0;
    /// Reads everything into memory as columns; writes nothing. Throws Error{InvalidInput} (one sentence with
    /// file, line and what was expected), Error{NotFound}, Error{Io}, Error{Cancelled}. Any thread.
    virtual DatasetContent read(const std::vector<std::filesystem::path>& paths, const ImportOptions& options,
                                ImportReport& report, const ImportProgress& progress,
                                const CancelToken& cancel) const = 0;
};

/// All importers, in the order in which they are asked.
const std::vector<std::unique_ptr<Importer>>& importers();
/// Throws Error{InvalidInput} saying what was looked for in which files.
const Importer& detectImporter(const std::vector<std::filesystem::path>& paths, const ImportOptions& options);

/// The first rows of each file as text, for the import wizard: header names and cells.
struct FilePreview {
    std::string file;                 ///< path; that of the zip file + "/" + the member's for members
    std::vector<std::string> columns; ///< names from a header or "column 1", …
    std::vector<std::vector<std::string>> rows;
};
/// Reads the beginning of each file only. Files in which no separator gives two columns (a README) are left
/// out if others have columns. Throws as Importer::read for zip files that are damaged or hostile.
std::vector<FilePreview> previewFiles(const std::vector<std::filesystem::path>& paths, int maxRows = 20);

} // namespace up5::data
