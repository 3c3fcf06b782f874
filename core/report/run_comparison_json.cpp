#include <cmath>

#include "report/run_comparison.h"

namespace up5::report {

namespace {

nlohmann::json number(double value) {
    return std::isnan(value) ? nlohmann::json() : nlohmann::json(value);
}

nlohmann::json differenceJson(const PairedDifference& difference) {
    const metrics::Estimate& change = difference.difference;
    return {
        {"figure", difference.figure},
        {"task", difference.task.empty() ? nlohmann::json() : nlohmann::json(difference.task)},
        {"attribute", difference.attribute.empty() ? nlohmann::json() : nlohmann::json(difference.attribute)},
        {"a", number(difference.a)},
        {"b", number(difference.b)},
        {"difference",
         {{"value", number(change.value)},
          {"low", number(change.low)},
          {"high", number(change.high)},
          {"n", change.n}}},
        {"test", difference.test},
        {"p", number(difference.p)},
        {"p_adjusted", number(difference.adjusted)},
        {"smallest_visible", number(difference.visible)},
        {"sentence", difference.sentence}};
}

} // namespace

nlohmann::json toJson(const RunComparison& comparison) {
    nlohmann::json differences = nlohmann::json::array();
    for (const PairedDifference& difference : comparison.differences) {
        differences.push_back(differenceJson(difference));
    }
    return {{"a", comparison.a},        {"b", comparison.b},
            {"correction", "Holm"},     {"comparisons", comparison.comparisons},
            {"level", kClaimLevel},     {"differences", std::move(differences)},
            {"notes", comparison.notes}};
}

} // namespace up5::report
