// Where in the network an attribute can be read: AUC by encoder layer and position, before and after.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/comparison.h"
#include "report/heat_map.h"

namespace up5::report {

/// One model's map: rows of targets, columns of layers.
struct LeakMapSide {
    std::string label;
    std::vector<std::vector<std::optional<metrics::Estimate>>> cells; ///< [target][layer]
};

/// Two models' maps with the same rows, columns and colours.
struct LeakMap {
    std::string attribute;
    std::vector<std::string> targets; ///< keys, of the rows
    int layers = 0;                   ///< columns; 0 = embeddings
    std::vector<LeakMapSide> sides;   ///< untreated first where it is there
};

/// A row per target, a column per layer, a side per model.
HeatMap heatMapOf(const LeakMap& map);

/// nullopt when neither point has a map. Either may be nullptr.
std::optional<LeakMap> leakMap(const ComparisonPoint* before, const ComparisonPoint* after);

/// The cell of a side with the largest AUC; nullopt when all are missing.
struct LeakMapPeak {
    std::size_t target = 0;
    int layer = 0;
    double auc = 0;
};
std::optional<LeakMapPeak> peakOf(const LeakMapSide& side);

/// "embeddings", "layer 3", "layer 6, final".
std::string layerTitle(int layer, int layers);

/// Where each model gives most away, in one sentence.
std::string leakMapSentence(const LeakMap& map);

/// The untreated model (newest) and the prompt on the same backbone whose probe reads least on validation
/// users (by commonHeadline()): what before-and-after figures show. nullptr where there is none.
struct BeforeAfter {
    const ComparisonPoint* before = nullptr;
    const ComparisonPoint* after = nullptr;
};
BeforeAfter beforeAfter(const std::vector<ComparisonPoint>& test,
                        const std::vector<ComparisonPoint>& validation);

} // namespace up5::report
