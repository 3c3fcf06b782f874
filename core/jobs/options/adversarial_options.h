// Options of adversarial training that prompts and mixtures of prompts share (paper §5, Algorithm 1).
#pragma once

#include <string>

#include "jobs/option_set.h"

namespace up5::jobs {

/// Meanings, ranges and sources stand in the table (adversarial_options.cpp).
struct AdversarialOptions {
    std::string schedule = "balanced";
    int stepsT = 10;
    int everyR = 20;
    int classifierSteps = 8;
    int batches = 400;
    int batchSize = 128;
    int warmStart = 200;
    double directShare = 0.2;
    double learningRatePrefix = 4e-3;
    std::string learningRateDecay = "linear";
    double learningRateClassifier = 1e-3;
    std::string adversary = "both";
    std::string adversaryInput = "standardised";
    int validateEvery = 100;
    int validationUsers = 1000;

    static const OptionSet<AdversarialOptions>& table();
};

} // namespace up5::jobs
