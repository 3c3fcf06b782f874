#include "pipeline/question_words.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/random_stream.h"

namespace up5::pipeline {

namespace {

/// Standard normal numbers of a word, [d].
torch::Tensor normalRow(const std::string& piece, std::int64_t size) {
    RandomStream random(0, "embedding of the word " + piece);
    std::vector<float> values(static_cast<std::size_t>(size));
    for (float& value : values) {
        value = static_cast<float>(random.normal());
    }
    return torch::tensor(values);
}

} // namespace

LoadedBackbone withWordsOf(const LoadedBackbone& backbone, std::span<const std::string> texts) {
    const text::Tokenizer& known = backbone.protocol.tokenizer();
    // An imported embedding may have rows that its vocabulary leaves free, and no new word needs one.
    const bool fits = known.sentencePieces() ? known.vocabularySize() <= backbone.network->config().vocabSize
                                             : known.vocabularySize() == backbone.network->config().vocabSize;
    if (!fits) {
        throw Error(
            ErrorCode::Corrupt,
            fmt::format("The backbone's network has {} tokens and its tokenizer {}; both must have as "
                        "many. Train the backbone anew.",
                        backbone.network->config().vocabSize, known.vocabularySize()));
    }
    const text::Tokenizer tokenizer = known.withWordsOf(texts);
    LoadedBackbone asked{backbone.protocol.withTokenizer(tokenizer), backbone.network, backbone.device,
                         backbone.prefix};
    const std::vector<std::string> added = tokenizer.addedPieces();
    if (added.empty()) {
        return asked;
    }
    const auto [first, last] = known.wordTokens();
    const torch::Tensor words = backbone.network->embedding().detach().narrow(0, first, last - first).cpu();
    const torch::Tensor mean = words.mean(0), deviation = words.std(0, false);
    std::vector<torch::Tensor> rows;
    for (const std::string& piece : added) {
        rows.push_back(mean + deviation * normalRow(piece, words.size(1)));
    }
    asked.network = nn::P5Backbone(backbone.network->withMoreTokens(torch::stack(rows)));
    return asked;
}

} // namespace up5::pipeline
