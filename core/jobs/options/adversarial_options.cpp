#include "jobs/options/adversarial_options.h"

#include <QtCore/QCoreApplication>

namespace up5::jobs {

const OptionSet<AdversarialOptions>& AdversarialOptions::table() {
    using O = AdversarialOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add(
                "schedule", &O::schedule,
                {QT_TRANSLATE_NOOP("up5::jobs::Options", "balanced (classifier steps on fresh batches before "
                                                         "every prompt step) or paper (Algorithm 1)."),
                 "paper Algorithm 1; balanced is ours",
                 {},
                 {},
                 {"balanced", "paper"}})
            .add("t", &O::stepsT,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "T: paper: steps of each kind on a batch."),
                  "paper §6: 10, 20", 1, 1000})
            .add(
                "r", &O::everyR,
                {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                   "R: paper: batches between the steps on the recommendation loss alone and "
                                   "of the classifier."),
                 "paper §6: 20", 1, 100000})
            .add("classifier_steps", &O::classifierSteps,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "balanced: batches the adversary reads at each prompt step, one classifier "
                      "step each. The more, the clearer a weak leak; time and memory grow with "
                      "it."),
                  "ours", 1, 100})
            .add("batches", &O::batches,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Batches to train on."), "paper §6: at most 10,000",
                  1, 1000000})
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
            .add("adversary", &O::adversary,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Who attacks while training: mlp7 (the paper's, one step a batch), logistic (logistic "
                      "regressions fitted anew to the batches of every prompt step), or both."),
                  "paper §5: mlp7",
                  {},
                  {},
                  {"mlp7", "logistic", "both"}})
            .add("adversary_input", &O::adversaryInput,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "What the adversary sees: standardised (every batch's user states per dimension, so "
                      "that shifting or shrinking all users alike does not fool it) or raw."),
                  "published code: raw",
                  {},
                  {},
                  {"standardised", "raw"}})
            .add(
                "validate_every", &O::validateEvery,
                {QT_TRANSLATE_NOOP("up5::jobs::Options", "Batches between validations."), "ours", 1, 1000000})
            .add("validation_users", &O::validationUsers,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Users sampled for validation hit@k; 0 = all."),
                  "ours", 0, 100000000});
        return options;
    }();
    return set;
}

} // namespace up5::jobs
