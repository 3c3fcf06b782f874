// A T5/P5 checkpoint made elsewhere: a Hugging Face folder, a state dict of P5, OpenP5 or UP5, a safetensors
// file.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "checkpoint/t5_config.h"
#include "checkpoint/tensor_store.h"

namespace up5::checkpoint {

class Checkpoint {
public:
    /// A weights file, or a folder with `model.safetensors` or `pytorch_model.bin`. Reads descriptions only.
    /// Throws Error{NotFound} naming what was looked for, Error{Unsupported} for weights cut into several
    /// files, and what openTensorStore throws.
    static Checkpoint open(const std::filesystem::path& path);

    const std::filesystem::path& weights() const { return m_weights; }
    /// `config.json` beside the weights; empty when there is none.
    const std::filesystem::path& configFile() const { return m_configFile; }
    /// `spiece.model`, else `up5-tokenizer.json`, beside the weights; empty when there is neither.
    const std::filesystem::path& tokenizerFile() const { return m_tokenizerFile; }
    const char* format() const { return m_store->format(); }

    /// Under Hugging Face's names: without the "module." that distributed training puts before all of them,
    /// and with `shared.weight` for whichever copy of the embedding stands alone.
    const std::vector<TensorInfo>& tensors() const { return m_tensors; }
    /// Null when there is no such tensor.
    const TensorInfo* find(const std::string& name) const;
    /// Row-major values as float32. Throws Error{NotFound}, or Error{InvalidInput} when the file is damaged.
    std::vector<float> values(const std::string& name) const;

    /// What config.json says, or, without one, what the tensors' shapes say (with T5's dropout rate of 0.1
    /// and layer norm's epsilon of 1e-6). Rows of the whole-word table are those of its tensor. Throws
    /// Error{InvalidInput}, Error{Corrupt} or Error{Unsupported}.
    T5Config config() const;

private:
    Checkpoint() = default;

    std::filesystem::path m_weights, m_configFile, m_tokenizerFile;
    std::unique_ptr<TensorStore> m_store;
    std::vector<TensorInfo> m_tensors; ///< as in the store, with other names
};

/// Name of the table only P5 has.
inline constexpr const char* kWholeWordTable = "encoder.whole_word_embeddings.weight";
/// Copies of the shared embedding that Hugging Face stores under other names.
bool isEmbeddingCopy(const std::string& name);
/// A table in the published T5 checkpoints that no T5 uses; Hugging Face ignores it, too.
bool isUnusedTensor(const std::string& name);

} // namespace up5::checkpoint
