#include "pipeline/question_texts.h"

#include "base/random_stream.h"
#include "text/joined_text.h"

namespace up5::pipeline {

namespace {

/// Draws users without repetition, the class that is furthest behind its share next.
class ExampleDraw {
public:
    ExampleDraw(std::vector<std::vector<std::int32_t>> usersOfClass, std::size_t count, RandomStream random)
        : m_left(std::move(usersOfClass)), m_taken(m_left.size(), 0), m_random(std::move(random)) {
        for (const auto& users : m_left) {
            m_shares.push_back(static_cast<double>(users.size()) / static_cast<double>(count));
        }
    }

    /// The next user with his class; -1 when all are drawn.
    std::pair<std::int32_t, std::size_t> next() {
        ++m_drawn;
        std::size_t chosen = m_left.size();
        double furthest = 0;
        for (std::size_t index = 0; index < m_left.size(); ++index) {
            const double behind = m_shares[index] * m_drawn - m_taken[index];
            if (!m_left[index].empty() && (chosen == m_left.size() || behind > furthest)) {
                chosen = index;
                furthest = behind;
            }
        }
        if (chosen == m_left.size()) {
            return {-1, 0};
        }
        std::vector<std::int32_t>& users = m_left[chosen];
        std::swap(users[m_random.below(users.size())], users.back());
        const std::int32_t user = users.back();
        users.pop_back();
        m_taken[chosen] += 1;
        return {user, chosen};
    }

private:
    std::vector<std::vector<std::int32_t>> m_left;
    std::vector<double> m_shares, m_taken;
    double m_drawn = 0;
    RandomStream m_random;
};

} // namespace

std::vector<std::string> allProbeTexts(const data::ProbeQuestions& questions,
                                       const data::AnswerSet& answers) {
    std::vector<std::string> texts = {questions.statement()};
    for (const data::QuestionMode& mode : data::kQuestionModes) {
        texts.push_back(questions.question(answers.attribute.name, mode));
        for (const std::string& words : answers.words) {
            texts.push_back(questions.example(answers.attribute.name, mode, words));
        }
    }
    texts.insert(texts.end(), answers.words.begin(), answers.words.end());
    return texts;
}

QuestionTexts::QuestionTexts(const Protocol& protocol, const data::ProbeQuestions& questions,
                             const data::AnswerSet& answers, std::span<const std::int32_t> examples,
                             std::uint64_t seed)
    : m_protocol(protocol), m_questions(questions), m_answers(answers),
      m_usersOfClass(answers.attribute.classes.size()), m_numExamples(examples.size()), m_seed(seed) {
    for (const std::int32_t user : examples) {
        const std::int32_t value = answers.attribute.values[static_cast<std::size_t>(user)];
        m_usersOfClass[static_cast<std::size_t>(value)].push_back(user);
    }
}

text::EncodedText QuestionTexts::filled(const std::string& input, int user, int maxLength) const {
    const std::vector<std::int32_t> history = m_protocol.probeHistory(user);
    text::SlotValues values;
    values.user = user;
    values.history = history;
    return m_protocol.tokenizer().encodeInput({"probing", data::TemplateFamily::NextItem, input, "{answer}"},
                                              values, maxLength);
}

text::EncodedText QuestionTexts::statement(int user) const {
    return filled(m_questions.statement(), user, kMaxLength);
}

text::EncodedText QuestionTexts::question(const data::QuestionMode& mode, int user) const {
    const std::string& attribute = m_answers.attribute.name;
    text::EncodedText question = filled(m_questions.question(attribute, mode), user, kMaxLength);
    if (!mode.inContext) {
        return question;
    }
    ExampleDraw draw(m_usersOfClass, m_numExamples,
                     RandomStream(m_seed, "solved examples for user " + std::to_string(user)));
    std::vector<text::EncodedText> parts;
    std::size_t length = question.tokens.size();
    while (true) {
        const auto [other, answer] = draw.next();
        if (other < 0) {
            break;
        }
        if (other == user) {
            continue;
        }
        text::EncodedText example =
            filled(m_questions.example(attribute, mode, m_answers.words[answer]), other, kMaxLength);
        length += example.tokens.size() - 1; // its eos is left out
        if (length > kMaxLength) {
            break;
        }
        parts.push_back(std::move(example));
    }
    parts.push_back(std::move(question));
    return text::joinedTexts(parts);
}

} // namespace up5::pipeline
