// The items a target is ranked against: drawn once, stored, shared by every model, and checked.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "data/split.h"

namespace up5::data {

enum class NegativeSource {
    Catalogue, ///< rated items the user never interacted with (default)
    AllUnowned, ///< every catalogue item outside the user's history for that part (Insurance, spec A4 `loo`); includes the target
    Ids0To6039, ///< integers 0..6039 as the published code draws them (spec A3); only ids that exist can be ranked, the rest are counted
};

struct CandidateOptions {
    NegativeSource source = NegativeSource::Catalogue;
    int count = 100; ///< negatives per user (ignored by AllUnowned)
    std::uint64_t seed = 2022;
};

/// Candidates of every user with a target in one part. Each list holds the target and its negatives, shuffled.
struct CandidateSet {
    SplitPart part = SplitPart::Test;
    std::vector<std::int32_t> users;   ///< ascending
    std::vector<std::int32_t> targets; ///< per user
    std::vector<std::int64_t> offsets; ///< users + 1
    std::vector<std::int32_t> items;   ///< item indices
    std::string hash;

    std::span<const std::int32_t> candidates(std::size_t position) const {
        return std::span(items).subspan(static_cast<std::size_t>(offsets[position]),
                                        static_cast<std::size_t>(offsets[position + 1] - offsets[position]));
    }
};

CandidateSet drawCandidates(const Dataset& dataset, const Split& split, SplitPart part,
                            const CandidateOptions& options);

/// Reads `<folder>/<key>.safetensors` if it exists (key = hash of split hash, part and options), otherwise draws
/// and stores it. Always checks. This is how every job gets its candidates.
CandidateSet storedCandidates(const Dataset& dataset, const Split& split, SplitPart part,
                              const CandidateOptions& options, const std::filesystem::path& folder);

/// Every id exists, none but the target is in the user's history, the target is listed exactly once, no repeats.
/// Throws Error{Corrupt} naming user and item.
void checkCandidates(const CandidateSet& candidates, const Dataset& dataset, const Split& split);

} // namespace up5::data
