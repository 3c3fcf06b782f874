#include "jobs/options/baseline_options.h"

#include <algorithm>

#include <QtCore/QCoreApplication>
#include <fmt/format.h>

#include "base/error.h"
#include "jobs/attribute_subsets.h"
#include "jobs/baseline_models.h"
#include "jobs/job_spec.h"
#include "jobs/options/option_effect.h"

namespace up5::jobs {

namespace {

std::vector<std::string> modelIds() {
    std::vector<std::string> ids;
    for (const BaselineModelInfo& model : baselineModels()) {
        ids.push_back(model.id);
    }
    return ids;
}

const char* const kTargets[] = {"user_vector", "item_scores", "recommended_list"};

} // namespace

const OptionSet<BaselineOptions>& BaselineOptions::table() {
    using O = BaselineOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add("model", &O::model,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "The recommender: popularity, cooccurrence and exact_basket count and are not "
                      "trained; pmf and simplex match users with items (direct task), sasrec and "
                      "bert4rec read histories in order (sequential task); c-pmf, c-sx, s-sas and "
                      "s-bert are these with sensitive attributes removed, s-sas and s-bert from a "
                      "finished sasrec or bert4rec run (--backbone)."),
                  "paper §6: all but the counting ones, which are ours",
                  {},
                  {},
                  modelIds()})
            .addInherited(ProtocolOptions::table())
            .add("history", &O::history,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Latest items of a history that the model is shown; 0 = the model's own: simplex, "
                      "sasrec and bert4rec 50, cooccurrence and exact_basket 200, s-sas and s-bert those of "
                      "the frozen run; 20 = as many as P5."),
                  "RecBole: 50; SASRec, BERT4Rec: 200; P5: 20", 0, 1000})
            .add("dim", &O::dimensions,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Numbers in the vector of a user and of an item."),
                  "Li et al. 2021, RecBole, BERT4Rec: 64; SASRec: 50", 2, 4096})
            .addInherited(MatchingOptions::table())
            .addInherited(SequentialOptions::table())
            .add(
                "lambda", &O::lambda,
                {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                   "c-pmf, c-sx, s-sas, s-bert: weight λ of the adversarial loss; 0 is the "
                                   "control that trains on recommendation alone."),
                 "Li et al. 2021: 20 (the loss of recommendation a sum over 1,024 pairs); RecBole: 10; Wu et "
                 "al. 2022: 1; ours: 0.1, 1, 10 (means of losses)",
                 0, 10000})
            .add("lr", &O::learningRate,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Learning rate of Adam; 0 = the model's own, 0.001. That of bert4rec "
                                    "rises over the first hundredth of the steps and falls linearly to 0 "
                                    "over all epochs."),
                  "Li et al. 2021, RecBole, SASRec: 1e-3; BERT4Rec: 1e-4 for 400,000 steps of 256 windows, "
                  "more "
                  "than ten times as many as ours; Wu et al. 2022: 1e-4, of RMSprop",
                  0, 1})
            .add("l2", &O::l2,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "L2 penalty in the gradient, for pmf its Gaussian prior; -1 = the "
                                    "model's own: pmf, simplex 0.00001, sasrec, bert4rec 0, s-sas, s-bert "
                                    "0.000001."),
                  "Li et al. 2021: 1e-4; RecBole: 1e-5; SASRec: 0; Wu et al. 2022: 1e-6", -1, 1})
            .add("dropout", &O::dropout,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Dropout rate while training; -1 = the model's own: simplex 0.1, sasrec, "
                                    "bert4rec 0.2."),
                  "RecBole: 0.1; SASRec (MovieLens), BERT4Rec: 0.2", -1, 0.9})
            .add("batch_size", &O::batchSize,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Examples of a training step; 0 = the model's own: pmf, simplex 1024 interactions, "
                      "sasrec 128 windows, bert4rec 256, s-sas, s-bert 256 users."),
                  "Li et al. 2021: 1024; SASRec: 128; BERT4Rec: 256; Wu et al. 2022: 256", 0, 1000000})
            .add("epochs", &O::epochs,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Epochs at most; s-sas and s-bert are trained for all of them."),
                  "Li et al. 2021: 100, stopped early after 20; SASRec: 201, validated every 20; Wu et al. "
                  "2022: "
                  "100 of 1000–3000 steps",
                  1, 10000})
            .add("max_minutes", &O::maxMinutes,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Time limit of training in minutes, of each setting when tuning; 0 = "
                                    "none. A run ended by the clock cannot be repeated bit for bit."),
                  "ours", 0, 100000})
            .add(
                "patience", &O::patience,
                {QT_TRANSLATE_NOOP(
                     "up5::jobs::Options",
                     "Training stops after this many epochs without a better validation NDCG@10; 0 = the "
                     "model's own: pmf, simplex, c-pmf, c-sx 5, sasrec 10, bert4rec 20. It counts from a "
                     "quarter of the epochs on for bert4rec, whose learning rate is high until then, and "
                     "from epoch 20 on for c-pmf and c-sx, of which the last state is kept: the one that "
                     "recommends best is the least treated."),
                 "SimpleX: 3; Li et al. 2021: 5 falling values after epoch 20, or 20; SASRec, BERT4Rec: none",
                 0, 10000})
            .add("validation_users", &O::validationUsers,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Users sampled for validation; 0 = all."), "ours",
                  0, 100000000})
            .add("tune", &O::tune,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Whether settings are chosen on validation users from a grid of four, the same number "
                      "for every trained model: pmf, simplex lr 0.001 with l2 0.000001, 0.00001 or 0.0001, "
                      "and lr 0.003 with l2 0.00001; sasrec, bert4rec lr 0.001 with dropout 0.1, 0.2 or 0.5, "
                      "and lr 0.003 with dropout 0.2; c-pmf, c-sx, s-sas, s-bert lr 0.001 with lambda 0.1, 1 "
                      "or 10, and lr 0.003 with lambda 1. Plain models take the best NDCG@10; fair ones, "
                      "whose best would be the least treated, the knee of the trade-off between NDCG@10 and "
                      "the highest AUC of a logistic probe, or the lowest AUC where there is no knee."),
                  "ours",
                  {},
                  {},
                  {"no", "yes"}})
            .add("probe.target", &O::probeTargets,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "What the classifiers read: the model's vector of a user (which counting "
                                    "models have not), the scores of all items, or the recommended list."),
                  "paper §4.3: user_vector; others ours",
                  {},
                  {},
                  {std::begin(kTargets), std::end(kTargets)},
                  true})
            .add(
                "probe.ceiling", &O::ceiling,
                {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                   "Probe the bare history, too: what any model could know of the items. Not "
                                   "for c-pmf, c-sx, s-sas and s-bert: the run of the plain model shows it."),
                 "ours"})
            .addNested("probe.", &O::probe, ProbeOptions::table(),
                       {"target", "ceiling", "allow_overlap", "leak_map", "remove", "answers", "verbalisers",
                        "answer_norm", "soft_length", "soft_injection", "soft_steps", "soft_batch_size",
                        "soft_patience", "soft_lr"});
        return options;
    }();
    return set;
}

void BaselineOptions::check(const JobSpec& spec) {
    const BaselineOptions options = table().read(spec.options);
    const BaselineModelInfo& model = baselineModel(options.model);
    const auto refuse = [](const std::string& sentence) { throw Error(ErrorCode::InvalidInput, sentence); };
    if (model.isFair && spec.attributes.empty()) {
        refuse(model.id + " removes sensitive attributes, but none is given. Name at least one, or train " +
               model.plain + ".");
    }
    if (model.isFair && spec.attributes.size() > kMostMixedPrompts) {
        refuse(fmt::format("{} is audited for every subset of the attributes it removes, of at most {}, but "
                           "{} are given.",
                           model.id, kMostMixedPrompts, spec.attributes.size()));
    }
    if (model.isFair && options.probe.adversaryShare == 0) {
        refuse("probe.adversary_share=0 leaves no users to the adversary of " + model.id +
               ". Choose a larger share.");
    }
    if (model.isFrozen) {
        if (options.epochs * options.stepsPerEpoch <= options.promptDiscriminatorSteps) {
            refuse(fmt::format("Of the {} steps ({} epochs of {}) none would train the prompt, since "
                               "prompt_d_steps={} of the discriminator come before each. Choose more epochs.",
                               options.epochs * options.stepsPerEpoch, options.epochs, options.stepsPerEpoch,
                               options.promptDiscriminatorSteps));
        }
    }
    if (model.grid.empty() && options.isTuned()) {
        refuse("tune=yes chooses settings of models that are trained, but " + model.id +
               " has none to choose from. Leave it out.");
    }
    if (!model.hasUserVector && options.probeTargets == kTargets[0]) {
        refuse(model.id +
               " has no vector of a user. Choose item_scores or recommended_list as probe.target.");
    }
    for (const std::string& method : options.probe.methodNames()) {
        if (method == "soft-prompt" || method.find("-shot-") != std::string::npos ||
            method.starts_with("in-context")) {
            refuse("The probe " + method + " asks in words, which a baseline does not understand. Leave it " +
                   "out of probe.method.");
        }
    }
}

void BaselineOptions::requireEffect(const JobSpec& spec) {
    const BaselineOptions options = table().read(spec.options);
    const BaselineModelInfo& model = baselineModel(options.model);
    if (options.isTuned()) {
        for (const nlohmann::json& settings : model.grid) {
            for (const auto& [key, value] : settings.items()) {
                requireNotChosen(table(), spec.options, key, "tune=yes chooses it");
            }
        }
    }
    for (const OptionInfo& info : table().infos()) {
        if (model.takes(info.key)) {
            continue;
        }
        std::vector<std::string> takers;
        for (const BaselineModelInfo& other : baselineModels()) {
            if (other.takes(info.key)) {
                takers.push_back(other.id);
            }
        }
        requireNotChosen(
            table(), spec.options, info.key,
            model.isFrozen && baselineModel(model.plain).takes(info.key)
                ? fmt::format("{} starts from a frozen {} run, whose setting that is", model.id, model.plain)
                : fmt::format("{} does not take it (it is of {})", model.id, fmt::join(takers, ", ")));
    }
}

bool BaselineOptions::startsFromRun(const JobSpec& spec) {
    const auto model = spec.options.find("model"); // not checked yet: may be anything
    return model != spec.options.end() && model->is_string() &&
           baselineModel(model->get<std::string>()).isFrozen;
}

void BaselineOptions::requirePlainRun(const JobSpec& spec, const JobSpec& plain) {
    const BaselineModelInfo& model = baselineModel(table().read(spec.options).model);
    const std::string given = plain.options.value("model", std::string());
    if (given != model.plain) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{} starts from a run of {}, but run {} is one of {}.", model.id, model.plain,
                                spec.backboneRun, given));
    }
    const nlohmann::json own = table().check(spec.options), before = table().check(plain.options);
    for (const OptionInfo& info : ProtocolOptions::table().infos()) {
        if (own.at(info.key) != before.at(info.key)) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("{} is compared with run {}, which it starts from, so both need the same "
                                    "data protocol: option {} is {} here and {} there. Give {}={}.",
                                    model.id, spec.backboneRun, info.key, own.at(info.key).dump(),
                                    before.at(info.key).dump(), info.key, before.at(info.key).dump()));
        }
    }
}

} // namespace up5::jobs
