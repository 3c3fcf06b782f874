// Training a prompt against adversaries as the options of a job say: restarts, validation, and the choice of
// the state that is kept. Shared by all job kinds that train prompts.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "data/user_groups.h"
#include "jobs/options/adversarial_options.h"
#include "nn/prompt_source.h"
#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"

namespace up5::pipeline {

struct PromptTask {
    LoadedBackbone& backbone; ///< its prefix is changed all the time
    std::vector<const data::Attribute*> attributes;
    std::vector<data::UserGroups> groups; ///< of each attribute
    const jobs::AdversarialOptions& options;
    /// A prompt to train, on the backbone's device; draws from torch's default generator.
    std::function<std::shared_ptr<nn::PromptSource>()> makePrompt;
    /// The largest λ of the training where `weights` gives others than the options'; absent: that one.
    std::optional<double> lambda = std::nullopt;
    /// Weights of the attributes' adversarial losses, see train::PromptTrainingHooks; absent: λ for all.
    std::function<std::vector<double>(nn::PromptSource& prompt, std::int64_t batch)> weights = {};
    /// Sets a prompt up for what is validated, if that takes anything.
    std::function<void(nn::PromptSource& prompt)> beforeValidation = {};
};

/// Trains `options.restarts` prompts from different starts, reports curves (steps count on over the
/// restarts), and returns the prompt with the state that the options' selection keeps, in evaluation mode.
/// Which one it was is reported as metrics `selected_batch`, `selected_restart`, `selected_auc` and
/// `selected_hit@10`. Resumable. Throws Error{Cancelled} and what training throws; Error{InvalidInput} for
/// class_balance=median with several attributes.
std::shared_ptr<nn::PromptSource> trainChosenPrompt(const PromptTask& task, const JobContext& context);

} // namespace up5::pipeline
