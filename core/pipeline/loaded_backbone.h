// A trained backbone of the workspace with its protocol, and a trained prompt for it.
#pragma once

#include <optional>
#include <string>

#include "jobs/run_folder.h"
#include "nn/kv_prefix.h"
#include "nn/p5_backbone.h"
#include "pipeline/protocol.h"

namespace up5::pipeline {

struct LoadedBackbone {
    Protocol protocol;
    nn::P5Backbone network; ///< frozen, in evaluation mode
    torch::Device device;

    const nn::KvPrefix* prefixOrNull() const { return prefix ? &*prefix : nullptr; }
    std::optional<nn::KvPrefix> prefix; ///< of a prompt run, or of the prompt in training
};

/// A trained prompt of the workspace.
struct PromptChoice {
    std::string run = {};    ///< a cfp or mixture run; empty = no prompt
    std::string remove = {}; ///< of a mixture: the option "remove" (jobs::chosenSubset)
};

/// Opens the checkpoint of a backbone run and, if given, a prompt. Throws Error{NotFound} when a run has no
/// such artifact and Error{Conflict} when the prompt was trained on another backbone.
LoadedBackbone loadBackbone(const jobs::Workspace& workspace, const std::string& backboneRun,
                            const PromptChoice& prompt, torch::Device device);

/// Spec of a prompt run on this backbone. Throws Error{Conflict} for another backbone and Error{InvalidInput}
/// for a run that holds no prompt.
jobs::JobSpec promptSpec(const jobs::Workspace& workspace, const std::string& promptRun,
                         const std::string& backboneRun);

/// The keys and values of a prompt on the CPU; promptSpec() checked.
nn::KvPrefix loadPrompt(const jobs::Workspace& workspace, const PromptChoice& prompt,
                        const std::string& backboneRun, const nn::T5Config& config);

/// Where a backbone run keeps its checkpoint (weights, config, tokenizer.json).
std::filesystem::path checkpointFolder(const jobs::Workspace& workspace, const std::string& backboneRun);

/// Where a run keeps its prompts; promptSpec() checked.
std::filesystem::path promptFolder(const jobs::Workspace& workspace, const std::string& promptRun,
                                   const std::string& backboneRun);

/// `prompt.safetensors`: the materialised keys and values of a prefix, or its input embeddings, or both.
/// Loading refuses missing, misshaped and unknown tensors by name: Error{Corrupt}.
void savePrefix(const nn::KvPrefix& prefix, const std::filesystem::path& file,
                const std::map<std::string, std::string>& metadata);
nn::KvPrefix loadPrefix(const std::filesystem::path& file, const nn::T5Config& config);

} // namespace up5::pipeline
