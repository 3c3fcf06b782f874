// Options of training against adversaries, and of the audit afterwards, that all kinds of prompts share
// (paper §5, Algorithm 1).
#pragma once

#include <set>
#include <string>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/option_set.h"
#include "jobs/options/probe_options.h"

namespace up5::jobs {

struct JobSpec;

/// Meanings, ranges and sources stand in the table (adversarial_options.cpp).
struct AdversarialOptions {
    double lambda = 10;
    std::string lambdaSchedule = "constant";
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

    static const OptionSet<AdversarialOptions>& table();

    /// Options that only say who attacks and how. Where λ = 0 they change nothing, so that prompts which
    /// differ in them alone share their control. `lambdas` is an option of mixtures.
    static const std::set<std::string>& adversaryKeys();
    /// Options without these.
    static nlohmann::json withoutAdversary(nlohmann::json options);
    /// Options of prompts and mixtures that decide about nothing but training: what is left says how a prompt
    /// begins and how it is audited.
    static const std::set<std::string>& trainingKeys();
    /// Options without these.
    static nlohmann::json withoutTraining(nlohmann::json options);
    /// Options of training that change nothing beside `options`, each with why not. Others than those of the
    /// table are passed over.
    static std::map<std::string, std::string> unread(const nlohmann::json& options);
    /// Refuses options of training that would change nothing: Error{InvalidInput}. Stored runs of older
    /// versions may have them.
    static void requireEffect(const JobSpec& spec);
    /// Whether the prompt is audited as its training begins.
    bool isUntrained() const { return batches == 0; }
};

/// Throws Error{InvalidInput} where an untrained prompt is given a λ, which plays no part in it.
template <class Options> void requireNoLambda(const Options& options) {
    if (options.isUntrained() && options.lambda != 0) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("batches=0 audits the prompt as its training begins, so that λ plays no part, "
                        "but lambda is {}. Set lambda=0.",
                        options.lambda));
    }
}

} // namespace up5::jobs
