#include "jobs/sweep/recipe.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/error.h"
#include "base/resources.h"
#include "jobs/job_kinds.h"
#include "jobs/option_text.h"
#include "jobs/sweep/recipe_file.h"

namespace up5::jobs {

namespace {

const std::string kFolder = "recipes";
const std::string kEnding = ".json";

} // namespace

std::vector<std::string> Recipe::attributesOf(const std::string& paperDataset) const {
    const auto found = attributes.find(paperDataset);
    return found == attributes.end() ? std::vector<std::string>() : found->second;
}

std::vector<std::string> recipeNames() {
    std::vector<std::string> names;
    for (const std::string& file : resourceNames(kFolder)) {
        names.push_back(file.substr(0, file.size() - kEnding.size()));
    }
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
        return std::tuple(a.front(), a.size(), a) < std::tuple(b.front(), b.size(), b); // table2, table10
    });
    return names;
}

Recipe recipeNamed(const std::string& name) {
    const std::vector<std::string> names = recipeNames();
    if (std::find(names.begin(), names.end(), name) == names.end()) {
        throw Error(ErrorCode::NotFound,
                    fmt::format("There is no recipe \"{}\". Recipes are: {}.", name, fmt::join(names, ", ")));
    }
    return recipeFromText(name, readResource(kFolder + '/' + name + kEnding));
}

SweepPlan recipePlan(const Recipe& recipe, JobSpec base, const std::vector<std::string>& attributes,
                     const std::vector<std::uint64_t>& seeds) {
    SweepPlan plan;
    plan.base = std::move(base);
    plan.base.attributes.clear();
    const auto varied = plan.base.options.find(recipe.key);
    if (varied != plan.base.options.end()) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("The recipe {0} varies {1}, so {1}={2} says nothing. Leave it out.",
                                recipe.name, recipe.key, valueText(*varied)));
    }
    nlohmann::json options = recipe.options;
    options.update(plan.base.options);
    plan.base.options = jobKind(plan.base.kind).options->check(options);
    std::vector<SweepValues> axis;
    for (const std::string& attribute : attributes) {
        axis.push_back(nlohmann::json::object({{"attribute", attribute}}));
    }
    plan.axes = {axis, recipe.values};
    plan.seeds = seeds;
    checkPlan(plan);
    return plan;
}

} // namespace up5::jobs
