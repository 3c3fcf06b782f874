// Options of `up5 run probe`, also used for the audit after CFP training.
#pragma once

#include <cstdint>
#include <string>

#include "jobs/option_set.h"

namespace up5::jobs {

struct ProbeOptions {
    double testShare = 0.1, validationShare = 0.1, adversaryShare = 0.5;
    std::int64_t userSeed = 2022; ///< of the user groups, apart from the run's seed
    int epochs = 60;
    int patience = 10;
    int batchSize = 128;
    double learningRate = 1e-3;
    double weightDecay = 1e-4;
    int resamples = 1000;

    static const OptionSet<ProbeOptions>& table();
};

} // namespace up5::jobs
