#include "report/leak_map.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/numbers.h"

namespace up5::report {

namespace {

void addSide(const ComparisonPoint* point, LeakMap& map) {
    if (point == nullptr || point->leakMap.empty()) {
        return;
    }
    map.attribute = point->attribute;
    LeakMapSide side{point->label, {}};
    side.cells.assign(map.targets.size(),
                      std::vector<std::optional<metrics::Estimate>>(static_cast<std::size_t>(map.layers)));
    for (const LeakMapCell& cell : point->leakMap) {
        const auto row = std::find(map.targets.begin(), map.targets.end(), cell.target);
        side.cells[static_cast<std::size_t>(row - map.targets.begin())]
                  [static_cast<std::size_t>(cell.layer)] = cell.auc;
    }
    map.sides.push_back(std::move(side));
}

} // namespace

HeatMap heatMapOf(const LeakMap& map) {
    HeatMap heat;
    for (const std::string& target : map.targets) {
        heat.rows.push_back(targetTitle(target));
    }
    for (int layer = 0; layer < map.layers; ++layer) {
        heat.columns.push_back(layerTitle(layer, map.layers));
        heat.heads.push_back(std::to_string(layer));
    }
    for (const LeakMapSide& side : map.sides) {
        HeatMapSide& made = heat.sides.emplace_back(HeatMapSide{side.label, {}});
        for (const auto& row : side.cells) {
            std::vector<HeatCell>& cells = made.cells.emplace_back();
            for (const std::optional<metrics::Estimate>& cell : row) {
                cells.push_back({cell});
            }
        }
    }
    heat.foot = "columns: encoder layer, 0 = embeddings, last = final";
    heat.fitScale();
    return heat;
}

std::optional<LeakMap> leakMap(const ComparisonPoint* before, const ComparisonPoint* after) {
    LeakMap map;
    for (const ComparisonPoint* point : {before, after}) {
        if (point == nullptr) {
            continue;
        }
        for (const LeakMapCell& cell : point->leakMap) {
            if (std::find(map.targets.begin(), map.targets.end(), cell.target) == map.targets.end()) {
                map.targets.push_back(cell.target);
            }
            map.layers = std::max(map.layers, cell.layer + 1);
        }
    }
    std::sort(map.targets.begin(), map.targets.end(),
              [](const std::string& a, const std::string& b) { return targetOrder(a) < targetOrder(b); });
    addSide(before, map);
    addSide(after, map);
    return map.sides.empty() ? std::nullopt : std::optional(std::move(map));
}

std::optional<LeakMapPeak> peakOf(const LeakMapSide& side) {
    std::optional<LeakMapPeak> peak;
    for (std::size_t target = 0; target < side.cells.size(); ++target) {
        for (std::size_t layer = 0; layer < side.cells[target].size(); ++layer) {
            const auto& cell = side.cells[target][layer];
            if (cell && !std::isnan(cell->value) && (!peak || cell->value > peak->auc)) {
                peak = LeakMapPeak{target, static_cast<int>(layer), cell->value};
            }
        }
    }
    return peak;
}

std::string layerTitle(int layer, int layers) {
    if (layer == 0) {
        return "embeddings";
    }
    return layer == layers - 1 ? fmt::format("layer {}, final", layer) : fmt::format("layer {}", layer);
}

std::string leakMapSentence(const LeakMap& map) {
    std::string text;
    for (const LeakMapSide& side : map.sides) {
        if (const std::optional<LeakMapPeak> peak = peakOf(side)) {
            text += fmt::format("{}{}: {} is read best from {} at {} (AUC {})", text.empty() ? "" : "; ",
                                side.label, map.attribute, targetTitle(map.targets[peak->target]),
                                layerTitle(peak->layer, map.layers), areaText(peak->auc));
        }
    }
    return text + ". The largest of all cells on test users: it says where to look and is no test.";
}

BeforeAfter beforeAfter(const std::vector<ComparisonPoint>& test,
                        const std::vector<ComparisonPoint>& validation) {
    BeforeAfter chosen;
    for (const ComparisonPoint& point : test) {
        const bool isNewer = chosen.before == nullptr || point.finished >= chosen.before->finished;
        if (point.family == Family::Untreated && !point.baseline && !point.attribute.empty() && isNewer) {
            chosen.before = &point;
        }
    }
    // Prompts are ranked by one measurement: the strongest probe only where all of them have it.
    const AucChoice choice = commonHeadline(validation);
    double least = 0;
    for (const ComparisonPoint& point : test) {
        if (point.family != Family::Cfp ||
            (chosen.before != nullptr && point.backboneRun != chosen.before->backboneRun)) {
            continue;
        }
        const auto twin = std::find_if(validation.begin(), validation.end(),
                                       [&](const ComparisonPoint& other) { return other.key == point.key; });
        const std::optional<metrics::Estimate> leakThere =
            twin == validation.end() ? std::nullopt : aucOf(*twin, choice);
        const double leak = leakThere ? leakThere->value : std::nan("");
        if (!std::isnan(leak) && (chosen.after == nullptr || leak < least)) {
            chosen.after = &point;
            least = leak;
        }
    }
    return chosen;
}

} // namespace up5::report
