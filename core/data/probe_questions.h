// Texts that ask a backbone for a user's attribute and the words of its answers, read from
// resources/probing/<noun>.json (paper §4.1 and §4.2, spec C1 and C2).
#pragma once

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"

namespace up5::data {

/// How a question is put; the names are those of the metrics' methods.
struct QuestionMode {
    const char* name;
    bool inContext;   ///< behind solved examples
    bool withHistory; ///< behind the user's items
};
constexpr std::array<QuestionMode, 4> kQuestionModes = {{{"zero-shot-with-history", false, true},
                                                         {"zero-shot-without-history", false, false},
                                                         {"in-context-with-history", true, true},
                                                         {"in-context-without-history", true, false}}};

/// An attribute as it is asked for, with the words ("verbaliser") of each answer.
struct AnswerSet {
    /// Its classes are the answers: those of the data set, or fewer where a set of answers joins some.
    Attribute attribute;
    std::vector<std::string> words; ///< one per class, all different
};

class ProbeQuestions {
public:
    /// Questions of a noun ("movies", "insurance", "items"); unknown nouns use "items".
    static ProbeQuestions forNoun(const std::string& noun);
    /// Parses and checks the text of such a file; `where` names it in messages. Throws Error{InvalidInput}.
    static ProbeQuestions parse(const std::string& json, const std::string& where);

    /// These questions with the words of a person's own file, `{"attribute": {"class": "words"}}`, which then
    /// are the answers to the attributes it names, whatever set is asked for. Throws Error{InvalidInput}
    /// naming what is wrong: an attribute or class the data set does not have, a class left out, two classes
    /// with the same words, words that are empty or hold a brace.
    ProbeQuestions withWords(const std::string& json, const std::string& where,
                             std::span<const Attribute> attributes) const;

    /// The sets of answers there are: "words" (each class has its own) and alternatives such as "binary55".
    std::vector<std::string> answerSets() const;
    /// The answers to the question for an attribute. A class without words of its own answers with its label
    /// in lower case. An alternative holds for the attributes it names; the others keep "words". Throws
    /// Error{InvalidInput} for an unknown set, for a class that an alternative does not know and for two
    /// classes with the same words.
    AnswerSet answers(const Attribute& attribute, const std::string& set = "words") const;

    /// Template of a question, with {user} and, if the mode asks so, {history}.
    std::string question(const std::string& attribute, const QuestionMode& mode) const;
    /// Template of a question with its answer, to learn from. The answer is spelt as the decoder is to spell
    /// it: with a capital, as the paper prints it, it would be another piece.
    std::string example(const std::string& attribute, const QuestionMode& mode,
                        const std::string& words) const;
    /// Template of the text that follows a soft probing prompt, with {user} and {history}.
    const std::string& statement() const { return m_statement; }

private:
    /// Classes that share an answer.
    struct Group {
        std::string words;
        std::vector<std::string> classes;
    };

    std::map<std::string, std::string> m_questions; ///< by mode
    std::string m_example, m_statement;
    std::map<std::string, std::string> m_attributeWords;
    std::map<std::string, std::map<std::string, std::string>> m_words;               ///< attribute, class
    std::map<std::string, std::map<std::string, std::vector<Group>>> m_alternatives; ///< set, attribute
    std::map<std::string, std::string> m_chosen; ///< attributes of a person's file, with the file's name
};

} // namespace up5::data
