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
    /// Rated items the user never interacted with, in no part (default).
    Catalogue,
    /// Every catalogue item the user never interacted with, in no part, rated or not (Insurance, spec A4
    /// `loo`).
    AllUnowned,
    /// Integers 0..6039 without replacement and without the target, as the published code draws them
    /// (spec A3). They may be the user's own; only ids that are items can be ranked, the rest are counted.
    Ids0To6039,
};

struct CandidateOptions {
    NegativeSource source = NegativeSource::Catalogue;
    int count = 100; ///< negatives per target (ignored by AllUnowned)
    std::uint64_t seed = 2022;
};

/// A row for every target of one part. Each list holds the target and its negatives, shuffled. Users with
/// several targets (a split by pair) have a row for each.
struct CandidateSet {
    SplitPart part = SplitPart::Test;
    NegativeSource source = NegativeSource::Catalogue;
    std::vector<std::int32_t> users;   ///< per row, ascending
    std::vector<std::int32_t> targets; ///< per row
    std::vector<std::int64_t> offsets; ///< rows + 1
    std::vector<std::int32_t> items;   ///< item indices
    std::int64_t impossible = 0;       ///< Ids0To6039: drawn ids that are no item, over all rows
    std::int64_t shortUsers =
        0;            ///< Catalogue: rows of users with fewer than `count` possible negatives, who got all
    std::string hash; ///< candidateHash of it all

    std::span<const std::int32_t> candidates(std::size_t position) const {
        return std::span(items).subspan(static_cast<std::size_t>(offsets[position]),
                                        static_cast<std::size_t>(offsets[position + 1] - offsets[position]));
    }
};

/// Draws the candidates; each row's negatives come from a random stream of their own, so they depend on the
/// seed, the part, the user and the number of the target only. Throws Error{InvalidInput} when count is below
/// 1 or, for Ids0To6039, above 6039, or no item has such an id.
CandidateSet drawCandidates(const Dataset& dataset, const Split& split, SplitPart part,
                            const CandidateOptions& options);

/// Reads `<folder>/<key>.safetensors` if it exists (key = hash of split hash, part and options), otherwise
/// draws and stores it. Always checks. This is how every job gets its candidates. Several programs may ask at
/// once. Throws Error{Corrupt} or Error{Io}.
CandidateSet storedCandidates(const Dataset& dataset, const Split& split, SplitPart part,
                              const CandidateOptions& options, const std::filesystem::path& folder);

/// SHA-256 over the split's hash, part, source and all columns.
std::string candidateHash(const CandidateSet& candidates, const Split& split);

/// The users and targets are the split's, every id exists, the target is listed exactly once, nothing is
/// listed twice, and no other listed item is the user's in any part (not asked of Ids0To6039). Throws
/// Error{Corrupt} naming user and item by their raw ids.
void checkCandidates(const CandidateSet& candidates, const Dataset& dataset, const Split& split);

} // namespace up5::data
