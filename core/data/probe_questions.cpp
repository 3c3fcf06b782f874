#include "data/probe_questions.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/resources.h"

namespace up5::data {

namespace {

constexpr const char* kWords = "words";

[[noreturn]] void refuse(const std::string& where, const std::string& rule) {
    throw Error(ErrorCode::InvalidInput, where + ": " + rule);
}

/// Parses JSON in which no object has a member twice.
nlohmann::json parsed(const std::string& json, const std::string& where) {
    std::vector<std::set<std::string>> members;
    std::string repeated;
    const auto watch = [&](int, nlohmann::json::parse_event_t event, nlohmann::json& value) {
        if (event == nlohmann::json::parse_event_t::object_start) {
            members.emplace_back();
        } else if (event == nlohmann::json::parse_event_t::object_end) {
            members.pop_back();
        } else if (event == nlohmann::json::parse_event_t::key &&
                   !members.back().insert(value.get<std::string>()).second) {
            repeated = value.get<std::string>();
        }
        return true;
    };
    nlohmann::json document;
    try {
        document = nlohmann::json::parse(json, watch);
    } catch (const nlohmann::json::exception& error) {
        refuse(where, fmt::format("this is no JSON ({}).", error.what()));
    }
    if (!repeated.empty()) {
        refuse(where, fmt::format("\"{}\" appears twice in one object.", repeated));
    }
    return document;
}

void requireMembers(const nlohmann::json& object, std::vector<std::string> allowed,
                    const std::string& where) {
    for (const auto& item : object.items()) {
        if (std::ranges::find(allowed, item.key()) == allowed.end()) {
            refuse(where,
                   fmt::format("\"{}\" is not known here; {} are.", item.key(), fmt::join(allowed, ", ")));
        }
    }
}

/// Words with single spaces between them. Refuses none at all and braces, which are slots in templates.
std::string checkedWords(const std::string& text, const std::string& where) {
    std::string words;
    for (const char c : text) {
        if (c == '{' || c == '}') {
            refuse(where, fmt::format("the words \"{}\" hold a brace; braces are not allowed.", text));
        }
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space) {
            words += c;
        } else if (!words.empty() && words.back() != ' ') {
            words += ' ';
        }
    }
    if (!words.empty() && words.back() == ' ') {
        words.pop_back();
    }
    if (words.empty()) {
        refuse(where, "the words of an answer are empty; give at least one word.");
    }
    return words;
}

/// A label as words of a sentence: lower case, spaces for underscores and braces.
std::string plainWords(const std::string& label) {
    std::string words = label;
    for (char& c : words) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        c = c == '_' || c == '{' || c == '}' ? ' ' : c;
    }
    return words;
}

void requireDifferent(const AnswerSet& answers, const std::string& where) {
    for (std::size_t i = 0; i < answers.words.size(); ++i) {
        const auto other = std::ranges::find(answers.words, answers.words[i]);
        const auto first = static_cast<std::size_t>(other - answers.words.begin());
        if (first < i) {
            refuse(where, fmt::format("the classes \"{}\" and \"{}\" of {} have the same words \"{}\"; every "
                                      "class needs its own.",
                                      answers.attribute.classes[first], answers.attribute.classes[i],
                                      answers.attribute.name, answers.words[i]));
        }
    }
}

std::string replaced(std::string text, const std::string& slot, const std::string& value) {
    for (std::size_t at = text.find(slot); at != std::string::npos; at = text.find(slot, at + value.size())) {
        text.replace(at, slot.size(), value);
    }
    return text;
}

void requireSlots(const std::string& text, std::initializer_list<const char*> slots,
                  const std::string& where) {
    for (const char* slot : slots) {
        if (text.find(slot) == std::string::npos) {
            refuse(where, fmt::format("the text \"{}\" lacks {}.", text, slot));
        }
    }
}

} // namespace

ProbeQuestions ProbeQuestions::forNoun(const std::string& noun) {
    const std::vector<std::string> names = resourceNames("probing");
    const bool known = std::ranges::find(names, noun + ".json") != names.end();
    const std::string file = "probing/" + (known ? noun : std::string("items")) + ".json";
    return parse(readResource(file), file);
}

ProbeQuestions ProbeQuestions::parse(const std::string& json, const std::string& where) {
    const nlohmann::json document = parsed(json, where);
    ProbeQuestions questions;
    try {
        requireMembers(
            document, {"questions", "example", "statement", "attribute_words", "verbalisers", "alternatives"},
            where);
        document.at("questions").get_to(questions.m_questions);
        document.at("example").get_to(questions.m_example);
        document.at("statement").get_to(questions.m_statement);
        document.at("attribute_words").get_to(questions.m_attributeWords);
        document.at("verbalisers").get_to(questions.m_words);
        for (const auto& set : document.at("alternatives").items()) {
            for (const auto& attribute : set.value().items()) {
                std::vector<Group>& groups = questions.m_alternatives[set.key()][attribute.key()];
                for (const nlohmann::json& group : attribute.value()) {
                    requireMembers(group, {"words", "classes"}, where + ", " + set.key());
                    groups.push_back({checkedWords(group.at("words").get<std::string>(), where),
                                      group.at("classes").get<std::vector<std::string>>()});
                }
            }
        }
    } catch (const nlohmann::json::exception& error) {
        refuse(where, fmt::format("this is no set of questions ({}).", error.what()));
    }
    for (const QuestionMode& mode : kQuestionModes) {
        const std::string& text = questions.m_questions[mode.name];
        requireSlots(text, {"{attribute}", "{user}"}, where);
        if (mode.withHistory) {
            requireSlots(text, {"{history}"}, where);
        }
    }
    requireSlots(questions.m_example, {"{question}", "{answer}"}, where);
    requireSlots(questions.m_statement, {"{user}", "{history}"}, where);
    for (auto& [attribute, classes] : questions.m_words) {
        for (auto& [name, words] : classes) {
            words = checkedWords(words, where);
        }
    }
    return questions;
}

ProbeQuestions ProbeQuestions::withWords(const std::string& json, const std::string& where,
                                         std::span<const Attribute> attributes) const {
    const nlohmann::json document = parsed(json, where);
    if (!document.is_object()) {
        refuse(where, "this is no object of attributes with the words of their classes.");
    }
    ProbeQuestions changed = *this;
    for (const auto& item : document.items()) {
        const auto attribute = std::ranges::find(attributes, item.key(), &Attribute::name);
        if (attribute == attributes.end()) {
            std::vector<std::string> names;
            std::ranges::transform(attributes, std::back_inserter(names), &Attribute::name);
            refuse(where, fmt::format("the data set has no attribute \"{}\"; it has {}.", item.key(),
                                      fmt::join(names, ", ")));
        }
        if (!item.value().is_object()) {
            refuse(where, fmt::format("the words of {} are no object of classes.", item.key()));
        }
        std::map<std::string, std::string> words;
        for (const auto& entry : item.value().items()) {
            if (std::ranges::find(attribute->classes, entry.key()) == attribute->classes.end()) {
                refuse(where, fmt::format("{} has no class \"{}\"; its classes are {}.", item.key(),
                                          entry.key(), fmt::join(attribute->classes, ", ")));
            }
            if (!entry.value().is_string()) {
                refuse(where,
                       fmt::format("the words of class \"{}\" of {} are no text.", entry.key(), item.key()));
            }
            words[entry.key()] = checkedWords(entry.value().get<std::string>(), where);
        }
        for (const std::string& name : attribute->classes) {
            if (!words.contains(name)) {
                refuse(where, fmt::format("class \"{}\" of {} has no words; give every class some.", name,
                                          item.key()));
            }
        }
        changed.m_words[item.key()] = words;
        changed.m_chosen[item.key()] = where;
        changed.answers(*attribute); // refuses equal words here and now
    }
    return changed;
}

std::vector<std::string> ProbeQuestions::answerSets() const {
    std::vector<std::string> names = {kWords};
    for (const auto& [name, attributes] : m_alternatives) {
        names.push_back(name);
    }
    return names;
}

AnswerSet ProbeQuestions::answers(const Attribute& attribute, const std::string& set) const {
    const std::vector<std::string> sets = answerSets();
    if (std::ranges::find(sets, set) == sets.end()) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("There is no set of answers \"{}\" for this data set; there are: {}.", set,
                                fmt::join(sets, ", ")));
    }
    AnswerSet result{attribute, {}};
    const auto chosen = m_chosen.find(attribute.name);
    const auto alternative = m_alternatives.find(set);
    if (chosen == m_chosen.end() && alternative != m_alternatives.end() &&
        alternative->second.contains(attribute.name)) {
        const std::vector<Group>& groups = alternative->second.at(attribute.name);
        std::vector<std::int32_t> answerOf;
        for (const std::string& name : attribute.classes) {
            const auto found = std::ranges::find_if(groups, [&](const Group& group) {
                return std::ranges::find(group.classes, name) != group.classes.end();
            });
            if (found == groups.end()) {
                throw Error(ErrorCode::InvalidInput,
                            fmt::format("The answers \"{}\" do not say what class \"{}\" of {} answers; use "
                                        "\"{}\" or a file of words of your own.",
                                        set, name, attribute.name, kWords));
            }
            answerOf.push_back(static_cast<std::int32_t>(found - groups.begin()));
        }
        result.attribute.classes.clear();
        for (const Group& group : groups) {
            result.attribute.classes.push_back(group.words);
            result.words.push_back(group.words);
        }
        for (std::int32_t& value : result.attribute.values) {
            value = value < 0 ? value : answerOf[static_cast<std::size_t>(value)];
        }
        result.attribute.bestPossibleAuc.reset(); // was computed for the classes that are joined now
        return result;
    }
    const std::string where =
        chosen != m_chosen.end() ? chosen->second
                                 : "Answers of " + attribute.name + " (a file of words of your own can help)";
    const auto known = m_words.find(attribute.name);
    for (const std::string& name : attribute.classes) {
        const bool has = known != m_words.end() && known->second.contains(name);
        result.words.push_back(has ? known->second.at(name) : checkedWords(plainWords(name), where));
    }
    requireDifferent(result, where);
    return result;
}

std::string ProbeQuestions::question(const std::string& attribute, const QuestionMode& mode) const {
    const auto known = m_attributeWords.find(attribute);
    return replaced(m_questions.at(mode.name), "{attribute}",
                    known != m_attributeWords.end() ? known->second : plainWords(attribute));
}

std::string ProbeQuestions::example(const std::string& attribute, const QuestionMode& mode,
                                    const std::string& words) const {
    return replaced(replaced(m_example, "{question}", question(attribute, mode)), "{answer}", words);
}

} // namespace up5::data
