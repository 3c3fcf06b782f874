#include <map>

#include "base/error.h"
#include "data/dataset.h"
#include "report/comparison.h"

namespace up5::report {

std::vector<std::string> addBestPossible(std::vector<ComparisonPoint>& points,
                                         const std::filesystem::path& datasets) {
    std::vector<std::string> problems;
    std::map<std::string, std::optional<data::Dataset>> opened;
    const auto open = [&](const std::string& hash) -> std::optional<data::Dataset> {
        try {
            return data::Dataset::open(datasets, hash);
        } catch (const Error& error) {
            if (error.code() != ErrorCode::NotFound) {
                problems.push_back(error.what());
            }
            return std::nullopt;
        }
    };
    for (ComparisonPoint& point : points) {
        if (!opened.count(point.dataset)) {
            opened[point.dataset] = open(point.dataset);
        }
        const std::optional<data::Dataset>& dataset = opened.at(point.dataset);
        if (dataset && !point.attribute.empty()) {
            point.bestPossibleAuc = dataset->attribute(point.attribute).bestPossibleAuc;
        }
    }
    return problems;
}

} // namespace up5::report
