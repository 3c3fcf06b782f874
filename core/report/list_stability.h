// What a stability run measured: how alike recommended lists are with and without a prompt, and between users
// matched on history (paper Definition 2.1). Report and window both read this.
#pragma once

#include <optional>

#include "metrics/bootstrap.h"
#include "report/run_record.h"

namespace up5::report {

/// Overlap of users' lists with those of the user of another and of the same class whose history is most like
/// theirs, and same − other of the same users.
struct MatchedOverlap {
    metrics::Estimate other, same, difference;
};

struct ListStability {
    int k = 0;                                            ///< length of the lists
    std::optional<metrics::Estimate> overlap, rankBiased; ///< with the prompt against without; none untreated
    std::optional<MatchedOverlap> untreated, treated;     ///< none where no user had both matches
    std::optional<metrics::Estimate> similarityOther, similaritySame; ///< of the matched histories (Jaccard)
};

ListStability listStability(const RunRecord& record);

/// What a difference between matches of the same and of another class says.
enum class ListDependence {
    Shown,    ///< lists depend on the attribute beyond the baseline of the same class
    NotShown, ///< the interval reaches 0, or there is none
    Reversed, ///< lists of like users of different classes are even more alike
};
ListDependence listDependence(const metrics::Estimate& difference);

} // namespace up5::report
