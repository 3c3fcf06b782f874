// What a probe can attack: the engine names its figures after these, report and window read them back.
#pragma once

#include <string>
#include <vector>

namespace up5::jobs {

/// One thing an attribute is read from.
struct ProbeTarget {
    std::string key;     ///< "user_span"
    std::string suffix;  ///< of its metric names: "" for the user span, else "_" and the key
    std::string title;   ///< "user span"
    std::string meaning; ///< one sentence
};

/// All targets, in the order reports and charts show them. The ceiling (raw_history, no model in it) is last.
const std::vector<ProbeTarget>& probeTargets();

/// Throws Error{InvalidInput} that names the allowed keys.
const ProbeTarget& probeTarget(const std::string& key);

/// Key of the ceiling: the items themselves, without any model. It is no representation of the model, so it
/// never counts as a leak of it.
inline const std::string kRawHistory = "raw_history";

} // namespace up5::jobs
