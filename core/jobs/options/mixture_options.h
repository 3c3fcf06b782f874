// Options of `up5 run mixture`: the mixing module, the adversaries, and the audit of every subset afterwards
// (paper §5.2, Eqs. 8–9).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "jobs/options/adversarial_options.h"

namespace up5::jobs {

struct JobSpec;

/// Meanings, ranges and sources stand in the table (mixture_options.cpp).
struct MixtureOptions : AdversarialOptions {
    int outputLength = 15;
    std::string init = "identity";
    double prefixDropout = 0.1;
    double upward = 0;
    std::string lambdas; ///< a list "gender=10,age=30"

    /// The weights that `lambdas` gives by name. Throws Error{InvalidInput} for text that is no such list,
    /// for numbers outside of λ's range and for an attribute given twice.
    std::map<std::string, double> namedLambdas() const;
    /// Weight λ of each attribute: the one `lambdas` gives it, otherwise `lambda`. Throws as namedLambdas().
    std::vector<double> lambdasOf(const std::vector<std::string>& attributes) const;
    /// Weights w_k of the attributes' adversarial losses in a step that removes some of them (paper Eq. 9):
    /// λ_k where attribute k is removed, −upward · λ_k where it is not. `isRemoved` is as long as
    /// `attributes`.
    std::vector<double> stepWeights(const std::vector<std::string>& attributes,
                                    const std::vector<bool>& isRemoved) const;

    static const OptionSet<MixtureOptions>& table();
    /// Refuses settings that do not go together: Error{InvalidInput}. What `lambdas` names is compared with
    /// the spec's attributes where these are known already.
    static void check(const JobSpec& spec);
};

} // namespace up5::jobs
