#include "report/baseline_points.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "jobs/attribute_subsets.h"
#include "jobs/baseline_models.h"
#include "jobs/options/baseline_options.h"
#include "report/mixture.h"
#include "report/stored_figures.h"

namespace up5::report {

namespace {

/// "age+gender" → "age,gender".
std::string commaList(std::string key) {
    std::replace(key.begin(), key.end(), '+', ',');
    return key;
}

/// Whether its λ was chosen on validation users, each seed for itself.
bool isLambdaTuned(const RunRecord& record) {
    return std::ranges::any_of(record.metrics,
                               [](const store::MetricRow& row) { return row.name == jobs::kTunedLambda; });
}

/// What is removed, and with which weight.
void describeTreatment(const RunRecord& record, const BaselineMeasurement& measurement,
                       ComparisonPoint& point) {
    const std::string title = point.label;
    point.lambda = isLambdaTuned(record) ? metrics::kNan : record.options.at("lambda").get<double>();
    point.family = point.lambda == 0 ? Family::Control : Family::Fair;
    point.treated = measurement.removed.empty()
                        ? record.run.attributes
                        : jobs::chosenSubset(record.run.attributes, commaList(measurement.removed));
    nlohmann::json others = record.options;
    others.erase("lambda");
    point.promptSettings = others.dump();
    point.label = point.family == Family::Control ? fmt::format("λ = 0 control of {}", title)
                  : std::isnan(point.lambda)      ? fmt::format("{} λ tuned", title)
                                                  : fmt::format("{} λ = {}", title, point.lambda);
    if (point.treated.size() < record.run.attributes.size()) {
        point.label += fmt::format(", trained to hide any of {}", fmt::join(record.run.attributes, ", "));
    } else if (point.treated.size() > 1) {
        point.label += fmt::format(", hides {}", fmt::join(point.treated, " and "));
    }
}

} // namespace

std::vector<BaselineMeasurement> baselineMeasurements(const RunRecord& record, const std::string& split) {
    std::vector<BaselineMeasurement> measurements;
    const std::vector<std::vector<std::string>> subsets = measuredSubsets(record, split);
    for (const std::vector<std::string>& subset : subsets) {
        if (subset.size() == 1) {
            measurements.push_back({subset.front(), jobs::subsetKey(subset)});
        }
    }
    if (!subsets.empty() && measurements.empty()) { // one treatment for all of them
        for (const std::string& attribute : subsets.back()) {
            measurements.push_back({attribute, jobs::subsetKey(subsets.back())});
        }
    }
    if (!subsets.empty()) {
        return measurements;
    }
    std::set<std::string> attributes = probedAttributes(record, split);
    attributes.insert(record.run.attributes.begin(), record.run.attributes.end());
    for (const std::string& attribute : attributes) {
        measurements.push_back({attribute, {}});
    }
    if (measurements.empty()) {
        measurements.push_back({});
    }
    return measurements;
}

std::vector<std::vector<std::string>> measuredSubsets(const RunRecord& record, const std::string& split) {
    std::vector<std::vector<std::string>> subsets;
    if (record.subsetMetrics.empty()) {
        return subsets;
    }
    for (std::vector<std::string>& subset : jobs::attributeSubsets(record.run.attributes)) {
        const std::string key = jobs::subsetKey(subset);
        const bool isMeasured = std::any_of(
            record.subsetMetrics.begin(), record.subsetMetrics.end(),
            [&](const store::MetricRow& row) { return row.removed == key && row.split == split; });
        if (isMeasured) {
            subsets.push_back(std::move(subset));
        }
    }
    return subsets;
}

std::vector<ComparisonPoint> baselinePoints(const RunRecord& record,
                                            const std::vector<std::string>& attributes,
                                            const std::string& split) {
    const jobs::BaselineModelInfo& model = jobs::baselineModel(record.options.at("model").get<std::string>());
    std::vector<BaselineMeasurement> measurements;
    std::vector<std::string> probed;
    std::copy_if(record.run.attributes.begin(), record.run.attributes.end(), std::back_inserter(probed),
                 [&](const std::string& attribute) {
                     return std::count(attributes.begin(), attributes.end(), attribute) > 0;
                 });
    if (!model.isFair) {
        for (const std::string& attribute : probed) {
            measurements.push_back({attribute, {}});
        }
        if (measurements.empty()) {
            measurements.push_back({});
        }
    } else if (probed.size() == attributes.size()) {
        const bool isWhole = record.subsetMetrics.empty() && record.run.attributes.size() == probed.size();
        const std::vector<std::vector<std::string>> subsets = measuredSubsets(record, split);
        if (!isWhole && std::find(subsets.begin(), subsets.end(), probed) == subsets.end()) {
            return {};
        }
        for (const std::string& attribute : probed) {
            measurements.push_back({attribute, isWhole ? std::string() : jobs::subsetKey(probed)});
        }
    }
    std::vector<ComparisonPoint> points;
    for (const BaselineMeasurement& measurement : measurements) {
        ComparisonPoint point;
        point.run = record.run.id;
        point.runs = {record.run.id};
        point.dataset = record.run.dataset;
        point.datasetName = record.datasetName;
        point.backboneRun = record.run.backboneRun;
        point.attribute = measurement.attribute;
        point.split = split;
        point.seed = record.run.seed;
        point.finished = record.run.finished;
        point.protocol = dataProtocolOf(record);
        describeBaseline(record, measurement, split, point);
        points.push_back(std::move(point));
    }
    return points;
}

int shownHistory(const std::vector<RunRecord>& records, const RunRecord& record) {
    const RunRecord* plain = findRecord(records, record.run.backboneRun);
    const RunRecord& shown = plain != nullptr && plain->run.kind == kBaselineKind ? *plain : record;
    return shown.options.value("history", 0);
}

void describeBaseline(const RunRecord& record, const BaselineMeasurement& measurement,
                      const std::string& split, ComparisonPoint& point) {
    const jobs::BaselineModelInfo& model = jobs::baselineModel(record.options.at("model").get<std::string>());
    point.model = model.id;
    point.baseline = model.family;
    point.budget = trainingBudget(record);
    point.subject = model.isFair ? model.plain : model.id;
    point.label = model.title;
    if (model.isFair) {
        describeTreatment(record, measurement, point);
    }
    const bool isSubset = !measurement.removed.empty();
    const RunRecord own = isSubset ? onlySubset(record, measurement.removed) : RunRecord();
    const RunRecord& measured = isSubset ? own : record;
    readProbeFigures(measured, measurement.attribute, split, point);
    point.ranking = rankingFigures(measured, split);
}

} // namespace up5::report
