// A generated population whose leak is known exactly: the truth that probes are tested against.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/cancel_token.h"
#include "data/importer.h"

namespace up5::data {

struct SyntheticAttribute {
    std::string name;
    int classes = 2;
    double strength = 1.0; ///< 0 = no leak; how far the classes' genre tastes lie apart
};

struct SyntheticOptions {
    int users = 1000, items = 200, genres = 8;
    int minHistory = 12, maxHistory = 40;
    std::vector<SyntheticAttribute> attributes = {{"gender", 2, 1.0}};
    std::uint64_t seed = 2022;
    std::string name = "Generated population";
};

/// Streams a data set of any size (to 10⁸ interactions) into `folder` and returns its hash. Memory grows with users and
/// items, not with interactions. Deterministic by seed. The exact posterior of each attribute given a user's
/// whole history gives bestPossibleAuc (computed over all users) in the manifest.
std::string generateDataset(const SyntheticOptions& options, const std::filesystem::path& folder,
                            const ImportProgress& progress, const CancelToken& cancel);

} // namespace up5::data
