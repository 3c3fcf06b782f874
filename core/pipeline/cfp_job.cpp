#include "pipeline/pipelines.h"

#include "jobs/options/cfp_options.h"
#include "nn/checkpoint.h"
#include "nn/prompt_generator.h"
#include "pipeline/leak_audit.h"
#include "pipeline/probe_users.h"
#include "pipeline/prompt_training.h"
#include "pipeline/ranking.h"
#include "train/device.h"

namespace up5::pipeline {

namespace {

void savePrompt(const LoadedBackbone& backbone, const nn::PromptSource& generator,
                const JobContext& context) {
    const std::filesystem::path folder = context.folder.artifacts();
    savePrefix(*backbone.prefix, folder / "prompt.safetensors",
               {{"backbone_run", context.spec.backboneRun}, {"attribute", context.spec.attributes.front()}});
    nn::saveModule(generator, folder / "generator.safetensors");
    context.artifact("prompt", "artifacts/prompt.safetensors");
    context.artifact("generator", "artifacts/generator.safetensors");
    const auto count = [&](const std::string& name, std::int64_t value) {
        context.metric({.name = name, .value = static_cast<double>(value)});
    };
    count("trainable_parameters", generator.trainableParameters());
    count("stored_prefix_size", nn::storedPrefixSize(backbone.network->config(), backbone.prefix->length()));
}

} // namespace

void trainCfp(JobContext& context) {
    const auto options = jobs::CfpOptions::table().read(context.spec.options);
    context.progress("preparing", 0, 0);
    LoadedBackbone backbone = loadBackbone(context.workspace, context.spec.backboneRun, {},
                                           train::deviceFromText(context.spec.device));
    const data::Attribute& attribute = backbone.protocol.dataset().attribute(context.spec.attributes.front());
    const PromptTask task{.backbone = backbone,
                          .attributes = {&attribute},
                          .groups = {userGroups(backbone.protocol, attribute, options.probe)},
                          .options = options,
                          .makePrompt = [&] {
                              auto generator = std::make_shared<nn::PromptGeneratorImpl>(
                                  backbone.network->config(),
                                  nn::PromptGeneratorOptions{options.prefixLength, options.reweighter,
                                                             options.init, options.outputScale,
                                                             options.prefixDropout});
                              generator->to(backbone.device);
                              return generator;
                          }};
    const std::shared_ptr<nn::PromptSource> generator = trainChosenPrompt(task, context);
    context.progress("writing", 0, 1);
    savePrompt(backbone, *generator, context);
    jobs::ProbeOptions probe = options.probe;
    probe.ceiling = false; // the data's, which the untreated probe beside this run shows
    auditLeak(backbone, {attribute.name}, probe, context);
    reportAllRanks(backbone, options.validationUsers, {.resamples = options.probe.resamples}, context);
}

} // namespace up5::pipeline
