#include "pipeline/loaded_backbone.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "base/error.h"
#include "jobs/attribute_subsets.h"
#include "nn/checkpoint.h"

namespace up5::pipeline {

namespace {

constexpr std::pair<const char*, torch::Tensor nn::KvPrefix::*> kInputRows[] = {
    {"encoder_input", &nn::KvPrefix::encoderInput},
    {"decoder_input", &nn::KvPrefix::decoderInput},
};

/// The tensors of a file by name, each taken once; what is left over at the end is refused.
class PrefixFile {
public:
    PrefixFile(const std::filesystem::path& file, const nn::T5Config& config)
        : m_file(file), m_config(config), m_tensors(nn::loadTensors(file)) {}

    bool has(const std::string& name) const { return m_tensors.contains(name); }
    torch::Tensor keysOrValues(const std::string& name) {
        return take(name, "the backbone's heads", [this](const torch::Tensor& tensor) {
            return tensor.dim() == 3 && tensor.size(0) == m_config.numHeads && tensor.size(2) == m_config.dKv;
        });
    }
    torch::Tensor inputRows(const std::string& name) {
        return take(name, "the backbone's width", [this](const torch::Tensor& tensor) {
            return tensor.dim() == 2 && tensor.size(1) == m_config.dModel;
        });
    }
    void finish() const {
        if (!m_tensors.empty()) {
            throw Error(ErrorCode::Corrupt, m_file.string() + ": tensor " + m_tensors.begin()->first +
                                                " is not known in a prompt for this backbone.");
        }
    }

private:
    template <class Fits> torch::Tensor take(const std::string& name, const char* what, Fits fits) {
        const auto found = m_tensors.extract(name);
        if (found.empty() || !fits(found.mapped())) {
            throw Error(ErrorCode::Corrupt,
                        m_file.string() + ": tensor " + name + " is missing or does not fit " + what + ".");
        }
        return found.mapped();
    }

    std::filesystem::path m_file;
    const nn::T5Config& m_config;
    std::map<std::string, torch::Tensor> m_tensors;
};

std::string layerName(const nn::AttentionKind& kind, std::int64_t layer) {
    return std::string(kind.name) + "." + std::to_string(layer);
}

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
    for (const nn::AttentionKind& kind : nn::kAttentionKinds) {
        std::int64_t number = 0;
        for (const nn::LayerPrefix& layer : prefix.*kind.layers) {
            const std::string name = layerName(kind, number++);
            tensors[name + ".key"] = layer.key;
            tensors[name + ".value"] = layer.value;
        }
    }
    for (const auto& [name, rows] : kInputRows) {
        if ((prefix.*rows).defined()) {
            tensors[name] = prefix.*rows;
        }
    }
    nn::saveTensors(tensors, file, metadata);
}

nn::KvPrefix loadPrefix(const std::filesystem::path& path, const nn::T5Config& config) {
    PrefixFile file(path, config);
    nn::KvPrefix prefix;
    for (const auto& [name, rows] : kInputRows) {
        if (file.has(name)) {
            prefix.*rows = file.inputRows(name);
        }
    }
    const bool isInputOnly =
        prefix.encoderInput.defined() && !file.has(layerName(nn::kAttentionKinds[0], 0) + ".key");
    for (const nn::AttentionKind& kind : nn::kAttentionKinds) {
        for (std::int64_t i = 0; !isInputOnly && i < config.*kind.count; ++i) {
            const std::string name = layerName(kind, i);
            (prefix.*kind.layers)
                .push_back({file.keysOrValues(name + ".key"), file.keysOrValues(name + ".value")});
        }
    }
    file.finish();
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

std::filesystem::path promptFolder(const jobs::Workspace& workspace, const std::string& promptRun,
                                   const std::string& backboneRun) {
    promptSpec(workspace, promptRun, backboneRun); // is one, and of this backbone
    return jobs::RunFolder{workspace.run(promptRun)}.artifacts();
}

nn::KvPrefix loadPrompt(const jobs::Workspace& workspace, const PromptChoice& prompt,
                        const std::string& backboneRun, const nn::T5Config& config) {
    const jobs::JobSpec spec = promptSpec(workspace, prompt.run, backboneRun);
    const std::string removed =
        spec.kind == "mixture" ? jobs::subsetKey(jobs::chosenSubset(spec.attributes, prompt.remove)) : "";
    return loadPrefix(jobs::RunFolder{workspace.run(prompt.run)}.artifacts() / jobs::promptFileName(removed),
                      config);
}

} // namespace up5::pipeline
