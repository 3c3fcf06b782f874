#include "pipeline/conditional_prompt.h"

#include <cmath>
#include <set>

#include <fmt/ranges.h>

#include "base/error.h"
#include "base/random_stream.h"
#include "pipeline/prompt_artifacts.h"

namespace up5::pipeline {

double drawnLambda(const jobs::CfpOptions& options, std::uint64_t seed, std::int64_t batch) {
    constexpr double kGoldenRatio = 0.6180339887498949; // its multiples, modulo 1, leave no large gap
    RandomStream random(seed, batch < 0 ? "lambda of the warm start" : "lambda");
    const auto number = static_cast<double>(batch < 0 ? -1 - batch : batch);
    const double place = std::fmod(random.uniform() + number * kGoldenRatio, 1.0);
    if (place < options.lambdaZeroShare) {
        return 0.0;
    }
    const double share = (place - options.lambdaZeroShare) / (1.0 - options.lambdaZeroShare);
    return options.lambdaMin * std::pow(options.lambdaMax / options.lambdaMin, share);
}

void conditionOnLambda(PromptTask& task, const jobs::CfpOptions& options, std::uint64_t seed) {
    const auto setLambda = [](nn::PromptSource& prompt, double lambda) {
        dynamic_cast<nn::PromptGeneratorImpl&>(prompt).setLambda(lambda);
    };
    task.lambda = options.lambdaMax;
    task.weights = [numAttributes = task.attributes.size(), &options, seed,
                    setLambda](nn::PromptSource& prompt, std::int64_t batch) {
        const double lambda = drawnLambda(options, seed, batch);
        setLambda(prompt, lambda);
        return std::vector<double>(numAttributes, lambda);
    };
    task.beforeValidation = [&options, setLambda](nn::PromptSource& prompt) {
        setLambda(prompt, options.lambda);
    };
}

nn::KvPrefix ConditionalPrompt::at(double lambda) const {
    if (!covers(lambda)) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("The prompt was trained for λ = 0 and from {} to {}, but is asked for λ = {}.",
                        options.lambdaMin, options.lambdaMax, lambda));
    }
    const torch::NoGradGuard noGradients;
    generator->setLambda(lambda);
    return generator->forward().detached();
}

void requireSameTraining(const ConditionalPrompt& prompt, const jobs::JobSpec& audited) {
    static const std::set<std::string> decidesNothing = {"lambda", "batches", "init", "validation_users"};
    const auto refuse = [](const std::string& sentence) { throw Error(ErrorCode::InvalidInput, sentence); };
    if (prompt.spec.attributes != audited.attributes) {
        refuse(fmt::format("The prompt hides {}, but the job that audits it says {}. Give the prompt's own "
                           "attribute; `up5 run probe` reads others.",
                           fmt::join(prompt.spec.attributes, ", "), fmt::join(audited.attributes, ", ")));
    }
    if (prompt.spec.seed != audited.seed) {
        refuse(
            fmt::format("The prompt was trained with seed {}, but the job that audits it says {}. It is one "
                        "model, whatever the seed of an audit; give the prompt's own.",
                        prompt.spec.seed, audited.seed));
    }
    const nlohmann::json trained = jobs::CfpOptions::table().check(prompt.spec.options);
    const nlohmann::json asked = jobs::CfpOptions::table().check(audited.options);
    for (const auto& [key, value] : asked.items()) {
        if (!decidesNothing.contains(key) && !key.starts_with("probe.") && trained.at(key) != value) {
            refuse(
                fmt::format("The prompt was trained with {} = {}, but the job that audits it says {}. Give "
                            "the prompt's own settings.",
                            key, trained.at(key).dump(), value.dump()));
        }
    }
}

jobs::JobSpec conditionalSpec(const jobs::Workspace& workspace, const std::string& run) {
    jobs::JobSpec spec = jobs::RunFolder{workspace.run(run)}.readSpec();
    if (spec.kind != "cfp" || !jobs::CfpOptions::table().read(spec.options).isConditional()) {
        throw Error(ErrorCode::InvalidInput,
                    "Run " + run +
                        " is no prompt for every λ: only runs of kind cfp with condition=lambda are.");
    }
    return spec;
}

ConditionalPrompt loadConditionalPrompt(const LoadedBackbone& backbone, const jobs::Workspace& workspace,
                                        const std::string& run) {
    const jobs::JobSpec spec = conditionalSpec(workspace, run);
    ConditionalPrompt prompt{spec, jobs::CfpOptions::table().read(spec.options), nullptr};
    prompt.generator = storedGenerator(backbone, prompt.options, workspace, spec.backboneRun, run);
    return prompt;
}

} // namespace up5::pipeline
