// Which validated state of a prompt or mixture was kept, in words.
#pragma once

#include <optional>
#include <string>

#include "jobs/options/adversarial_options.h"
#include "report/run_record.h"

namespace up5::report {

/// The rule, as a sentence: "Kept is the last state of the prompt." `what` is "prompt" or "mixture".
std::string selectionSentence(const jobs::AdversarialOptions& options, const std::string& what);

/// That no state of the run reached the AUC that selection=hit_below_tau allows, with the AUC of the state
/// that was kept instead; nullopt where one did, or another rule chose.
std::optional<std::string> missedTauSentence(const RunRecord& record, const jobs::AdversarialOptions& options,
                                             const std::string& label);

} // namespace up5::report
