#include "jobs/baseline_models.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "jobs/options/protocol_options.h"

namespace up5::jobs {

namespace {

using Keys = std::set<std::string>;

Keys joined(Keys keys, const Keys& more) {
    keys.insert(more.begin(), more.end());
    return keys;
}

std::vector<BaselineModelInfo> makeModels() {
    using enum BaselineFamily;
    constexpr int kTreatedEpochs = 20; // Li et al. 2021 stop no sooner
    const std::vector<nlohmann::json> matchingGrid = {{{"lr", 1e-3}, {"l2", 1e-6}},
                                                      {{"lr", 1e-3}, {"l2", 1e-5}},
                                                      {{"lr", 1e-3}, {"l2", 1e-4}},
                                                      {{"lr", 3e-3}, {"l2", 1e-5}}};
    const std::vector<nlohmann::json> sequentialGrid = {{{"lr", 1e-3}, {"dropout", 0.1}},
                                                        {{"lr", 1e-3}, {"dropout", 0.2}},
                                                        {{"lr", 1e-3}, {"dropout", 0.5}},
                                                        {{"lr", 3e-3}, {"dropout", 0.2}}};
    // What the treatment weighs says more about a fair model than anything else: λ of 1 alone would judge
    // what nobody chose.
    const std::vector<nlohmann::json> fairGrid = {{{"lr", 1e-3}, {"lambda", 0.1}},
                                                  {{"lr", 1e-3}, {"lambda", 1.0}},
                                                  {{"lr", 1e-3}, {"lambda", 10.0}},
                                                  {{"lr", 3e-3}, {"lambda", 1.0}}};
    const Keys training = {"lr", "l2", "batch_size", "epochs", "max_minutes", "tune"};
    const Keys network = joined(training, {"dim", "patience"});
    const Keys pmf = joined(network, {"pmf_loss", "train_negatives"});
    const Keys simplex = joined(network, {"history", "dropout", "aggregator", "gamma", "train_negatives",
                                          "margin", "negative_weight"});
    const Keys filters = {"lambda", "filters", "d_steps", "discriminator_users", "lr_discriminator"};
    const Keys encoder = joined(network, {"history", "dropout", "layers", "heads", "windows"});
    const Keys prompt = joined(training, {"lambda", "prefix_length", "train_layernorm", "user_prompts",
                                          "prompt_d_steps", "steps_per_epoch", "lr_discriminator"});
    return {
        {.id = "popularity",
         .title = "Popularity",
         .family = Counting,
         .ranksDirect = true,
         .ranksSequential = true,
         .hasUserVector = false},
        {.id = "cooccurrence",
         .title = "Co-occurrence",
         .family = Counting,
         .ranksDirect = true,
         .ranksSequential = true,
         .hasUserVector = false,
         .options = {"history"}},
        {.id = "exact_basket",
         .title = "Exact basket",
         .family = Counting,
         .ranksDirect = true,
         .ranksSequential = true,
         .hasUserVector = false,
         .options = {"history"}},
        {.id = "pmf",
         .title = "PMF",
         .family = Matching,
         .ranksDirect = true,
         .options = pmf,
         .grid = matchingGrid},
        {.id = "simplex",
         .title = "SimpleX",
         .family = Matching,
         .ranksDirect = true,
         .options = simplex,
         .grid = matchingGrid},
        {.id = "sasrec",
         .title = "SASRec",
         .family = Sequential,
         .ranksSequential = true,
         .options = joined(encoder, {"sequential_loss"}),
         .grid = sequentialGrid,
         .patience = 10},
        // Its rate has hardly fallen in the first quarter, and its validation may stand still for many epochs
        // before masked items are guessed better than by popularity: a stop there would judge neither.
        {.id = "bert4rec",
         .title = "BERT4Rec",
         .family = Sequential,
         .ranksSequential = true,
         .options = joined(encoder, {"mask_share", "mask_copies"}),
         .grid = sequentialGrid,
         .patience = 20,
         .unstoppedShare = 0.25},
        {.id = "c-pmf",
         .title = "C-PMF",
         .family = Matching,
         .ranksDirect = true,
         .isFair = true,
         .plain = "pmf",
         .options = joined(pmf, filters),
         .grid = fairGrid,
         .unstoppedEpochs = kTreatedEpochs},
        {.id = "c-sx",
         .title = "C-SX",
         .family = Matching,
         .ranksDirect = true,
         .isFair = true,
         .plain = "simplex",
         .options = joined(simplex, filters),
         .grid = fairGrid,
         .unstoppedEpochs = kTreatedEpochs},
        {.id = "s-sas",
         .title = "S-SAS",
         .family = Sequential,
         .ranksSequential = true,
         .isFair = true,
         .plain = "sasrec",
         .isFrozen = true,
         .options = prompt,
         .grid = fairGrid,
         .unstoppedShare = 1},
        {.id = "s-bert",
         .title = "S-BERT",
         .family = Sequential,
         .ranksSequential = true,
         .isFair = true,
         .plain = "bert4rec",
         .isFrozen = true,
         .options = prompt,
         .grid = fairGrid,
         .unstoppedShare = 1},
    };
}

} // namespace

bool BaselineModelInfo::takes(const std::string& key) const {
    if (key == "probe.ceiling") { // of the bare history, which the run of the plain model shows
        return !isFair;
    }
    const std::vector<OptionInfo>& protocol = ProtocolOptions::table().infos();
    return key == "model" || key == "validation_users" || key.starts_with("probe.") ||
           options.contains(key) ||
           std::ranges::any_of(protocol, [&](const OptionInfo& info) { return info.key == key; });
}

int BaselineModelInfo::epochsBeforeStop(int epochs) const {
    return std::max(unstoppedEpochs, static_cast<int>(std::ceil(unstoppedShare * epochs)));
}

const char* toString(BaselineFamily family) {
    switch (family) {
    case BaselineFamily::Counting:
        return "counting";
    case BaselineFamily::Matching:
        return "matching";
    case BaselineFamily::Sequential:
        return "sequential";
    }
    return "";
}

const std::vector<BaselineModelInfo>& baselineModels() {
    static const std::vector<BaselineModelInfo> models = makeModels();
    return models;
}

const BaselineModelInfo& baselineModel(const std::string& id) {
    std::string allowed;
    for (const BaselineModelInfo& model : baselineModels()) {
        if (model.id == id) {
            return model;
        }
        allowed += (allowed.empty() ? "" : ", ") + model.id;
    }
    throw Error(ErrorCode::InvalidInput, "There is no baseline model " + id + ". Allowed: " + allowed + ".");
}

} // namespace up5::jobs
