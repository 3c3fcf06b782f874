#include "pipeline/prompt_artifacts.h"

#include "base/error.h"
#include "jobs/attribute_subsets.h"
#include "nn/checkpoint.h"

namespace up5::pipeline {

namespace {

constexpr const char* kGeneratorFile = "generator.safetensors";

nn::PromptGeneratorOptions generatorOptions(const jobs::CfpOptions& options) {
    nn::PromptGeneratorOptions made;
    made.prefixLength = options.prefixLength;
    made.reweighter = options.reweighter;
    made.init = options.startsFromPrompt() ? "normal" : options.init; // whose weights are replaced
    made.outputScale = options.outputScale;
    made.dropout = options.prefixDropout;
    made.injection =
        options.injection == "kv" ? nn::PromptInjection::KeysAndValues : nn::PromptInjection::Input;
    made.generator = options.generator;
    made.conditioned = options.isConditional();
    return made;
}

std::shared_ptr<nn::PromptGeneratorImpl> newGenerator(const LoadedBackbone& backbone,
                                                      const jobs::CfpOptions& options) {
    const auto [first, last] = backbone.protocol.tokenizer().wordTokens();
    return std::make_shared<nn::PromptGeneratorImpl>(
        backbone.network->config(), generatorOptions(options),
        backbone.network->embedding().detach().narrow(0, first, last - first));
}

/// The weights that a run has stored.
void loadWeights(nn::PromptSource& generator, const std::filesystem::path& folder, const std::string& run) {
    const std::filesystem::path file = folder / kGeneratorFile;
    if (!std::filesystem::exists(file)) {
        throw Error(ErrorCode::NotFound,
                    "The prompt of run " + run +
                        " cannot be used: it has no generator.safetensors. Let the run finish first.");
    }
    try {
        nn::loadModule(generator, file);
    } catch (const Error& error) {
        throw Error(
            error.code() == ErrorCode::Corrupt ? ErrorCode::InvalidInput : error.code(),
            "The prompt of run " + run +
                " has another generator, reweighter, injection, condition or prefix length than what is "
                "asked for. " +
                std::string(error.what()));
    }
}

} // namespace

std::shared_ptr<nn::PromptGeneratorImpl>
makeGenerator(const LoadedBackbone& backbone, const jobs::CfpOptions& options, const JobContext& context) {
    auto generator = newGenerator(backbone, options);
    if (options.startsFromPrompt()) {
        const std::string& start = context.spec.promptRun;
        loadWeights(*generator, promptFolder(context.workspace, start, context.spec.backboneRun), start);
    }
    generator->to(backbone.device);
    return generator;
}

std::shared_ptr<nn::PromptGeneratorImpl>
storedGenerator(const LoadedBackbone& backbone, const jobs::CfpOptions& options,
                const jobs::Workspace& workspace, const std::string& backboneRun, const std::string& run) {
    auto generator = newGenerator(backbone, options);
    loadWeights(*generator, promptFolder(workspace, run, backboneRun), run);
    generator->to(backbone.device);
    generator->eval();
    return generator;
}

void storePrompt(const LoadedBackbone& backbone, const nn::PromptSource& generator,
                 const JobContext& context) {
    const std::filesystem::path folder = context.folder.artifacts();
    savePrefix(*backbone.prefix, folder / jobs::promptFileName(),
               {{"backbone_run", context.spec.backboneRun}, {"attribute", context.spec.attributes.front()}});
    nn::saveModule(generator, folder / kGeneratorFile);
    context.artifact("prompt", "artifacts/" + jobs::promptFileName());
    context.artifact("generator", std::string("artifacts/") + kGeneratorFile);
    reportPromptSize(backbone.network->config(), generator, backbone.prefix->numel(), context);
}

void reportPromptSize(const nn::T5Config& config, const nn::PromptSource& prompt, std::int64_t stored,
                      const JobContext& context) {
    const auto figure = [&](const std::string& name, double value) {
        context.metric(jobs::MetricEvent{.name = name, .value = value});
    };
    const auto numbers = static_cast<double>(stored);
    const auto tied = static_cast<double>(nn::parameterCount(config));
    const auto untied = static_cast<double>(nn::untiedParameterCount(config));
    figure("trainable_parameters", static_cast<double>(prompt.trainableParameters()));
    figure("stored_prefix_size", numbers);
    figure("stored_prefix_share", numbers / tied);
    figure("stored_prefix_share_untied", numbers / untied);
    figure("backbone_parameters", tied);
    figure("backbone_parameters_untied", untied);
}

} // namespace up5::pipeline
