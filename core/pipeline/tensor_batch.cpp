#include "pipeline/tensor_batch.h"

#include <algorithm>

namespace up5::pipeline {

namespace {

template <class T>
torch::Tensor matrix(const std::vector<T>& values, int rows, int columns, torch::ScalarType type) {
    return torch::from_blob(const_cast<T*>(values.data()), {rows, columns}, type).clone();
}

} // namespace

EncoderInputs encoderInputs(const text::TokenBatch& batch, torch::Device device) {
    const int rows = batch.rows, length = batch.length;
    return {matrix(batch.tokens, rows, length, torch::kInt64).to(device),
            matrix(batch.wholeWordIds, rows, length, torch::kInt64).to(device),
            matrix(batch.attentionMask, rows, length, torch::kUInt8).to(device, torch::kBool),
            matrix(batch.userSpan, rows, length, torch::kUInt8).to(device, torch::kBool),
            matrix(batch.history, rows, length, torch::kUInt8).to(device, torch::kBool)};
}

train::PromptBatch trainingBatch(std::span<const TrainingExample* const> examples, torch::Device device) {
    std::vector<const text::EncodedText*> inputs;
    std::size_t longest = 1;
    for (const TrainingExample* example : examples) {
        inputs.push_back(&example->input);
        longest = std::max(longest, example->labels.size());
    }
    std::vector<std::int64_t> labels(examples.size() * longest, -100);
    std::int64_t numLabels = 0;
    for (std::size_t row = 0; row < examples.size(); ++row) {
        std::copy(examples[row]->labels.begin(), examples[row]->labels.end(),
                  labels.begin() + static_cast<std::ptrdiff_t>(row * longest));
        numLabels += static_cast<std::int64_t>(examples[row]->labels.size());
    }
    const EncoderInputs encoded = encoderInputs(text::makeTokenBatch(inputs), device);
    train::PromptBatch batch;
    batch.sequence = {
        encoded.tokens, encoded.wholeWordIds, encoded.attentionMask,
        matrix(labels, static_cast<int>(examples.size()), static_cast<int>(longest), torch::kInt64)
            .to(device),
        numLabels};
    batch.userSpan = encoded.userSpan;
    batch.history = encoded.history;
    return batch;
}

} // namespace up5::pipeline
