#include "jobs/options/matching_options.h"

#include <QtCore/QCoreApplication>

namespace up5::jobs {

const OptionSet<MatchingOptions>& MatchingOptions::table() {
    using O = MatchingOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add("pmf_loss", &O::pmfLoss,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "pmf, c-pmf: bpr (a user's items before others) or mse (1 for items a user "
                      "has, 0 for sampled others)."),
                  "Li et al. 2021: bpr",
                  {},
                  {},
                  {"bpr", "mse"}})
            .add("aggregator", &O::aggregator,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "simplex, c-sx: how the items of a history become one vector: mean, "
                                    "user_attention or self_attention."),
                  "SimpleX: mean",
                  {},
                  {},
                  {"mean", "user_attention", "self_attention"}})
            .add("gamma", &O::gamma,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "simplex, c-sx: weight of the user's own vector against the history's."),
                  "SimpleX: 0.5, 0.8, 1", 0, 1})
            .add("train_negatives", &O::trainNegatives,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Sampled items per item learnt from; 0 = the model's own: pmf 1, simplex 100, "
                      "or all the user has not in catalogues of at most 100 items."),
                  "Li et al. 2021: 1; SimpleX: 1000–2000", 0, 10000})
            .add("margin", &O::margin,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "simplex, c-sx: cosine up to which items that the user has not cost "
                                    "nothing; -1 = 0.5, or 0.2 in catalogues of at most 100 items."),
                  "SimpleX: 0.4–0.9", -1, 1})
            .add("negative_weight", &O::negativeWeight,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "simplex, c-sx: weight of the items the user has not in the loss."),
                  "RecBole: 10; SimpleX: 150–300", 0, 10000})
            .add("filters", &O::filters,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "c-pmf, c-sx: combine (a filter per attribute, several are averaged) or "
                                    "separate (a filter per set of attributes)."),
                  "Li et al. 2021: both",
                  {},
                  {},
                  {"combine", "separate"}})
            .add("d_steps", &O::discriminatorSteps,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "c-pmf, c-sx: steps of the discriminators after each of the model. A "
                                    "discriminator is the network of the probe mlp7 with torch's own start, "
                                    "not the published one of seven linear layers with dropout 0.2, no batch "
                                    "normalisation and a normal start of deviation 0.01."),
                  "Li et al. 2021: 10", 0, 1000})
            .add("discriminator_users", &O::discriminatorUsers,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "c-pmf, c-sx: users a step's discriminators read, drawn from those set "
                                    "aside for adversaries."),
                  "ours; Li et al. 2021: those of the batch", 2, 65536})
            .add("lr_discriminator", &O::discriminatorLearningRate,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "c-pmf, c-sx, s-sas, s-bert: learning rate of the discriminators."),
                  "Li et al. 2021: 1e-3; Wu et al. 2022: 1e-4", 1e-6, 1});
        return options;
    }();
    return set;
}

} // namespace up5::jobs
