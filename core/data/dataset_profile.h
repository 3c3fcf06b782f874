// The figures that describe a data set to people; window and report show the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/dataset.h"

namespace up5::data {

/// Users whose number of interactions lies in [from, to].
struct HistoryBin {
    std::int64_t from = 0, to = 0;
    std::int64_t users = 0;
};

struct GroupProfile {
    std::string name;
    std::int64_t users = 0;
};

struct AttributeProfile {
    std::string name;
    std::vector<GroupProfile> groups; ///< in class order
    std::int64_t missing = 0;         ///< users without a value
    std::optional<double> bestPossibleAuc;

    /// Users with a value.
    std::int64_t known() const;
};

struct DatasetProfile {
    std::int64_t users = 0, interactions = 0;
    std::int64_t items = 0;      ///< whole catalogue
    std::int64_t ratedItems = 0; ///< with at least one interaction
    double sparsity = 0;         ///< 1 − interactions / (users · rated items), as a share of 1
    std::int64_t shortestHistory = 0, longestHistory = 0;
    double meanHistory = 0, medianHistory = 0;
    /// Bins of the series 0, 1, 2, 3–4, 5–9, 10–19, 20–29, 30–49, 50–99, …: logarithmic, with round edges;
    /// from the first to the last that holds a user.
    std::vector<HistoryBin> histories;
    std::vector<AttributeProfile> attributes;
};

/// One pass over the interactions.
DatasetProfile profileOf(const Dataset& dataset);

} // namespace up5::data
