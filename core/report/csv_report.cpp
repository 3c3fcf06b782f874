#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/definitions.h"
#include "report/renderers.h"

namespace up5::report {

namespace {

/// RFC 4180: quoted when needed, quotes doubled.
std::string field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    return quoted + '"';
}

std::string csvNumber(double value) {
    return fmt::format("{}", value);
}
std::string csvNumber(const std::optional<double>& value) {
    return value ? csvNumber(*value) : "";
}

/// What the model of a run is called in the report; empty for runs without a place in it.
std::string modelOf(const ReportData& data, const std::string& run) {
    for (const Audit& audit : data.audits) {
        for (const ComparisonPoint& point : audit.points) {
            if (std::find(point.runs.begin(), point.runs.end(), run) != point.runs.end()) {
                return point.label;
            }
        }
    }
    return {};
}

std::string hashesOf(const RunRecord& record) {
    std::string hashes;
    for (const store::ArtifactRow& artifact : record.artifacts) {
        hashes += fmt::format("{}{}={}", hashes.empty() ? "" : ";", artifact.path, artifact.sha256);
    }
    return hashes;
}

/// Figures that follow from a run's stored ranks.
std::vector<store::MetricRow> groupRows(const ReportData& data, const std::string& run) {
    std::vector<store::MetricRow> rows;
    for (const GroupAudit& audit : data.groups) {
        for (const ModelGroups& model : audit.models) {
            if (model.run == run) {
                const std::vector<store::MetricRow> own = metricRows(audit, model);
                rows.insert(rows.end(), own.begin(), own.end());
            }
        }
    }
    return rows;
}

/// Cells of a paper table: in `kind` the table, in `group` the block of the model, in `definition` what the
/// paper prints.
std::string paperLines(const PaperTable& table) {
    std::string csv;
    for (std::size_t row = 0; row < table.quantities.size(); ++row) {
        for (std::size_t column = 0; column < table.subjects.size(); ++column) {
            const PaperCell& cell = table.cells[row][column];
            const PaperSubject& subject = table.subjects[column];
            if (!cell.ours) {
                continue;
            }
            const metrics::Estimate& ours = cell.ours->estimate;
            const std::string fields[] = {
                fmt::format("{}", fmt::join(cell.ours->runs, ";")),
                fmt::format("paper table {}", table.number),
                subject.title + (subject.setting.empty() ? "" : ", " + subject.setting),
                table.datasetName,
                table.dataset,
                table.backbone,
                "",
                "",
                table.quantities[row].title,
                "test",
                table.quantities[row].task.empty() ? subject.task : table.quantities[row].task,
                fmt::format("{}", fmt::join(subject.attributes, "+")),
                subject.group,
                "",
                "",
                "",
                csvNumber(ours.value),
                std::isnan(ours.low) ? "" : csvNumber(ours.low),
                std::isnan(ours.high) ? "" : csvNumber(ours.high),
                std::to_string(ours.n),
                cell.published ? fmt::format("printed {:.2f} %", *cell.published) : "",
                ""};
            std::string line;
            for (const std::string& text : fields) {
                line += (&text == fields ? "" : ",") + field(text);
            }
            csv += line + "\r\n";
        }
    }
    return csv;
}

} // namespace

std::string renderCsv(const ReportData& data) {
    std::string csv =
        "run,kind,model,dataset,dataset_hash,backbone,seed,device,name,split,task,attribute,group,removed,k,"
        "step,value,low,high,n,definition,artifacts\r\n";
    for (const ReportedRun& reported : data.runs) {
        const store::RunRow& run = reported.record.run;
        const std::string model = modelOf(data, run.id);
        const std::string hashes = hashesOf(reported.record);
        std::vector<store::MetricRow> metrics = reported.record.metrics;
        const std::vector<store::MetricRow> groups = groupRows(data, run.id);
        metrics.insert(metrics.end(), groups.begin(), groups.end());
        metrics.insert(metrics.end(), reported.record.subsetMetrics.begin(),
                       reported.record.subsetMetrics.end());
        for (const store::MetricRow& metric : metrics) {
            const MetricDefinition* definition = findMetricDefinition(metric.name);
            const std::string fields[] = {run.id,
                                          run.kind,
                                          model,
                                          reported.record.datasetName,
                                          run.dataset,
                                          run.backboneRun,
                                          std::to_string(run.seed),
                                          run.device,
                                          metric.name,
                                          metric.split,
                                          metric.task,
                                          metric.attribute,
                                          metric.group,
                                          metric.removed,
                                          metric.k > 0 ? std::to_string(metric.k) : "",
                                          std::to_string(metric.step),
                                          csvNumber(metric.value),
                                          csvNumber(metric.low),
                                          csvNumber(metric.high),
                                          std::to_string(metric.n),
                                          definition == nullptr ? "" : definition->meaning,
                                          hashes};
            std::string line;
            for (const std::string& text : fields) {
                line += (line.empty() ? "" : ",") + field(text);
            }
            csv += line + "\r\n";
        }
    }
    for (const PaperTable& table : data.paperTables) {
        csv += paperLines(table);
    }
    return csv;
}

} // namespace up5::report
