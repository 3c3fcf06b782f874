// A trained backbone, prompt or mixture as files that other programs read.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "jobs/run_folder.h"

namespace up5::store {
class Store;
}

namespace up5::jobs {

/// Writes into `folder` (created if need be) and returns what was written.
///
/// A backbone: `model.safetensors` and `config.json` under Hugging Face's names, which transformers'
/// T5ForConditionalGeneration loads without the whole-word embeddings, `spiece.model` or, for the built-in
/// vocabulary, `up5-tokenizer.json`, and `up5-model.json`, which says what it is and how to read it. A
/// prompt: `prompt.safetensors` (keys and values per layer) and `prompt.json`: backbone and its hash,
/// attribute, λ, length, shapes, program version. A mixture: the same two files for every subset of its
/// attributes, or for the one that `removed` chooses (chosenSubset()); the card says what is removed, the λ
/// of each attribute and the prompts that are mixed.
///
/// Throws Error{InvalidInput} for a run of another kind or attributes that it does not remove,
/// Error{NotFound} for one without a finished model, Error{Conflict} when one of the files is there already,
/// Error{Io}.
std::vector<std::filesystem::path> exportModel(store::Store& store, const Workspace& workspace,
                                               const std::string& run, const std::filesystem::path& folder,
                                               const std::string& removed = {});

} // namespace up5::jobs
