#include "report/reproduction.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "data/dataset.h"
#include "jobs/job_host.h"
#include "jobs/job_kinds.h"
#include "jobs/named_settings.h"
#include "jobs/run_plan.h"
#include "jobs/sweep/sweep_estimate.h"
#include "report/paper_blocks.h"
#include "report/paper_marks.h"
#include "report/published.h"
#include "report/run_record.h"
#include "store/dataset_repository.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::report {

namespace {

std::string numberOf(const jobs::Recipe& recipe) {
    return recipe.isTable() ? fmt::format("Table {}", recipe.table) : "Figure " + recipe.figure;
}

/// Whether the paper's experiment can be one on this data set of it ("" for data that the paper does not
/// use).
bool isAbout(const jobs::Recipe& recipe, const std::string& paperDataset) {
    return recipe.isTable()
               ? fitsTable(recipe.table, paperDataset)
               : paperDataset.empty() || recipe.dataset.empty() || recipe.dataset == paperDataset;
}

bool hasAttribute(const data::Dataset& dataset, const std::string& name) {
    const std::vector<data::Attribute>& known = dataset.attributes();
    return std::any_of(known.begin(), known.end(),
                       [&](const data::Attribute& attribute) { return attribute.name == name; });
}

/// Those of the paper that the data set has; of a table on a data set that the paper does not use, all.
std::vector<std::string> attributesFor(Reproduction& reproduction, const data::Dataset& dataset) {
    const jobs::Recipe& recipe = reproduction.recipe;
    const std::vector<std::string> ofPaper =
        recipe.attributesOf(recipe.isTable() ? reproduction.paperDataset : recipe.dataset);
    std::vector<std::string> attributes;
    if (ofPaper.empty()) {
        for (const data::Attribute& attribute : dataset.attributes()) {
            attributes.push_back(attribute.name);
        }
    }
    for (const std::string& name : ofPaper) {
        (hasAttribute(dataset, name) ? attributes : reproduction.leftOut).push_back(name);
    }
    if (attributes.empty()) {
        throw Error(
            ErrorCode::InvalidInput,
            ofPaper.empty()
                ? fmt::format("{} has no sensitive attribute.", reproduction.datasetName)
                : fmt::format("The paper's {} is about {}, but {} has no such attribute. Say which of "
                              "its own is meant.",
                              numberOf(recipe), fmt::join(ofPaper, ", "), reproduction.datasetName));
    }
    return attributes;
}

jobs::SweepPlan tablePlanFor(const Reproduction& reproduction, const ReproductionWish& wish,
                             const std::vector<std::string>& attributes, store::Store& store) {
    jobs::RecipeInputs inputs;
    inputs.dataset = wish.dataset;
    inputs.paperDataset = reproduction.paperDataset;
    inputs.backboneRun = wish.backbone;
    inputs.protocol = jobs::specOf(store, wish.backbone).options;
    inputs.device = wish.device;
    inputs.attributes = attributes;
    inputs.settings = wish.settings;
    return jobs::tablePlan(reproduction.recipe, inputs, wish.seeds);
}

jobs::SweepPlan figurePlanFor(const Reproduction& reproduction, const ReproductionWish& wish,
                              const std::vector<std::string>& attributes) {
    jobs::JobSpec base;
    base.kind = "cfp";
    base.dataset = wish.dataset;
    base.backboneRun = wish.backbone;
    base.device = wish.device;
    base.options = wish.options;
    return jobs::recipePlan(reproduction.recipe, base, attributes, wish.seeds);
}

PaperRequest requestFor(const Reproduction& reproduction) {
    PaperRequest request;
    request.table = reproduction.recipe.table;
    request.dataset = reproduction.dataset;
    request.paperDataset = reproduction.paperDataset;
    request.backbone = reproduction.backbone;
    request.lambda = reproduction.lambda;
    request.mixtureLambda = reproduction.mixtureLambda;
    request.prefixLength = reproduction.prefixLength;
    request.settings = reproduction.settings;
    return request;
}

void addTable(const PaperTable& table, Section& section) {
    for (Table& block : paperBlocks(table)) {
        section.blocks.push_back(std::move(block));
    }
    section.blocks.push_back(BulletList{paperSentences(table)});
    BulletList missing;
    for (const std::string& sentence : missingFigures(table)) {
        missing.items.push_back({"Not measured yet: " + sentence});
    }
    if (!missing.items.empty()) {
        section.blocks.push_back(std::move(missing));
    }
}

const std::string kPrompts = "cfp";

/// A figure is of prompts; a table that has no kind of run with such sets refuses what is set of prompts.
std::set<std::string> kindsWithNamedSettings(const jobs::Recipe& recipe) {
    std::set<std::string> kinds;
    for (const jobs::RecipeJob& job : recipe.jobs) {
        if (!jobs::namedSettings(job.kind).empty()) {
            kinds.insert(job.kind);
        }
    }
    return kinds.empty() ? std::set{kPrompts} : kinds;
}

} // namespace

void addSettings(ReproductionWish& wish, const std::map<std::string, std::string>& settings,
                 const std::string& named) {
    const jobs::Recipe recipe = jobs::recipeNamed(wish.recipe);
    if (!recipe.isTable()) {
        wish.options.update(jobs::jobKind(kPrompts).options->parse(settings));
        if (!named.empty()) {
            nlohmann::json own = recipe.options; // what makes the figure goes over what has a name
            own.update(wish.options);
            wish.options = jobs::overNamedSettings(kPrompts, named, own);
        }
        return;
    }
    std::map<std::string, std::map<std::string, std::string>> texts;
    for (const auto& [key, value] : settings) {
        const std::size_t dot = key.find('.');
        if (dot == std::string::npos) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("A table takes several kinds of runs: say whose option is set, e.g. "
                                    "cfp.{0}={1}, not {0}={1}.",
                                    key, value));
        }
        texts[key.substr(0, dot)][key.substr(dot + 1)] = value;
    }
    for (const auto& [kind, own] : texts) {
        const nlohmann::json parsed = jobs::jobKind(kind).options->parse(own);
        wish.settings[kind].update(parsed);
    }
    if (!named.empty()) {
        for (const std::string& kind : kindsWithNamedSettings(recipe)) {
            const auto own = wish.settings.emplace(kind, nlohmann::json::object()).first;
            own->second = jobs::overNamedSettings(kind, named, own->second);
        }
    }
    std::erase_if(wish.settings, [](const auto& kind) { return kind.second.empty(); });
}

Reproduction reproductionOf(const ReproductionWish& wish, store::Store& store,
                            const std::filesystem::path& datasets) {
    Reproduction reproduction;
    reproduction.recipe = jobs::recipeNamed(wish.recipe);
    const auto row = store.datasets().find(wish.dataset);
    if (!row) {
        throw Error(ErrorCode::NotFound, "The workspace has no data set " + wish.dataset + ".");
    }
    reproduction.dataset = wish.dataset;
    reproduction.datasetName = row->name;
    reproduction.paperDataset = publishedDataset(row->format);
    reproduction.backbone = wish.backbone;
    const jobs::Recipe& recipe = reproduction.recipe;
    if (!isAbout(recipe, reproduction.paperDataset)) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("The paper's {} is of {}, but {} is {}.", numberOf(recipe), recipe.dataset,
                                row->name,
                                reproduction.paperDataset.empty() ? "none of the paper's data sets"
                                                                  : reproduction.paperDataset));
    }
    if (const auto prompts = wish.settings.find("cfp"); prompts != wish.settings.end()) {
        if (prompts->second.contains("lambda")) {
            reproduction.lambda = prompts->second.at("lambda").get<double>();
        }
        if (prompts->second.contains("prefix_length")) {
            reproduction.prefixLength = prompts->second.at("prefix_length").get<int>();
        }
    }
    reproduction.settings = wish.settings;
    if (const auto mixtures = wish.settings.find("mixture");
        mixtures != wish.settings.end() && mixtures->second.contains("lambda")) {
        reproduction.mixtureLambda = mixtures->second.at("lambda").get<double>();
    }
    const std::vector<std::string> attributes =
        wish.attributes.empty() ? attributesFor(reproduction, data::Dataset::open(datasets, wish.dataset))
                                : wish.attributes;
    reproduction.plan = recipe.isTable() ? tablePlanFor(reproduction, wish, attributes, store)
                                         : figurePlanFor(reproduction, wish, attributes);
    return reproduction;
}

std::string reproductionTitle(const jobs::Recipe& recipe) {
    return fmt::format("The paper's {}: {}", numberOf(recipe), recipe.title);
}

namespace {

/// The newest sweep that asked for just this; nullopt when there is none.
std::optional<std::string> sweepOf(const Reproduction& reproduction, store::Store& store) {
    const jobs::JobSpec wanted =
        jobs::completed(jobs::sweepSpec(reproduction.plan, reproduction.recipe.name));
    for (const store::RunRow& run : store.runs().ofKind(jobs::kSweepKind)) {
        if (jobs::jobSpecFromJson(nlohmann::json::parse(run.spec)) == wanted) {
            return run.id;
        }
    }
    return std::nullopt;
}

} // namespace

std::string queueReproduction(const Reproduction& reproduction, store::Store& store, jobs::JobHost& host) {
    const std::optional<std::string> known = sweepOf(reproduction, store);
    const auto state = known ? store.runs().find(*known)->state : store::RunState::Succeeded;
    const bool isDone = state == store::RunState::Succeeded;
    // A done one may lack what was deleted since, or what belongs to it only since a later version.
    if (!known || (isDone && jobs::estimateSweep(reproduction.plan, store).toRun() > 0)) {
        return host.submit(jobs::sweepSpec(reproduction.plan, reproduction.recipe.name));
    }
    if (store::isEnded(state) && !isDone) {
        host.resume(*known);
    }
    return *known;
}

PaperTable reproducedTable(const Reproduction& reproduction, store::Store& store,
                           const std::filesystem::path& datasets, const std::string& reference) {
    const std::vector<RunRecord> records = loadRunRecords(store);
    PaperRequest request = requestFor(reproduction);
    request.reference = reference;
    PaperTable table = paperTable(records, request);
    table.datasetName = reproduction.datasetName;
    markDifferences(table, records, storedUserValues(store), datasets);
    return table;
}

PaperCurves reproducedCurves(const Reproduction& reproduction, store::Store& store) {
    return paperCurves(loadRunRecords(store), reproduction.recipe, reproduction.plan,
                       reproduction.datasetName, reproduction.paperDataset);
}

std::vector<std::string> referenceTitles(const Reproduction& reproduction, store::Store& store) {
    std::vector<std::string> titles;
    if (reproduction.recipe.isTable()) {
        for (const PaperSubject& subject :
             paperTable(loadRunRecords(store), requestFor(reproduction)).subjects) {
            if (std::find(titles.begin(), titles.end(), subject.title) == titles.end()) {
                titles.push_back(subject.title);
            }
        }
    }
    return titles;
}

Section reproductionSection(const Reproduction& reproduction, store::Store& store,
                            const std::filesystem::path& datasets, const std::string& reference) {
    Section section{"reproduction", reproductionTitle(reproduction.recipe), {}};
    if (reproduction.recipe.isTable()) {
        addTable(reproducedTable(reproduction, store, datasets, reference), section);
    } else {
        section.blocks = curveBlocks(reproducedCurves(reproduction, store));
    }
    return section;
}

} // namespace up5::report
