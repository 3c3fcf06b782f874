#include "pipeline/answer_scores.h"

#include <algorithm>
#include <cmath>

#include "pipeline/tensor_batch.h"

namespace up5::pipeline {

namespace {

void fillRow(const std::vector<float>& logLikelihoods, const std::vector<std::size_t>& lengths,
             nn::ScoreNorm norm, double* soft, double* hard) {
    const auto best = std::ranges::max_element(logLikelihoods) - logLikelihoods.begin();
    hard[best] = 1.0;
    const std::size_t count = logLikelihoods.size();
    for (std::size_t i = 0; i < count; ++i) {
        const double tokens = static_cast<double>(lengths[i]) + 1.0; // and eos
        soft[i] = static_cast<double>(logLikelihoods[i]) / (norm == nn::ScoreNorm::Length ? tokens : 1.0);
    }
    const double highest = *std::max_element(soft, soft + count);
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        soft[i] = std::exp(soft[i] - highest);
        sum += soft[i];
    }
    for (std::size_t i = 0; i < count; ++i) {
        soft[i] /= sum;
    }
}

} // namespace

AnswerScores scoreAnswers(LoadedBackbone& backbone, const nn::KvPrefix* prefix,
                          std::span<const text::EncodedText> texts, std::span<const std::string> words,
                          nn::ScoreNorm norm, const CancelToken& cancel,
                          const std::function<void(std::int64_t done)>& onScored) {
    const torch::NoGradGuard noGradients;
    std::vector<std::vector<text::TokenId>> answers;
    std::vector<std::size_t> answerLengths;
    for (const std::string& word : words) {
        answers.push_back(backbone.protocol.tokenizer().wordPieces(word));
        answerLengths.push_back(answers.back().size());
    }
    const nn::CandidatePieces candidates(answers.begin(), answers.end());
    std::vector<int> lengths;
    for (const text::EncodedText& text : texts) {
        lengths.push_back(static_cast<int>(text.tokens.size()));
    }
    AnswerScores scores;
    scores.soft.resize(texts.size() * words.size());
    scores.hard.resize(texts.size() * words.size());
    std::int64_t done = 0;
    for (const std::vector<int>& bucket : text::bucketByLength(lengths, kTokensPerPass)) {
        cancel.throwIfCancelled();
        std::vector<const text::EncodedText*> rows;
        for (const int index : bucket) {
            rows.push_back(&texts[static_cast<std::size_t>(index)]);
        }
        const EncoderInputs inputs = encoderInputs(text::makeTokenBatch(rows), backbone.device);
        const torch::Tensor encoded =
            backbone.network->encode(inputs.tokens, inputs.wholeWordIds, inputs.attentionMask, prefix);
        const auto found = nn::scoreCandidates(backbone.network, encoded, inputs.attentionMask,
                                               std::vector<nn::CandidatePieces>(bucket.size(), candidates),
                                               {.norm = nn::ScoreNorm::Sum}, prefix);
        for (std::size_t row = 0; row < bucket.size(); ++row) {
            const std::size_t at = static_cast<std::size_t>(bucket[row]) * words.size();
            fillRow(found[row], answerLengths, norm, &scores.soft[at], &scores.hard[at]);
        }
        done += static_cast<std::int64_t>(bucket.size());
        if (onScored) {
            onScored(done);
        }
    }
    return scores;
}

} // namespace up5::pipeline
