#include "data/template.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <regex>
#include <unordered_set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/resources.h"

namespace up5::data {

namespace {

struct FamilyRow {
    TemplateFamily family;
    const char* name;
    const char* slot;   ///< the slot its input needs besides the user mention
    const char* target; ///< what the decoder answers
};

constexpr std::array kFamilies = {
    FamilyRow{TemplateFamily::NextItem, "next_item", "history", "{item}"},
    FamilyRow{TemplateFamily::FollowingItems, "following_items", "history", "{items}"},
    FamilyRow{TemplateFamily::ChooseOne, "choose_one", "candidates", "{item}"},
    FamilyRow{TemplateFamily::YesNo, "yes_no", "item", "{answer}"},
};

const FamilyRow& rowOf(TemplateFamily family) {
    return *std::ranges::find(kFamilies, family, &FamilyRow::family);
}

/// Checks one template; `refuse` throws with the broken rule.
template <class Refuse> void checkSlots(const PromptTemplate& checked, const Refuse& refuse) {
    static const std::regex slotPattern(R"(\{([^{}]*)\})");
    const std::string& input = checked.input;
    std::map<std::string, int> uses{{"user", 0}, {"history", 0}, {"candidates", 0}, {"item", 0}};
    std::string rest = input;
    for (std::sregex_iterator match(input.begin(), input.end(), slotPattern), end; match != end; ++match) {
        const std::string slot = (*match)[1];
        const auto known = uses.find(slot);
        if (known == uses.end()) {
            refuse(fmt::format("{{{}}} is no slot; {{user}}, {{history}}, {{candidates}} and {{item}} are",
                               slot));
        }
        const auto at = static_cast<std::size_t>(match->position());
        if (slot == "user") {
            static const std::regex mentionEnd(R"((^|[^A-Za-z0-9_])[uU]ser_$)");
            if (!std::regex_search(input.substr(0, at), mentionEnd)) {
                refuse("{user} must be written user_{user} or User_{user}");
            }
        } else if (++known->second > 1) {
            refuse(fmt::format("{{{}}} appears twice", slot));
        } else if (at > 0 && input[at - 1] != ' ') {
            refuse(fmt::format("{{{}}} must follow a space", slot));
        }
        rest.replace(at, slot.size() + 2, slot.size() + 2, ' ');
    }
    if (rest.find_first_of("{}") != std::string::npos) {
        refuse("a brace is open or closed alone");
    }
    const FamilyRow& row = rowOf(checked.family);
    if (uses.at(row.slot) == 0) {
        refuse(fmt::format("a {} template needs {{{}}}", row.name, row.slot));
    }
    if (checked.target != row.target) {
        refuse(fmt::format("the target is \"{}\"; a {} template has \"{}\"", checked.target, row.name,
                           row.target));
    }
}

/// The span of the user mention is found by the first word "User", or else "user"; both must be mentions.
template <class Refuse> void checkMention(const std::string& input, const Refuse& refuse) {
    static const std::regex userWord(R"([A-Za-z0-9]+)");
    bool mentioned = false;
    for (std::sregex_iterator match(input.begin(), input.end(), userWord), end; match != end; ++match) {
        const std::string word = match->str();
        const auto at = static_cast<std::size_t>(match->position());
        if ((word != "user" && word != "User") || (at > 0 && input[at - 1] == '{')) {
            continue;
        }
        const bool isMention = input.compare(at + word.size(), 7, "_{user}") == 0;
        if (!isMention && (!mentioned || word == "User")) {
            refuse(fmt::format("the word \"{}\" must not stand {} the user mention user_{{user}}", word,
                               mentioned ? "beside" : "before"));
        }
        mentioned = mentioned || isMention;
    }
    if (!mentioned) {
        refuse("there is no user mention user_{user}");
    }
}

} // namespace

const char* toString(TemplateFamily family) {
    return rowOf(family).name;
}

TemplateSet TemplateSet::forNoun(const std::string& noun) {
    const std::vector<std::string> names = resourceNames("templates");
    const bool known = std::ranges::find(names, noun + ".json") != names.end();
    const std::string file = "templates/" + (known ? noun : std::string("items")) + ".json";
    return parse(readResource(file), file);
}

TemplateSet TemplateSet::parse(const std::string& json, const std::string& where) {
    TemplateSet set;
    std::unordered_set<std::string> ids;
    try {
        const nlohmann::json document = nlohmann::json::parse(json);
        for (const nlohmann::json& entry : document.at("templates")) {
            PromptTemplate parsed;
            entry.at("id").get_to(parsed.id);
            entry.at("input").get_to(parsed.input);
            entry.at("target").get_to(parsed.target);
            const auto refuse = [&](const std::string& rule) {
                throw Error(ErrorCode::InvalidInput,
                            fmt::format("{}, template \"{}\": {}.", where, parsed.id, rule));
            };
            const auto familyName = entry.at("family").get<std::string>();
            const auto* const row = std::ranges::find_if(
                kFamilies, [&](const FamilyRow& candidate) { return candidate.name == familyName; });
            if (row == kFamilies.end()) {
                refuse(
                    fmt::format("\"{}\" is no family; next_item, following_items, choose_one and yes_no are",
                                familyName));
            }
            parsed.family = row->family;
            if (!ids.insert(parsed.id).second) {
                refuse("the id appears twice");
            }
            checkSlots(parsed, refuse);
            checkMention(parsed.input, refuse);
            set.m_templates.push_back(std::move(parsed));
        }
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{} is not a list of templates: {}.", where, error.what()));
    }
    if (set.m_templates.empty()) {
        throw Error(ErrorCode::InvalidInput, where + " holds no template; at least one is needed.");
    }
    return set;
}

std::vector<const PromptTemplate*> TemplateSet::family(TemplateFamily family) const {
    std::vector<const PromptTemplate*> found;
    for (const PromptTemplate& candidate : m_templates) {
        if (candidate.family == family) {
            found.push_back(&candidate);
        }
    }
    return found;
}

} // namespace up5::data
