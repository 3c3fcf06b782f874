// The texts that ask a backbone for users' attributes: plain questions and questions behind solved examples.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/probe_questions.h"
#include "pipeline/loaded_backbone.h"

namespace up5::pipeline {

/// Every word that questions, statement and answers for an attribute can hold, as texts.
std::vector<std::string> allProbeTexts(const data::ProbeQuestions& questions, const data::AnswerSet& answers);

/// Writes texts with the tokenizer of one backbone, which must know their words (see withWordsOf). Keeps
/// references to everything it is given.
class QuestionTexts {
public:
    static constexpr int kMaxLength = 512; ///< tokens, T5's training length

    /// `examples`: the users whose answers may be shown, with a known value each.
    QuestionTexts(const Protocol& protocol, const data::ProbeQuestions& questions,
                  const data::AnswerSet& answers, std::span<const std::int32_t> examples, std::uint64_t seed);

    /// The question about a user, who reads as a probe sees him (Protocol::probeHistory). In context, as many
    /// solved examples before it as fit: other users, drawn anew for every user asked about from (seed,
    /// user), the classes taking turns so that at any length they occur as among the example users.
    text::EncodedText question(const data::QuestionMode& mode, int user) const;
    /// The text behind a soft probing prompt.
    text::EncodedText statement(int user) const;

private:
    text::EncodedText filled(const std::string& input, int user, int maxLength) const;

    const Protocol& m_protocol;
    const data::ProbeQuestions& m_questions;
    const data::AnswerSet& m_answers;
    std::vector<std::vector<std::int32_t>> m_usersOfClass;
    std::size_t m_numExamples;
    std::uint64_t m_seed;
};

} // namespace up5::pipeline
