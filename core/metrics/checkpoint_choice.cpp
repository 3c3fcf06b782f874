#include "metrics/checkpoint_choice.h"

#include <algorithm>
#include <vector>

#include "base/error.h"

namespace up5::metrics {

namespace {

bool beats(const CheckpointFigures& a, const CheckpointFigures& b) {
    return a.hit >= b.hit && a.auc <= b.auc && (a.hit > b.hit || a.auc < b.auc);
}

std::size_t lowestAuc(std::span<const CheckpointFigures> checkpoints) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < checkpoints.size(); ++i) {
        if (checkpoints[i].auc <= checkpoints[best].auc) {
            best = i;
        }
    }
    return best;
}

std::size_t bestHitBelow(std::span<const CheckpointFigures> checkpoints, double tau) {
    std::size_t best = checkpoints.size();
    for (std::size_t i = 0; i < checkpoints.size(); ++i) {
        if (checkpoints[i].auc <= tau &&
            (best == checkpoints.size() || checkpoints[i].hit >= checkpoints[best].hit)) {
            best = i;
        }
    }
    return best == checkpoints.size() ? lowestAuc(checkpoints) : best;
}

std::size_t knee(std::span<const CheckpointFigures> checkpoints) {
    std::vector<std::size_t> front;
    for (std::size_t i = 0; i < checkpoints.size(); ++i) {
        if (std::ranges::none_of(
                checkpoints, [&](const CheckpointFigures& other) { return beats(other, checkpoints[i]); })) {
            front.push_back(i);
        }
    }
    const auto byAuc = [&](std::size_t a, std::size_t b) { return checkpoints[a].auc < checkpoints[b].auc; };
    const auto [low, high] = std::ranges::minmax(front, byAuc);
    const double aucRange = checkpoints[high].auc - checkpoints[low].auc;
    const double hitRange = checkpoints[high].hit - checkpoints[low].hit;
    if (aucRange <= 0 || hitRange <= 0) {
        return lowestAuc(checkpoints);
    }
    // On the scaled plane the ends are (0, 0) and (1, 1); above the line is hit − AUC > 0.
    const auto height = [&](std::size_t i) {
        return (checkpoints[i].hit - checkpoints[low].hit) / hitRange -
               (checkpoints[i].auc - checkpoints[low].auc) / aucRange;
    };
    std::size_t best = low;
    for (const std::size_t i : front) {
        if (height(i) > height(best)) {
            best = i;
        }
    }
    return best;
}

} // namespace

std::size_t chosenCheckpoint(std::span<const CheckpointFigures> checkpoints, ChoiceRule rule, double tau) {
    if (checkpoints.empty()) {
        throw Error(ErrorCode::InvalidInput, "There is no checkpoint to choose from.");
    }
    switch (rule) {
    case ChoiceRule::HitBelow:
        return bestHitBelow(checkpoints, tau);
    case ChoiceRule::Knee:
        return knee(checkpoints);
    case ChoiceRule::Last:
        break;
    }
    return checkpoints.size() - 1;
}

} // namespace up5::metrics
