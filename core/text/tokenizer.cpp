#include "text/tokenizer.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/error.h"
#include "text/base64.h"
#include "text/sentencepiece_model.h"

namespace up5::text {

namespace {

constexpr const char* kTokenizerFormat = "up5-tokenizer-1";
constexpr const char* kSentencePieceFormat = "up5-tokenizer-sentencepiece-1";
const std::string kTargetName = "a decoder target";
constexpr Piece kComma{",", true};
const std::string kUserMention = "user_"; ///< as the templates write it

std::string schemeName(IdentifierScheme scheme) {
    return std::string(kIdentifierSchemes.at(static_cast<std::size_t>(scheme)));
}

IdentifierScheme storedScheme(const std::string& name) {
    try {
        return identifierSchemeFromText(name);
    } catch (const Error& error) {
        throw Error(ErrorCode::Corrupt, std::string("The stored tokenizer cannot be read: ") + error.what());
    }
}

} // namespace

IdentifierScheme identifierSchemeFromText(std::string_view name) {
    const auto* const found = std::ranges::find(kIdentifierSchemes, name);
    if (found == kIdentifierSchemes.end()) {
        throw Error(ErrorCode::InvalidInput, fmt::format("There are no identifiers \"{}\"; {} are allowed.",
                                                         name, fmt::join(kIdentifierSchemes, ", ")));
    }
    return static_cast<IdentifierScheme>(found - kIdentifierSchemes.begin());
}

Tokenizer Tokenizer::build(const data::Dataset& dataset, const data::TemplateSet& templates,
                           IdentifierScheme scheme) {
    Tokenizer tokenizer;
    tokenizer.m_scheme = scheme;
    tokenizer.m_userIds = dataset.userIds();
    tokenizer.m_itemIds = dataset.itemIds();
    PieceTableBuilder builder;
    std::vector<std::string> inputs;
    for (const char* word : {"yes", "no", "user", "User"}) {
        builder.add(Piece{word, true});
    }
    builder.add(Piece{"_", false});
    builder.add(kComma);
    for (const data::PromptTemplate& promptTemplate : templates.all()) {
        builder.add(templatePieces(promptTemplate.input));
        inputs.push_back(promptTemplate.input);
    }
    if (!tokenizer.atomicUsers()) {
        for (const std::string& id : tokenizer.m_userIds) {
            builder.add(splitIdentifier(id, false));
        }
    }
    if (!tokenizer.atomicItems()) {
        for (const std::string& id : tokenizer.m_itemIds) {
            builder.add(splitIdentifier(id, true));
        }
    }
    tokenizer.m_pieces = PieceTable(builder.initial(), builder.inner());
    tokenizer.index(inputs);
    return tokenizer;
}

Tokenizer Tokenizer::withSentencePieces(const data::Dataset& dataset, const data::TemplateSet& templates,
                                        std::shared_ptr<const SentencePieceModel> model) {
    Tokenizer tokenizer;
    tokenizer.m_scheme = IdentifierScheme::Pieces;
    tokenizer.m_userIds = dataset.userIds();
    tokenizer.m_itemIds = dataset.itemIds();
    tokenizer.m_pieces = PieceTable(std::move(model));
    std::vector<std::string> inputs;
    for (const data::PromptTemplate& promptTemplate : templates.all()) {
        inputs.push_back(promptTemplate.input);
    }
    tokenizer.index(inputs);
    return tokenizer;
}

Tokenizer Tokenizer::fromJson(const nlohmann::json& json) {
    Tokenizer tokenizer;
    std::vector<std::string> inputs;
    try {
        const auto format = json.at("format").get<std::string>();
        if (format != kTokenizerFormat && format != kSentencePieceFormat) {
            throw Error(ErrorCode::Corrupt,
                        fmt::format("The tokenizer has the format {}; this program reads {} "
                                    "and {}.",
                                    format, kTokenizerFormat, kSentencePieceFormat));
        }
        json.at("users").get_to(tokenizer.m_userIds);
        json.at("items").get_to(tokenizer.m_itemIds);
        json.at("templates").get_to(inputs);
        if (format == kSentencePieceFormat) {
            tokenizer.m_scheme = IdentifierScheme::Pieces;
            tokenizer.m_pieces = PieceTable(
                std::make_shared<const SentencePieceModel>(fromBase64(json.at("model").get<std::string>())));
        } else {
            tokenizer.m_scheme = storedScheme(json.at("scheme").get<std::string>());
            tokenizer.m_pieces = PieceTable(json.at("initial").get<std::vector<std::string>>(),
                                            json.at("inner").get<std::vector<std::string>>());
        }
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Corrupt,
                    std::string("The stored tokenizer cannot be read: ") + error.what() + ".");
    }
    tokenizer.index(inputs);
    return tokenizer;
}

nlohmann::json Tokenizer::toJson() const {
    std::vector<std::string> inputs;
    for (const auto& [input, compiled] : m_templates) {
        inputs.push_back(input);
    }
    std::ranges::sort(inputs);
    if (const SentencePieceModel* model = m_pieces.sentencePieces()) {
        return {{"format", kSentencePieceFormat},
                {"model", toBase64(model->bytes())},
                {"users", m_userIds},
                {"items", m_itemIds},
                {"templates", inputs}};
    }
    return {{"format", kTokenizerFormat},
            {"scheme", schemeName(m_scheme)},
            {"initial", m_pieces.initial()},
            {"inner", m_pieces.inner()},
            {"users", m_userIds},
            {"items", m_itemIds},
            {"templates", inputs}};
}

void Tokenizer::index(const std::vector<std::string>& templateInputs) {
    m_firstUserToken = m_pieces.size();
    m_firstItemToken = m_firstUserToken + (atomicUsers() ? numUsers() : 0);
    m_itemPieces =
        atomicItems() ? atomicPieces(m_itemIds.size(), m_firstItemToken) : chunkPieces(m_itemIds, true);
    for (const std::string& input : templateInputs) {
        m_templates.emplace(input, compileTemplate(input, m_pieces));
    }
    const auto hasUnknown = [](const auto& tokens) {
        return std::ranges::find(tokens, kUnkId) != tokens.end();
    };
    if (m_pieces.sentencePieces()) {
        m_separator = m_pieces.textTokens(kComma.text);
        requireSpelled();
        return;
    }
    m_userPieces =
        atomicUsers() ? atomicPieces(m_userIds.size(), m_firstUserToken) : chunkPieces(m_userIds, false);
    const TokenId comma = m_pieces.find(kComma);
    m_separator.assign(atomicItems() ? 0 : 1, comma);
    if (comma == kUnkId || hasUnknown(m_userPieces.pieces) || hasUnknown(m_itemPieces.pieces) ||
        std::ranges::any_of(m_templates, [&](const auto& entry) { return hasUnknown(entry.second.parts); })) {
        throw Error(ErrorCode::Corrupt,
                    "The stored tokenizer's vocabulary lacks pieces of its own users, items or templates.");
    }
}

void Tokenizer::requireSpelled() const {
    const auto require = [](std::span<const TokenId> tokens, const char* what, const std::string& text) {
        if (tokens.empty() || std::ranges::find(tokens, kUnkId) != tokens.end()) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("The SentencePiece vocabulary cannot spell the {} {}.", what, text));
        }
    };
    std::map<std::vector<TokenId>, int> items;
    for (int item = 0; item < numItems(); ++item) {
        const std::span<const TokenId> pieces = m_itemPieces.of(item);
        const std::string& id = m_itemIds[static_cast<std::size_t>(item)];
        require(pieces, "item", id);
        const auto [same, isNew] = items.try_emplace({pieces.begin(), pieces.end()}, item);
        if (!isNew) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("The SentencePiece vocabulary spells the items {} and {} alike, so that "
                                    "no score can tell them apart. Rename one.",
                                    m_itemIds[static_cast<std::size_t>(same->second)], id));
        }
    }
    for (const std::string& id : m_userIds) {
        require(m_pieces.textTokens(kUserMention + id), "user", id);
    }
    // What the direct task answers; T5's vocabularies have both.
    for (const char* answer : {"yes", "no"}) {
        require(wordPieces(answer), "answer", answer);
    }
    if (wordPieces("yes") == wordPieces("no")) {
        throw Error(ErrorCode::InvalidInput,
                    "The SentencePiece vocabulary spells the answers yes and no alike.");
    }
}

Tokenizer::PieceLists Tokenizer::atomicPieces(std::size_t count, TokenId firstToken) const {
    PieceLists lists;
    lists.offsets.reserve(count + 1);
    lists.pieces.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        lists.append(std::span(&firstToken, 1));
        ++firstToken;
    }
    return lists;
}

Tokenizer::PieceLists Tokenizer::chunkPieces(const std::vector<std::string>& ids, bool wordInitial) const {
    PieceLists lists;
    lists.offsets.reserve(ids.size() + 1);
    for (const std::string& id : ids) {
        lists.append(m_pieces.identifierTokens(id, wordInitial));
    }
    return lists;
}

Tokenizer Tokenizer::withWordsOf(std::span<const std::string> texts) const {
    Tokenizer extended = *this;
    std::vector<Piece> pieces;
    for (const std::string& text : texts) {
        const std::vector<Piece> found = templatePieces(text);
        pieces.insert(pieces.end(), found.begin(), found.end());
    }
    extended.m_pieces.add(firstAddedToken(), pieces);
    return extended;
}

std::vector<std::string> Tokenizer::addedPieces() const {
    std::vector<std::string> pieces;
    for (TokenId token = firstAddedToken(); token < vocabularySize(); ++token) {
        pieces.push_back((m_pieces.isWordInitial(token) ? "▁" : "") + m_pieces.text(token));
    }
    return pieces;
}

std::span<const TokenId> Tokenizer::itemPieces(int item) const {
    requireItem(item, kTargetName);
    return m_itemPieces.of(item);
}

std::vector<TokenId> Tokenizer::wordPieces(const std::string& word) const {
    return m_pieces.textTokens(word);
}

std::string Tokenizer::decode(std::span<const TokenId> tokens) const {
    std::string text;
    for (const TokenId token : tokens) {
        if (token == kEosId) {
            break;
        }
        if (token == kPadId) {
            continue;
        }
        const bool special = token < kFirstPieceId || token >= vocabularySize();
        if (!text.empty() && (special || isWordInitial(token))) {
            text += ' ';
        }
        if (special) {
            text += "<unk>";
        } else if (m_pieces.isAdded(token)) {
            text += m_pieces.text(token);
        } else if (token >= m_firstItemToken) {
            text += m_itemIds[static_cast<std::size_t>(token - m_firstItemToken)];
        } else if (token >= m_firstUserToken) {
            text += m_userIds[static_cast<std::size_t>(token - m_firstUserToken)];
        } else {
            text += m_pieces.text(token);
        }
    }
    return text;
}

} // namespace up5::text
