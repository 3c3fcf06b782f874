#include "report/comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace up5::report {

namespace {

SeedSpread spreadOf(const std::vector<double>& values) {
    SeedSpread spread;
    spread.seeds = static_cast<int>(values.size());
    const double count = static_cast<double>(values.size());
    for (const double value : values) {
        spread.mean += value / count;
    }
    double squares = 0;
    for (const double value : values) {
        squares += (value - spread.mean) * (value - spread.mean);
    }
    spread.deviation = values.size() > 1 ? std::sqrt(squares / (count - 1)) : 0;
    const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
    spread.min = *least;
    spread.max = *greatest;
    return spread;
}

std::optional<SeedSpread> spreadOfAuc(const std::vector<ComparisonPoint>& points,
                                      const std::vector<std::size_t>& members,
                                      std::optional<metrics::Estimate> ComparisonPoint::*figure) {
    std::vector<double> values;
    for (const std::size_t member : members) {
        if (const auto& estimate = points[member].*figure; estimate && !std::isnan(estimate->value)) {
            values.push_back(estimate->value);
        }
    }
    return values.empty() ? std::nullopt : std::optional(spreadOf(values));
}

std::vector<SettingSummary::Ranking> rankingSpreads(const std::vector<ComparisonPoint>& points,
                                                    const std::vector<std::size_t>& members) {
    std::map<std::tuple<std::string, std::string, int>, std::vector<double>> values;
    for (const std::size_t member : members) {
        for (const RankingFigure& figure : points[member].ranking) {
            if (figure.group.empty()) {
                values[{figure.name, figure.task, figure.k}].push_back(figure.estimate.value);
            }
        }
    }
    std::vector<SettingSummary::Ranking> ranking;
    for (const auto& [key, list] : values) {
        const auto& [name, task, k] = key;
        ranking.push_back({name, task, k, spreadOf(list)});
    }
    return ranking;
}

} // namespace

const SeedSpread* SettingSummary::rankingSpread(const std::string& name, const std::string& task,
                                                int k) const {
    for (const Ranking& entry : ranking) {
        if (entry.name == name && entry.task == task && entry.k == k) {
            return &entry.spread;
        }
    }
    return nullptr;
}

std::vector<SettingSummary> summarise(const std::vector<ComparisonPoint>& points) {
    std::vector<SettingSummary> summaries;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const ComparisonPoint& point = points[i];
        const auto found =
            std::find_if(summaries.begin(), summaries.end(),
                         [&](const SettingSummary& summary) { return summary.setting == point.setting; });
        if (found != summaries.end()) {
            found->points.push_back(i);
            continue;
        }
        SettingSummary summary;
        summary.setting = point.setting;
        summary.label = point.label;
        summary.family = point.family;
        summary.dataset = point.dataset;
        summary.attribute = point.attribute;
        summary.lambda = point.lambda;
        summary.prefixLength = point.prefixLength;
        summary.points = {i};
        summaries.push_back(std::move(summary));
    }
    for (SettingSummary& summary : summaries) {
        summary.auc = spreadOfAuc(points, summary.points, &ComparisonPoint::auc);
        summary.aucAllTokens = spreadOfAuc(points, summary.points, &ComparisonPoint::aucAllTokens);
        summary.ranking = rankingSpreads(points, summary.points);
    }
    return summaries;
}

} // namespace up5::report
