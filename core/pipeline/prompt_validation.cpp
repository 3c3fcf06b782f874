#include "pipeline/prompt_validation.h"

#include <algorithm>

#include "jobs/probe_targets.h"
#include "metrics/ranking.h"
#include "pipeline/ranking.h"
#include "pipeline/user_states.h"
#include "train/probes/probe_methods.h"

namespace up5::pipeline {

namespace {

constexpr int kChosenBy = 10; // hit@k that a checkpoint is chosen by

/// Targets of the probes after training without those that score all items, which would take too long here.
std::set<std::string> validatedTargets(const jobs::ProbeOptions& options) {
    std::set<std::string> targets = {"user_span"};
    for (const std::string& target : options.targetKeys()) {
        if (target != "item_scores" && target != "recommended_list") {
            targets.insert(target);
        }
    }
    return targets;
}

/// Validation AUC by target of logistic probes of one attribute.
std::map<std::string, double> validationAucs(LoadedBackbone& backbone, const data::Attribute& attribute,
                                             const data::UserGroups& groups,
                                             const std::set<std::string>& targets,
                                             const JobContext& context) {
    const auto statesOf = [&](const std::vector<std::int32_t>& users) {
        return userStates(backbone, users, {.targets = targets}, context).features;
    };
    const auto labelsOf = [&](const std::vector<std::int32_t>& users) {
        std::vector<int> labels;
        for (const std::int32_t user : users) {
            labels.push_back(attribute.values[static_cast<std::size_t>(user)]);
        }
        return labels;
    };
    const auto train = statesOf(groups.adversaryTrain), validation = statesOf(groups.probeValidation);
    std::map<std::string, double> aucs;
    for (const std::string& target : targets) {
        const auto probe =
            train::fitProbe("logistic", {train.at(target), labelsOf(groups.adversaryTrain), {}},
                            {validation.at(target), labelsOf(groups.probeValidation), {}},
                            static_cast<int>(attribute.classes.size()), {}, context.cancel);
        aucs[target] = probe->validationAuc;
    }
    return aucs;
}

} // namespace

metrics::CheckpointFigures validatePrompt(LoadedBackbone& backbone,
                                          const std::vector<const data::Attribute*>& attributes,
                                          const std::vector<data::UserGroups>& groups,
                                          const jobs::AdversarialOptions& options, std::int64_t step,
                                          const JobContext& context) {
    metrics::CheckpointFigures figures;
    const Ranks ranks = rankTargets(
        backbone, {{.part = data::SplitPart::Validation, .maxUsers = options.validationUsers}}, context);
    for (const int k : {1, kChosenBy}) {
        double hits = 0;
        for (const double rank : ranks.ranks) {
            hits += metrics::hitAtK(rank, k) / static_cast<double>(ranks.ranks.size());
        }
        context.series("validation_hit@" + std::to_string(k), step, hits);
        figures.hit = hits;
    }
    std::map<std::string, double> highest;
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        for (const auto& [target, auc] :
             validationAucs(backbone, *attributes[i], groups[i], validatedTargets(options.probe), context)) {
            highest[target] = std::max(highest[target], auc);
        }
    }
    for (const auto& [target, auc] : highest) {
        context.series("validation_auc" + jobs::probeTarget(target).suffix, step, auc);
        figures.auc = std::max(figures.auc, auc);
    }
    return figures;
}

} // namespace up5::pipeline
