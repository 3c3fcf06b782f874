// Options of `up5 run probe`, also used for the audit after CFP training.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jobs/option_set.h"

namespace up5::jobs {

struct ProbeOptions {
    double testShare = 0.1, validationShare = 0.1, adversaryShare = 0.5;
    std::int64_t userSeed = 2022; ///< of the user groups, apart from the run's seed
    bool allowOverlap = false;
    std::string methods = "suite", targets = "user_span,all_tokens"; ///< lists
    bool ceiling = true;
    bool leakMap = false;
    int nullRefits = 100;
    std::string answers = "words";
    std::string verbalisers; ///< path of a file; empty = the shipped words
    std::string answerNorm = "sum";
    int softLength = 15;
    std::string softInjection = "kv";
    int softSteps = 2000;
    int softBatchSize = 64;
    int softPatience = 20;
    double softLearningRate = 0;
    int epochs = 60;
    int patience = 10;
    int batchSize = 128;
    double learningRate = 1e-3;
    double weightDecay = 1e-4;
    int resamples = 1000;
    std::string remove; ///< of a mixture; empty = all its attributes

    /// `methods` without names of groups: "suite" is logistic, knn, boosted_trees, mlp7 and attention_pool;
    /// "discrete" is the four ways of asking. Each name once, in the order of first mention.
    std::vector<std::string> methodNames() const;
    std::vector<std::string> targetKeys() const;

    static const OptionSet<ProbeOptions>& table();
};

} // namespace up5::jobs
