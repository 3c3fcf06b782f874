#include "report/baseline_points.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "jobs/attribute_subsets.h"
#include "jobs/baseline_models.h"
#include "jobs/probe_targets.h"
#include "report/mixture.h"
#include "report/stored_figures.h"

namespace up5::report {

namespace {

/// Names of figures are shared: the model's own representation of a user is a user span for P5, a vector for
/// a baseline.
void nameUserVector(ComparisonPoint& point) {
    const auto rename = [](std::string& target) {
        if (target == "user_span") {
            target = jobs::kUserVector;
        }
    };
    rename(point.strongestTarget);
    for (TargetFigures& figures : point.targets) {
        rename(figures.target);
    }
    for (ProbeFigure& figure : point.probes) {
        rename(figure.target);
    }
}

/// What is removed, and with which weight.
void describeTreatment(const RunRecord& record, const BaselineMeasurement& measurement,
                       ComparisonPoint& point) {
    const std::string title = point.label;
    point.lambda = record.options.at("lambda").get<double>();
    point.family = point.lambda == 0 ? Family::Control : Family::Fair;
    point.treated =
        measurement.removed.empty() ? record.run.attributes : std::vector{measurement.attribute};
    nlohmann::json others = record.options;
    others.erase("lambda");
    point.promptSettings = others.dump();
    point.label = point.family == Family::Control ? fmt::format("λ = 0 control of {}", title)
                                                  : fmt::format("{} λ = {}", title, point.lambda);
    if (!measurement.removed.empty()) {
        point.label += fmt::format(", trained to hide any of {}", fmt::join(record.run.attributes, ", "));
    }
}

} // namespace

std::vector<BaselineMeasurement> baselineMeasurements(const RunRecord& record, const std::string& split) {
    std::vector<BaselineMeasurement> measurements;
    if (!record.subsetMetrics.empty()) {
        for (const std::string& attribute : record.run.attributes) {
            measurements.push_back({attribute, jobs::subsetKey({attribute})});
        }
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

void describeBaseline(const RunRecord& record, const BaselineMeasurement& measurement,
                      const std::string& split, ComparisonPoint& point) {
    const jobs::BaselineModelInfo& model =
        jobs::baselineModel(record.options.at("model").get<std::string>());
    point.model = model.id;
    point.baseline = model.family;
    point.subject = model.isFair ? model.plain : model.id;
    point.label = model.title;
    if (model.isFair) {
        describeTreatment(record, measurement, point);
    }
    const bool isSubset = !measurement.removed.empty();
    const RunRecord own = isSubset ? onlySubset(record, measurement.removed) : RunRecord();
    const RunRecord& measured = isSubset ? own : record;
    readProbeFigures(measured, measurement.attribute, split, point);
    nameUserVector(point);
    point.ranking = rankingFigures(measured, split);
}

} // namespace up5::report
