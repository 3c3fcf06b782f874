// Options of the sequential baselines SASRec and BERT4Rec, and of the prompts that make them S-SAS and
// S-BERT.
#pragma once

#include <string>

#include "jobs/option_set.h"

namespace up5::jobs {

/// Meanings, ranges and sources stand in the table (sequential_options.cpp).
struct SequentialOptions {
    int layers = 2;
    int heads = 0; ///< 0 = the model's own
    std::string sequentialLoss = "bce";
    std::string windows = "all";
    double maskShare = 0.2;
    int maskCopies = 2;
    // Prompts.
    int prefixLength = 10;
    std::string trainLayerNorm = "yes";
    std::string userPrompts = "no";
    int promptDiscriminatorSteps = 4;
    int stepsPerEpoch = 50;

    bool coversHistory() const { return windows == "all"; }
    bool trainsLayerNorm() const { return trainLayerNorm == "yes"; }
    bool readsUsers() const { return userPrompts == "yes"; }

    static const OptionSet<SequentialOptions>& table();
};

} // namespace up5::jobs
