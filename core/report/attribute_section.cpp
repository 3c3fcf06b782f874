#include <set>

#include <fmt/format.h>

#include "report/figures.h"
#include "report/numbers.h"
#include "report/sections.h"

namespace up5::report {

namespace {

std::vector<ComparisonPoint> untreatedPoints(const ReportData& data, const std::string& dataset) {
    std::vector<ComparisonPoint> points;
    for (const Audit& audit : data.audits) {
        for (const ComparisonPoint& point : audit.points) {
            if (audit.dataset == dataset && point.family == Family::Untreated) {
                points.push_back(point);
            }
        }
    }
    return points;
}

Table publishedTable(const std::vector<AttributeBar>& bars, const std::string& name) {
    Table table;
    table.caption = name + ": published values beside ours, AUC";
    table.columns = {{"Attribute"}, {"Probe"}, {"Source"}, {"AUC", true}, {"Protocol", false, 45}};
    for (const AttributeBar& bar : bars) {
        const Cell source = bar.published ? Cell{fmt::format("paper, Table {}", bar.table)}
                                          : Cell{"measured here", {}, bar.run};
        const std::string protocol = !bar.published         ? ""
                                     : bar.protocol.empty() ? "agrees"
                                                            : "different protocol: " + bar.protocol;
        table.rows.push_back({{{bar.attribute},
                               {bar.name},
                               source,
                               bar.published ? Cell{areaText(bar.auc.value)} : areaCell(bar.auc),
                               {protocol}}});
    }
    return table;
}

} // namespace

Section attributesSection(const ReportData& data) {
    Section section{"attributes", "What untreated models give away", {}};
    std::vector<RunRecord> records;
    for (const ReportedRun& run : data.runs) {
        records.push_back(run.record);
    }
    for (const ReportedDataset& dataset : data.datasets) {
        const std::vector<ComparisonPoint> points = untreatedPoints(data, dataset.hash);
        std::set<std::string> backbones;
        for (const ComparisonPoint& point : points) {
            if (!backbones.insert(point.backboneRun).second) {
                continue;
            }
            const auto bars = attributeBars(points, records, point.backboneRun, dataset.format);
            if (std::optional<Figure> figure = attributeFigure(bars)) {
                section.blocks.push_back(std::move(*figure));
                section.blocks.push_back(publishedTable(bars, dataset.name));
            }
        }
    }
    return section;
}

} // namespace up5::report
