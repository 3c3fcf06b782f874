// Which interactions of a user train, validate and test a recommender.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/dataset.h"

namespace up5::data {

enum class SplitKind {
    LeaveOneOut,    ///< last item test, last but one validation; on unordered sets two random items (spec A4 `loo`)
    ByUser8To1To1,  ///< spec A4 `code-8-1-1`: users cut 80/10/10, one random target per held-out user
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

/// A split of one data set. `order` holds every user's items at the data set's offsets, permuted so that the
/// first trainCount[u] train; on ordered sets the order is that of time.
class Split {
public:
    /// Throws Error{InvalidInput} when no user can be evaluated.
    static Split make(const Dataset& dataset, const SplitOptions& options);

    /// Items that may be learnt from, in order.
    std::span<const std::int32_t> trainItems(int user) const;
    /// Items known when the target of `part` is to be predicted (not cut to a maximum length).
    std::span<const std::int32_t> historyFor(SplitPart part, int user) const;
    /// The held-out item or -1.
    int target(SplitPart part, int user) const;
    /// Users with a target in this part, ascending.
    std::vector<std::int32_t> usersWithTarget(SplitPart part) const;

    const SplitOptions& options() const { return m_options; }
    /// SHA-256 over data set hash, options and assignment.
    const std::string& hash() const { return m_hash; }

private:
    Dataset m_dataset;
    SplitOptions m_options;
    std::vector<std::int32_t> m_order;
    std::vector<std::int32_t> m_trainCount, m_validationTarget, m_testTarget;
    std::string m_hash;
};

} // namespace up5::data
