// One running import: what to do with bad rows, how far it has come, whether it shall stop.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "data/import/file_set.h"
#include "data/importer.h"

namespace up5::data {

class ImportSession {
public:
    ImportSession(const ImportOptions& options, ImportReport& report, const ImportProgress& progress,
                  const CancelToken& cancel)
        : m_options(options), m_report(report), m_progress(progress), m_cancel(cancel) {}

    const ImportOptions& options() const { return m_options; }
    const CancelToken& cancel() const { return m_cancel; }
    std::int64_t rowsDropped() const { return m_report.rowsDropped; }

    /// Announces bytes that will be read.
    void expect(const SourceFile& file);
    /// Counts bytes read, reports progress at most ten times a second. Throws Error{Cancelled}.
    void advance(std::int64_t bytes);
    /// Reports that all is read.
    void finish();

    void countRow() { ++m_report.rowsRead; }
    /// A row that breaks a rule: strict mode throws Error{InvalidInput} with file, line and sentence, skip
    /// mode counts and lists it.
    void reject(const SourceFile& file, std::int64_t line, const std::string& sentence);
    /// Throws Error{InvalidInput}: nothing of the file could be used. Names the first dropped row if rows
    /// were dropped.
    [[noreturn]] void refuseUnusable(const SourceFile& file, const std::string& expected) const;

    /// Where the data came from, for DatasetContent::provenance: importer, settings, and the expected files
    /// (zip files as a whole) with size and SHA-256.
    nlohmann::json provenance(const std::string& format) const;

private:
    const ImportOptions& m_options;
    ImportReport& m_report;
    const ImportProgress& m_progress;
    const CancelToken& m_cancel;
    std::vector<std::filesystem::path> m_paths; ///< of the expected files, each once
    std::int64_t m_done = 0, m_total = 0;
    std::chrono::steady_clock::time_point m_lastReport{};
};

} // namespace up5::data
