#include "report/condition_distance.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "jobs/options/cfp_options.h"

namespace up5::report {

namespace {

using PointsBySeed = std::map<std::uint64_t, const ComparisonPoint*>;

/// Prompts of one λ and equal settings.
struct SettingsGroup {
    nlohmann::json settings;
    PointsBySeed everyLambda, separate;

    std::vector<std::uint64_t> sharedSeeds() const {
        std::vector<std::uint64_t> seeds;
        for (const auto& [seed, point] : everyLambda) {
            if (separate.contains(seed)) {
                seeds.push_back(seed);
            }
        }
        return seeds;
    }
    std::string newest() const {
        std::string finished;
        for (const PointsBySeed* side : {&everyLambda, &separate}) {
            for (const auto& [seed, point] : *side) {
                finished = std::max(finished, point->finished);
            }
        }
        return finished;
    }
};

/// What must agree: everything but what makes a prompt one for every λ; without an adversary at λ = 0.
nlohmann::json comparableSettings(const ComparisonPoint& point) {
    nlohmann::json settings = withoutCondition(nlohmann::json::parse(point.trainedSettings));
    return point.lambda == 0 ? jobs::AdversarialOptions::withoutAdversary(std::move(settings)) : settings;
}

void keepNewest(PointsBySeed& points, const ComparisonPoint& point) {
    const ComparisonPoint*& known = points[point.seed];
    if (known == nullptr || point.finished >= known->finished) {
        known = &point;
    }
}

/// The group with the most pairs, of those the newest; nullptr when none has a pair.
const SettingsGroup* bestGroup(const std::vector<SettingsGroup>& groups) {
    const auto rank = [](const SettingsGroup& group) {
        return std::pair(group.sharedSeeds().size(), group.newest());
    };
    const auto best = std::max_element(groups.begin(), groups.end(),
                                       [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return best == groups.end() || best->sharedSeeds().empty() ? nullptr : &*best;
}

/// In what the two nearest prompts differ; nullopt when one of the sides has none.
std::optional<std::vector<std::string>> nearestDifference(const std::vector<SettingsGroup>& groups) {
    std::optional<std::vector<std::string>> nearest;
    for (const SettingsGroup& every : groups) {
        for (const SettingsGroup& separate : groups) {
            if (every.everyLambda.empty() || separate.separate.empty()) {
                continue;
            }
            std::vector<std::string> keys = differingOptions(every.settings, separate.settings);
            if (keys.empty()) {
                keys = {"seed"};
            }
            if (!nearest || keys.size() < nearest->size()) {
                nearest = std::move(keys);
            }
        }
    }
    return nearest;
}

ConditionDistance distanceOf(double lambda, const SettingsGroup& group, const FigureChoice& figure) {
    const auto figureOf = [&](const ComparisonPoint& point) {
        return point.rankingFigure(figure.name, figure.task, figure.k)->value;
    };
    ConditionDistance distance;
    distance.lambda = lambda;
    std::vector<double> aucs, strongest, figures;
    for (const std::uint64_t seed : group.sharedSeeds()) {
        const ComparisonPoint &every = *group.everyLambda.at(seed), &separate = *group.separate.at(seed);
        aucs.push_back(every.auc->value - separate.auc->value);
        figures.push_back(figureOf(every) - figureOf(separate));
        if (every.aucStrongest && separate.aucStrongest) {
            strongest.push_back(every.aucStrongest->value - separate.aucStrongest->value);
        }
        distance.everyLambdaRuns.push_back(every.run);
        distance.separateRuns.push_back(separate.run);
    }
    distance.auc = metrics::overSeeds(aucs);
    distance.figure = metrics::overSeeds(figures);
    if (strongest.size() == aucs.size()) {
        distance.aucStrongest = metrics::overSeeds(strongest);
    }
    return distance;
}

} // namespace

std::vector<ConditionDistance> conditionDistances(const std::vector<ComparisonPoint>& points,
                                                  const std::string& attribute, int prefixLength,
                                                  const FigureChoice& figure) {
    std::map<double, std::vector<SettingsGroup>> byLambda;
    for (const ComparisonPoint& point : points) {
        const bool counts = (point.family == Family::Control || point.family == Family::Cfp) &&
                            !point.trainedSettings.empty() && !point.probedAgain &&
                            point.attribute == attribute && point.treated == std::vector{attribute} &&
                            point.prefixLength == prefixLength && point.auc &&
                            point.rankingFigure(figure.name, figure.task, figure.k) != nullptr;
        if (!counts) {
            continue;
        }
        std::vector<SettingsGroup>& groups = byLambda[point.lambda];
        nlohmann::json settings = comparableSettings(point);
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const SettingsGroup& known) { return known.settings == settings; });
        if (group == groups.end()) {
            group = groups.insert(groups.end(), {std::move(settings), {}, {}});
        }
        keepNewest(point.everyLambda ? group->everyLambda : group->separate, point);
    }
    std::vector<ConditionDistance> distances;
    for (const auto& [lambda, groups] : byLambda) {
        if (const SettingsGroup* group = bestGroup(groups)) {
            distances.push_back(distanceOf(lambda, *group, figure));
        } else if (std::optional<std::vector<std::string>> differing = nearestDifference(groups)) {
            ConditionDistance distance;
            distance.lambda = lambda;
            distance.differing = std::move(*differing);
            distances.push_back(std::move(distance));
        }
    }
    return distances;
}

nlohmann::json withoutCondition(nlohmann::json options) {
    for (const char* own : {"condition", "lambda_min", "lambda_max", "lambda_zero_share"}) {
        options.erase(own);
    }
    return options;
}

std::vector<std::string> differingOptions(const nlohmann::json& a, const nlohmann::json& b) {
    std::set<std::string> keys;
    for (const auto& [one, other] : {std::pair(&a, &b), std::pair(&b, &a)}) {
        for (const auto& [key, value] : one->items()) {
            if (!other->contains(key) || other->at(key) != value) {
                keys.insert(key);
            }
        }
    }
    return {keys.begin(), keys.end()};
}

} // namespace up5::report
