#include "checkpoint/starting_point.h"

#include <fmt/ranges.h>

#include "base/atomic_file.h"
#include "base/error.h"
#include "checkpoint/checkpoint_check.h"
#include "text/sentencepiece_model.h"

namespace up5::checkpoint {

namespace {

constexpr std::size_t kProblemsShown = 40;

void requireSame(const std::vector<std::string>& mine, const std::vector<std::string>& others,
                 const char* what) {
    if (mine != others) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("The checkpoint's vocabulary was built for other {} than this data set's ({} "
                        "against {}). Its own data set is needed, or a checkpoint with a SentencePiece "
                        "vocabulary.",
                        what, mine.size(), others.size()));
    }
}

void readTokenizer(StartingPoint& start) {
    const std::filesystem::path& file = start.checkpoint.tokenizerFile();
    if (file.empty()) {
        throw Error(ErrorCode::InvalidInput,
                    "There is no spiece.model beside " + start.checkpoint.weights().string() +
                        ". Put the model's SentencePiece vocabulary there; Hugging Face has it in the same "
                        "folder as the weights.");
    }
    int size = 0;
    if (file.filename() == "spiece.model") {
        start.sentencePieces = std::make_shared<const text::SentencePieceModel>(readFile(file));
        start.identifiers =
            text::kIdentifierSchemes[static_cast<std::size_t>(text::IdentifierScheme::Pieces)];
        size = start.sentencePieces->size();
    } else {
        start.tokenizer =
            std::make_shared<const text::Tokenizer>(text::Tokenizer::fromJson(readJsonFile(file)));
        start.identifiers = text::kIdentifierSchemes[static_cast<std::size_t>(start.tokenizer->scheme())];
        size = start.tokenizer->vocabularySize();
    }
    if (size > start.config.vocabSize) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{} has {} pieces, but the embedding of {} only {} rows; they do not belong "
                                "together.",
                                file.string(), size, start.checkpoint.weights().string(),
                                start.config.vocabSize));
    }
}

} // namespace

text::Tokenizer StartingPoint::tokenizerFor(const data::Dataset& dataset,
                                            const data::TemplateSet& templates) const {
    if (sentencePieces) {
        return text::Tokenizer::withSentencePieces(dataset, templates, sentencePieces);
    }
    requireSame(tokenizer->userIds(), dataset.userIds(), "users");
    requireSame(tokenizer->itemIds(), dataset.itemIds(), "items");
    return *tokenizer;
}

StartingPoint openStartingPoint(const std::filesystem::path& path) {
    StartingPoint start{Checkpoint::open(path), {}, {}, nullptr, nullptr};
    start.config = start.checkpoint.config();
    std::vector<std::string> problems = problemsOf(start.checkpoint, start.config);
    if (!problems.empty()) {
        const std::size_t more = problems.size() - std::min(problems.size(), kProblemsShown);
        problems.resize(problems.size() - more);
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("{} does not fit a T5 of the shape that {} says:\n  {}{}",
                        start.checkpoint.weights().string(),
                        start.checkpoint.configFile().empty() ? "its other tensors"
                                                              : start.checkpoint.configFile().string(),
                        fmt::join(problems, "\n  "),
                        more == 0 ? ""
                                  : fmt::format("\n  and {} more; `up5 checkpoint show` lists all", more)));
    }
    readTokenizer(start);
    return start;
}

} // namespace up5::checkpoint
