// Which interactions of a user train, validate and test a recommender.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/dataset.h"

namespace up5::data {

enum class SplitKind {
    /// Last item test, last but one validation. On unordered sets two random items of each user
    /// (spec A4 `loo`): test if the user has at least two, validation if at least three.
    LeaveOneOut,
    /// Spec A4 `code-8-1-1`: users cut 80/10/10 in random order (first part and first half of the rest
    /// rounded
    /// up), one target per held-out user: a random item, on ordered sets the last one, because a history
    /// must not hold what came after its target.
    ByUser8To1To1,
    /// Spec A4 `code-8-1-1`, direct task: all (user, item) pairs cut 80/10/10 in random order, rounded as
    /// above; a user may have any number of targets.
    ByPair8To1To1,
};

enum class TestHistory {
    IncludeValidation, ///< S[:-1], the standard
    Code,              ///< S[:-2], as the published code does
};

struct SplitOptions {
    SplitKind kind = SplitKind::LeaveOneOut;
    TestHistory testHistory = TestHistory::IncludeValidation;
    std::uint64_t seed = 2022;
    int minInteractions = 1; ///< users with fewer are left out of training and evaluation
};

enum class SplitPart { Train, Validation, Test };
const char* toString(SplitPart part); // "train", "validation", "test"

/// A split of one data set, with every user's items in the order train, validation, test. Immutable; safe to
/// read from several threads.
///
/// Users too short for a target only train: fewer than three interactions on ordered sets, one on unordered
/// ones. A held-out user of ByUser8To1To1 with a single interaction neither trains nor has a target.
class Split {
public:
    /// Throws Error{InvalidInput} when no user can be evaluated or minInteractions is below 1.
    static Split make(const Dataset& dataset, const SplitOptions& options);

    /// Items that may be learnt from, in order; empty for held-out users of ByUser8To1To1 and for users of
    /// ByPair8To1To1 whose pairs are all held out.
    std::span<const std::int32_t> trainItems(int user) const;
    /// Items known when the target of `part` is to be predicted (not cut to a maximum length). For Train, and
    /// for users without a target in `part`: the items that may be learnt from.
    std::span<const std::int32_t> historyFor(SplitPart part, int user) const;
    /// The held-out items; none for Train. At most one unless the split is by pair.
    std::span<const std::int32_t> targets(SplitPart part, int user) const;
    /// The first held-out item or -1.
    int target(SplitPart part, int user) const;
    /// Users with a target in this part, ascending.
    std::vector<std::int32_t> usersWithTarget(SplitPart part) const;

    const SplitOptions& options() const { return m_options; }
    /// SHA-256 over data set hash, options and assignment.
    const std::string& hash() const { return m_hash; }

private:
    void leaveOneOut();
    void cutByUser();
    void cutByPair();
    void computeHash();
    std::span<const std::int32_t> itemsOf(int user, std::int32_t begin, std::int32_t count) const;

    Dataset m_dataset;
    SplitOptions m_options;
    std::vector<std::int32_t>
        m_order; ///< all items at the data set's offsets, permuted; empty = as in the set
    std::vector<std::int32_t> m_trainCount;   ///< the first so many items of a user train
    std::vector<std::int32_t> m_historyCount; ///< the first so many are known before the first target
    std::vector<std::int32_t> m_validationCount, m_testCount; ///< so many targets follow, in this order
    std::string m_hash;
};

} // namespace up5::data
