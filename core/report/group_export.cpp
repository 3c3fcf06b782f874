#include <cmath>

#include "report/group_audit.h"
#include "report/metric_json.h"

namespace up5::report {

namespace {

using nlohmann::json;

std::optional<double> finite(double value) {
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace

std::vector<store::MetricRow> metricRows(const GroupAudit& audit, const ModelGroups& model) {
    const RankingMetric& metric = audit.question.metric;
    std::vector<store::MetricRow> rows;
    const auto add = [&](const std::string& prefix, const std::string& group,
                         const metrics::Estimate& estimate) {
        if (std::isfinite(estimate.value)) {
            rows.push_back({prefix + metric.name, "test", audit.question.task, audit.partition, group,
                            metric.k, 0, estimate.value, finite(estimate.low), finite(estimate.high),
                            estimate.n});
        }
    };
    for (const GroupMean& group : model.figures.groups) {
        add("", group.group, group.mean);
    }
    if (model.figures.gap) {
        add("group_gap/", model.figures.gap->best + " − " + model.figures.gap->worst, model.figures.gap->gap);
    }
    for (const GroupComparison& comparison : model.figures.against) {
        add("group_difference/", comparison.group + " − " + model.figures.reference, comparison.difference);
        add("group_ratio/", comparison.group + " / " + model.figures.reference, comparison.ratio);
    }
    if (model.change) {
        for (const GroupMean& group : model.change->groups) {
            add("group_change/", group.group, group.mean);
        }
    }
    return rows;
}

json toJson(const GroupFigures& figures) {
    json groups = json::array(), against = json::array();
    for (const GroupMean& group : figures.groups) {
        json entry = toJson(group.mean);
        entry.update({{"group", group.group}, {"small", group.small}});
        groups.push_back(std::move(entry));
    }
    for (const GroupComparison& comparison : figures.against) {
        against.push_back({{"group", comparison.group},
                           {"difference", toJson(comparison.difference)},
                           {"ratio", toJson(comparison.ratio)},
                           {"p", numberOrNull(comparison.p)},
                           {"p_holm", numberOrNull(comparison.adjustedP)}});
    }
    json gap;
    if (figures.gap) {
        gap = toJson(figures.gap->gap);
        gap.update({{"worst", figures.gap->worst},
                    {"best", figures.gap->best},
                    {"p", numberOrNull(figures.gap->p)}});
    }
    return {{"partition", figures.partition}, {"reference", figures.reference},
            {"all", toJson(figures.all)},     {"unknown", figures.unknown},
            {"groups", std::move(groups)},    {"gap", std::move(gap)},
            {"against", std::move(against)},  {"comparisons", figures.against.size()}};
}

json toJson(const ModelGroups& model) {
    return {{"label", model.label},
            {"run", model.run},
            {"seed", model.seed},
            {"figures", toJson(model.figures)},
            {"untreated_run", model.untreatedRun},
            {"change", model.change ? toJson(*model.change) : json()}};
}

json toJson(const GroupAudit& audit) {
    json models = json::array();
    for (const ModelGroups& model : audit.models) {
        models.push_back(toJson(model));
    }
    return {{"dataset", audit.dataset},     {"dataset_name", audit.datasetName},
            {"partition", audit.partition}, {"attributes", audit.question.attributes},
            {"task", audit.question.task},  {"metric", audit.question.metric.name},
            {"k", audit.question.metric.k}, {"comparisons", audit.comparisons},
            {"models", std::move(models)}};
}

} // namespace up5::report
