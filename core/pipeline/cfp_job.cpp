#include "pipeline/pipelines.h"

#include "jobs/options/cfp_options.h"
#include "pipeline/conditional_prompt.h"
#include "pipeline/leak_audit.h"
#include "pipeline/probe_users.h"
#include "pipeline/prompt_artifacts.h"
#include "pipeline/prompt_training.h"
#include "pipeline/ranking.h"
#include "train/device.h"

namespace up5::pipeline {

void trainCfp(JobContext& context) {
    const auto options = jobs::CfpOptions::table().read(context.spec.options);
    context.progress("preparing", 0, 0);
    LoadedBackbone backbone = loadBackbone(context.workspace, context.spec.backboneRun, {},
                                           train::deviceFromText(context.spec.device));
    const data::Attribute& attribute = backbone.protocol.dataset().attribute(context.spec.attributes.front());
    const data::UserGroups groups = userGroups(backbone.protocol, attribute, options.probe);
    if (options.startsFromPrompt()) {
        inheritUserGroups(jobs::RunFolder{context.workspace.run(context.spec.promptRun)}, groups,
                          backbone.protocol.dataset(), context);
    }
    std::shared_ptr<nn::PromptSource> generator;
    if (options.isOnlyAudited()) {
        ConditionalPrompt prompt = loadConditionalPrompt(backbone, context.workspace, context.spec.promptRun);
        requireSameTraining(prompt, context.spec);
        backbone.prefix = prompt.at(options.lambda);
        generator = std::move(prompt.generator);
    } else {
        PromptTask task{.backbone = backbone,
                        .attributes = {&attribute},
                        .groups = {groups},
                        .options = options,
                        .makePrompt = [&] { return makeGenerator(backbone, options, context); }};
        if (options.isConditional()) {
            conditionOnLambda(task, options, context.spec.seed);
        }
        generator = trainChosenPrompt(task, context);
    }
    context.progress("writing", 0, 1);
    storePrompt(backbone, *generator, context);
    jobs::ProbeOptions probe = options.probe;
    probe.ceiling = false; // the data's, which the untreated probe beside this run shows
    auditLeak(backbone, {attribute.name}, probe, context);
    reportAllRanks(backbone, options.validationUsers, {.resamples = options.probe.resamples}, context);
}

} // namespace up5::pipeline
