// The names under which a run stores what its probes read, taken apart.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace up5::report {

enum class ProbeQuantity {
    Auc,
    HardAuc, ///< AUC of the answered words themselves
    Strongest,
    Null,
    PValue,
    Detectable,
    OvoWeighted,
    OvrMacro,
    OvrWeighted,
    F1Macro,
    F1Micro,
    Collapsed,
    MajorityShare,
    LeakMap,
    AdversaryOverlap,
};

/// "probe_auc_all_tokens/mlp7" → {Auc, "all_tokens", "mlp7", 0}.
struct ProbeName {
    ProbeQuantity quantity = ProbeQuantity::Auc;
    std::string target; ///< key of jobs::probeTargets(); empty for figures of all targets together
    std::string method; ///< empty for the headline
    int layer = 0;      ///< of a leak map
};

/// nullopt for figures that no probe wrote and for targets this version does not know.
/// Figures of a baseline (`ofBaseline`) whose name has no target are about its user vector, others about the
/// user span.
std::optional<ProbeName> parseProbeName(const std::string& name, bool ofBaseline = false);

/// What is computed, for all targets alike.
struct ProbeStem {
    ProbeQuantity quantity;
    std::string stem;    ///< beginning of the name
    std::string title;   ///< short; the target's title follows after a comma where there is one
    std::string meaning; ///< sentences
    bool perTarget = true;
};

/// Longer stems before those they begin with.
const std::vector<ProbeStem>& probeStems();

} // namespace up5::report
