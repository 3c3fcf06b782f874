#include "report/probe_names.h"

#include <algorithm>
#include <cctype>

#include "jobs/probe_targets.h"

namespace up5::report {

namespace {

std::vector<std::string> partsOf(const std::string& name) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (std::size_t slash = name.find('/'); slash != std::string::npos; slash = name.find('/', start)) {
        parts.push_back(name.substr(start, slash - start));
        start = slash + 1;
    }
    parts.push_back(name.substr(start));
    return parts;
}

const jobs::ProbeTarget* targetWith(std::string jobs::ProbeTarget::*member, const std::string& value,
                                    bool ofBaseline) {
    for (const jobs::ProbeTarget& target : ofBaseline ? jobs::baselineProbeTargets() : jobs::probeTargets()) {
        if (target.*member == value) {
            return &target;
        }
    }
    return nullptr;
}

/// "leak_map/user_span/03" and "probe_auc_strongest/user_span/mlp7" name the target in the second part.
std::optional<ProbeName> withTargetPart(ProbeQuantity quantity, const std::vector<std::string>& parts,
                                        bool ofBaseline) {
    if (parts.size() != 3 || targetWith(&jobs::ProbeTarget::key, parts[1], ofBaseline) == nullptr) {
        return std::nullopt;
    }
    ProbeName name{quantity, parts[1], {}, 0};
    if (quantity == ProbeQuantity::Strongest) {
        name.method = parts[2];
        return name;
    }
    const bool isNumber = !parts[2].empty() && parts[2].size() < 4 &&
                          std::all_of(parts[2].begin(), parts[2].end(),
                                      [](unsigned char digit) { return std::isdigit(digit) != 0; });
    if (!isNumber) {
        return std::nullopt;
    }
    name.layer = std::stoi(parts[2]);
    return name;
}

} // namespace

const std::vector<ProbeStem>& probeStems() {
    static const std::vector<ProbeStem> stems = {
        {ProbeQuantity::Strongest, "probe_auc_strongest", "AUC, strongest probe",
         "Area under the ROC curve of the strongest probe over all attacked targets of the model and all "
         "methods, chosen on validation users and looked at once on test users; the name says which it was. "
         "The raw history is no target of the model and never counts here.",
         false},
        {ProbeQuantity::OvoWeighted, "probe_auc_ovo_weighted", "AUC, one-vs-one weighted",
         "AUC of the headline probe as the mean over pairs of classes, weighted with the users in them.",
         true},
        {ProbeQuantity::OvrMacro, "probe_auc_ovr_macro", "AUC, one-vs-rest macro",
         "AUC of the headline probe as the mean over classes, each against all others.", true},
        {ProbeQuantity::OvrWeighted, "probe_auc_ovr_weighted", "AUC, one-vs-rest weighted",
         "AUC of the headline probe as the mean over classes, each against all others, weighted with the "
         "users in it.",
         true},
        {ProbeQuantity::HardAuc, "probe_auc_answers_hard", "AUC, answered words",
         "AUC of the answered word alone (1 for it, 0 for the others) instead of its score: what published "
         "figures of asked models use. It is 0.5 whenever the model answers everyone alike.",
         false},
        {ProbeQuantity::Auc, "probe_auc", "AUC",
         "Area under the ROC curve of a classifier that reads the attribute, on test users neither it nor an "
         "adversary was fitted on; binary for two classes, else one-vs-one macro (Hand & Till). Without a "
         "probe's name: the probe chosen on validation users. 0.5 means nothing was read.",
         true},
        {ProbeQuantity::Null, "probe_null", "AUC with shuffled labels",
         "What the AUC is after the labels were shuffled across users: mean over the shuffles, with the band "
         "that 95 % of them fall into. A logistic probe is fitted anew each time; for answers, and for "
         "targets "
         "with a feature per item, the headline's scores stay and the test labels alone are shuffled.",
         true},
        {ProbeQuantity::PValue, "probe_p", "p-value",
         "Permutation test of the headline AUC: (1 + shuffles of the labels that reach it) / (1 + "
         "shuffles); not corrected for the number of comparisons.",
         true},
        {ProbeQuantity::Detectable, "probe_detectable", "smallest detectable AUC",
         "A leak of this AUC would be found four times in five with these test users (5 % error, two-sided); "
         "smaller ones more often go unnoticed.",
         true},
        {ProbeQuantity::F1Macro, "probe_f1_macro", "F1 macro",
         "Mean over classes of the F1 score of the headline probe's decisions.", true},
        {ProbeQuantity::F1Micro, "probe_f1_micro", "F1 micro",
         "Share of users whose class the headline probe names; the majority share is its floor.", true},
        {ProbeQuantity::Collapsed, "probe_collapsed", "probe collapsed",
         "1 when the probe's scores hardly differ between users, its training never beat the class shares or "
         "diverged, or, for hard decisions without scores, when one class is predicted for more than 98 % of "
         "the users. A low AUC then says nothing; an interval above guessing is a leak all the same.",
         true},
        {ProbeQuantity::MajorityShare, "probe_majority_share", "majority share",
         "Share of the most frequent class among the test users: what naming it for everyone gets right.",
         false},
        {ProbeQuantity::LeakMap, "leak_map", "leak by layer",
         "AUC of a logistic probe on the states of one encoder layer (00 = embeddings) at the named "
         "positions.",
         false},
        {ProbeQuantity::AdversaryOverlap, "adversary_overlap", "users the adversary had seen",
         "Users of this probe that the prompt's adversary had been trained on: the figures of such a run may "
         "look better than they are.",
         false},
    };
    return stems;
}

std::optional<ProbeName> parseProbeName(const std::string& name, bool ofBaseline) {
    const std::vector<std::string> parts = partsOf(name);
    for (const ProbeStem& stem : probeStems()) {
        if (!parts.front().starts_with(stem.stem)) {
            continue;
        }
        const std::string rest = parts.front().substr(stem.stem.size());
        if (stem.quantity == ProbeQuantity::Strongest || stem.quantity == ProbeQuantity::LeakMap) {
            return rest.empty() ? withTargetPart(stem.quantity, parts, ofBaseline) : std::nullopt;
        }
        if (parts.size() > 2) {
            return std::nullopt;
        }
        const std::string method = parts.size() == 2 ? parts[1] : std::string();
        if (!stem.perTarget) {
            const std::string target = stem.quantity == ProbeQuantity::HardAuc ? "answers" : "";
            return rest.empty() ? std::optional(ProbeName{stem.quantity, target, method, 0}) : std::nullopt;
        }
        const jobs::ProbeTarget* target = targetWith(&jobs::ProbeTarget::suffix, rest, ofBaseline);
        return target == nullptr ? std::nullopt
                                 : std::optional(ProbeName{stem.quantity, target->key, method, 0});
    }
    return std::nullopt;
}

} // namespace up5::report
