// Options that say which interactions train and test a recommender and what targets are ranked against: the
// same for all kinds of recommenders, so that their figures can be compared.
#pragma once

#include <cstdint>
#include <string>

#include "jobs/option_set.h"

namespace up5::jobs {

/// Meanings, ranges and sources stand in the table (protocol_options.cpp).
struct ProtocolOptions {
    std::string split = "auto";
    int minInteractions = 1;
    std::string testHistory = "include_val";
    std::string negatives = "auto";
    int negativeCount = 100;
    std::int64_t splitSeed = 2022;

    static const OptionSet<ProtocolOptions>& table();
};

} // namespace up5::jobs
