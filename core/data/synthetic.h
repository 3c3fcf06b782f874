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
    /// How far the classes' genre tastes lie apart, 0 to 5. 0 = no leak; with the other defaults and two
    /// classes, 0.5 gives a best possible AUC of about 0.75, 1 about 0.9, 1.5 about 0.97.
    double strength = 1.0;
    std::vector<std::string> classNames = {}; ///< empty = "A", "B", …; else one per class
    std::vector<double> shares = {};          ///< expected share of users per class; empty = equal shares
};

struct SyntheticOptions {
    int users = 1000, items = 200, genres = 8; ///< items ≥ genres · minHistory, genres ≥ 3
    int minHistory = 12, maxHistory = 40;      ///< lengths are uniform in between
    std::vector<SyntheticAttribute> attributes = {{"gender", 2, 1.0}};
    /// Sum of the taste's Dirichlet parameters: the smaller, the fewer genres a user likes.
    double tasteConcentration = 4.0;
    /// Chance that the next item in a genre is the one that follows the user's last item of that genre.
    double chain = 0.7;
    /// Zipf exponent of an item's popularity within its genre; 0 = all alike.
    double popularityExponent = 0.7;
    std::uint64_t seed = 2022;
    std::string name = "Generated population";
};

/// Throws Error{InvalidInput} naming the setting, its value and what is allowed.
void checkSyntheticOptions(const SyntheticOptions& options);

/// The settings as stored in a set's provenance, all defaults written out.
nlohmann::json syntheticOptionsToJson(const SyntheticOptions& options);

/// Inverse; settings left out keep their defaults. Throws Error{InvalidInput} for an unknown setting, a wrong
/// type or a value out of range.
SyntheticOptions syntheticOptionsFromJson(const nlohmann::json& json);

/// Streams a data set of any size (to 10⁸ interactions) into `folder` and returns its hash. Memory grows with
/// users and items, not with interactions. Deterministic by seed. Progress counts interactions.
///
/// The model, see SyntheticPopulation: each user has a class of every attribute and a genre taste
/// θ ~ Dirichlet(α of the user's classes); the genre of each interaction is drawn from θ; the item within the
/// genre depends on the user's earlier items and on popularity only. So a history tells no more of the
/// classes than its genre counts do, and their likelihood is closed-form (Dirichlet-multinomial). No user
/// meets an item twice: when the drawn genre has no item left, the history ends there, which the likelihood
/// takes into account.
///
/// bestPossibleAuc of an attribute is the AUC, over all generated users, of its exact posterior given the
/// user's whole history (binary, or one-vs-one macro): the Bayes-optimal score evaluated on the users there
/// are. A probe that sees the history without its held-out last items can reach a little less; on a sample of
/// users it may by chance score more. An attribute of strength 0 has exactly 0.5.
std::string generateDataset(const SyntheticOptions& options, const std::filesystem::path& folder,
                            const ImportProgress& progress, const CancelToken& cancel);

} // namespace up5::data
