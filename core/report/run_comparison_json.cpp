#include "report/metric_json.h"
#include "report/run_comparison.h"

namespace up5::report {

namespace {

nlohmann::json differenceJson(const PairedDifference& difference) {
    return {
        {"figure", difference.figure},
        {"task", difference.task.empty() ? nlohmann::json() : nlohmann::json(difference.task)},
        {"attribute", difference.attribute.empty() ? nlohmann::json() : nlohmann::json(difference.attribute)},
        {"a", numberOrNull(difference.a)},
        {"b", numberOrNull(difference.b)},
        {"difference", toJson(difference.difference)},
        {"test", difference.test},
        {"p", numberOrNull(difference.p)},
        {"p_adjusted", numberOrNull(difference.adjusted)},
        {"smallest_visible", numberOrNull(difference.visible)},
        {"sentence", difference.sentence}};
}

nlohmann::json leaksJson(const std::vector<SettingLeaks>& settings) {
    nlohmann::json list = nlohmann::json::array();
    for (const SettingLeaks& setting : settings) {
        nlohmann::json entry = toJson(setting.leaks);
        entry["attribute"] = setting.attribute;
        list.push_back(std::move(entry));
    }
    return list;
}

} // namespace

nlohmann::json toJson(const RunComparison& comparison) {
    nlohmann::json differences = nlohmann::json::array();
    for (const PairedDifference& difference : comparison.differences) {
        differences.push_back(differenceJson(difference));
    }
    return {{"a", comparison.a},
            {"b", comparison.b},
            {"correction", "Holm"},
            {"comparisons", comparison.comparisons},
            {"level", kClaimLevel},
            {"differences", std::move(differences)},
            {"notes", comparison.notes},
            {"leaks", {{"a", leaksJson(comparison.leaksA)}, {"b", leaksJson(comparison.leaksB)}}}};
}

} // namespace up5::report
