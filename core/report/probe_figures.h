// What the probes of one model read of one attribute, as stored.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "metrics/bootstrap.h"

namespace up5::report {

/// AUC of one probe on one target.
struct ProbeFigure {
    std::string probe;  ///< method: "logistic", "mlp7", …
    std::string target; ///< key of jobs::probeTargets(), e.g. "user_span"
    metrics::Estimate estimate;
    bool collapsed = false; ///< its scores hardly differ between users, or it never beat the class shares
    std::optional<metrics::Estimate> hard; ///< answers only: AUC of the answered word instead of its score
};

/// What is known about one target besides the AUC of every probe. All but `auc` are missing in runs of older
/// versions.
struct TargetFigures {
    std::string target;
    std::string method;                      ///< that the headline repeats; empty when it cannot be told
    std::optional<metrics::Estimate> auc;    ///< headline: method chosen on validation users
    bool collapsed = false;                  ///< of the chosen probe
    std::optional<metrics::Estimate> hard;   ///< answers only: AUC of the answered words
    std::optional<metrics::Estimate> null;   ///< AUC with shuffled labels: mean, 2.5 and 97.5 %, n = refits
    std::optional<metrics::Estimate> pValue; ///< of the headline among these; n = refits
    std::optional<double> detectable;        ///< smallest AUC that would show with power 0.8
    std::optional<metrics::Estimate> ovoWeighted, ovrMacro, ovrWeighted; ///< more than two classes only
    std::optional<metrics::Estimate> f1Macro, f1Micro;
};

/// AUC of a logistic probe on one encoder layer's states.
struct LeakMapCell {
    std::string target;
    int layer = 0; ///< 0 = embeddings, the last = after the final norm
    metrics::Estimate auc;
};

/// Which AUC stands for a model; the three are different measurements and never share a column or an axis.
enum class AucChoice {
    Strongest, ///< strongest probe over all targets and methods
    UserSpan,  ///< best probe on the user span
    AllTokens, ///< best probe on all encoder tokens
};
const char* toString(AucChoice choice); ///< "strongest", "user_span", "all_tokens"

/// Of a ComparisonPoint or ComparisonRow.
template <class Model> const std::optional<metrics::Estimate>& aucOf(const Model& model, AucChoice choice) {
    return choice == AucChoice::Strongest  ? model.aucStrongest
           : choice == AucChoice::UserSpan ? model.auc
                                           : model.aucAllTokens;
}
template <class Model> bool collapsedOf(const Model& model, AucChoice choice) {
    return choice == AucChoice::Strongest  ? model.collapsedStrongest
           : choice == AucChoice::UserSpan ? model.collapsed
                                           : model.collapsedAllTokens;
}

/// Strongest where some model has it, else the user span: what charts show first.
template <class Models> AucChoice headlineChoice(const Models& models) {
    for (const auto& model : models) {
        if (model.aucStrongest) {
            return AucChoice::Strongest;
        }
    }
    return AucChoice::UserSpan;
}

/// Strongest only where every measured model has it, else the user span: for ranking models and for axes from
/// which no older model may vanish.
template <class Models> AucChoice commonHeadline(const Models& models) {
    for (const auto& model : models) {
        if (!model.aucStrongest && model.auc) {
            return AucChoice::UserSpan;
        }
    }
    return headlineChoice(models);
}

/// "boosted_trees" → "boosted trees"; names this version does not know stay.
std::string methodTitle(const std::string& method);
/// Methods that the whole suite has, simple ones first.
std::vector<std::string> suiteMethods();
/// Place of a method in tables and charts: simple ones first, unknown ones last.
int methodOrder(const std::string& method);
/// Place of a target; unknown ones last.
int targetOrder(const std::string& target);
/// Title of a target; keys this version does not know stay.
std::string targetTitle(const std::string& target);

} // namespace up5::report
