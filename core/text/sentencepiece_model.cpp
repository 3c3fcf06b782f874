#include "text/sentencepiece_model.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/error.h"
#include "text/protobuf_fields.h"

namespace up5::text {

namespace {

// Field numbers and values of sentencepiece_model.proto.
enum ModelField { kPieces = 1, kTrainerSpec = 2, kNormalizerSpec = 3 };
enum PieceField { kPieceText = 1, kPieceScore = 2, kPieceType = 3 };
enum PieceType { kNormal = 1, kUnknown = 2, kControl = 3, kUserDefined = 4, kUnused = 5 };
enum TrainerField { kModelType = 3, kWhitespaceAsSuffix = 24, kByteFallback = 35 };
enum NormalizerField {
    kCharsMap = 2,
    kAddDummyPrefix = 3,
    kRemoveExtraWhitespaces = 4,
    kEscapeWhitespaces = 5
};
constexpr std::uint64_t kUnigram = 1;
constexpr float kUnknownPenalty = 10.0F;

/// Bytes of the next character; one where a damaged table of replacements has put what is no UTF-8.
std::size_t characterBytes(std::string_view text) {
    return std::max<std::size_t>(1, utf8Length(text));
}

[[noreturn]] void refuseModel(const std::string& sentence, ErrorCode code = ErrorCode::InvalidInput) {
    throw Error(code, "The SentencePiece model cannot be used: " + sentence);
}

} // namespace

SentencePieceModel::SentencePieceModel(std::string bytes) : m_bytes(std::move(bytes)) {
    ProtobufFields model(m_bytes);
    while (model.next()) {
        if (model.number() == kPieces) {
            addPiece(model.bytes());
        } else if (model.number() == kTrainerSpec) {
            checkTrainer(model.bytes());
        } else if (model.number() == kNormalizerSpec) {
            readNormalizer(model.bytes());
        }
    }
    checkSpecialPieces();
    float lowest = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < m_pieces.size(); ++i) {
        if (m_types[i] == kNormal) {
            lowest = std::min(lowest, m_pieces[i].score);
        }
    }
    m_unknownScore = lowest - kUnknownPenalty;
}

void SentencePieceModel::addPiece(std::string_view message) {
    StoredPiece piece;
    std::uint64_t type = kNormal;
    ProtobufFields fields(message);
    while (fields.next()) {
        if (fields.number() == kPieceText) {
            piece.text = fields.bytes();
        } else if (fields.number() == kPieceScore) {
            piece.score = fields.real();
        } else if (fields.number() == kPieceType) {
            type = fields.integer();
        }
    }
    const auto token = static_cast<TokenId>(m_pieces.size());
    if (type < kNormal || type > kUnused || type == kUserDefined) {
        refuseModel(
            fmt::format("piece {} (\"{}\") is defined by the user or a byte; T5's models have neither.",
                        token, piece.text),
            ErrorCode::Unsupported);
    }
    const std::size_t mark = piece.text.rfind(kWordMark);
    const std::size_t first = piece.text.find_first_not_of(kWordMark);
    if (type == kNormal && mark != std::string::npos && first != std::string::npos && mark > first) {
        refuseModel(fmt::format("piece {} (\"{}\") spans several words.", token, piece.text),
                    ErrorCode::Unsupported);
    }
    if (type == kNormal) {
        if (piece.text.empty() || !m_index.emplace(piece.text, token).second) {
            refuseModel(fmt::format("piece {} (\"{}\") is empty or listed twice.", token, piece.text));
        }
        m_longest = std::max(m_longest, piece.text.size());
    }
    piece.wordInitial = piece.text.starts_with(kWordMark);
    piece.text.erase(0, piece.wordInitial ? kWordMark.size() : 0);
    m_pieces.push_back(std::move(piece));
    m_types.push_back(static_cast<int>(type));
}

void SentencePieceModel::checkTrainer(std::string_view message) const {
    ProtobufFields fields(message);
    while (fields.next()) {
        if (fields.number() == kModelType && fields.integer() != kUnigram) {
            refuseModel("it is not of the kind unigram, as T5's are (model_type of its trainer).",
                        ErrorCode::Unsupported);
        }
        if ((fields.number() == kWhitespaceAsSuffix || fields.number() == kByteFallback) &&
            fields.integer() != 0) {
            refuseModel(
                "it was trained with treat_whitespace_as_suffix or byte_fallback, which T5's are not.",
                ErrorCode::Unsupported);
        }
    }
}

void SentencePieceModel::readNormalizer(std::string_view message) {
    ProtobufFields fields(message);
    while (fields.next()) {
        if (fields.number() == kCharsMap) {
            m_normalizer = SentencePieceNormalizer(fields.bytes());
        } else if (fields.number() >= kAddDummyPrefix && fields.number() <= kEscapeWhitespaces &&
                   fields.integer() == 0) {
            refuseModel(
                "add_dummy_prefix, remove_extra_whitespaces or escape_whitespaces is off, which is on in "
                "T5's.",
                ErrorCode::Unsupported);
        }
    }
}

void SentencePieceModel::checkSpecialPieces() const {
    const auto is = [&](TokenId token, const char* text, int type) {
        return token < size() && pieceOf(token).text == text &&
               m_types[static_cast<std::size_t>(token)] == type;
    };
    if (!is(kPadId, "<pad>", kControl) || !is(kEosId, "</s>", kControl) || !is(kUnkId, "<unk>", kUnknown)) {
        refuseModel("its first pieces are not T5's <pad> 0, </s> 1 and <unk> 2.");
    }
    if (std::ranges::count(m_types, kUnknown) != 1 || m_index.empty()) {
        refuseModel("it has no pieces, or several unknown ones.");
    }
}

std::vector<TokenId> SentencePieceModel::encode(std::string_view text) const {
    const std::string normalized = m_normalizer.normalized(text);
    const std::size_t size = normalized.size();
    // The best way to every byte that begins a character (Viterbi). As SentencePiece keeps them: sums as
    // float, compared as double.
    struct Node {
        bool reached = false;
        std::size_t begin = 0;
        TokenId token = kUnkId;
        float score = 0;
    };
    std::vector<Node> ends(size + 1);
    ends[0].reached = true;
    const auto offer = [&](std::size_t begin, std::size_t end, TokenId token, double score) {
        Node& node = ends[end];
        if (!node.reached || score > static_cast<double>(node.score)) {
            node = {true, begin, token, static_cast<float>(score)};
        }
    };
    for (std::size_t begin = 0; begin < size;) {
        const std::string_view rest = std::string_view(normalized).substr(begin);
        const std::size_t character = characterBytes(rest);
        const auto soFar = static_cast<double>(ends[begin].score);
        bool covered = false;
        for (std::size_t length = character; length <= std::min(rest.size(), m_longest);
             length += length < rest.size() ? characterBytes(rest.substr(length)) : 1) {
            if (const auto found = m_index.find(std::string(rest.substr(0, length)));
                found != m_index.end()) {
                offer(begin, begin + length, found->second,
                      static_cast<double>(pieceOf(found->second).score) + soFar);
                covered = covered || length == character;
            }
        }
        if (!covered) {
            offer(begin, begin + character, kUnkId, static_cast<double>(m_unknownScore + ends[begin].score));
        }
        begin += character;
    }
    std::vector<TokenId> tokens;
    for (std::size_t end = size; end > 0; end = ends[end].begin) {
        if (ends[end].token != kUnkId || tokens.empty() || tokens.back() != kUnkId) {
            tokens.push_back(ends[end].token);
        }
    }
    std::ranges::reverse(tokens);
    return tokens;
}

} // namespace up5::text
