// Prompt templates: text patterns with slots, read from resources/templates/<noun>.json.
#pragma once

#include <string>
#include <vector>

namespace up5::data {

/// What a template asks for (spec B3).
enum class TemplateFamily { NextItem, FollowingItems, ChooseOne, YesNo };
const char* toString(TemplateFamily family); // "next_item", "following_items", "choose_one", "yes_no"

/// One pattern. Slots: {user}, {history}, {candidates}, {item}. `user_{user}` is the user mention,
/// `User_{user}` at the beginning of a sentence.
struct PromptTemplate {
    std::string id; ///< e.g. "sequential-1"
    TemplateFamily family = TemplateFamily::NextItem;
    std::string input;
    std::string target; ///< "{item}", "{items}" or "{answer}"
};

class TemplateSet {
public:
    /// Templates of a noun ("movies", "insurance", "items"); unknown nouns use "items".
    static TemplateSet forNoun(const std::string& noun);

    /// Parses and checks JSON text `{"templates": [{"id", "family", "input", "target"}, …]}`; `where` names
    /// it in messages. Throws Error{InvalidInput} naming template and rule. The rules: ids are unique; every
    /// slot is known and, but for {user}, used at most once, at the beginning of a word; next_item and
    /// following_items have {history}, choose_one {candidates}, yes_no {item}; the target is {item}, {items},
    /// {item} and {answer} in this order of families; every {user} is part of a user mention, there is one,
    /// and no other word "user" stands before the first (spec B2: the user span starts at the first word
    /// "User", or else "user").
    static TemplateSet parse(const std::string& json, const std::string& where);

    const std::vector<PromptTemplate>& all() const { return m_templates; }
    /// Templates of one family in file order; the first is the evaluation template.
    std::vector<const PromptTemplate*> family(TemplateFamily family) const;

private:
    std::vector<PromptTemplate> m_templates;
};

} // namespace up5::data
