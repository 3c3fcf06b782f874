// Options of `up5 run backbone`: data protocol, network, training.
#pragma once

#include <cstdint>
#include <string>

#include "jobs/option_set.h"

namespace up5::jobs {

/// Meanings, ranges and sources stand in the table (backbone_options.cpp).
struct BackboneOptions {
    std::string preset = "desk";
    std::string identifiers = "atomic";
    // Data protocol; every run on this backbone inherits it.
    std::string split = "auto";
    int minInteractions = 1;
    std::string testHistory = "include_val";
    std::string negatives = "auto";
    int negativeCount = 100;
    std::int64_t splitSeed = 2022;
    int maxHistory = 20;
    // Training.
    int epochs = 20;
    double maxMinutes = 0;
    double learningRate = 3e-3;
    double warmup = 0.1;
    double weightDecay = 0.01;
    double clip = 1.0;
    double dropout = 0.1;
    double embeddingStd = 0.15;
    int batchTokens = 8192;
    int cutsPerUser = 8;
    double nextItemShare = 0.25, followingShare = 0.45, chooseOneShare = 0.25, yesNoShare = 0.05;
    int followingItems = 8;
    int validationUsers = 1000;
    int patience = 5;

    static const OptionSet<BackboneOptions>& table();
};

} // namespace up5::jobs
