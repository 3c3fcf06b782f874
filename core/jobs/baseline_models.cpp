#include "jobs/baseline_models.h"

#include <algorithm>

#include "base/error.h"

namespace up5::jobs {

namespace {

std::vector<BaselineModelInfo> makeModels() {
    using enum BaselineFamily;
    const std::vector<nlohmann::json> matchingGrid = {{{"lr", 1e-3}, {"l2", 1e-6}},
                                                      {{"lr", 1e-3}, {"l2", 1e-5}},
                                                      {{"lr", 1e-3}, {"l2", 1e-4}},
                                                      {{"lr", 3e-3}, {"l2", 1e-5}}};
    const std::vector<nlohmann::json> sequentialGrid = {{{"lr", 1e-3}, {"dropout", 0.1}},
                                                        {{"lr", 1e-3}, {"dropout", 0.2}},
                                                        {{"lr", 1e-3}, {"dropout", 0.5}},
                                                        {{"lr", 3e-3}, {"dropout", 0.2}}};
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
         .hasUserVector = false},
        {.id = "exact_basket",
         .title = "Exact basket",
         .family = Counting,
         .ranksDirect = true,
         .ranksSequential = true,
         .hasUserVector = false},
        {.id = "pmf", .title = "PMF", .family = Matching, .ranksDirect = true, .grid = matchingGrid},
        {.id = "simplex", .title = "SimpleX", .family = Matching, .ranksDirect = true, .grid = matchingGrid},
        {.id = "sasrec",
         .title = "SASRec",
         .family = Sequential,
         .ranksSequential = true,
         .grid = sequentialGrid},
        {.id = "bert4rec",
         .title = "BERT4Rec",
         .family = Sequential,
         .ranksSequential = true,
         .grid = sequentialGrid},
        {.id = "c-pmf",
         .title = "C-PMF",
         .family = Matching,
         .ranksDirect = true,
         .isFair = true,
         .plain = "pmf",
         .grid = matchingGrid},
        {.id = "c-sx",
         .title = "C-SX",
         .family = Matching,
         .ranksDirect = true,
         .isFair = true,
         .plain = "simplex",
         .grid = matchingGrid},
        {.id = "s-sas",
         .title = "S-SAS",
         .family = Sequential,
         .ranksSequential = true,
         .isFair = true,
         .plain = "sasrec",
         .isFrozen = true},
        {.id = "s-bert",
         .title = "S-BERT",
         .family = Sequential,
         .ranksSequential = true,
         .isFair = true,
         .plain = "bert4rec",
         .isFrozen = true},
    };
}

} // namespace

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
