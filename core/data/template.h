// Prompt templates: text patterns with slots, read from resources/templates/<noun>.json.
#pragma once

#include <string>
#include <vector>

namespace up5::data {

/// What a template asks for (spec B3).
enum class TemplateFamily { NextItem, FollowingItems, ChooseOne, YesNo };
const char* toString(TemplateFamily family); // "next_item", "following_items", "choose_one", "yes_no"

/// One pattern. Slots: {user}, {history}, {candidates}, {item}. `user_{user}` is the user mention.
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
    /// Parses and checks JSON text (every slot known, the user mention before any other word "user", ids unique).
    /// Throws Error{InvalidInput} naming template and rule.
    static TemplateSet parse(const std::string& json, const std::string& where);

    const std::vector<PromptTemplate>& all() const { return m_templates; }
    /// Templates of one family in file order; the first is the evaluation template.
    std::vector<const PromptTemplate*> family(TemplateFamily family) const;

private:
    std::vector<PromptTemplate> m_templates;
};

} // namespace up5::data
