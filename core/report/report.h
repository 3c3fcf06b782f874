// A report over stored runs: assembled once as plain data, rendered as HTML, PDF, CSV or JSON.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace up5::store {
class Store;
}

namespace up5::report {

struct ReportRequest {
    std::vector<std::string> runs; ///< empty = every succeeded run of the workspace; a sweep stands
                                   ///< for its runs
    std::string title = "Audit report";
};

/// Names of the formats, in the order in which they are offered.
std::vector<std::string> reportFormats();

/// format: "html" (one file), "pdf", "csv" or "json". Atomic. `workspaceRoot` gives data set profiles.
/// PDF needs a QGuiApplication. Throws Error{InvalidInput} for an unknown format or nothing to report.
void writeReport(store::Store& store, const std::filesystem::path& workspaceRoot,
                 const ReportRequest& request, const std::string& format,
                 const std::filesystem::path& output);

} // namespace up5::report
