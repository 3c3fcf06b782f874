#include "pipeline/question_words.h"

#include <algorithm>
#include <map>
#include <regex>
#include <sstream>

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

std::vector<std::vector<text::TokenId>> answerPieces(const text::Tokenizer& tokenizer,
                                                     const data::AnswerSet& answers) {
    const std::vector<std::string>& classes = answers.attribute.classes;
    std::map<std::vector<text::TokenId>, std::size_t> known;
    std::vector<std::vector<text::TokenId>> pieces;
    for (std::size_t i = 0; i < answers.words.size(); ++i) {
        pieces.push_back(tokenizer.wordPieces(answers.words[i]));
        const std::string what = fmt::format("the words \"{}\" of class \"{}\" of {}", answers.words[i],
                                             classes[i], answers.attribute.name);
        if (pieces[i].empty() || std::ranges::find(pieces[i], text::kUnkId) != pieces[i].end()) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("The backbone's vocabulary cannot spell {}: {}. Give the class words that "
                            "it can spell in a file of words of your own.",
                            what,
                            pieces[i].empty() ? "it has no piece for them"
                                              : "they become \"" + tokenizer.decode(pieces[i]) + '"'));
        }
        const auto [same, isNew] = known.try_emplace(pieces[i], i);
        if (!isNew) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("The backbone's vocabulary cuts {} into the same pieces as the words "
                            "\"{}\" of class \"{}\", so that no score can tell them apart. Give every "
                            "class words of its own.",
                            what, answers.words[same->second], classes[same->second]));
        }
    }
    return pieces;
}

std::vector<std::string> unspelledWords(const text::Tokenizer& tokenizer,
                                        std::span<const std::string> texts) {
    static const std::regex kSlot("\\{[a-z]+\\}");
    std::vector<std::string> words;
    for (const std::string& text : texts) {
        std::istringstream stream(std::regex_replace(text, kSlot, " "));
        for (std::string word; stream >> word;) {
            const std::vector<text::TokenId> pieces = tokenizer.wordPieces(word);
            if (std::ranges::find(pieces, text::kUnkId) != pieces.end() &&
                std::ranges::find(words, word) == words.end()) {
                words.push_back(word);
            }
        }
    }
    return words;
}

} // namespace up5::pipeline
