// What probes can read about users: states of the sequential evaluation sentence, computed once for all
// probes of a run.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"

namespace up5::pipeline {

/// One row per user throughout, float32 on the backbone's device unless said otherwise.
struct UserStates {
    /// Features [n, …] by target (jobs/probe_targets.h): the mean final encoder state over the user mention
    /// ("user_span"), the items of the history ("history_tokens") or all tokens ("all_tokens"), [n, d]; the
    /// decoder's state at its start token ("decoder_start"), [n, d]; log-probabilities of the items
    /// ("item_scores"), [n, items]; the ten best items the user does not have ("recommended_list"), a 1 each,
    /// [n, items].
    std::map<std::string, torch::Tensor> features;
    /// Final states of all tokens [n, L, d], zero where padded, and bool [n, L]; undefined unless asked for.
    /// With them, and in "all_tokens", count the states of a prompt's input embeddings: the decoder reads
    /// them, too.
    torch::Tensor tokens, tokenMask;
    /// Per encoder layer (0 = embeddings, last = final states) the features user_span, history_tokens and
    /// all_tokens; empty unless asked for.
    std::vector<std::map<std::string, torch::Tensor>> layers;
};

struct StateRequest {
    std::set<std::string> targets; ///< keys of features wanted
    bool tokens = false, layers = false;
};

/// Throws Error{Unsupported} when float32 tensors of this many numbers, and the copy that probes make of
/// them, exceed the machine's memory: better now than after an hour. `what` names them ("the states of all
/// tokens").
void requireMemoryFor(double numbers, const std::string& what);

/// The evaluation sentences of users, tokenised once for several prompts.
struct UserTexts {
    std::vector<std::int32_t> users;
    std::vector<text::EncodedText> texts; ///< one a user
    std::vector<int> lengths;             ///< of the texts, in tokens
};
UserTexts userTexts(const Protocol& protocol, std::span<const std::int32_t> users);

/// States of these users under the backbone's prefix if it has one. Throws Error{InvalidInput} for a target
/// that is no state of a model, Error{Unsupported} as requireMemoryFor() for tokens and items.
UserStates userStates(LoadedBackbone& backbone, const UserTexts& texts, const StateRequest& request,
                      const JobContext& context);
/// The same with sentences of their own.
UserStates userStates(LoadedBackbone& backbone, std::span<const std::int32_t> users,
                      const StateRequest& request, const JobContext& context);

} // namespace up5::pipeline
