#include "jobs/sweep/recipe_file.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/json_members.h"

namespace up5::jobs {

namespace {

constexpr std::array kFigures = {"auc", "auc_classifier", "auc_soft_prompt", "hit@1"};

void requireFigure(const std::string& figure) {
    if (std::find(kFigures.begin(), kFigures.end(), figure) == kFigures.end()) {
        throw Error(ErrorCode::Protocol, fmt::format("A recipe measures {}, but may measure {}.", figure,
                                                     fmt::join(kFigures, ", ")));
    }
}

std::vector<RecipeClaim> claimsFromJson(const nlohmann::json& json) {
    std::vector<RecipeClaim> claims;
    for (const nlohmann::json& entry : json) {
        JsonMembers members(entry, "A claim of a recipe");
        RecipeClaim claim;
        claim.figure = members.text("figure");
        requireFigure(claim.figure);
        if (members.has("level")) {
            claim.level = members.number("level");
        } else {
            claim.rises = members.boolean("rises");
        }
        claim.words = members.text("words");
        members.finish();
        claims.push_back(std::move(claim));
    }
    return claims;
}

std::string optionalText(JsonMembers& members, const char* name) {
    return members.has(name) ? members.text(name) : std::string();
}

RecipeJob::Attributes attributesFromText(const std::string& text) {
    if (text == "none") {
        return RecipeJob::Attributes::None;
    }
    if (text == "first") {
        return RecipeJob::Attributes::First;
    }
    if (text == "each") {
        return RecipeJob::Attributes::Each;
    }
    if (text == "all") {
        return RecipeJob::Attributes::All;
    }
    throw Error(ErrorCode::Protocol,
                "A job of a recipe has attributes \"" + text + "\", but may have none, first, each or all.");
}

RecipeJob::Companion companionFromText(const std::string& text) {
    if (text.empty()) {
        return RecipeJob::Companion::None;
    }
    if (text == "control") {
        return RecipeJob::Companion::Control;
    }
    if (text == "random") {
        return RecipeJob::Companion::Random;
    }
    throw Error(ErrorCode::Protocol,
                "A job of a recipe is the companion \"" + text + "\", but may be control or random.");
}

std::vector<RecipeJob> jobsFromJson(const nlohmann::json& json) {
    std::vector<RecipeJob> jobs;
    for (const nlohmann::json& entry : json) {
        JsonMembers members(entry, "A job of a recipe");
        RecipeJob job;
        job.id = members.text("id");
        job.kind = members.text("kind");
        job.attributes = attributesFromText(members.text("attributes"));
        job.once = members.has("once") && members.boolean("once");
        job.backbone = optionalText(members, "backbone");
        job.prompt = optionalText(members, "prompt");
        job.mixes = optionalText(members, "mixes");
        job.companion = companionFromText(optionalText(members, "companion"));
        job.companionOf = optionalText(members, "of");
        job.options = members.object("options");
        members.finish();
        if (members.has("companion") != members.has("of")) {
            throw Error(ErrorCode::Protocol, "The job " + job.id +
                                                 " of a recipe names a companion without the job it is of, "
                                                 "or the other way round.");
        }
        jobs.push_back(std::move(job));
    }
    return jobs;
}

void readFigure(JsonMembers& members, Recipe& recipe) {
    recipe.figure = members.text("figure");
    recipe.attributes[recipe.dataset] = members.texts("attributes");
    recipe.key = members.text("key");
    for (const nlohmann::json& value : members.array("values")) {
        recipe.values.push_back(nlohmann::json::object({{recipe.key, value}}));
    }
    recipe.options = members.object("options");
    recipe.figures = members.texts("figures");
    std::for_each(recipe.figures.begin(), recipe.figures.end(), requireFigure);
    recipe.claims = claimsFromJson(members.array("claims"));
}

void readTable(JsonMembers& members, Recipe& recipe) {
    recipe.table = static_cast<int>(members.integer("table"));
    const nlohmann::json& attributes = members.object("attributes");
    for (const auto& [dataset, names] : attributes.items()) {
        JsonMembers own(attributes, "The attributes of the recipe " + recipe.name);
        recipe.attributes[dataset] = own.texts(dataset.c_str());
    }
    recipe.companions = !members.has("companions") || members.boolean("companions");
    recipe.jobs = jobsFromJson(members.array("jobs"));
}

} // namespace

Recipe recipeFromText(const std::string& name, const std::string& text) {
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded()) {
        throw Error(ErrorCode::Protocol, "The recipe " + name + " is no JSON.");
    }
    JsonMembers members(json, "The recipe " + name);
    Recipe recipe;
    recipe.name = name;
    recipe.title = members.text("title");
    recipe.dataset = members.text("dataset");
    if (members.has("paper")) {
        recipe.paper = members.object("paper");
    }
    if (members.has("table")) {
        readTable(members, recipe);
    } else {
        readFigure(members, recipe);
    }
    members.finish();
    return recipe;
}

} // namespace up5::jobs
