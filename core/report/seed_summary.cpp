#include "report/comparison.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace up5::report {

namespace {

/// One figure of several models, with the seeds they were trained with.
struct Sample {
    std::vector<double> values;
    std::set<std::uint64_t> seeds;

    void add(double value, std::uint64_t seed) {
        values.push_back(value);
        seeds.insert(seed);
    }
};

SeedSpread spreadOf(const Sample& sample) {
    SeedSpread spread = metrics::overSeeds(sample.values);
    spread.seeds = static_cast<int>(sample.seeds.size());
    return spread;
}

std::optional<SeedSpread> spreadOfAuc(const std::vector<ComparisonPoint>& points,
                                      const std::vector<std::size_t>& members,
                                      std::optional<metrics::Estimate> ComparisonPoint::*figure) {
    Sample sample;
    for (const std::size_t member : members) {
        if (const auto& estimate = points[member].*figure; estimate && !std::isnan(estimate->value)) {
            sample.add(estimate->value, points[member].seed);
        }
    }
    return sample.values.empty() ? std::nullopt : std::optional(spreadOf(sample));
}

std::vector<SettingSummary::Ranking> rankingSpreads(const std::vector<ComparisonPoint>& points,
                                                    const std::vector<std::size_t>& members) {
    std::map<std::tuple<std::string, std::string, int>, Sample> samples;
    for (const std::size_t member : members) {
        for (const RankingFigure& figure : points[member].ranking) {
            if (figure.group.empty()) {
                samples[{figure.name, figure.task, figure.k}].add(figure.estimate.value, points[member].seed);
            }
        }
    }
    std::vector<SettingSummary::Ranking> ranking;
    for (const auto& [key, sample] : samples) {
        const auto& [name, task, k] = key;
        ranking.push_back({name, task, k, spreadOf(sample)});
    }
    return ranking;
}

void countSeeds(const std::vector<ComparisonPoint>& points, SettingSummary& summary) {
    std::vector<const ComparisonPoint*> members;
    for (const std::size_t member : summary.points) {
        members.push_back(&points[member]);
    }
    std::set<std::uint64_t> seeds;
    const std::vector<const ComparisonPoint*> counted = newestPerSeed(members);
    summary.leaks = leaksOf(counted);
    for (const ComparisonPoint* point : counted) {
        summary.counted.push_back(static_cast<std::size_t>(point - points.data()));
        seeds.insert(point->seed);
    }
    summary.seeds = static_cast<int>(seeds.size());
}

bool isUntreatedBackbone(const ComparisonPoint& point) {
    return point.family == Family::Untreated && !point.baseline;
}

} // namespace

std::vector<const ComparisonPoint*> newestPerSeed(const std::vector<const ComparisonPoint*>& points) {
    std::vector<const ComparisonPoint*> newest;
    for (const ComparisonPoint* point : points) {
        const auto known = std::find_if(newest.begin(), newest.end(), [&](const ComparisonPoint* other) {
            // Probes of one untreated backbone, whatever their seeds, are looks at one model.
            return other->backboneRun == point->backboneRun &&
                   (other->seed == point->seed || isUntreatedBackbone(*point));
        });
        if (known == newest.end()) {
            newest.push_back(point);
        } else if (point->finished >= (*known)->finished) {
            *known = point;
        }
    }
    return newest;
}

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
        summary.control = point.control;
        summary.label = point.label;
        summary.family = point.family;
        summary.baseline = point.baseline;
        summary.dataset = point.dataset;
        summary.attribute = point.attribute;
        summary.lambda = point.lambda;
        summary.prefixLength = point.prefixLength;
        summary.points = {i};
        summaries.push_back(std::move(summary));
    }
    for (SettingSummary& summary : summaries) {
        countSeeds(points, summary);
        summary.aucStrongest = spreadOfAuc(points, summary.counted, &ComparisonPoint::aucStrongest);
        summary.auc = spreadOfAuc(points, summary.counted, &ComparisonPoint::auc);
        summary.aucAllTokens = spreadOfAuc(points, summary.counted, &ComparisonPoint::aucAllTokens);
        summary.ranking = rankingSpreads(points, summary.counted);
    }
    return summaries;
}

} // namespace up5::report
