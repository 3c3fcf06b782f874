// Options of `up5 run backbone`: data protocol, network, training.
#pragma once

#include <string>

#include "jobs/options/protocol_options.h"

namespace up5::jobs {

/// Meanings, ranges and sources stand in the table (backbone_options.cpp).
struct BackboneOptions : ProtocolOptions {
    std::string preset = "desk";
    std::string identifiers = "atomic-items";
    int maxHistory = 20; ///< inherited by every run on this backbone, like the protocol
    // Training.
    int epochs = 20;
    double maxMinutes = 0;
    double learningRate = 4e-3;
    double warmup = 0.05;
    double weightDecay = 0.01;
    double clip = 1.0;
    double dropout = 0;
    double embeddingStd = 0.5;
    int batchTokens = 6144;
    int cutsPerUser = 8;
    double nextItemShare = 0.5, followingShare = 0.42, chooseOneShare = 0.06, yesNoShare = 0.02;
    int followingItems = 10;
    int validationUsers = 500;
    int patience = 5;

    static const OptionSet<BackboneOptions>& table();
};

} // namespace up5::jobs
