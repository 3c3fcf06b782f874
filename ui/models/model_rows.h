// Trained models as the Models page lists them: backbones and the prompts trained on them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "jobs/run_folder.h"
#include "report/run_record.h"

namespace up5::ui {

struct ModelRow {
    std::string run;
    bool isPrompt = false;
    std::string name;
    std::string datasetName;
    std::string attributes; ///< treated ones, comma-separated; empty for a backbone
    std::optional<double> lambda;
    std::optional<int> prefixLength;
    std::optional<std::int64_t> parameters; ///< of a prompt: the numbers stored in its prefix
    /// Of a prompt: these numbers as a share of its backbone's weights, and of the backbone's checkpoint with
    /// the embedding under each of its four names.
    std::optional<double> shareOfBackbone, shareOfCheckpoint;
    std::optional<std::int64_t> bytes; ///< of the weights file; none when it is missing
    std::string sha256;
    std::filesystem::path weights; ///< that file; empty when the run has announced none
    std::uint64_t seed = 0;
    /// hit@k of the sequential task as shares from 0 to 1.
    std::optional<double> validationHit10, testHit1, testHit10;
    std::string finished; ///< ISO 8601 UTC
};

/// Succeeded backbone and cfp runs in the order of `records`.
std::vector<ModelRow> modelRows(const std::vector<report::RunRecord>& records,
                                const jobs::Workspace& workspace);

} // namespace up5::ui
