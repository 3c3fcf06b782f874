// What a sweep reads of its finished runs to decide how to go on: figures on validation users, never on test
// users.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace up5::store {
class Store;
}

namespace up5::jobs {

/// A figure with its interval; low and high equal value where none is stored.
struct FigureWithInterval {
    double value = 0, low = 0, high = 0;
};

struct ValidationFigures {
    FigureWithInterval leak; ///< AUC of an attribute's strongest probe; below 0.5 (guessing) counts as 0.5
    FigureWithInterval hits; ///< hit@k of the sequential task, from 0 to 1
};

/// Whether runs of this kind store them: cfp and mixture.
bool hasValidationFigures(const std::string& kind);

/// Of a succeeded run of such a kind. Of a mixture, the figures with everything removed: its leak is the mean
/// over the attributes of the strongest probe's AUC of each, its bounds the means of theirs. nullopt when one
/// of them is missing.
std::optional<ValidationFigures> validationFigures(store::Store& store, const std::string& run, int k);

/// Means of values and bounds. `figures` is not empty.
ValidationFigures meanFigures(const std::vector<ValidationFigures>& figures);

/// Figures of one setting by seed.
using FiguresBySeed = std::map<std::uint64_t, ValidationFigures>;

/// Positions of settings that are dominated: some other setting of the same group has figures for each seed
/// of this one, and over these seeds (means) it leaks no more and hits no less, and in at least one of the
/// two their intervals are apart. A setting without figures neither dominates nor is dominated. `groups` says
/// what may be compared at all (backbone and attribute), a number for each setting.
std::set<std::size_t> dominatedSettings(const std::vector<FiguresBySeed>& settings,
                                        const std::vector<std::size_t>& groups);

} // namespace up5::jobs
