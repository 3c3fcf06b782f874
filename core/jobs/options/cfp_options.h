// Options of `up5 run cfp`: the prompt, the adversary, the schedule and the audit afterwards (paper §5,
// Algorithm 1).
#pragma once

#include <string>

#include "jobs/option_set.h"
#include "jobs/options/probe_options.h"

namespace up5::jobs {

struct JobSpec;

/// Meanings, ranges and sources stand in the table (cfp_options.cpp).
struct CfpOptions {
    double lambda = 10;
    std::string lambdaSchedule = "constant";
    std::string condition = "none";
    double lambdaMin = 0.5, lambdaMax = 100, lambdaZeroShare = 0.15;
    int prefixLength = 5;
    std::string injection = "kv";
    std::string generator = "linear";
    std::string reweighter = "attention";
    std::string init = "normal";
    double outputScale = 0.3;
    double prefixDropout = 0.1;
    std::string schedule = "balanced";
    int stepsT = 10;
    int everyR = 20;
    int soleSteps = 0;
    int classifierSteps = 8;
    int batches = 400;
    int batchSize = 128;
    int warmStart = 200;
    double directShare = 0.2;
    double learningRatePrefix = 4e-3;
    std::string learningRateDecay = "linear";
    double learningRateClassifier = 1e-3;
    std::string adversaries = "mlp7,logistic", adversaryTargets = "user_span"; ///< lists
    std::string adversaryLoss = "cross_entropy";
    std::string adversaryCombination = "mean";
    std::string adversaryInput = "standardised";
    std::string batchNorm = "batch";
    std::string classBalance = "none";
    int validateEvery = 100;
    int validationUsers = 1000;
    std::string selection = "last";
    double tau = 0.55;
    int restarts = 1;
    ProbeOptions probe; ///< of the fresh probe after training; also fixes which users the adversary may see

    /// Whether the spec names a trained prompt to start from.
    bool startsFromPrompt() const { return init == "prompt"; }
    /// Whether one prompt is trained for every λ; then for which.
    bool isConditional() const { return condition == "lambda"; }
    bool covers(double value) const;
    /// Whether nothing is trained: a conditional prompt is audited at another λ.
    bool isOnlyAudited() const { return batches == 0; }

    static const OptionSet<CfpOptions>& table();
    /// Refuses settings that do not go together: Error{InvalidInput}.
    static void check(const JobSpec& spec);
};

} // namespace up5::jobs
