#include "report/paper_curves.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "jobs/job_kinds.h"
#include "jobs/options/cfp_options.h"
#include "jobs/sweep/paper_protocol.h"

namespace up5::report {

namespace {

const std::string kPromptKind = "cfp";

/// Prompts that differ in nothing but attribute, varied option and seed.
struct CurveSetting {
    const RunRecord* first = nullptr;
    nlohmann::json options;                              ///< without the varied one
    std::map<std::string, std::set<std::string>> values; ///< by attribute
    std::set<std::uint64_t> seeds;
    int runs = 0;
    std::string newest;

    std::size_t cells() const {
        std::size_t count = 0;
        for (const auto& [attribute, measured] : values) {
            count += measured.size();
        }
        return count;
    }
    bool hasCurve() const {
        return std::ranges::any_of(values, [](const auto& entry) { return entry.second.size() > 1; });
    }
};

/// Whether a run can be one of the recipe's: what is probed afterwards does not decide.
bool isOfFigure(const RunRecord& record, const jobs::Recipe& recipe, const std::string& dataset) {
    if (record.run.kind != kPromptKind || record.run.state != store::RunState::Succeeded ||
        !record.problem.empty() || record.run.dataset != dataset || record.run.attributes.size() != 1 ||
        !record.run.promptRun.empty()) {
        return false;
    }
    const auto options = jobs::CfpOptions::table().read(record.options);
    const bool isTreated = !options.isConditional() && options.batches > 0 && options.lambda > 0;
    const bool hasValue = std::ranges::any_of(recipe.values, [&](const jobs::SweepValues& value) {
        return value.at(recipe.key) == record.options.at(recipe.key);
    });
    bool fits = isTreated && hasValue;
    for (const auto& [key, value] : recipe.options.items()) {
        fits = fits && (key.starts_with("probe.") || record.options.at(key) == value);
    }
    return fits;
}

/// Recipes that vary the same option and fix more than this one: what fits them is theirs.
std::vector<jobs::Recipe> narrowerRecipes(const jobs::Recipe& recipe) {
    std::vector<jobs::Recipe> narrower;
    for (const std::string& name : jobs::recipeNames()) {
        jobs::Recipe other = jobs::recipeNamed(name);
        const auto isFixedThere = [&](const auto& option) {
            return other.options.contains(option.key()) && other.options.at(option.key()) == option.value();
        };
        const auto options = recipe.options.items();
        if (!other.isTable() && other.key == recipe.key && other.options.size() > recipe.options.size() &&
            std::all_of(options.begin(), options.end(), isFixedThere)) {
            narrower.push_back(std::move(other));
        }
    }
    return narrower;
}

std::vector<CurveSetting> curveSettings(const std::vector<RunRecord>& records, const jobs::Recipe& recipe,
                                        const std::string& dataset) {
    std::map<std::pair<std::string, std::string>, CurveSetting> settings; // by backbone and options
    const std::vector<jobs::Recipe> narrower = narrowerRecipes(recipe);
    for (const RunRecord& record : records) {
        const bool isOfAnother = std::ranges::any_of(
            narrower, [&](const jobs::Recipe& other) { return isOfFigure(record, other, dataset); });
        if (isOfAnother || !isOfFigure(record, recipe, dataset)) {
            continue;
        }
        nlohmann::json options = record.options;
        options.erase(recipe.key);
        CurveSetting& setting = settings[{record.run.backboneRun, options.dump()}];
        setting.first = setting.first ? setting.first : &record;
        setting.values[record.run.attributes.front()].insert(record.options.at(recipe.key).dump());
        setting.options = std::move(options);
        setting.seeds.insert(record.run.seed);
        setting.newest = std::max(setting.newest, record.run.finished);
        ++setting.runs;
    }
    std::vector<CurveSetting> curves;
    for (auto& [place, setting] : settings) {
        if (setting.hasCurve()) {
            curves.push_back(std::move(setting));
        }
    }
    return curves;
}

/// The paper's attributes first.
std::vector<std::string> curveAttributes(const CurveSetting& setting, const jobs::Recipe& recipe) {
    std::vector<std::string> attributes;
    for (const std::string& attribute : recipe.attributesOf(recipe.dataset)) {
        if (setting.values.contains(attribute)) {
            attributes.push_back(attribute);
        }
    }
    for (const auto& [attribute, values] : setting.values) {
        if (std::ranges::find(attributes, attribute) == attributes.end()) {
            attributes.push_back(attribute);
        }
    }
    return attributes;
}

nlohmann::json backboneOptions(const std::vector<RunRecord>& records, const std::string& backbone) {
    const RunRecord* record = findRecord(records, backbone);
    return record != nullptr && record->run.kind == "backbone" && record->problem.empty() ? record->options
                                                                                          : nlohmann::json();
}

} // namespace

PaperCurves paperCurves(const std::vector<RunRecord>& records, const jobs::Recipe& recipe,
                        const jobs::SweepPlan& plan, const std::string& datasetName,
                        const std::string& paperDataset) {
    const SweepResults measured = planResults(records, plan);
    PaperCurves curves;
    curves.recipe = recipe;
    curves.dataset = plan.base.dataset;
    curves.datasetName = datasetName;
    curves.backbone = plan.base.backboneRun;
    curves.results = recipeResults(recipe, measured);
    for (const SweepResultRow& row : measured.rows) {
        if (!row.run.empty()) {
            curves.runs.push_back(row.run);
        }
    }
    curves.differences =
        jobs::protocolDifferences(recipe, plan.base, backboneOptions(records, plan.base.backboneRun),
                                  paperDataset.empty() ? datasetName : paperDataset);
    return curves;
}

namespace {

std::optional<PaperCurves> measuredOf(const std::vector<RunRecord>& records, const jobs::Recipe& recipe,
                                      const std::string& dataset, const std::string& paperDataset) {
    const std::vector<CurveSetting> settings = curveSettings(records, recipe, dataset);
    const auto rank = [&](const CurveSetting& setting) {
        const auto away =
            jobs::optionDifferences(recipe, kPromptKind, setting.options, recipe.dataset).size();
        return std::tuple(setting.cells(), setting.runs, -static_cast<int>(away), setting.newest);
    };
    const auto best = std::ranges::max_element(settings, {}, rank);
    if (best == settings.end()) {
        return std::nullopt;
    }
    jobs::SweepPlan plan;
    plan.base.kind = kPromptKind;
    plan.base.dataset = dataset;
    plan.base.backboneRun = best->first->run.backboneRun;
    plan.base.options = best->options;
    plan.axes = {jobs::axisOver("attribute", curveAttributes(*best, recipe)), recipe.values};
    plan.seeds.assign(best->seeds.begin(), best->seeds.end());
    PaperCurves curves = paperCurves(records, recipe, plan, best->first->datasetName, paperDataset);
    curves.rule = "Prompts of one backbone that differ in nothing but the attribute, the varied option and "
                  "the seed";
    if (settings.size() > 1) {
        curves.rule += fmt::format("; of {} such settings that with the most values of the attributes, then "
                                   "with the most runs, then with the fewest differences from the paper's, "
                                   "then the newest",
                                   settings.size());
    }
    curves.rule += ". No figure on test users takes part in the choice.";
    return curves;
}

} // namespace

std::vector<PaperCurves> measuredCurves(const std::vector<RunRecord>& records, const std::string& dataset,
                                        const std::string& paperDataset) {
    std::vector<PaperCurves> found;
    std::set<std::pair<std::string, std::string>> experiments; // the paper makes one on each of its sets
    for (const std::string& name : jobs::recipeNames()) {
        const jobs::Recipe recipe = jobs::recipeNamed(name);
        const bool isHere = paperDataset.empty() ? !experiments.contains({recipe.key, recipe.options.dump()})
                                                 : recipe.dataset == paperDataset;
        if (recipe.isTable() || !isHere) {
            continue;
        }
        experiments.insert({recipe.key, recipe.options.dump()});
        if (std::optional<PaperCurves> curves = measuredOf(records, recipe, dataset, paperDataset)) {
            found.push_back(std::move(*curves));
        }
    }
    return found;
}

} // namespace up5::report
