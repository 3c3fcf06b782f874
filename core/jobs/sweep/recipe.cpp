#include "jobs/sweep/recipe.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "base/resources.h"
#include "jobs/job_kinds.h"
#include "jobs/json_members.h"
#include "jobs/option_text.h"

namespace up5::jobs {

namespace {

const std::string kFolder = "recipes";
const std::string kEnding = ".json";

std::vector<RecipeClaim> claimsFromJson(const nlohmann::json& json) {
    std::vector<RecipeClaim> claims;
    for (const nlohmann::json& entry : json) {
        JsonMembers members(entry, "A claim of a recipe");
        claims.push_back({members.text("figure"), members.boolean("rises"), members.text("words")});
        members.finish();
    }
    return claims;
}

Recipe recipeFromJson(const std::string& name, const nlohmann::json& json) {
    JsonMembers members(json, "The recipe " + name);
    Recipe recipe;
    recipe.name = name;
    recipe.title = members.text("title");
    recipe.figure = members.text("figure");
    recipe.dataset = members.text("dataset");
    recipe.attributes = members.texts("attributes");
    recipe.key = members.text("key");
    for (const nlohmann::json& value : members.array("values")) {
        recipe.values.push_back(nlohmann::json::object({{recipe.key, value}}));
    }
    recipe.paper = members.object("paper");
    recipe.claims = claimsFromJson(members.array("claims"));
    members.finish();
    return recipe;
}

bool isAmong(const nlohmann::json& value, const nlohmann::json& paper) {
    return paper.is_array() ? std::find(paper.begin(), paper.end(), value) != paper.end() : value == paper;
}

std::string textOf(const nlohmann::json& value) {
    if (value.is_array()) {
        std::vector<std::string> parts;
        std::transform(value.begin(), value.end(), std::back_inserter(parts), textOf);
        return fmt::format("{}", fmt::join(parts, " or "));
    }
    return valueText(value);
}

} // namespace

std::vector<std::string> recipeNames() {
    std::vector<std::string> names;
    for (const std::string& file : resourceNames(kFolder)) {
        names.push_back(file.substr(0, file.size() - kEnding.size()));
    }
    return names;
}

Recipe recipeNamed(const std::string& name) {
    const std::vector<std::string> names = recipeNames();
    if (std::find(names.begin(), names.end(), name) == names.end()) {
        throw Error(ErrorCode::NotFound,
                    fmt::format("There is no recipe \"{}\". Recipes are: {}.", name, fmt::join(names, ", ")));
    }
    return recipeFromJson(name, nlohmann::json::parse(readResource(kFolder + '/' + name + kEnding)));
}

SweepPlan recipePlan(const Recipe& recipe, JobSpec base, const std::vector<std::string>& attributes,
                     const std::vector<std::uint64_t>& seeds) {
    SweepPlan plan;
    plan.base = std::move(base);
    plan.base.attributes.clear();
    std::vector<SweepValues> axis;
    for (const std::string& attribute : attributes) {
        axis.push_back(nlohmann::json::object({{"attribute", attribute}}));
    }
    plan.axes = {axis, recipe.values};
    plan.seeds = seeds;
    checkPlan(plan);
    return plan;
}

std::vector<std::string> protocolDifferences(const Recipe& recipe, const JobSpec& base,
                                             const std::string& datasetName) {
    std::vector<std::string> sentences;
    if (!datasetName.starts_with(recipe.dataset)) {
        sentences.push_back("Data set: " + datasetName + "; the paper: " + recipe.dataset + ".");
    }
    const nlohmann::json options = jobKind(base.kind).options->check(base.options);
    for (const auto& [key, paper] : recipe.paper.items()) {
        if (!isAmong(options.at(key), paper)) {
            sentences.push_back(
                fmt::format("{}: {}; the paper: {}.", key, textOf(options.at(key)), textOf(paper)));
        }
    }
    return sentences;
}

} // namespace up5::jobs
