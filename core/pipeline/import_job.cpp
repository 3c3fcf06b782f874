#include "pipeline/pipelines.h"

#include <fstream>

#include "base/atomic_file.h"
#include "base/error.h"
#include "data/importer.h"
#include "jobs/options/import_options.h"

namespace up5::pipeline {

namespace {

nlohmann::json parseSetting(const std::string& key, const std::string& text) {
    if (text.empty()) {
        return nullptr;
    }
    try {
        nlohmann::json value = nlohmann::json::parse(text);
        if (value.is_null()) { // would count as not given
            throw Error(ErrorCode::InvalidInput,
                        "Option " + key + " is null; give a JSON object or leave it out.");
        }
        return value;
    } catch (const nlohmann::json::parse_error& error) {
        throw Error(ErrorCode::InvalidInput, "Option " + key + " is not valid JSON: " + error.what() + ".");
    }
}

void writeImportReport(const JobContext& context, const data::ImportReport& report) {
    nlohmann::json dropped = nlohmann::json::array();
    for (const data::DroppedRow& row : report.dropped) {
        dropped.push_back({{"file", row.file}, {"line", row.line}, {"reason", row.reason}});
    }
    const nlohmann::json json = {
        {"rows_read", report.rowsRead}, {"rows_dropped", report.rowsDropped}, {"dropped", dropped}};
    writeFileAtomically(context.folder.artifacts() / "import_report.json",
                        json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
    context.artifact("import_report", "artifacts/import_report.json");
}

/// Every row that was left out, a JSON object a line; the report lists the first ones only. There is a file
/// when there is a row.
class DroppedRows {
public:
    explicit DroppedRows(const JobContext& context)
        : m_context(context), m_file(context.folder.root / kPath) {}

    void add(const data::DroppedRow& row) {
        if (!m_out.is_open()) {
            m_out.open(m_file.temporaryPath(), std::ios::binary | std::ios::trunc);
        }
        const nlohmann::json json = {{"file", row.file}, {"line", row.line}, {"reason", row.reason}};
        m_out << json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    }

    void finish() {
        if (!m_out.is_open()) {
            return;
        }
        m_out.close();
        if (!m_out) {
            throw Error(ErrorCode::Io, "The list of dropped rows cannot be written.");
        }
        m_file.commit();
        m_context.artifact("dropped_rows", kPath);
    }

private:
    static constexpr const char* kPath = "artifacts/dropped_rows.jsonl";

    const JobContext& m_context;
    AtomicFile m_file;
    std::ofstream m_out;
};

} // namespace

void importDataset(JobContext& context) {
    const auto options = jobs::ImportJobOptions::table().read(context.spec.options);
    data::ImportOptions importOptions;
    importOptions.name = context.spec.name;
    importOptions.mapping = parseSetting("mapping", options.mapping);
    importOptions.onError = options.onError == "skip" ? data::OnError::Skip : data::OnError::Strict;
    if (const nlohmann::json settings = parseSetting("settings", options.settings); !settings.is_null()) {
        importOptions.settings = settings;
    }
    const std::vector<std::filesystem::path> paths(context.spec.paths.begin(), context.spec.paths.end());
    const data::Importer& importer = data::detectImporter(paths, importOptions);
    DroppedRows droppedRows(context);
    data::ImportReport report;
    report.onDropped = [&](const data::DroppedRow& row) { droppedRows.add(row); };
    data::DatasetContent content = importer.read(
        paths, importOptions, report,
        [&](std::int64_t done, std::int64_t total) { context.progress("reading", done, total); },
        context.cancel);
    content.nameIsChosen = !context.spec.name.empty();
    content.provenance["rows_read"] = report.rowsRead;
    content.provenance["rows_dropped"] = report.rowsDropped;
    context.cancel.throwIfCancelled();
    context.progress("writing", 0, 1);
    writeImportReport(context, report);
    droppedRows.finish();
    const std::string hash = data::writeDataset(content, context.workspace.datasets());
    context.progress("writing", 1, 1);
    context.sink.emitEvent(
        jobs::MetricEvent{.name = "rows_read", .value = static_cast<double>(report.rowsRead)});
    context.sink.emitEvent(
        jobs::MetricEvent{.name = "rows_dropped", .value = static_cast<double>(report.rowsDropped)});
    context.sink.emitEvent(jobs::ArtifactEvent{"dataset", "datasets/" + hash, hash});
}

} // namespace up5::pipeline
