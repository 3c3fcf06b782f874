#include "report/leak_map.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/numbers.h"

namespace up5::report {

namespace {

constexpr double kFloor = 0.5;

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
        if (!std::isnan(cell.auc.value)) {
            map.top = std::max(map.top, cell.auc.value);
        }
    }
    map.sides.push_back(std::move(side));
}

} // namespace

double LeakMap::shade(double auc) const {
    return std::isnan(auc) ? 0 : std::clamp((auc - kFloor) / (top - kFloor), 0.0, 1.0);
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
    return text + ".";
}

BeforeAfter beforeAfter(const std::vector<ComparisonPoint>& test,
                        const std::vector<ComparisonPoint>& validation) {
    BeforeAfter chosen;
    for (const ComparisonPoint& point : test) {
        const bool isNewer = chosen.before == nullptr || point.finished >= chosen.before->finished;
        if (point.family == Family::Untreated && !point.attribute.empty() && isNewer) {
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
