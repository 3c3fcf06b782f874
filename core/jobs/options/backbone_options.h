// Options of `up5 run backbone`: data protocol, network, training.
#pragma once

#include <cstdint>
#include <string>

#include "jobs/option_set.h"

namespace up5::jobs {

struct BackboneOptions {
    // Data protocol; every run on this backbone inherits it.
    std::string split = "loo";
    std::string testHistory = "include_val";
    std::string negatives = "auto";
    int negativeCount = 100;
    std::int64_t splitSeed = 2022; ///< apart from the run's seed, so that seeds share split and candidates
    int maxHistory = 20;
    // Network.
    std::string preset = "desk";
    std::string identifiers = "atomic";
    double dropout = 0.1;
    double embeddingStd = 0.15;
    // Training.
    int epochs = 20;
    double maxMinutes = 0; ///< 0 = no limit
    double learningRate = 3e-3;
    double warmup = 0.1;
    double weightDecay = 0.01;
    double clip = 1.0;
    int batchTokens = 8192;
    int cutsPerUser = 8;
    double nextItemShare = 0.2, followingShare = 0.5, chooseOneShare = 0.25, yesNoShare = 0.05;
    int followingItems = 8;
    int validationUsers = 1000;
    double validateEvery = 1.0; ///< epochs
    int patience = 5;

    static const OptionSet<BackboneOptions>& table();
};

} // namespace up5::jobs
