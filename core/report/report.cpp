#include "report/report.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "base/error.h"
#include "jobs/run_folder.h"
#include "report/paper_marks.h"
#include "report/renderers.h"
#include "store/store.h"

namespace up5::report {

namespace {

struct Format {
    const char* name;
    std::string (*render)(const ReportData&);
};

constexpr std::array kFormats = {Format{"html", renderHtml}, Format{"pdf", renderPdf},
                                 Format{"csv", renderCsv}, Format{"json", renderJson}};

} // namespace

std::vector<std::string> reportFormats() {
    std::vector<std::string> names;
    for (const Format& format : kFormats) {
        names.emplace_back(format.name);
    }
    return names;
}

void writeReport(store::Store& store, const std::filesystem::path& workspaceRoot,
                 const ReportRequest& request, const std::string& format,
                 const std::filesystem::path& output) {
    const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                    [&](const Format& known) { return format == known.name; });
    if (found == kFormats.end()) {
        throw Error(ErrorCode::InvalidInput, fmt::format("There is no report format \"{}\"; there are {}.",
                                                         format, fmt::join(reportFormats(), ", ")));
    }
    std::vector<RunRecord> records = loadRunRecords(store);
    addRanks(store, records);
    const std::filesystem::path datasets = jobs::Workspace{workspaceRoot}.datasets();
    ReportData data = assembleReport(records, datasets, request);
    for (PaperTable& table : data.paperTables) {
        markDifferences(table, records, storedUserValues(store), datasets);
    }
    writeFileAtomically(output, found->render(data));
}

} // namespace up5::report
