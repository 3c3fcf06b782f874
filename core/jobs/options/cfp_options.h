// Options of `up5 run cfp`: the prompt, the adversary and the schedule (paper §5, Algorithm 1; spec D).
#pragma once

#include <string>

#include "jobs/option_set.h"

namespace up5::jobs {

struct CfpOptions {
    double lambda = 10;
    int prefixLength = 5;
    std::string reweighter = "attention";
    std::string init = "normal";
    double outputScale = 0.3;
    double prefixDropout = 0.1;
    std::string schedule = "balanced";
    int stepsT = 10;
    int everyR = 20;
    int classifierSteps = 3;
    int batches = 400;
    int batchSize = 128;
    int warmStart = 200;
    double learningRatePrefix = 2e-3;
    double learningRateClassifier = 1e-3;
    std::string adversary = "mlp7";
    int validateEvery = 50;
    std::string selection = "last";

    static const OptionSet<CfpOptions>& table();
};

} // namespace up5::jobs
