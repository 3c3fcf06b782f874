// Options of `up5 run cfp`: the prompt, the adversary, the schedule and the audit afterwards (paper §5,
// Algorithm 1).
#pragma once

#include <string>

#include "jobs/options/adversarial_options.h"

namespace up5::jobs {

struct JobSpec;

/// Meanings, ranges and sources stand in the table (cfp_options.cpp).
struct CfpOptions : AdversarialOptions {
    std::string condition = "none";
    double lambdaMin = 0.5, lambdaMax = 100, lambdaZeroShare = 0.15;
    int prefixLength = 5;
    std::string injection = "kv";
    std::string generator = "linear";
    std::string reweighter = "attention";
    std::string init = "normal";
    double outputScale = 0.3;
    double prefixDropout = 0.1;

    /// Whether the spec names a trained prompt to start from.
    bool startsFromPrompt() const { return init == "prompt"; }
    /// Whether one prompt is trained for every λ; then for which.
    bool isConditional() const { return condition == "lambda"; }
    bool covers(double value) const;
    /// Whether a prompt trained for every λ is audited at another λ.
    bool isOnlyAudited() const { return batches == 0 && isConditional(); }
    bool isUntrained() const { return batches == 0 && !isConditional(); }

    static const OptionSet<CfpOptions>& table();
    /// Refuses settings that do not go together: Error{InvalidInput}.
    static void check(const JobSpec& spec);
    /// As AdversarialOptions::unread(), of all options of a prompt.
    static std::map<std::string, std::string> unread(const nlohmann::json& options);
    /// Refuses what changes nothing, the range of λ of a prompt for one λ included; else as
    /// AdversarialOptions::requireEffect().
    static void requireEffect(const JobSpec& spec);
};

} // namespace up5::jobs
