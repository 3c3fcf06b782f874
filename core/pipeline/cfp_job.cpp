#include "pipeline/pipelines.h"

#include "base/atomic_file.h"
#include "base/random_stream.h"
#include "jobs/options/cfp_options.h"
#include "metrics/auc.h"
#include "metrics/ranking.h"
#include "nn/checkpoint.h"
#include "pipeline/adversary_batches.h"
#include "pipeline/leak_audit.h"
#include "pipeline/probe_users.h"
#include "pipeline/ranking.h"
#include "pipeline/tensor_batch.h"
#include "pipeline/user_states.h"
#include "train/device.h"
#include "train/probes/probe_methods.h"
#include "train/prompt_trainer.h"

namespace up5::pipeline {

namespace {

train::PromptTrainingOptions trainingOptions(const jobs::CfpOptions& options, std::uint64_t seed) {
    train::PromptTrainingOptions training;
    training.lambda = options.lambda;
    training.schedule = options.training.schedule == "paper" ? train::AdversarialSchedule::Paper
                                                    : train::AdversarialSchedule::Balanced;
    training.stepsT = options.training.stepsT;
    training.everyR = options.training.everyR;
    training.classifierSteps = options.training.classifierSteps;
    training.batches = options.training.batches;
    training.warmStart = options.training.warmStart;
    training.learningRatePrefix = options.training.learningRatePrefix;
    training.decay = options.training.learningRateDecay == "linear";
    training.learningRateClassifier = options.training.learningRateClassifier;
    training.adversaries = options.training.adversary == "both" ? std::vector<std::string>{"mlp7", "logistic"}
                                                       : std::vector<std::string>{options.training.adversary};
    training.standardise = options.training.adversaryInput == "standardised";
    training.validateEvery = options.training.validateEvery;
    training.seed = seed;
    return training;
}

/// Validation while training: hit@1 and hit@10 on validation targets, and the AUC on probe-validation users
/// of a logistic probe fitted on adversary-training users.
class Validation {
public:
    Validation(LoadedBackbone& backbone, const data::Attribute& attribute, const data::UserGroups& groups,
               const jobs::CfpOptions& options, const JobContext& context)
        : m_backbone(backbone), m_attribute(attribute), m_groups(groups), m_options(options),
          m_context(context) {}

    void run(nn::PromptGenerator& generator, std::int64_t step) {
        {
            const torch::NoGradGuard noGradients;
            m_backbone.prefix = generator->forward().detached();
        }
        const Ranks ranks = rankTargets(
            m_backbone, {.part = data::SplitPart::Validation, .maxUsers = m_options.training.validationUsers},
            m_context);
        for (const int k : {1, 10}) {
            double hits = 0;
            for (const double rank : ranks.ranks) {
                hits += metrics::hitAtK(rank, k) / static_cast<double>(ranks.ranks.size());
            }
            m_context.series("validation_hit@" + std::to_string(k), step, hits);
        }
        const auto numClasses = static_cast<int>(m_attribute.classes.size());
        const auto probe =
            train::fitProbe("logistic", states(m_groups.adversaryTrain), states(m_groups.probeValidation),
                            numClasses, {}, m_context.cancel);
        m_context.series("validation_auc", step, probe->validationAuc);
    }

private:
    train::ProbeSet states(const std::vector<std::int32_t>& users) {
        train::ProbeSet set{
            userStates(m_backbone, users, {.targets = {"user_span"}}, m_context).features.at("user_span"),
            {},
            {}};
        for (const std::int32_t user : users) {
            set.labels.push_back(m_attribute.values[static_cast<std::size_t>(user)]);
        }
        return set;
    }

    LoadedBackbone& m_backbone;
    const data::Attribute& m_attribute;
    const data::UserGroups& m_groups;
    const jobs::CfpOptions& m_options;
    const JobContext& m_context;
};

void savePrompt(const LoadedBackbone& backbone, const nn::PromptGenerator& generator,
                const JobContext& context) {
    const std::filesystem::path folder = context.folder.artifacts();
    savePrefix(*backbone.prefix, folder / "prompt.safetensors",
               {{"backbone_run", context.spec.backboneRun}, {"attribute", context.spec.attributes.front()}});
    nn::saveModule(*generator, folder / "generator.safetensors");
    context.artifact("prompt", "artifacts/prompt.safetensors");
    context.artifact("generator", "artifacts/generator.safetensors");
    const auto count = [&](const std::string& name, std::int64_t value) {
        context.sink.emitEvent(jobs::MetricEvent{.name = name, .value = static_cast<double>(value)});
    };
    count("trainable_parameters", generator->trainableParameters());
    count("stored_prefix_size", nn::storedPrefixSize(backbone.network->config(), backbone.prefix->length()));
}

} // namespace

void trainCfp(JobContext& context) {
    const auto options = jobs::CfpOptions::table().read(context.spec.options);
    const std::uint64_t seed = context.spec.seed;
    context.progress("preparing", 0, 0);
    LoadedBackbone backbone = loadBackbone(context.workspace, context.spec.backboneRun, {},
                                           train::deviceFromText(context.spec.device));
    const data::Attribute& attribute = backbone.protocol.dataset().attribute(context.spec.attributes.front());
    const data::UserGroups groups = userGroups(backbone.protocol, attribute, options.probe);

    torch::manual_seed(derivedSeed(seed, "prompt initialisation"));
    nn::PromptGenerator generator(backbone.network->config(),
                                  nn::PromptGeneratorOptions{options.prefixLength, options.reweighter,
                                                             options.init, options.outputScale,
                                                             options.prefixDropout});
    generator->to(backbone.device);
    const AdversaryBatches batches(backbone, attribute, groups.adversaryTrain,
                                   {options.training.batchSize, options.training.directShare, seed});
    Validation validation(backbone, attribute, groups, options, context);
    train::PromptTrainingHooks hooks;
    hooks.batch = [&](train::BatchPurpose purpose, std::int64_t number) {
        return batches.batch(purpose, number);
    };
    hooks.validate = [&](std::int64_t step) { validation.run(generator, step); };
    hooks.onLoss = [&](std::int64_t step, double lossRec, std::optional<double> lossDis) {
        context.series("loss_rec", step, lossRec);
        if (lossDis) {
            context.series("loss_dis", step, *lossDis);
        }
    };
    hooks.onProgress = [&](std::int64_t done, std::int64_t total) {
        context.progress("training", done, total);
    };
    train::trainPrompt(backbone.network, generator, static_cast<std::int64_t>(attribute.classes.size()),
                       trainingOptions(options, seed), hooks, context.folder.state(), context.cancel);

    {
        const torch::NoGradGuard noGradients;
        backbone.prefix = generator->forward().detached();
    }
    context.progress("writing", 0, 1);
    savePrompt(backbone, generator, context);
    jobs::ProbeOptions probe = options.probe;
    probe.ceiling = false; // the data's, which the untreated probe beside this run shows
    auditLeak(backbone, {attribute.name}, probe, context);
    reportAllRanks(backbone, options.training.validationUsers, {.resamples = options.probe.resamples}, context);
}

} // namespace up5::pipeline
