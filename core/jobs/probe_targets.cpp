#include "jobs/probe_targets.h"

#include "base/error.h"

namespace up5::jobs {

const std::vector<ProbeTarget>& probeTargets() {
    static const std::vector<ProbeTarget> targets = {
        {"user_span", "", "user span", "Mean of the encoder's states over the user's own tokens."},
        {"all_tokens", "_all_tokens", "all tokens", "Mean of the encoder's states over all tokens."},
        {"history_tokens", "_history_tokens", "history tokens",
         "Mean of the encoder's states over the tokens of the user's history."},
        {"decoder_start", "_decoder_start", "decoder start",
         "State of the decoder before it writes its first token."},
        {"item_scores", "_item_scores", "item scores", "Scores the model gives to the items."},
        {"recommended_list", "_recommended_list", "recommended list",
         "The items the model recommends, as anyone sees them."},
        {"answers", "_answers", "answers",
         "Scores the model gives to the attribute's values when it is asked for them in words or by a "
         "learned prompt."},
        {kRawHistory, "_raw_history", "raw history",
         "The items of the user's history themselves, without any model: what no treatment of the model can "
         "take away."}};
    return targets;
}

const std::vector<ProbeTarget>& baselineProbeTargets() {
    static const std::vector<ProbeTarget> targets = {
        {kUserVector, "", "user vector",
         "The vector by which a baseline knows a user: its own representation, as the user span is a "
         "backbone's."},
        probeTarget("item_scores"),
        probeTarget("recommended_list"),
        probeTarget(kRawHistory)};
    return targets;
}

const ProbeTarget& probeTarget(const std::string& key) {
    if (key == kUserVector) {
        return baselineProbeTargets().front();
    }
    std::string allowed;
    for (const ProbeTarget& target : probeTargets()) {
        if (target.key == key) {
            return target;
        }
        allowed += target.key + ", ";
    }
    throw Error(ErrorCode::InvalidInput,
                "There is no probe target " + key + ". Allowed: " + allowed + kUserVector + ".");
}

} // namespace up5::jobs
