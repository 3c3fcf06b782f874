// Which of several checkpoints of a prompt, or of several settings of a model that removes attributes, is
// kept, by what is known of it on validation users.
#pragma once

#include <cstddef>
#include <span>

namespace up5::metrics {

/// Of one checkpoint, both on validation users.
struct CheckpointFigures {
    double hit = 0; ///< hit@k, of baselines NDCG@k; higher is better
    double auc = 0; ///< of the strongest probe, lower is better
};

enum class ChoiceRule {
    Last,     ///< no choice
    HitBelow, ///< the best hit among those with an AUC of at most tau; if there are none, the lowest AUC
    Knee, ///< of the checkpoints no other one beats in both, the one farthest from the line between the two
          ///< ends of this front, hit and AUC each scaled to the front's range; where the front has one or
          ///< two, the lower AUC
};

/// Index of the chosen one; of equals the later. Throws Error{InvalidInput} when there is none to choose
/// from.
std::size_t chosenCheckpoint(std::span<const CheckpointFigures> checkpoints, ChoiceRule rule, double tau);

} // namespace up5::metrics
