#include "checkpoint/checkpoint.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "base/error.h"
#include "checkpoint/t5_tensors.h"

namespace up5::checkpoint {

namespace {

constexpr std::string_view kDistributedPrefix = "module.";
constexpr const char* kSharedName = "shared.weight";

/// The first of the names that is a file of the folder; empty when none is.
template <std::size_t N>
std::filesystem::path firstOf(const std::filesystem::path& folder, const std::array<const char*, N>& names) {
    for (const char* name : names) {
        if (std::filesystem::is_regular_file(folder / name)) {
            return folder / name;
        }
    }
    return {};
}

std::filesystem::path weightsIn(const std::filesystem::path& path) {
    if (!std::filesystem::exists(path)) {
        throw Error(ErrorCode::NotFound, "There is no file or folder " + path.string() + ".");
    }
    if (!std::filesystem::is_directory(path)) {
        return path;
    }
    const auto weights = firstOf(path, std::array{"model.safetensors", "pytorch_model.bin"});
    if (!weights.empty()) {
        return weights;
    }
    const auto index =
        firstOf(path, std::array{"model.safetensors.index.json", "pytorch_model.bin.index.json"});
    if (!index.empty()) {
        throw Error(ErrorCode::Unsupported,
                    path.string() + " holds weights cut into several files (" + index.filename().string() +
                        "). Save them as one, with save_pretrained(…, max_shard_size=\"100GB\").");
    }
    throw Error(ErrorCode::NotFound, "The folder " + path.string() +
                                         " has neither model.safetensors nor pytorch_model.bin. Choose the "
                                         "weights file itself if it is called otherwise.");
}

void takeOffDistributedPrefix(std::vector<TensorInfo>& tensors) {
    const bool all = std::ranges::all_of(
        tensors, [](const TensorInfo& tensor) { return tensor.name.starts_with(kDistributedPrefix); });
    for (TensorInfo& tensor : tensors) {
        tensor.name.erase(0, all ? kDistributedPrefix.size() : 0);
    }
}

void nameLoneEmbedding(std::vector<TensorInfo>& tensors) {
    const auto isShared = [](const TensorInfo& tensor) { return tensor.name == kSharedName; };
    const auto copy =
        std::ranges::find_if(tensors, [](const TensorInfo& tensor) { return isEmbeddingCopy(tensor.name); });
    if (std::ranges::none_of(tensors, isShared) && copy != tensors.end()) {
        copy->name = kSharedName;
    }
}

} // namespace

bool isEmbeddingCopy(const std::string& name) {
    return name == "lm_head.weight" || name == "encoder.embed_tokens.weight" ||
           name == "decoder.embed_tokens.weight";
}

bool isUnusedTensor(const std::string& name) {
    return name == "decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight";
}

Checkpoint Checkpoint::open(const std::filesystem::path& path) {
    Checkpoint checkpoint;
    checkpoint.m_weights = weightsIn(path);
    const std::filesystem::path folder = checkpoint.m_weights.parent_path();
    checkpoint.m_configFile = firstOf(folder, std::array{"config.json"});
    checkpoint.m_tokenizerFile = firstOf(folder, std::array{"spiece.model", "up5-tokenizer.json"});
    checkpoint.m_store = openTensorStore(checkpoint.m_weights);
    checkpoint.m_tensors = checkpoint.m_store->tensors();
    takeOffDistributedPrefix(checkpoint.m_tensors);
    nameLoneEmbedding(checkpoint.m_tensors);
    return checkpoint;
}

const TensorInfo* Checkpoint::find(const std::string& name) const {
    const auto found = std::ranges::find(m_tensors, name, &TensorInfo::name);
    return found == m_tensors.end() ? nullptr : &*found;
}

std::vector<float> Checkpoint::values(const std::string& name) const {
    const TensorInfo* tensor = find(name);
    if (!tensor) {
        throw Error(ErrorCode::NotFound, m_weights.string() + " has no tensor " + name + ".");
    }
    return m_store->values(static_cast<std::size_t>(tensor - m_tensors.data()));
}

T5Config Checkpoint::config() const {
    T5Config config = m_configFile.empty() ? configOfTensors(m_tensors, m_weights.string())
                                           : T5Config::fromJson(readJsonFile(m_configFile));
    const TensorInfo* table = find(kWholeWordTable);
    config.wholeWordVocabSize = table && !table->shape.empty() ? table->shape.front() : 0;
    return config;
}

} // namespace up5::checkpoint
