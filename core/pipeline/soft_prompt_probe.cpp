// The soft probing prompt of one attribute: what is trained on whom.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/random_stream.h"
#include "metrics/auc.h"
#include "pipeline/answer_probe.h"
#include "pipeline/question_texts.h"
#include "pipeline/question_words.h"
#include "pipeline/tensor_batch.h"
#include "train/probes/probe.h"
#include "train/probing_prompt_trainer.h"

namespace up5::pipeline {

namespace {

/// Statements of the training users with the pieces of their answers, in shuffled batches.
class StatementBatches {
public:
    StatementBatches(const LoadedBackbone& asked, const QuestionTexts& texts, const data::AnswerSet& answers,
                     std::span<const std::int32_t> users, const SoftPromptOptions& options)
        : m_device(asked.device), m_size(std::min(static_cast<std::size_t>(options.batchSize), users.size())),
          m_seed(options.seed), m_order(users.size()) {
        for (const std::int32_t user : users) {
            const auto value =
                static_cast<std::size_t>(answers.attribute.values[static_cast<std::size_t>(user)]);
            std::vector<text::TokenId> labels = asked.protocol.tokenizer().wordPieces(answers.words[value]);
            labels.push_back(text::kEosId);
            m_examples.push_back({texts.statement(user), std::move(labels), user});
        }
    }

    /// Batch of a step (from 1): every user once in as many steps as it takes, then in another order.
    train::SequenceBatch batch(std::int64_t step) {
        const auto perEpoch = static_cast<std::int64_t>(m_order.size() / m_size);
        const std::int64_t epoch = (step - 1) / perEpoch;
        if (epoch != m_epoch) {
            std::iota(m_order.begin(), m_order.end(), std::size_t{0});
            RandomStream random(m_seed, "soft prompt epoch " + std::to_string(epoch));
            random.shuffle(std::span(m_order));
            m_epoch = epoch;
        }
        const std::size_t first = static_cast<std::size_t>((step - 1) % perEpoch) * m_size;
        std::vector<const TrainingExample*> rows;
        for (std::size_t i = 0; i < m_size; ++i) {
            rows.push_back(&m_examples[m_order[first + i]]);
        }
        return trainingBatch(rows, m_device).sequence;
    }

private:
    torch::Device m_device;
    std::size_t m_size;
    std::uint64_t m_seed;
    std::vector<std::size_t> m_order;
    std::vector<TrainingExample> m_examples;
    std::int64_t m_epoch = -1;
};

std::vector<int> labelsOf(const data::Attribute& attribute, std::span<const std::int32_t> users) {
    std::vector<int> labels;
    for (const std::int32_t user : users) {
        labels.push_back(attribute.values[static_cast<std::size_t>(user)]);
    }
    return labels;
}

} // namespace

AnswerMethod askWithSoftPrompt(const LoadedBackbone& backbone, const data::ProbeQuestions& questions,
                               const data::AnswerSet& answers, const AskedUsers& users,
                               const SoftPromptOptions& options, const JobContext& context) {
    LoadedBackbone asked = withWordsOf(backbone, allProbeTexts(questions, answers));
    const QuestionTexts texts(asked.protocol, questions, answers, users.train, options.seed);
    const auto statements = [&](std::span<const std::int32_t> part) {
        std::vector<text::EncodedText> encoded;
        for (const std::int32_t user : part) {
            encoded.push_back(texts.statement(user));
        }
        return encoded;
    };
    const auto score = [&](const nn::KvPrefix& prefix, const std::vector<text::EncodedText>& part) {
        return scoreAnswers(asked, &prefix, part, answers.words, options.norm, context.cancel);
    };
    const std::vector<text::EncodedText> validation = statements(users.validation);
    const std::vector<int> validationLabels = labelsOf(answers.attribute, users.validation);
    const auto numClasses = static_cast<int>(answers.words.size());

    torch::manual_seed(derivedSeed(options.seed, "probing prompt initialisation"));
    const auto [first, last] = asked.protocol.tokenizer().wordTokens();
    nn::ProbingPrompt prompt(asked.network->config(), options.prompt,
                             asked.network->embedding().detach().narrow(0, first, last - first).cpu());
    prompt->to(asked.device);

    StatementBatches batches(asked, texts, answers, users.train, options);
    const bool keysAndValues = options.prompt.injection == nn::PromptInjection::KeysAndValues;
    const train::ProbingPromptTrainingOptions training{.steps = options.steps,
                                                       .validateEvery = options.validateEvery,
                                                       .patience = options.patience,
                                                       .learningRate = options.learningRate > 0
                                                                           ? options.learningRate
                                                                       : keysAndValues ? 3e-3
                                                                                       : 3e-2,
                                                       .seed = options.seed};
    const train::ProbingPromptHooks hooks{
        .batch = [&](std::int64_t step) { return batches.batch(step); },
        .validate =
            [&](const nn::KvPrefix& prefix) {
                const std::vector<double> scores = score(prefix, validation).soft;
                const bool diverged =
                    std::any_of(scores.begin(), scores.end(), [](double value) { return std::isnan(value); });
                return diverged ? std::numeric_limits<double>::quiet_NaN()
                                : metrics::probeAucValue(validationLabels, scores, numClasses);
            },
        .onLoss =
            [&](std::int64_t step, double loss) {
                context.series("soft_prompt_loss/" + answers.attribute.name, step, loss);
            },
        .onProgress = [&](std::int64_t done,
                          std::int64_t total) { context.progress("training", done, total); }};
    const train::ProbingPromptResult trained = train::trainProbingPrompt(
        asked.network, asked.prefixOrNull(), prompt, training, hooks, context.cancel);

    AnswerMethod method;
    method.name = "soft-prompt";
    method.validation = score(trained.prefix, validation);
    method.test = score(trained.prefix, statements(users.test));
    method.trainingLoss =
        train::crossEntropy(labelsOf(answers.attribute, users.train),
                            score(trained.prefix, statements(users.train)).soft, numClasses);
    return method;
}

} // namespace up5::pipeline
