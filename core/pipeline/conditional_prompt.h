// A prompt for every λ: which λ it is trained with, and its generator as it was stored.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "jobs/options/cfp_options.h"
#include "nn/prompt_generator.h"
#include "pipeline/loaded_backbone.h"
#include "pipeline/prompt_training.h"

namespace up5::pipeline {

/// λ of a training batch (negative numbers: the warm start): 0 in the share lambda_zero_share of the batches,
/// else log-uniform from lambda_min to lambda_max. Depends on options, seed and number only; successive
/// batches are spread evenly (golden-ratio sequence), so that no stretch of the training lacks a range of λ.
double drawnLambda(const jobs::CfpOptions& options, std::uint64_t seed, std::int64_t batch);

/// Has the task draw λ for each batch, tell it to the generator and weigh the adversaries with it; validation
/// is at the options' λ. The options must outlive the task. Depends on the seed given, not on the restart.
void conditionOnLambda(PromptTask& task, const jobs::CfpOptions& options, std::uint64_t seed);

/// A stored conditional prompt.
struct ConditionalPrompt {
    jobs::JobSpec spec;
    jobs::CfpOptions options;
    std::shared_ptr<nn::PromptGeneratorImpl> generator; ///< in evaluation mode, on the backbone's device

    /// Whether it was trained for this λ. Beyond the range it would be a guess.
    bool covers(double lambda) const { return options.covers(lambda); }
    /// What stands before the backbone at this λ. Throws Error{InvalidInput} unless it covers λ.
    nn::KvPrefix at(double lambda) const;
};

/// Refuses a job that only audits `prompt` under settings that are not those it was trained with:
/// Error{InvalidInput} naming the first that differs.
void requireSameTraining(const ConditionalPrompt& prompt, const jobs::JobSpec& audited);

/// What was asked of a cfp run with condition=lambda. Throws Error{InvalidInput} for another run.
jobs::JobSpec conditionalSpec(const jobs::Workspace& workspace, const std::string& run);

/// The generator of a cfp run with condition=lambda. Throws Error{InvalidInput} for another run,
/// Error{NotFound} when it has no generator yet, Error{Conflict} when it belongs to another backbone.
ConditionalPrompt loadConditionalPrompt(const LoadedBackbone& backbone, const jobs::Workspace& workspace,
                                        const std::string& run);

} // namespace up5::pipeline
