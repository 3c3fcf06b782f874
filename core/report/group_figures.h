// Recommendation quality of groups of users: what follows from stored ranks and the users' attributes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "metrics/bootstrap.h"
#include "metrics/detectable.h"
#include "report/comparison.h"
#include "report/run_record.h"
#include "store/rows.h"

namespace up5::store {
class Store;
}

namespace up5::report {

/// Smaller groups are shown with their number of users, but are in no gap and no comparison.
constexpr int kFewestUsers = metrics::kSmallGroup;
/// Shuffles of the groups behind each p: a report tests many models, a second each on six thousand users.
constexpr int kGroupPermutations = 1999;

/// Users cut into disjoint groups by one attribute, or by several at once.
struct UserPartition {
    std::string title;              ///< "gender", or "gender × age"
    std::vector<std::string> names; ///< of the groups that have users: "F", or "F × young"; in class order
    std::vector<std::int32_t> groupOf; ///< per user of the data set; −1 where a value is not known
};

/// Throws Error{NotFound} for an unknown attribute and Error{InvalidInput} for none or one named twice.
UserPartition partitionUsers(const data::Dataset& dataset, const std::vector<std::string>& attributes);

/// A ranking figure of one user (spec F1).
struct RankingMetric {
    std::string name = "hit@k"; ///< "hit@k", "ndcg@k" or "mrr"
    int k = 10;                 ///< 0 for mrr
    bool operator==(const RankingMetric&) const = default;
};
/// "hit@10", "NDCG@5" or "mrr", in any case. Throws Error{InvalidInput} naming what is allowed.
RankingMetric rankingMetricFromText(const std::string& text);

/// One value per user, users ascending.
struct PerUserValues {
    std::vector<std::int32_t> users;
    std::vector<double> values;
};
/// The metric of each user from stored ranks: the mean over the user's targets.
PerUserValues perUserMetric(const store::UserValues& ranks, const RankingMetric& metric);
/// treated − untreated of the users that have both.
PerUserValues pairedChange(const PerUserValues& treated, const PerUserValues& untreated);

struct GroupMean {
    std::string group;
    metrics::Estimate mean;
    bool small = false; ///< fewer than kFewestUsers
};

/// A group against the reference group.
struct GroupComparison {
    std::string group;
    metrics::Estimate difference; ///< group − reference
    metrics::Estimate ratio;      ///< group / reference; NaN where the reference is 0
    double p = 0;                 ///< of the difference: permutation of users between the two
    double adjustedP = 0;         ///< Holm, over all comparisons made here
};

struct GroupGap {
    std::string worst, best;
    metrics::Estimate gap; ///< best − worst, ≥ 0: its interval hardly ever reaches 0, p tells
    double p = 0;          ///< of a gap as large among groups drawn at random
};

/// The quality of each group, or its change.
struct GroupFigures {
    std::string partition;                ///< title of the cut
    std::vector<GroupMean> groups;        ///< worst first; small groups after the others
    std::string reference;                ///< empty when no group is large enough
    std::optional<GroupGap> gap;          ///< none with fewer than two groups of enough users
    std::vector<GroupComparison> against; ///< every other large group against the reference, worst first
    metrics::Estimate all;                ///< mean over all users of known groups
    int unknown = 0;                      ///< users with a value but without a known group, left out

    const GroupMean* find(const std::string& group) const;
};

/// `reference`: a group of enough users; empty = the largest. Throws Error{NotFound} for an unknown reference
/// and Error{InvalidInput} for one that is too small.
GroupFigures groupFigures(const PerUserValues& values, const UserPartition& partition,
                          const std::string& reference = {});

/// Stored ranks of a task and part, nullptr when the run has none.
const store::UserValues* findRanks(const std::vector<store::UserValues>& stored, const std::string& task,
                                   const std::string& split);
/// Fills RunRecord::ranks of every succeeded run with what is stored for the test users.
void addRanks(store::Store& store, std::vector<RunRecord>& records);

} // namespace up5::report
