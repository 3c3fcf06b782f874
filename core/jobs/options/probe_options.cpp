#include "jobs/options/probe_options.h"

#include <algorithm>

#include <QtCore/QCoreApplication>

#include "jobs/probe_targets.h"

namespace up5::jobs {

namespace {

const std::vector<std::string> kSuite = {"logistic", "knn", "boosted_trees", "mlp7", "attention_pool"};
const std::vector<std::string> kDiscrete = {"zero-shot-with-history", "zero-shot-without-history",
                                            "in-context-with-history", "in-context-without-history"};
const std::vector<std::string> kMethods = [] {
    std::vector<std::string> names = {"suite"};
    names.insert(names.end(), kSuite.begin(), kSuite.end());
    names.insert(names.end(), {"mlp9-code", "discrete"});
    names.insert(names.end(), kDiscrete.begin(), kDiscrete.end());
    names.push_back("soft-prompt");
    return names;
}();

/// Targets that are states of the model, in the table's order.
std::vector<std::string> stateTargets() {
    std::vector<std::string> keys;
    for (const ProbeTarget& target : probeTargets()) {
        if (target.key != "answers" && target.key != kRawHistory) {
            keys.push_back(target.key);
        }
    }
    return keys;
}

} // namespace

std::vector<std::string> ProbeOptions::methodNames() const {
    std::vector<std::string> names;
    const auto add = [&](const std::vector<std::string>& members) {
        for (const std::string& name : members) {
            if (std::find(names.begin(), names.end(), name) == names.end()) {
                names.push_back(name);
            }
        }
    };
    for (const std::string& name : listParts(methods)) {
        add(name == "suite" ? kSuite : name == "discrete" ? kDiscrete : std::vector{name});
    }
    return names;
}

std::vector<std::string> ProbeOptions::targetKeys() const {
    return listParts(targets);
}

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
            .add("allow_overlap", &O::allowOverlap,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Probe users whom the prompt's adversary has seen, too, instead of "
                                    "refusing; every figure is then marked."),
                  "ours"})
            .add("method", &O::methods,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Probes to fit: \"suite\" stands for logistic, knn, boosted_trees, mlp7 and "
                      "attention_pool, \"discrete\" for the four ways of asking in words."),
                  "paper §4.1–4.3; suite ours",
                  {},
                  {},
                  kMethods,
                  true})
            .add("target", &O::targets,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "States that the classifiers read."),
                  "paper §4.3: user_span; others ours",
                  {},
                  {},
                  stateTargets(),
                  true})
            .add("ceiling", &O::ceiling,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Probe the bare history, too: what any model could know of the items."),
                  "ours"})
            .add("leak_map", &O::leakMap,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Fit logistic regression at every encoder layer and position."),
                  "ours"})
            .add("null_refits", &O::nullRefits,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Refits on shuffled labels for the null band and p; 0 = none, then the "
                                    "verdict compares with 0.5."),
                  "ours", 0, 100000})
            .add("answers", &O::answers,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Answers offered where the model is asked: the words of every class, or for "
                      "age the paper's above or below 55."),
                  "paper Table 1",
                  {},
                  {},
                  {"words", "binary55"}})
            .add("verbalisers", &O::verbalisers,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "JSON file {\"attribute\": {\"class\": \"words\"}} with answers of your own "
                      "(full path); empty = the shipped ones."),
                  "ours"})
            .add("answer_norm", &O::answerNorm,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "How the log-likelihoods of an answer's tokens become its score."),
                  "ours",
                  {},
                  {},
                  {"sum", "length"}})
            .add("soft_length", &O::softLength,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Tokens of the soft probing prompt."),
                  "paper §4.2 gives none; 15", 1, 100})
            .add("soft_injection", &O::softInjection,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Where the soft probing prompt stands: keys and values of every attention, "
                      "or embeddings before the input."),
                  "published code: kv",
                  {},
                  {},
                  {"kv", "input"}})
            .add("soft_steps", &O::softSteps,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Steps of the soft probing prompt at most."),
                  "ours", 1, 1000000})
            .add("soft_batch_size", &O::softBatchSize,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Users per step of the soft probing prompt."),
                  "published code: 16", 1, 65536})
            .add(
                "soft_patience", &O::softPatience,
                {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                   "The soft probing prompt stops after this many validations (one every 100 "
                                   "steps) without a better AUC."),
                 "ours", 1, 10000})
            .add("soft_lr", &O::softLearningRate,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Learning rate of the soft probing prompt; 0 = 0.003, or 0.03 for "
                                    "embeddings before the input."),
                  "ours", 0, 1})
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
                  "ours", 100, 1000000})
            .add("remove", &O::remove,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Which attributes a mixture removes, with commas between them; empty = all "
                      "that it can. For prompts of kind mixture only."),
                  "paper §5.2"});
        return options;
    }();
    return set;
}

} // namespace up5::jobs
