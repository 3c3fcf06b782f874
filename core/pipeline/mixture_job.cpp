#include "pipeline/pipelines.h"

#include <algorithm>
#include <memory>

#include "base/random_stream.h"
#include "jobs/attribute_subsets.h"
#include "jobs/options/mixture_options.h"
#include "nn/checkpoint.h"
#include "nn/prompt_generator.h"
#include "nn/prompt_mixture.h"
#include "pipeline/audited_backbone.h"
#include "pipeline/leak_audit.h"
#include "pipeline/probe_users.h"
#include "pipeline/prompt_artifacts.h"
#include "pipeline/prompt_training.h"
#include "pipeline/ranking.h"
#include "train/device.h"

namespace up5::pipeline {

namespace {

/// The trained prompts, in the order of the mixture's attributes.
std::vector<nn::KvPrefix> loadPrompts(const LoadedBackbone& backbone, const JobContext& context) {
    std::vector<nn::KvPrefix> prompts;
    for (const std::string& run : context.spec.mixedPrompts) {
        prompts.push_back(
            loadPrompt(context.workspace, {run}, context.spec.backboneRun, backbone.network->config())
                .to(backbone.device));
    }
    return prompts;
}

/// The user sets of every attribute; refused when an adversary of one of the prompts has seen a user that a
/// probe of the mixture would be fitted or tested on.
std::vector<data::UserGroups> groupsOf(const Protocol& protocol,
                                       const std::vector<const data::Attribute*>& attributes,
                                       const jobs::ProbeOptions& options, const JobContext& context) {
    std::vector<jobs::RunFolder> prompts;
    for (const std::string& run : context.spec.mixedPrompts) {
        prompts.push_back({context.workspace.run(run)});
    }
    std::vector<data::UserGroups> groups;
    for (const data::Attribute* attribute : attributes) {
        groups.push_back(userGroups(protocol, *attribute, options));
        adversaryOverlap(protocol.dataset(), groups.back(), prompts, false);
    }
    return groups;
}

/// Which attributes step `number` removes: each with probability one half, drawn again until there are two.
std::vector<bool> randomSubset(std::size_t attributes, std::uint64_t seed, std::int64_t number) {
    RandomStream random(seed, "mixture subset " + std::to_string(number));
    std::vector<bool> subset(attributes);
    do {
        for (std::size_t i = 0; i < attributes; ++i) {
            subset[i] = random.bernoulli(0.5);
        }
    } while (std::count(subset.begin(), subset.end(), true) < 2);
    return subset;
}

std::vector<bool> membership(const std::vector<std::string>& attributes,
                             const std::vector<std::string>& subset) {
    std::vector<bool> isMember;
    for (const std::string& attribute : attributes) {
        isMember.push_back(std::find(subset.begin(), subset.end(), attribute) != subset.end());
    }
    return isMember;
}

nn::KvPrefix mixed(nn::PromptMixtureImpl& mixture, std::vector<bool> subset) {
    const torch::NoGradGuard noGradients;
    mixture.select(std::move(subset));
    return mixture.forward().copied();
}

/// Every subset: its prompt is stored, ranked, and every attribute probed under it.
void auditSubsets(LoadedBackbone& backbone, nn::PromptMixtureImpl& mixture,
                  const jobs::MixtureOptions& options, const JobContext& context) {
    const std::vector<std::string>& attributes = context.spec.attributes;
    jobs::ProbeOptions probe = options.probe;
    probe.ceiling = false; // the data's, which the untreated probe beside this run shows
    const LeakAudit audit(backbone.protocol, attributes, probe, context);
    AuditedBackbone model(backbone);
    const std::vector<PreparedRanking> rankings =
        prepareAllRankings(backbone.protocol, options.validationUsers);
    for (const std::vector<std::string>& subset : jobs::attributeSubsets(attributes)) {
        const std::string key = jobs::subsetKey(subset);
        backbone.prefix = mixed(mixture, membership(attributes, subset));
        savePrefix(*backbone.prefix, context.folder.artifacts() / jobs::promptFileName(key),
                   {{"backbone_run", context.spec.backboneRun}, {"removed", key}});
        context.artifact("prompt", "artifacts/" + jobs::promptFileName(key));
        const JobContext own = context.forSubset(key);
        audit.run(model, own);
        reportAllRanks(backbone, rankings, {.resamples = probe.resamples}, own);
    }
}

} // namespace

void trainMixture(JobContext& context) {
    const auto options = jobs::MixtureOptions::table().read(context.spec.options);
    context.progress("preparing", 0, 0);
    LoadedBackbone backbone = loadBackbone(context.workspace, context.spec.backboneRun, {},
                                           train::deviceFromText(context.spec.device));
    std::vector<const data::Attribute*> attributes;
    for (const std::string& name : context.spec.attributes) {
        attributes.push_back(&backbone.protocol.dataset().attribute(name));
    }
    const std::vector<nn::KvPrefix> prompts = loadPrompts(backbone, context);
    const std::vector<double> lambdas = options.lambdasOf(context.spec.attributes);
    std::shared_ptr<nn::PromptMixtureImpl> mixture; // of the present start
    const PromptTask task{
        .backbone = backbone,
        .attributes = attributes,
        .groups = groupsOf(backbone.protocol, attributes, options.probe, context),
        .options = options,
        .makePrompt =
            [&] {
                mixture = std::make_shared<nn::PromptMixtureImpl>(
                    backbone.network->config(), prompts,
                    nn::PromptMixtureOptions{options.outputLength, options.init, options.prefixDropout});
                mixture->to(backbone.device);
                return mixture;
            },
        .lambda = *std::max_element(lambdas.begin(), lambdas.end()),
        .weights =
            [&](nn::PromptSource&, std::int64_t batch) {
                std::vector<bool> subset = randomSubset(attributes.size(), context.spec.seed, batch);
                std::vector<double> weights = options.stepWeights(context.spec.attributes, subset);
                mixture->select(std::move(subset));
                return weights;
            },
        .beforeValidation =
            [&](nn::PromptSource&) { mixture->select(std::vector<bool>(attributes.size(), true)); }};
    trainChosenPrompt(task, context);
    context.progress("writing", 0, 1);
    nn::saveModule(*mixture, context.folder.artifacts() / "mixture.safetensors");
    context.artifact("mixture", "artifacts/mixture.safetensors");
    const nn::T5Config& config = backbone.network->config();
    reportPromptSize(config, *mixture, nn::storedPrefixSize(config, options.outputLength), context);
    auditSubsets(backbone, *mixture, options, context);
}

} // namespace up5::pipeline
