#include "jobs/options/backbone_options.h"

#include <QtCore/QCoreApplication>

namespace up5::jobs {

const OptionSet<BackboneOptions>& BackboneOptions::table() {
    using O = BackboneOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add("preset", &O::preset,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Shape of the network: tiny (tests), desk (two CPU cores), t5-small or "
                                    "t5-base (GPU), or "
                                    "checkpoint (that of the checkpoint it starts from)."),
                  "paper §6 (t5-small)",
                  {},
                  {},
                  {"tiny", "desk", "t5-small", "t5-base", "checkpoint"}})
            .add("identifiers", &O::identifiers,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "How users and items become tokens: atomic (one token each), atomic-items (one per "
                      "item, users in chunks of two characters) or pieces (both in chunks). A user's own "
                      "token learns the user's taste, and no prompt can take it out again."),
                  "P5 uses pieces; the others are ours",
                  {},
                  {},
                  {"atomic", "atomic-items", "pieces"}})
            .addInherited(ProtocolOptions::table())
            .add("max_history", &O::maxHistory,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Items of a history that are shown to the model."),
                  "P5: 20", 1, 100})
            .add("epochs", &O::epochs,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Epochs at most; 0 takes a checkpoint's weights as they are."),
                  "P5: 10 (MovieLens), 20 (Insurance)", 0, 10000})
            .add("max_minutes", &O::maxMinutes,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options",
                                    "Time limit of training in minutes; the learning rate decays towards it. "
                                    "0 = none. A run ended by the clock cannot be repeated bit for bit."),
                  "ours", 0, 100000})
            .add("lr", &O::learningRate,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Peak learning rate of AdamW."),
                  "P5: 1e-3 (warm-started)", 1e-6, 1})
            .add("warmup", &O::warmup,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Share of the steps with rising learning rate."),
                  "P5: 0.05–0.1", 0, 0.9})
            .add("weight_decay", &O::weightDecay,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Decoupled weight decay."), "P5: 0.01", 0, 1})
            .add("clip", &O::clip,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Gradient norm is clipped to this; 0 = never."),
                  "P5: 1.0", 0, 1000})
            .add("dropout", &O::dropout,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Dropout rate while training; any makes a small "
                                                          "network trained from scratch learn much slower. "
                                                          "A checkpoint's own unless given."),
                  "T5: 0.1", 0, 0.9})
            .add("embedding_std", &O::embeddingStd,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Standard deviation of fresh token embeddings."),
                  "T5: 1.0; much smaller or larger learns slower from scratch", 0.001, 10})
            .add("batch_tokens", &O::batchTokens,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Encoder tokens of a training step."), "ours", 64,
                  1000000})
            .add("cuts_per_user", &O::cutsPerUser,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Examples per user and epoch, each cut from the history at a random place."),
                  "P5: 25", 1, 100})
            .add("next_item_share", &O::nextItemShare,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Share of next-item examples."), "ours", 0, 1})
            .add(
                "following_share", &O::followingShare,
                {QT_TRANSLATE_NOOP("up5::jobs::Options", "Share of following-items examples."), "ours", 0, 1})
            .add("choose_one_share", &O::chooseOneShare,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Share of choose-one examples (direct task)."),
                  "ours", 0, 1})
            .add("yes_no_share", &O::yesNoShare,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Share of yes/no examples."), "ours", 0, 1})
            .add("following_items", &O::followingItems,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Items predicted by a following-items example."),
                  "ours", 1, 50})
            .add("validation_users", &O::validationUsers,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "Users sampled for validation; 0 = all."), "ours",
                  0, 100000000})
            .add("patience", &O::patience,
                 {QT_TRANSLATE_NOOP(
                      "up5::jobs::Options",
                      "Training stops after this many epochs without a better validation score."),
                  "ours", 1, 10000});
        return options;
    }();
    return set;
}

} // namespace up5::jobs
