#include "jobs/options/adversarial_options.h"

#include <QtCore/QCoreApplication>

#include "jobs/job_spec.h"

namespace up5::jobs {

const OptionSet<AdversarialOptions>& AdversarialOptions::table() {
    using O = AdversarialOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add("lambda", &O::lambda,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Weight λ of the adversarial loss; 0 is the "
                                                          "control that trains on recommendation alone."),
                  "paper §6: 0.1–100", 0, 10000})
            .add("lambda_schedule", &O::lambdaSchedule,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "λ over the batches: constant, warmup (from 0 over the first fifth) or sqrt "
                      "(with the square root of the batch)."),
                  "paper: constant",
                  {},
                  {},
                  {"constant", "warmup", "sqrt"}})
            .add("schedule", &O::schedule,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "balanced (classifier steps on fresh batches before "
                                    "every prompt step), paper (Algorithm 1) or code (as "
                                    "published: steps on the recommendation loss and of the "
                                    "classifier in turns)."),
                  "paper Algorithm 1; published code; balanced is ours",
                  {},
                  {},
                  {"balanced", "paper", "code"}})
            .add("t", &O::stepsT,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "T: paper, code: steps of each kind on a batch."),
                  "paper §6: 10, 20", 1, 1000})
            .add("r", &O::everyR,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "R: paper, code: batches between the steps on the recommendation loss alone and "
                      "of the classifier."),
                  "paper §6: 20", 1, 100000})
            .add("sole_steps", &O::soleSteps,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "code: classifier steps alone after the steps in turns."),
                  "published code: 0, 10", 0, 1000})
            .add("classifier_steps", &O::classifierSteps,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "balanced: batches the adversary reads at each prompt step, one classifier "
                      "step each. The more, the clearer a weak leak; time and memory grow with "
                      "it."),
                  "ours", 1, 100})
            .add("batches", &O::batches,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Batches to train on; 0 audits the prompt as its training begins, random "
                                    "(lambda=0), or, cfp, the prompt of another run, trained for every λ, at "
                                    "another λ (init=prompt, condition=lambda)."),
                  "paper §6: at most 10,000", 0, 1000000})
            .add("batch_size", &O::batchSize,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Sentences per batch."), "paper §6: 16", 2, 65536})
            .add("warm_start", &O::warmStart,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Classifier steps before the first prompt step."),
                  "ours; published code loads a trained one", 0, 100000})
            .add("direct_share", &O::directShare,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Share of batches made of direct-task sentences."),
                  "ours", 0, 1})
            .add("lr_prefix", &O::learningRatePrefix,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Learning rate of the prompt."),
                  "published code: 1e-4", 1e-6, 1})
            .add("lr_decay", &O::learningRateDecay,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "The prompt's learning rate over the batches: linear (down to 0, so that "
                                    "the adversary catches up with the prompt) or constant."),
                  "published code: constant",
                  {},
                  {},
                  {"linear", "constant"}})
            .add("lr_classifier", &O::learningRateClassifier,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Learning rate of the classifier."),
                  "published code: 5e-5, 1e-4", 1e-6, 1})
            .add("adversary", &O::adversaries,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Who attacks while training: mlp7 (the paper's) "
                                                          "and mlp9-code (the published code's), one "
                                                          "step a batch; logistic (logistic regressions "
                                                          "fitted anew to the batches of every prompt "
                                                          "step); soft-prompt (a probing prompt of "
                                                          "probe.soft_length tokens that asks in words, one "
                                                          "step a batch)."),
                  "paper §5: mlp7; §7.2: soft-prompt",
                  {},
                  {},
                  {"mlp7", "mlp9-code", "logistic", "soft-prompt"},
                  true})
            .add("adversary_target", &O::adversaryTargets,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "What the adversaries attack; each one of them attacks each of these."),
                  "paper Eq. 6: user_span",
                  {},
                  {},
                  {"user_span", "history_tokens", "all_tokens", "decoder_start"},
                  true})
            .add("adversary_loss", &O::adversaryLoss,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "What the prompt wants of the adversaries: cross_entropy (that they are "
                      "wrong) or prior (that they say of everybody what the shares of the classes "
                      "say)."),
                  "paper Eq. 7: cross_entropy",
                  {},
                  {},
                  {"cross_entropy", "prior"}})
            .add("adversary_combination", &O::adversaryCombination,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Several targets: mean of all adversaries' losses, or strongest (of each kind of "
                      "adversary the one on the target where it is right most at this step, and the mean of "
                      "these over the kinds)."),
                  "ours",
                  {},
                  {},
                  {"mean", "strongest"}})
            .add("adversary_input", &O::adversaryInput,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "What the adversary sees: standardised (every batch's user states per dimension, so "
                      "that shifting or shrinking all users alike does not fool it) or raw."),
                  "published code: raw",
                  {},
                  {},
                  {"standardised", "raw"}})
            .add("batch_norm", &O::batchNorm,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "What mlp7 and mlp9-code normalise by while the prompt takes its step: the "
                      "batch or their running statistics."),
                  "published code: batch",
                  {},
                  {},
                  {"batch", "running"}})
            .add("class_balance", &O::classBalance,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Uneven classes: none, median (cfp: classes cut to the median size) or weights "
                      "(users weigh inversely to their class's size in the adversaries' losses)."),
                  "published code: none, or median on Insurance",
                  {},
                  {},
                  {"none", "median", "weights"}})
            .add(
                "validate_every", &O::validateEvery,
                {QT_TRANSLATE_NOOP("up5::jobs::Options", "Batches between validations."), "ours", 1, 1000000})
            .add("validation_users", &O::validationUsers,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Users sampled for validation hit@k; 0 = all. While training, "
                                    "selection=last ranks at most 200 of them."),
                  "ours", 0, 100000000})
            .add("selection", &O::selection,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Which validated state of the prompt is kept, by validation users alone: last; "
                      "hit_below_tau (the best hit@10 among those whose strongest logistic probe has an AUC "
                      "of "
                      "at most tau, or the lowest AUC); knee (of the trade-off between both)."),
                  "published code: last",
                  {},
                  {},
                  {"last", "hit_below_tau", "knee"}})
            .add("tau", &O::tau,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "hit_below_tau: the AUC allowed."), "ours", 0, 1})
            .add("restarts", &O::restarts,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Prompts trained from different starts, of which selection keeps one state."),
                  "ours", 1, 100})
            // The ceiling is the data's, not the prompt's; the untreated probe beside it shows it.
            .addNested("probe.", &O::probe, ProbeOptions::table(),
                       {"allow_overlap", "ceiling", "leak_map", "remove"});
        return options;
    }();
    return set;
}

const std::set<std::string>& AdversarialOptions::adversaryKeys() {
    static const std::set<std::string> keys = {
        "adversary",       "adversary_target", "adversary_loss", "adversary_combination",
        "adversary_input", "batch_norm",       "lr_classifier",  "lambda_schedule",
        "lambdas"};
    return keys;
}

nlohmann::json AdversarialOptions::withoutAdversary(nlohmann::json options) {
    for (const std::string& key : adversaryKeys()) {
        options.erase(key);
    }
    return options;
}

const std::set<std::string>& AdversarialOptions::trainingKeys() {
    static const std::set<std::string> keys = [] {
        std::set<std::string> all = {"prefix_dropout", "upward",     "lambdas",          "condition",
                                     "lambda_min",     "lambda_max", "lambda_zero_share"};
        for (const OptionInfo& info : table().infos()) {
            if (!info.key.starts_with("probe.") && info.key != "validation_users") {
                all.insert(info.key);
            }
        }
        return all;
    }();
    return keys;
}

nlohmann::json AdversarialOptions::withoutTraining(nlohmann::json options) {
    for (const std::string& key : trainingKeys()) {
        options.erase(key);
    }
    return options;
}

} // namespace up5::jobs
