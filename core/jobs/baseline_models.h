// The recommenders P5 is compared with: what they are called, what they rank, what they start from. The
// engine builds them under these names (pipeline/baselines), report and window read them back.
#pragma once

#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace up5::jobs {

enum class BaselineFamily { Counting, Matching, Sequential };
const char* toString(BaselineFamily family); // "counting", "matching", "sequential"

struct BaselineModelInfo {
    std::string id;    ///< value of the option "model"
    std::string title; ///< as the paper writes it
    BaselineFamily family = BaselineFamily::Matching;
    bool ranksDirect = false, ranksSequential = false; ///< tasks it is ranked on (paper Tables 4–7)
    bool hasUserVector = true;                         ///< a representation of users that probes can read
    bool isFair = false;                               ///< removes sensitive attributes
    std::string plain;                                 ///< of a fair one: the model it treats
    bool isFrozen = false; ///< whether it starts from a finished run of that model
    /// Keys of the options it takes, besides those that all take.
    std::set<std::string> options = {};
    /// Settings that tuning tries, as many for every model that is trained: options and their values.
    std::vector<nlohmann::json> grid = {};
    int patience = 5; ///< its own: epochs without a better validation after which training stops
    /// Epochs before which patience does not count, and their share of all epochs.
    int unstoppedEpochs = 0;
    double unstoppedShare = 0;

    /// Whether the option means anything to it: one of its own, or of those that all take (the model, the
    /// data protocol, validation users, probes).
    bool takes(const std::string& key) const;
    /// Of so many epochs those after which patience begins to count.
    int epochsBeforeStop(int epochs) const;
};

/// All models, in the order reports show them.
const std::vector<BaselineModelInfo>& baselineModels();
/// Throws Error{InvalidInput} that names the allowed ids.
const BaselineModelInfo& baselineModel(const std::string& id);

} // namespace up5::jobs
