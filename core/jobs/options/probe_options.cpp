#include "jobs/options/probe_options.h"

#include <QtCore/QCoreApplication>

namespace up5::jobs {

const OptionSet<ProbeOptions>& ProbeOptions::table() {
    using O = ProbeOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add("test_share", &O::testShare,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Share of users the probes are tested on."),
                  "paper §4.3: 0.1", 0.01, 0.8})
            .add("validation_share", &O::validationShare,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Share of users that stop and choose probes."),
                  "ours; the paper has none", 0.01, 0.8})
            .add("adversary_share", &O::adversaryShare,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Share of the remaining users that only adversaries may see; the others train probes."),
                  "ours", 0, 0.9})
            .add("user_seed", &O::userSeed,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Seed of the user groups; apart from the run's "
                                                          "seed, so that runs test on the same users."),
                  "ours", 0})
            .add("epochs", &O::epochs,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Epochs of mlp7 at most."), "published code: 2–5",
                  1, 10000})
            .add("patience", &O::patience,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "mlp7 stops after this many epochs without a better validation AUC."),
                  "ours", 1, 10000})
            .add("batch_size", &O::batchSize,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Users per step of mlp7."), "published code: 16", 2,
                  65536})
            .add("lr", &O::learningRate,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Learning rate of mlp7."), "published code: 1e-4",
                  1e-6, 1})
            .add("weight_decay", &O::weightDecay,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Weight decay of mlp7."), "published code: 1e-4", 0,
                  1})
            .add("resamples", &O::resamples,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Bootstrap resamples of users for the intervals."),
                  "ours", 100, 1000000});
        return options;
    }();
    return set;
}

} // namespace up5::jobs
