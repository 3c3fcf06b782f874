// A prompt's generator from the options of a run, its start from an earlier prompt, and what a run keeps of
// it.
#pragma once

#include <memory>

#include "jobs/options/cfp_options.h"
#include "nn/prompt_generator.h"
#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"

namespace up5::pipeline {

/// The generator at its start, on the backbone's device; draws from torch's default generator. With
/// init=prompt it has the weights of the generator of the spec's prompt run. Throws Error{Conflict} when that
/// prompt belongs to another backbone, Error{NotFound} when it has no generator, Error{InvalidInput} naming
/// every tensor of another shape.
std::shared_ptr<nn::PromptGeneratorImpl>
makeGenerator(const LoadedBackbone& backbone, const jobs::CfpOptions& options, const JobContext& context);

/// The generator of a finished run with these options, in evaluation mode on the backbone's device. Throws as
/// makeGenerator().
std::shared_ptr<nn::PromptGeneratorImpl>
storedGenerator(const LoadedBackbone& backbone, const jobs::CfpOptions& options,
                const jobs::Workspace& workspace, const std::string& backboneRun, const std::string& run);

/// `prompt.safetensors`, the backbone's present prefix, `generator.safetensors`, and their sizes as metrics:
/// weights trained, numbers stored, and these as a share of the backbone with the tied embedding counted once
/// and as often as checkpoints name it (paper Table 11, spec D3).
void storePrompt(const LoadedBackbone& backbone, const nn::PromptSource& generator,
                 const JobContext& context);

/// The sizes of a prompt that consists of `stored` numbers, as storePrompt reports them.
void reportPromptSize(const nn::T5Config& config, const nn::PromptSource& prompt, std::int64_t stored,
                      const JobContext& context);

} // namespace up5::pipeline
