#include "jobs/options/sequential_options.h"

#include <QtCore/QCoreApplication>

namespace up5::jobs {

const OptionSet<SequentialOptions>& SequentialOptions::table() {
    using O = SequentialOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add("layers", &O::layers,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "sasrec, bert4rec: layers of the transformer."),
                  "SASRec, BERT4Rec: 2", 1, 12})
            .add("heads", &O::heads,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "sasrec, bert4rec: attention heads, of which dim must be a multiple; 0 = "
                                    "the model's own: sasrec 1, bert4rec 2."),
                  "SASRec: 1; BERT4Rec: 2", 0, 64})
            .add("sequential_loss", &O::sequentialLoss,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "sasrec: bce (the next item against one random item the user has not) or "
                                    "ce (against all items)."),
                  "SASRec: bce; RecBole: ce",
                  {},
                  {},
                  {"bce", "ce"}})
            .add(
                "windows", &O::windows,
                {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                   "sasrec, bert4rec: all (training reads long histories window by window, "
                                   "those of bert4rec overlapping by half) or last (their last items only)."),
                 "SASRec: last, of 200 items; BERT4Rec: windows of 200, 100 apart",
                 {},
                 {},
                 {"all", "last"}})
            .add("mask_share", &O::maskShare,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "bert4rec: share of a window's items that are masked, at most 40."),
                  "BERT4Rec: 0.2 (MovieLens), 0.4–0.6 (short histories)", 0.01, 1})
            .add("mask_copies", &O::maskCopies,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "bert4rec: random maskings of every window in an epoch, drawn anew in "
                                    "each. An epoch also has each user's last window once with only its "
                                    "last item masked."),
                  "BERT4Rec: 10, drawn once for all epochs; ours fewer, so that a CPU takes minutes an epoch",
                  1, 100})
            .add("prefix_length", &O::prefixLength,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "s-sas, s-bert: learnt vectors in front of the items, others in each "
                                    "layer."),
                  "Wu et al. 2022: 10", 1, 100})
            .add("train_layernorm", &O::trainLayerNorm,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "s-sas, s-bert: whether the frozen model's layer normalisations are "
                                    "trained with the prompt."),
                  "Wu et al. 2022: yes",
                  {},
                  {},
                  {"yes", "no"}})
            .add("user_prompts", &O::userPrompts,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "s-sas, s-bert: whether the prompt also holds a vector for the user's own value of "
                      "each attribute. It then needs these values of everyone it recommends to, "
                      "and feeding them in is itself a disclosure."),
                  "Wu et al. 2022: yes (untrained vectors)",
                  {},
                  {},
                  {"no", "yes"}})
            .add("prompt_d_steps", &O::promptDiscriminatorSteps,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "s-sas, s-bert: steps of the discriminators before each step of the "
                                    "prompt. Both take Adam's steps, not RMSprop's, the discriminators read "
                                    "users' full training histories, and their probabilities are not clamped "
                                    "to 0.1 to 0.9 as in the published code."),
                  "Wu et al. 2022: 4", 0, 1000})
            .add("steps_per_epoch", &O::stepsPerEpoch,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "s-sas, s-bert: training steps, of discriminators and prompt, between "
                                    "two validations. All epochs are trained; the last state is kept."),
                  "Wu et al. 2022: 1000–3000", 1, 100000});
        return options;
    }();
    return set;
}

} // namespace up5::jobs
