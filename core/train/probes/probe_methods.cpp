#include "train/probes/probe_methods.h"

#include <algorithm>

#include "base/error.h"
#include "train/probes/probe_attention_pool.h"
#include "train/probes/probe_boosted_trees.h"
#include "train/probes/probe_knn.h"
#include "train/probes/probe_logistic.h"
#include "train/probes/probe_mlp.h"

namespace up5::train {

namespace {

void requireInput(const ProbeMethod& method, const ProbeSet& set, int numClasses, const char* which) {
    const auto users = static_cast<std::int64_t>(set.labels.size());
    const bool pooled = method.input == ProbeInput::PooledStates;
    const torch::Tensor& states = pooled ? set.states : set.tokens.states;
    const bool fits =
        users > 0 && states.defined() && states.dim() == (pooled ? 2 : 3) && states.size(0) == users &&
        (pooled || (set.tokens.mask.defined() && set.tokens.mask.dim() == 2 &&
                    set.tokens.mask.size(0) == users && set.tokens.mask.size(1) == states.size(1)));
    if (!fits) {
        throw Error(ErrorCode::InvalidInput,
                    std::string("The probe ") + method.name + " needs " +
                        (pooled ? "pooled states [n, d]" : "token states [n, L, d] with a mask [n, L]") +
                        ", one row per user; the " + which + " users, " + std::to_string(users) +
                        " of them, have none that fit.");
    }
    const auto outside = std::find_if(set.labels.begin(), set.labels.end(),
                                      [&](int label) { return label < 0 || label >= numClasses; });
    if (outside != set.labels.end()) {
        throw Error(ErrorCode::InvalidInput, std::string("The ") + which + " users have the class " +
                                                 std::to_string(*outside) + "; classes go from 0 to " +
                                                 std::to_string(numClasses - 1) + ".");
    }
}

} // namespace

std::span<const ProbeMethod> probeMethods() {
    static const ProbeMethod methods[] = {
        {"logistic", "Logistic regression", "Finds what a weighted sum of the state's dimensions gives away.",
         ProbeInput::PooledStates, false, fitLogisticProbe},
        {"knn", "Nearest neighbours", "Finds attributes whose users have similar states, of whatever shape.",
         ProbeInput::PooledStates, false, fitKnnProbe},
        {"boosted_trees", "Boosted trees",
         "Finds thresholds of the state's dimensions and their combinations.", ProbeInput::PooledStates,
         false, fitBoostedTreesProbe},
        {"mlp7", "Seven-layer MLP",
         "The paper's probe: finds what a deep network can compute from the state.", ProbeInput::PooledStates,
         true, fitMlp7Probe},
        {"mlp9-code", "Nine-layer MLP", "The probe of the paper's published code: as mlp7, but deeper.",
         ProbeInput::PooledStates, true, fitMlp9CodeProbe},
        {"attention_pool", "Attention over all tokens",
         "Learns which tokens give the attribute away and reads those, wherever they stand.",
         ProbeInput::TokenStates, true, fitAttentionPoolProbe},
    };
    return methods;
}

const ProbeMethod& probeMethod(const std::string& name) {
    std::string names;
    for (const ProbeMethod& method : probeMethods()) {
        if (method.name == name) {
            return method;
        }
        names += (names.empty() ? "" : ", ") + std::string(method.name);
    }
    throw Error(ErrorCode::NotFound, "There is no probe " + name + "; there are " + names + ".");
}

std::unique_ptr<Probe> fitProbe(const std::string& method, const ProbeSet& train, const ProbeSet& validation,
                                int numClasses, const ProbeTrainingOptions& options,
                                const CancelToken& cancel) {
    const ProbeMethod& found = probeMethod(method);
    requireInput(found, train, numClasses, "training");
    requireInput(found, validation, numClasses, "validation");
    return found.fit(train, validation, numClasses, options, cancel);
}

} // namespace up5::train
