#include "pipeline/answer_probe.h"

#include "pipeline/question_texts.h"
#include "pipeline/question_words.h"

namespace up5::pipeline {

std::vector<AnswerMethod> askQuestions(const LoadedBackbone& backbone, const data::ProbeQuestions& questions,
                                       const data::AnswerSet& answers, const AskedUsers& users,
                                       const QuestionOptions& options, const JobContext& context) {
    LoadedBackbone asked = withWordsOf(backbone, allProbeTexts(questions, answers));
    const QuestionTexts texts(asked.protocol, questions, answers, users.train, options.seed);
    const auto perMode = static_cast<std::int64_t>(users.validation.size() + users.test.size());
    const std::int64_t total = perMode * static_cast<std::int64_t>(data::kQuestionModes.size());
    std::int64_t before = 0;
    std::vector<AnswerMethod> methods;
    for (const data::QuestionMode& mode : data::kQuestionModes) {
        const auto ask = [&](std::span<const std::int32_t> part) {
            std::vector<text::EncodedText> encoded;
            for (const std::int32_t user : part) {
                encoded.push_back(texts.question(mode, user));
            }
            AnswerScores scores = scoreAnswers(
                asked, asked.prefixOrNull(), encoded, answers.words, options.norm, context.cancel,
                [&](std::int64_t done) { context.progress("probing", before + done, total); });
            before += static_cast<std::int64_t>(part.size());
            return scores;
        };
        AnswerMethod& method = methods.emplace_back();
        method.name = mode.name;
        method.validation = ask(users.validation);
        method.test = ask(users.test);
    }
    return methods;
}

std::vector<std::string> untrainedWords(const LoadedBackbone& backbone, const data::ProbeQuestions& questions,
                                        const data::AnswerSet& answers) {
    return backbone.protocol.tokenizer().withWordsOf(allProbeTexts(questions, answers)).addedPieces();
}

} // namespace up5::pipeline
