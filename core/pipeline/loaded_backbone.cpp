#include "pipeline/loaded_backbone.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "base/error.h"
#include "jobs/attribute_subsets.h"
#include "nn/checkpoint.h"

namespace up5::pipeline {

namespace {

struct PrefixPart {
    const char* name;
    std::vector<nn::LayerPrefix> nn::KvPrefix::*layers;
    std::int64_t nn::T5Config::*count;
};

constexpr PrefixPart kPrefixParts[] = {
    {"encoder_self", &nn::KvPrefix::encoderSelf, &nn::T5Config::numLayers},
    {"decoder_self", &nn::KvPrefix::decoderSelf, &nn::T5Config::numDecoderLayers},
    {"cross", &nn::KvPrefix::cross, &nn::T5Config::numDecoderLayers},
};

jobs::JobSpec specOf(const jobs::Workspace& workspace, const std::string& run,
                     const std::vector<std::string>& kinds) {
    jobs::JobSpec spec = jobs::RunFolder{workspace.run(run)}.readSpec();
    if (std::find(kinds.begin(), kinds.end(), spec.kind) == kinds.end()) {
        throw Error(ErrorCode::InvalidInput, fmt::format("Run {} is of kind {} where a {} run is needed.",
                                                         run, spec.kind, fmt::join(kinds, " or ")));
    }
    return spec;
}

} // namespace

std::filesystem::path checkpointFolder(const jobs::Workspace& workspace, const std::string& backboneRun) {
    return jobs::RunFolder{workspace.run(backboneRun)}.artifacts() / "checkpoint";
}

void savePrefix(const nn::KvPrefix& prefix, const std::filesystem::path& file,
                const std::map<std::string, std::string>& metadata) {
    std::map<std::string, torch::Tensor> tensors;
    for (const PrefixPart& part : kPrefixParts) {
        const auto& layers = prefix.*part.layers;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const std::string name = std::string(part.name) + "." + std::to_string(i);
            tensors[name + ".key"] = layers[i].key.detach();
            tensors[name + ".value"] = layers[i].value.detach();
        }
    }
    nn::saveTensors(tensors, file, metadata);
}

nn::KvPrefix loadPrefix(const std::filesystem::path& file, const nn::T5Config& config) {
    const std::map<std::string, torch::Tensor> tensors = nn::loadTensors(file);
    const auto find = [&](const std::string& name) {
        const auto found = tensors.find(name);
        if (found == tensors.end() || found->second.dim() != 3 || found->second.size(0) != config.numHeads ||
            found->second.size(2) != config.dKv) {
            throw Error(ErrorCode::Corrupt, file.string() + ": tensor " + name +
                                                " is missing or does not fit the backbone's heads.");
        }
        return found->second;
    };
    nn::KvPrefix prefix;
    for (const PrefixPart& part : kPrefixParts) {
        for (std::int64_t i = 0; i < config.*part.count; ++i) {
            const std::string name = std::string(part.name) + "." + std::to_string(i);
            (prefix.*part.layers).push_back({find(name + ".key"), find(name + ".value")});
        }
    }
    return prefix;
}

LoadedBackbone loadBackbone(const jobs::Workspace& workspace, const std::string& backboneRun,
                            const PromptChoice& prompt, torch::Device device) {
    const jobs::JobSpec spec = specOf(workspace, backboneRun, {"backbone"});
    const std::filesystem::path folder = checkpointFolder(workspace, backboneRun);
    if (!std::filesystem::exists(folder / "model.safetensors")) {
        throw Error(ErrorCode::NotFound,
                    "Backbone run " + backboneRun + " has no checkpoint yet; let it finish first.");
    }
    const auto options = jobs::BackboneOptions::table().read(spec.options);
    LoadedBackbone loaded{Protocol(workspace, spec.dataset, options,
                                   text::Tokenizer::fromJson(readJsonFile(folder / "tokenizer.json"))),
                          nn::loadBackbone(folder, device), device, std::nullopt};
    for (torch::Tensor& parameter : loaded.network->parameters()) {
        parameter.set_requires_grad(false);
    }
    if (!prompt.run.empty()) {
        loaded.prefix = loadPrompt(workspace, prompt, backboneRun, loaded.network->config()).to(device);
    }
    return loaded;
}

jobs::JobSpec promptSpec(const jobs::Workspace& workspace, const std::string& promptRun,
                         const std::string& backboneRun) {
    jobs::JobSpec spec = specOf(workspace, promptRun, {"cfp", "mixture"});
    if (spec.backboneRun != backboneRun) {
        throw Error(ErrorCode::Conflict, "The prompt of run " + promptRun +
                                             " was trained on another backbone than " + backboneRun + ".");
    }
    return spec;
}

nn::KvPrefix loadPrompt(const jobs::Workspace& workspace, const PromptChoice& prompt,
                        const std::string& backboneRun, const nn::T5Config& config) {
    const jobs::JobSpec spec = promptSpec(workspace, prompt.run, backboneRun);
    const std::string removed =
        spec.kind == "mixture" ? jobs::subsetKey(jobs::chosenSubset(spec.attributes, prompt.remove)) : "";
    return loadPrefix(jobs::RunFolder{workspace.run(prompt.run)}.artifacts() / promptFile(removed), config);
}

std::string promptFile(const std::string& removed) {
    std::string name = removed.empty() ? "prompt" : "prompt_removing_" + removed;
    std::replace(name.begin(), name.end(), '/', '_');
    return name + ".safetensors";
}

} // namespace up5::pipeline
