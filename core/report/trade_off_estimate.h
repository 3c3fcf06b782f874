// What a λ that was not trained yet would probably give: interpolation between measured λ, never beyond them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/comparison.h"

namespace up5::report {

/// A ranking figure by name, task and k (0 for mrr).
struct FigureChoice {
    std::string name = "hit@k", task = "sequential";
    int k = 10;
};

/// What a form asks for besides λ, prefix length and seed.
struct WantedPrompt {
    std::string attribute;       ///< to hide
    std::string settings;        ///< otherPromptSettings()
    std::string controlSettings; ///< likewise, of its λ = 0 control
    std::string randomSettings;  ///< likewise, of the prompt as its training begins
};

/// What a form with these options of a `cfp` job asks for. Throws Error{InvalidInput} for options out of
/// range.
WantedPrompt wantedPrompt(const std::string& attribute, nlohmann::json options);

/// Whether a point or row of a prompt is what the form would train: it hides this attribute and no other,
/// with these settings, and was measured by its own audit.
template <class Model> bool isWanted(const Model& model, const WantedPrompt& wanted) {
    return model.family != Family::Untreated && !model.probedAgain && model.attribute == wanted.attribute &&
           model.treated == std::vector{wanted.attribute} &&
           model.promptSettings == (model.family == Family::Control  ? wanted.controlSettings
                                    : model.family == Family::Random ? wanted.randomSettings
                                                                     : wanted.settings);
}

/// At one trained λ, of several seeds metrics::meanOverSeeds().
struct MeasuredLambda {
    double lambda = 0;
    metrics::Estimate auc, figure;
    int models = 0;         ///< see newestPerSeed()
    bool collapsed = false; ///< a probe did: the AUC may be low although much leaks
};

/// Trained λ of one prefix length, ascending; points that are not wanted, or lack the figure or this AUC, are
/// left out. The caller passes the points of one data set, backbone and attribute.
std::vector<MeasuredLambda> measuredLambdas(const std::vector<ComparisonPoint>& points,
                                            const WantedPrompt& wanted, int prefixLength,
                                            const FigureChoice& choice, AucChoice auc = AucChoice::UserSpan);

struct TradeOffEstimate {
    bool measured = false;  ///< λ was trained: these are its figures
    bool collapsed = false; ///< of a measured λ used
    metrics::Estimate auc, figure;
    double below = 0, above = 0; ///< the measured λ used
};

/// Linear in log(λ + 0.05), so that 0 has a place; the interval spans those of both neighbours. nullopt
/// outside the measured range or with fewer than two measured λ (unless λ itself was measured).
std::optional<TradeOffEstimate> estimateAt(const std::vector<MeasuredLambda>& measured, double lambda);

} // namespace up5::report
