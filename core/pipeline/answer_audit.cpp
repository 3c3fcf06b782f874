#include "pipeline/answer_audit.h"

#include <algorithm>
#include <limits>

#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "base/atomic_file.h"
#include "metrics/auc.h"
#include "pipeline/answer_probe.h"
#include "pipeline/question_texts.h"
#include "pipeline/question_words.h"

namespace up5::pipeline {

namespace {

const std::string kSoftPrompt = "soft-prompt";

data::ProbeQuestions questionsFor(const Protocol& protocol, const jobs::ProbeOptions& options) {
    data::ProbeQuestions questions = data::ProbeQuestions::forNoun(protocol.dataset().noun());
    return options.verbalisers.empty()
               ? questions
               : questions.withWords(readFile(options.verbalisers), options.verbalisers,
                                     protocol.dataset().attributes());
}

SoftPromptOptions softPromptOptions(const jobs::ProbeOptions& options, std::uint64_t seed) {
    SoftPromptOptions soft;
    soft.prompt.injection =
        options.softInjection == "kv" ? nn::PromptInjection::KeysAndValues : nn::PromptInjection::Input;
    soft.prompt.length = options.softLength;
    soft.steps = options.softSteps;
    soft.batchSize = options.softBatchSize;
    soft.patience = options.softPatience;
    soft.learningRate = options.softLearningRate;
    soft.norm = options.answerNorm == "sum" ? nn::ScoreNorm::Sum : nn::ScoreNorm::Length;
    soft.seed = seed;
    return soft;
}

/// The methods asked for with their scores; soft ones and one-hot decisions.
struct Asked {
    std::vector<ProbeScores> soft, hard;
};

Asked scoresOf(const std::vector<AnswerMethod>& methods, const std::vector<std::string>& wanted,
               const ProbeUsers& users, int numClasses) {
    Asked asked;
    for (const AnswerMethod& method : methods) {
        if (std::find(wanted.begin(), wanted.end(), method.name) == wanted.end()) {
            continue;
        }
        // Where nothing was trained, there is no training loss that could stay above the prior.
        const double loss = method.trainingLoss.value_or(-std::numeric_limits<double>::infinity());
        const double validationAuc =
            metrics::probeAucValue(users.validation.labels, method.validation.soft, numClasses);
        asked.soft.push_back({method.name, method.validation.soft, method.test.soft, loss, validationAuc});
        asked.hard.push_back({method.name, method.validation.hard, method.test.hard, loss, validationAuc});
    }
    return asked;
}

bool isWanted(const jobs::ProbeOptions& options, const std::string& name) {
    const std::vector<std::string> wanted = options.methodNames();
    return std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

bool asksInWords(const jobs::ProbeOptions& options) {
    return std::any_of(data::kQuestionModes.begin(), data::kQuestionModes.end(),
                       [&](const data::QuestionMode& mode) { return isWanted(options, mode.name); });
}

/// Refuses answers that the backbone cannot tell apart and warns of words of the questions that it cannot
/// spell.
void checkSpelling(const Protocol& protocol, const data::ProbeQuestions& questions,
                   const data::AnswerSet& answers) {
    const std::vector<std::string> texts = allProbeTexts(questions, answers);
    const text::Tokenizer tokenizer = protocol.tokenizer().withWordsOf(texts);
    answerPieces(tokenizer, answers);
    const std::vector<std::string> unspelled = unspelledWords(tokenizer, texts);
    if (!unspelled.empty()) {
        spdlog::warn("asking for {}: the backbone's vocabulary cannot spell \"{}\"; it reads <unk> there",
                     answers.attribute.name, fmt::join(unspelled, "\", \""));
    }
}

} // namespace

void checkQuestions(const Protocol& protocol, const std::vector<std::string>& attributes,
                    const jobs::ProbeOptions& options) {
    if (asksInWords(options) || isWanted(options, kSoftPrompt)) {
        const data::ProbeQuestions questions = questionsFor(protocol, options);
        for (const std::string& name : attributes) {
            checkSpelling(protocol, questions,
                          questions.answers(protocol.dataset().attribute(name), options.answers));
        }
    }
}

void attackByAsking(const LoadedBackbone& backbone, const data::Attribute& attribute,
                    const data::UserGroups& groups, const jobs::ProbeOptions& options,
                    const JobContext& context, ProbeFigures& figures) {
    const bool discrete = asksInWords(options), soft = isWanted(options, kSoftPrompt);
    if (!discrete && !soft) {
        return;
    }
    const data::ProbeQuestions questions = questionsFor(backbone.protocol, options);
    data::AnswerSet answers = questions.answers(attribute, options.answers);
    const std::vector<std::string> unknown = untrainedWords(backbone, questions, answers);
    spdlog::info("asking for {}: {} of the words were never trained", attribute.name, unknown.size());
    const AskedUsers users{groups.probeTrain, groups.probeValidation, groups.probeTest};
    std::vector<AnswerMethod> methods;
    if (discrete) {
        const QuestionOptions question{
            options.answerNorm == "sum" ? nn::ScoreNorm::Sum : nn::ScoreNorm::Length, context.spec.seed};
        methods = askQuestions(backbone, questions, answers, users, question, context);
    }
    if (soft) {
        methods.push_back(askWithSoftPrompt(backbone, questions, answers, users,
                                            softPromptOptions(options, context.spec.seed), context));
    }
    const bool joinsClasses = answers.attribute.classes != attribute.classes;
    if (joinsClasses) {
        answers.attribute.name = attribute.name + "/" + options.answers;
    }
    const ProbeUsers asked(groups, answers.attribute);
    const Asked scores =
        scoresOf(methods, options.methodNames(), asked, static_cast<int>(answers.attribute.classes.size()));
    if (joinsClasses) {
        ProbeFigures own(answers.attribute, asked, options, context);
        own.report("answers", scores.soft, {});
        own.reportHard("answers", scores.hard);
        own.finish();
    } else {
        figures.report("answers", scores.soft, {});
        figures.reportHard("answers", scores.hard);
    }
}

std::shared_ptr<const train::AttributeWords> attributeWords(const LoadedBackbone& backbone,
                                                            const data::Attribute& attribute,
                                                            const jobs::ProbeOptions& options) {
    const data::ProbeQuestions questions = questionsFor(backbone.protocol, options);
    const data::AnswerSet answers = questions.answers(attribute, "words"); // a word for every class
    const LoadedBackbone asked = withWordsOf(backbone, allProbeTexts(questions, answers));
    auto words = std::make_shared<train::AttributeWords>();
    words->backbone = asked.network;
    const text::Tokenizer& tokenizer = asked.protocol.tokenizer();
    for (std::vector<text::TokenId>& pieces : answerPieces(tokenizer, answers)) {
        pieces.push_back(text::kEosId);
        words->answers.push_back(
            torch::tensor(std::vector<std::int64_t>(pieces.begin(), pieces.end()), torch::kInt64)
                .to(backbone.device));
    }
    const auto [first, last] = tokenizer.wordTokens();
    words->wordRows = asked.network->embedding().detach().narrow(0, first, last - first).cpu();
    words->prompt = softPromptOptions(options, 0).prompt;
    return words;
}

} // namespace up5::pipeline
