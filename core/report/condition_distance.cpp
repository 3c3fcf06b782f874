#include "report/condition_distance.h"

#include <map>
#include <utility>

namespace up5::report {

std::vector<ConditionDistance> conditionDistances(const std::vector<ComparisonPoint>& points,
                                                  const std::string& attribute, int prefixLength,
                                                  const FigureChoice& figure) {
    struct Pair {
        const ComparisonPoint* everyLambda = nullptr;
        const ComparisonPoint* separate = nullptr;
    };
    std::map<double, Pair> pairs;
    for (const ComparisonPoint& point : points) {
        const bool counts = point.family != Family::Untreated && point.family != Family::Random &&
                            !point.probedAgain && point.attribute == attribute &&
                            point.treated == std::vector{attribute} && point.prefixLength == prefixLength &&
                            point.auc && point.rankingFigure(figure.name, figure.task, figure.k) != nullptr;
        if (!counts) {
            continue;
        }
        Pair& pair = pairs[point.lambda];
        const ComparisonPoint*& side = point.everyLambda ? pair.everyLambda : pair.separate;
        if (side == nullptr || point.finished > side->finished) {
            side = &point;
        }
    }
    std::vector<ConditionDistance> distances;
    for (const auto& [lambda, pair] : pairs) {
        if (pair.everyLambda == nullptr || pair.separate == nullptr) {
            continue;
        }
        const auto figureOf = [&](const ComparisonPoint& point) {
            return point.rankingFigure(figure.name, figure.task, figure.k)->value;
        };
        const auto &every = *pair.everyLambda, &separate = *pair.separate;
        ConditionDistance distance{lambda,       every.auc->value - separate.auc->value,
                                   std::nullopt, figureOf(every) - figureOf(separate),
                                   every.run,    separate.run};
        if (every.aucStrongest && separate.aucStrongest) {
            distance.aucStrongest = every.aucStrongest->value - separate.aucStrongest->value;
        }
        distances.push_back(std::move(distance));
    }
    return distances;
}

} // namespace up5::report
