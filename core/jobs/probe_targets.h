// What a probe can attack: the engine names its figures after these, report and window read them back.
#pragma once

#include <string>
#include <vector>

namespace up5::jobs {

/// One thing an attribute is read from.
struct ProbeTarget {
    std::string key;     ///< "user_span"
    std::string suffix;  ///< of its metric names: "" for the model's own representation of a user, else "_"
                         ///< and the key
    std::string title;   ///< "user span"
    std::string meaning; ///< one sentence
};

/// All targets of a backbone, in the order reports and charts show them; its own representation of a user is
/// the user span. The ceiling (raw_history, no model in it) is last.
const std::vector<ProbeTarget>& probeTargets();

/// Likewise of a baseline, whose own representation of a user is its vector (key user_vector).
const std::vector<ProbeTarget>& baselineProbeTargets();

/// Of either. Throws Error{InvalidInput} that names the allowed keys.
const ProbeTarget& probeTarget(const std::string& key);

/// Key of the ceiling: the items themselves, without any model. It is no representation of the model, so it
/// never counts as a leak of it.
inline const std::string kRawHistory = "raw_history";
/// Key of a baseline's own representation of a user.
inline const std::string kUserVector = "user_vector";

} // namespace up5::jobs
