// Trained models as the Models page lists them: backbones, the prompts trained on them, mixtures of these,
// and baselines.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "jobs/baseline_models.h"
#include "jobs/run_folder.h"
#include "report/run_record.h"

namespace up5::ui {

enum class ModelKind { Backbone, Prompt, Mixture, Baseline };

struct ModelRow {
    std::string run;
    ModelKind kind = ModelKind::Backbone;
    std::string name;
    std::string datasetName;
    std::vector<std::string> attributes;                ///< treated ones; none for a backbone
    std::vector<std::string> mixedPrompts;              ///< of a mixture: the prompts' names
    std::optional<jobs::BaselineFamily> baselineFamily; ///< of a baseline
    std::optional<double> lambda;
    std::optional<int> prefixLength;        ///< of a mixture: of what it puts out
    std::optional<std::int64_t> parameters; ///< of a prompt: the numbers stored in its prefix
    std::optional<std::int64_t> storedSize; ///< of a mixture: numbers in each of its prompts, one a subset
    /// The stored numbers of a prompt, or of a mixture's, as a share of its backbone's weights, and of the
    /// backbone's checkpoint with the embedding under each of its four names.
    std::optional<double> shareOfBackbone, shareOfCheckpoint;
    std::optional<std::int64_t> bytes; ///< of the weights file; none when it is missing
    std::string sha256;
    std::filesystem::path weights; ///< that file; empty when the run has announced none
    std::uint64_t seed = 0;
    /// hit@k of the sequential task as shares from 0 to 1; of a mixture with all its attributes removed.
    std::optional<double> validationHit10, testHit1, testHit10;
    std::string finished; ///< ISO 8601 UTC
};

/// Succeeded backbone, cfp and mixture runs, and baselines that have weights, in the order of `records`.
std::vector<ModelRow> modelRows(const std::vector<report::RunRecord>& records,
                                const jobs::Workspace& workspace);

} // namespace up5::ui
