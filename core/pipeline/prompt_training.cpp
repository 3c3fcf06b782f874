#include "pipeline/prompt_training.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/error.h"
#include "base/random_stream.h"
#include "nn/checkpoint.h"
#include "pipeline/adversary_batches.h"
#include "pipeline/answer_audit.h"
#include "pipeline/class_balance.h"
#include "pipeline/prompt_checkpoints.h"
#include "pipeline/prompt_validation.h"
#include "train/prompt_trainer.h"

namespace up5::pipeline {

namespace {

using jobs::AdversarialOptions;

train::AdversarialSchedule scheduleOf(const std::string& name) {
    return name == "paper"  ? train::AdversarialSchedule::Paper
           : name == "code" ? train::AdversarialSchedule::Code
                            : train::AdversarialSchedule::Balanced;
}

train::LambdaSchedule lambdaScheduleOf(const std::string& name) {
    return name == "warmup" ? train::LambdaSchedule::WarmUp
           : name == "sqrt" ? train::LambdaSchedule::Sqrt
                            : train::LambdaSchedule::Constant;
}

metrics::ChoiceRule choiceRuleOf(const std::string& name) {
    return name == "hit_below_tau" ? metrics::ChoiceRule::HitBelow
           : name == "knee"        ? metrics::ChoiceRule::Knee
                                   : metrics::ChoiceRule::Last;
}

train::AdversaryOptions adversaryOptions(const AdversarialOptions& options, std::uint64_t seed) {
    train::AdversaryOptions adversaries;
    adversaries.architectures = jobs::listParts(options.adversaries);
    adversaries.targets = jobs::listParts(options.adversaryTargets);
    adversaries.loss = options.adversaryLoss == "prior" ? train::AdversarialLoss::TowardPrior
                                                        : train::AdversarialLoss::CrossEntropy;
    adversaries.combination = options.adversaryCombination == "strongest"
                                  ? train::AdversaryCombination::Strongest
                                  : train::AdversaryCombination::Mean;
    adversaries.runningStatistics = options.batchNorm == "running";
    adversaries.learningRate = options.learningRateClassifier;
    adversaries.seed = seed;
    return adversaries;
}

train::PromptTrainingOptions trainingOptions(const PromptTask& task, std::uint64_t seed) {
    const AdversarialOptions& options = task.options;
    train::PromptTrainingOptions training;
    // A conditional prompt is trained with weights of its own for each batch; what is audited decides
    // nothing.
    training.lambda = task.lambda.value_or(options.lambda);
    training.lambdaSchedule = lambdaScheduleOf(options.lambdaSchedule);
    training.schedule = scheduleOf(options.schedule);
    training.stepsT = options.stepsT;
    training.everyR = options.everyR;
    training.soleSteps = options.soleSteps;
    training.classifierSteps = options.classifierSteps;
    training.batches = options.batches;
    training.warmStart = options.warmStart;
    training.learningRatePrefix = options.learningRatePrefix;
    training.decay = options.learningRateDecay == "linear";
    training.adversaries = adversaryOptions(options, seed);
    training.standardise = options.adversaryInput == "standardised";
    training.validateEvery = options.validateEvery;
    training.seed = seed;
    return training;
}

/// The users an adversary may see, of all attributes.
std::vector<std::int32_t> adversaryUsers(const PromptTask& task, std::uint64_t seed) {
    std::vector<std::int32_t> users;
    for (const data::UserGroups& groups : task.groups) {
        users.insert(users.end(), groups.adversaryTrain.begin(), groups.adversaryTrain.end());
    }
    std::ranges::sort(users);
    const auto [first, last] = std::ranges::unique(users);
    users.erase(first, last);
    if (task.options.classBalance != "median") {
        return users;
    }
    if (task.attributes.size() > 1) {
        throw Error(
            ErrorCode::InvalidInput,
            "class_balance=median cuts the classes of one attribute, but there are several; choose none "
            "or weights.");
    }
    return medianCapped(*task.attributes.front(), users, seed);
}

std::vector<train::AttackedAttribute> attackedAttributes(const PromptTask& task,
                                                         const std::vector<std::int32_t>& users) {
    const std::vector<std::string> names = jobs::listParts(task.options.adversaries);
    const bool asksInWords = std::ranges::find(names, "soft-prompt") != names.end();
    std::vector<train::AttackedAttribute> attacked;
    for (const data::Attribute* attribute : task.attributes) {
        attacked.push_back({static_cast<std::int64_t>(attribute->classes.size()), {}, nullptr});
        if (task.options.classBalance == "weights") {
            attacked.back().classWeights = inverseFrequencies(*attribute, users).to(task.backbone.device);
        }
        if (asksInWords) {
            attacked.back().words = attributeWords(task.backbone, *attribute, task.options.probe);
        }
    }
    return attacked;
}

/// What looking at a prompt costs beside training it, by the wall clock. It is a property of the machine, so
/// it stands in the log alone: whatever else a run has to show is the same on each machine and after each
/// resumption.
class TrainingClock {
public:
    /// Runs the action, which counts as looking.
    template <class Action> void look(Action&& action) {
        const Clock::time_point start = Clock::now();
        action();
        m_looking += secondsSince(start);
    }
    /// A worker that took a trained prompt up again has nothing to say.
    void log() const {
        if (!m_hasTrained) {
            return;
        }
        const double whole = secondsSince(m_start);
        spdlog::info(
            "validation_time_share {:.4f}: validation and curves took {:.1f} of {:.1f} s of training by this "
            "worker",
            m_looking / whole, m_looking, whole);
    }
    void hasTrained() { m_hasTrained = true; }

private:
    using Clock = std::chrono::steady_clock;
    static double secondsSince(Clock::time_point start) {
        return std::chrono::duration<double>(Clock::now() - start).count();
    }

    Clock::time_point m_start = Clock::now();
    double m_looking = 0;
    bool m_hasTrained = false;
};

void reportChoice(const PromptCheckpoints::Entry& chosen, const AdversarialOptions& options,
                  const JobContext& context) {
    if (options.selection == "hit_below_tau" && chosen.figures.auc > options.tau) {
        spdlog::warn(
            "no validated state has an AUC of at most tau = {} on validation users; kept is that with "
            "the lowest, {:.3f}",
            options.tau, chosen.figures.auc);
    }
    const auto figure = [&](const std::string& name, double value, int k = 0) {
        context.metric({.name = name, .split = "validation", .k = k, .value = value});
    };
    figure("selected_restart", chosen.restart + 1);
    figure("selected_batch", static_cast<double>(chosen.batch));
    figure("selected_auc", chosen.figures.auc);
    figure("selected_hit@k", chosen.figures.hit, 10);
}

std::shared_ptr<nn::PromptSource> newPrompt(const PromptTask& task, std::uint64_t seed) {
    torch::manual_seed(derivedSeed(seed, "prompt initialisation"));
    return task.makePrompt();
}

/// The backbone with the prompt in front.
void materialise(const PromptTask& task, nn::PromptSource& prompt) {
    const torch::NoGradGuard noGradients;
    if (task.beforeValidation) {
        task.beforeValidation(prompt);
    }
    task.backbone.prefix = prompt.forward().detached();
}

/// The prompt that training would begin with.
std::shared_ptr<nn::PromptSource> randomPrompt(const PromptTask& task, std::uint64_t seed) {
    std::shared_ptr<nn::PromptSource> prompt = newPrompt(task, seed);
    prompt->eval();
    materialise(task, *prompt);
    return prompt;
}

} // namespace

std::shared_ptr<nn::PromptSource> trainChosenPrompt(const PromptTask& task, const JobContext& context) {
    const AdversarialOptions& options = task.options;
    if (options.batches == 0) {
        return randomPrompt(task, context.spec.seed);
    }
    PromptCheckpoints checkpoints(context.folder.state() / "checkpoints", choiceRuleOf(options.selection));
    const std::vector<std::int32_t> users = adversaryUsers(task, context.spec.seed);
    TrainingClock clock;
    std::optional<PromptValidation> validation;
    clock.look([&] { validation.emplace(task.backbone, task.attributes, task.groups, options); });
    std::shared_ptr<nn::PromptSource> prompt;
    for (int restart = 0; restart < options.restarts; ++restart) {
        // The first start is that of a run without restarts.
        const std::uint64_t seed = restart == 0
                                       ? context.spec.seed
                                       : derivedSeed(context.spec.seed, fmt::format("restart {}", restart));
        const std::int64_t stepsBefore = static_cast<std::int64_t>(restart) * options.batches;
        prompt = newPrompt(task, seed);
        const AdversaryBatches batches(task.backbone, task.attributes, users,
                                       {options.batchSize, options.directShare, seed});
        train::PromptTrainingHooks hooks;
        hooks.batch = [&](train::BatchPurpose purpose, std::int64_t number) {
            return batches.batch(purpose, number);
        };
        hooks.validate = [&](std::int64_t batch) {
            clock.look([&] {
                materialise(task, *prompt);
                const metrics::CheckpointFigures figures =
                    validation->figures(task.backbone, stepsBefore + batch, context);
                checkpoints.add({restart, batch, figures}, *prompt);
            });
        };
        hooks.onLoss = [&](std::int64_t batch, const train::PromptLosses& losses) {
            clock.hasTrained();
            clock.look([&] {
                context.series("loss_rec", stepsBefore + batch, losses.rec);
                if (losses.dis) {
                    context.series("loss_dis", stepsBefore + batch, *losses.dis);
                    context.series("adversary_accuracy", stepsBefore + batch, *losses.accuracy);
                }
            });
        };
        hooks.onProgress = [&](std::int64_t done, std::int64_t total) {
            context.progress("training", stepsBefore + done, total * options.restarts);
        };
        if (task.weights) {
            hooks.weights = [&](std::int64_t batch) { return task.weights(*prompt, batch); };
        }
        train::trainPrompt(task.backbone.network, *prompt, attackedAttributes(task, users),
                           trainingOptions(task, seed), hooks,
                           context.folder.state() / fmt::format("restart-{}", restart), context.cancel);
    }
    clock.log();
    const PromptCheckpoints::Entry& chosen = checkpoints.chosen(options.tau);
    nn::loadModule(*prompt, checkpoints.fileOf(chosen));
    prompt->eval();
    reportChoice(chosen, options, context);
    materialise(task, *prompt);
    return prompt;
}

} // namespace up5::pipeline
