// The tokenizer: pieces, whole-word ids, user span, truncation and the round trip through JSON.
#include <QtTest>

#include <algorithm>
#include <numeric>
#include <set>

#include "support/expect_error.h"
#include "support/small_dataset.h"
#include "text/tokenizer.h"

using namespace up5;
using namespace up5::data;
using namespace up5::text;

namespace {

using Items = std::vector<std::int32_t>;

constexpr IdentifierScheme kAllSchemes[] = {IdentifierScheme::Atomic, IdentifierScheme::AtomicItems,
                                            IdentifierScheme::Pieces};

PromptTemplate templateOf(const std::string& input) {
    return {"test", TemplateFamily::NextItem, input, "{item}"};
}

/// Tokens with their marks, whole-word ids and the span in brackets, for example "[▁User/1 _/1 7/1] ▁,/2
/// eos/0".
QString shown(const Tokenizer& tokenizer, const EncodedText& text) {
    QStringList parts;
    for (std::size_t index = 0; index < text.tokens.size(); ++index) {
        const TokenId token = text.tokens[index];
        QString part =
            token == kEosId ? QStringLiteral("eos") : QString::fromStdString(tokenizer.decode({&token, 1}));
        part = (tokenizer.isWordInitial(token) ? QStringLiteral("▁") : QString()) + part + QLatin1Char('/') +
               QString::number(text.wholeWordIds[index]);
        if (text.spanEnd > text.spanBegin && static_cast<int>(index) == text.spanBegin) {
            part.prepend(QLatin1Char('['));
        }
        if (text.spanEnd > text.spanBegin && static_cast<int>(index) == text.spanEnd - 1) {
            part.append(QLatin1Char(']'));
        }
        parts << part;
    }
    return parts.join(QLatin1Char(' '));
}

/// Whole-word ids and user span straight from the words of spec B2, with its default for eos.
EncodedText byTheRule(const Tokenizer& tokenizer, const std::vector<TokenId>& tokens) {
    EncodedText text;
    text.tokens = tokens;
    const auto begins = [&](std::size_t index) { return tokenizer.isWordInitial(tokens[index]); };
    int word = 0;
    for (std::size_t index = 0; index < tokens.size(); ++index) {
        word += begins(index) ? 1 : 0;
        text.wholeWordIds.push_back(tokens[index] == kEosId ? 0 : std::min(word, 511));
    }
    for (const char* mention : {"User", "user"}) {
        const TokenId piece = tokenizer.wordPieces(mention).front();
        const auto found = std::ranges::find(tokens, piece);
        if (found != tokens.end()) {
            text.spanBegin = static_cast<int>(found - tokens.begin());
            auto end = static_cast<std::size_t>(text.spanBegin) + 1;
            while (!begins(end) && tokens[end] != kEosId) {
                ++end;
            }
            text.spanEnd = static_cast<int>(end);
            break;
        }
    }
    return text;
}

} // namespace

class TestTokenizer : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    Dataset open(const DatasetContent& content) {
        return test::writeAndOpen(content, m_dir.path().toStdString());
    }
    Dataset namedSet() {
        DatasetContent content = test::contentOf({{0, 1, 2}, {3, 1}}, 4);
        content.userIds = {"12345", "7"};
        content.itemIds = {"12", "1234", "K6QO", "\xC3\xA9t\xC3\xA9"};
        return open(content);
    }

private Q_SLOTS:
    void spanAndWordIds_data() {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<QString>("expected");
        QTest::newRow("atomic")
            << "atomic"
            << "[▁User/1 _/1 12345/1] ▁has/2 ▁watched/3 ▁movies/4 ▁12/5 ▁été/6 ./6 "
               "▁Which/7 ▁movie/8 ▁user/9 _/9 12345/9 ▁would/10 ▁like/11 ▁to/12 ▁watch/13 "
               "▁next/14 ?/14 eos/0";
        QTest::newRow("atomic-items")
            << "atomic-items"
            << "[▁User/1 _/1 12/1 34/1 5/1] ▁has/2 ▁watched/3 ▁movies/4 ▁12/5 ▁été/6 ./6 "
               "▁Which/7 ▁movie/8 ▁user/9 _/9 12/9 34/9 5/9 ▁would/10 ▁like/11 ▁to/12 ▁watch/13 "
               "▁next/14 ?/14 eos/0";
        QTest::newRow("pieces")
            << "pieces"
            << "[▁User/1 _/1 12/1 34/1 5/1] ▁has/2 ▁watched/3 ▁movies/4 ▁12/5 ▁,/6 ▁ét/7 é/7 "
               "./7 ▁Which/8 ▁movie/9 ▁user/10 _/10 12/10 34/10 5/10 ▁would/11 ▁like/12 ▁to/13 "
               "▁watch/14 ▁next/15 ?/15 eos/0";
    }
    void spanAndWordIds() {
        QFETCH(QString, scheme);
        const Dataset dataset = namedSet();
        const TemplateSet templates = TemplateSet::forNoun("movies");
        const Tokenizer tokenizer =
            Tokenizer::build(dataset, templates, identifierSchemeFromText(scheme.toStdString()));
        const Items history{0, 3};
        SlotValues values;
        values.user = 0;
        values.history = history;
        const EncodedText text =
            tokenizer.encodeInput(*templates.family(TemplateFamily::NextItem).front(), values);
        QTEST(shown(tokenizer, text), "expected");
        const std::string separator = scheme == u"pieces" ? " , " : " ";
        const std::span<const TokenId> tokens(text.tokens);
        QCOMPARE(
            tokenizer.decode(tokens.subspan(static_cast<std::size_t>(text.historyBegin),
                                            static_cast<std::size_t>(text.historyEnd - text.historyBegin))),
            "12" + separator + "\xC3\xA9t\xC3\xA9");
        QCOMPARE(tokenizer.decode(text.tokens),
                 std::string("User_12345 has watched movies 12" + separator +
                             "\xC3\xA9t\xC3\xA9. "
                             "Which movie user_12345 would like to watch next?"));
    }

    void signGluedToTheUserIsInTheSpan() {
        const Dataset dataset = namedSet();
        const Tokenizer tokenizer =
            Tokenizer::build(dataset, TemplateSet::forNoun("movies"), IdentifierScheme::Pieces);
        const Items history{1};
        SlotValues values;
        values.user = 1;
        values.history = history;
        QCOMPARE(
            shown(tokenizer, tokenizer.encodeInput(templateOf("movies {history} to user_{user}?"), values)),
            QStringLiteral("▁movies/1 ▁12/2 34/2 ▁to/3 [▁user/4 _/4 7/4 ?/4] eos/0"));
        QCOMPARE(shown(tokenizer, tokenizer.encodeInput(templateOf("movies {history}"), values)),
                 QStringLiteral("▁movies/1 ▁12/2 34/2 eos/0"));
        QCOMPARE(shown(tokenizer, tokenizer.encodeInput(templateOf("zebra {history}"), values)),
                 QStringLiteral("<unk>/0 ▁12/1 34/1 eos/0"));
    }

    void everyTemplateEncodes_data() {
        QTest::addColumn<QString>("noun");
        for (const char* noun : {"movies", "insurance", "items"}) {
            QTest::newRow(noun) << noun;
        }
    }
    void everyTemplateEncodes() {
        QFETCH(QString, noun);
        const Dataset dataset = open(test::variedContent(30, 10, 150, true));
        const TemplateSet templates = TemplateSet::forNoun(noun.toStdString());
        Items candidates(101);
        std::iota(candidates.begin(), candidates.end(), 0);
        for (const IdentifierScheme scheme : kAllSchemes) {
            const Tokenizer tokenizer = Tokenizer::build(dataset, templates, scheme);
            for (const PromptTemplate& promptTemplate : templates.all()) {
                SlotValues values{19, dataset.history(19), candidates, 5};
                const EncodedText text = tokenizer.encodeInput(promptTemplate, values);
                QCOMPARE(text.tokens.size(), text.wholeWordIds.size());
                QVERIFY(text.tokens.size() <= 512);
                QCOMPARE(text.tokens.back(), kEosId);
                QCOMPARE(text.wholeWordIds.back(), 0);
                QVERIFY(std::ranges::find(text.tokens, kUnkId) == text.tokens.end());
                QVERIFY(std::ranges::all_of(text.tokens, [&](TokenId token) {
                    return token > 0 && token < tokenizer.vocabularySize();
                }));
                const EncodedText expected = byTheRule(tokenizer, text.tokens);
                QCOMPARE(text.wholeWordIds, expected.wholeWordIds);
                QCOMPARE(text.spanBegin, expected.spanBegin);
                QCOMPARE(text.spanEnd, expected.spanEnd);
                // The span is the mention: the text between its ends says so.
                const auto span = std::span(text.tokens)
                                      .subspan(static_cast<std::size_t>(text.spanBegin),
                                               static_cast<std::size_t>(text.spanEnd - text.spanBegin));
                const QString mention = QString::fromStdString(tokenizer.decode(span)).toLower();
                QVERIFY2(mention.startsWith(QStringLiteral("user_120")), qPrintable(mention));
                QVERIFY2(mention.size() <= 9, qPrintable(mention)); // one glued sign at most
                // Decoding gives the filled template back.
                const std::string decoded = tokenizer.decode(text.tokens);
                QVERIFY(decoded.find("user_120") != std::string::npos ||
                        decoded.find("User_120") != std::string::npos);
                QVERIFY(decoded.find('{') == std::string::npos);
            }
        }
    }

    void oldestItemsGiveWay() {
        const Dataset dataset = open(test::contentOf({{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}}, 12));
        const TemplateSet templates = TemplateSet::forNoun("movies");
        const PromptTemplate& nextItem = *templates.family(TemplateFamily::NextItem).front();
        for (const IdentifierScheme scheme : kAllSchemes) {
            const Tokenizer tokenizer = Tokenizer::build(dataset, templates, scheme);
            SlotValues values;
            values.user = 0;
            const std::size_t bare = tokenizer.encodeInput(nextItem, values).tokens.size();
            values.history = dataset.history(0);
            const auto full = tokenizer.encodeInput(nextItem, values);
            for (std::size_t limit = bare; limit <= full.tokens.size(); ++limit) {
                const auto cut = tokenizer.encodeInput(nextItem, values, static_cast<int>(limit));
                QVERIFY(cut.tokens.size() <= limit);
                // The longest rest of the history that fits stays.
                std::size_t kept = 0;
                for (std::size_t count = 0; count <= values.history.size(); ++count) {
                    SlotValues rest = values;
                    rest.history = values.history.last(count);
                    if (tokenizer.encodeInput(nextItem, rest).tokens.size() <= limit) {
                        kept = count;
                    }
                }
                SlotValues rest = values;
                rest.history = values.history.last(kept);
                QCOMPARE(cut.tokens, tokenizer.encodeInput(nextItem, rest).tokens);
            }
            UP5_EXPECT_ERROR(tokenizer.encodeInput(nextItem, values, static_cast<int>(bare) - 1),
                             ErrorCode::InvalidInput, "Use fewer candidates");
        }
    }

    void wordIdsStopAt511() {
        DatasetContent content = test::contentOf({{0, 1, 2}}, 700);
        const Dataset dataset = open(content);
        const TemplateSet templates = TemplateSet::forNoun("movies");
        const Tokenizer tokenizer = Tokenizer::build(dataset, templates, IdentifierScheme::Atomic);
        Items history(600);
        std::iota(history.begin(), history.end(), 0);
        SlotValues values;
        values.user = 0;
        values.history = history;
        const auto text =
            tokenizer.encodeInput(*templates.family(TemplateFamily::NextItem).front(), values, 2000);
        QCOMPARE(*std::ranges::max_element(text.wholeWordIds), 511);
        QCOMPARE(text.wholeWordIds[text.wholeWordIds.size() - 2], 511);
        QCOMPARE(text.wholeWordIds.back(), 0);
    }

    void itemPiecesAreDistinct() {
        const Dataset dataset = namedSet();
        const TemplateSet templates = TemplateSet::forNoun("movies");
        for (const IdentifierScheme scheme : kAllSchemes) {
            const Tokenizer tokenizer = Tokenizer::build(dataset, templates, scheme);
            std::set<std::vector<TokenId>> seen;
            for (int item = 0; item < dataset.numItems(); ++item) {
                const auto pieces = tokenizer.itemPieces(item);
                QVERIFY(tokenizer.isWordInitial(pieces.front()));
                QVERIFY(std::ranges::none_of(pieces.subspan(1),
                                             [&](TokenId t) { return tokenizer.isWordInitial(t); }));
                QVERIFY(std::ranges::find(pieces, kEosId) == pieces.end());
                QCOMPARE(tokenizer.decode(pieces), dataset.itemIds()[static_cast<std::size_t>(item)]);
                QVERIFY(seen.insert({pieces.begin(), pieces.end()}).second);
            }
            QCOMPARE(tokenizer.itemPieces(2).size(), scheme == IdentifierScheme::Pieces ? std::size_t(2) : 1);
            UP5_EXPECT_ERROR(tokenizer.itemPieces(4), ErrorCode::InvalidInput, "Item index 4");
        }
    }

    void idsThatLookLikeWordsStayApart() {
        DatasetContent content = test::contentOf({{0, 1, 2}}, 4);
        content.itemIds = {"Which", "user", "yes", ","};
        content.userIds = {"_"};
        const Dataset dataset = open(content);
        const Tokenizer tokenizer =
            Tokenizer::build(dataset, TemplateSet::forNoun("movies"), IdentifierScheme::Atomic);
        QVERIFY(tokenizer.wordPieces("Which") != std::vector<TokenId>{tokenizer.itemPieces(0)[0]});
        QVERIFY(tokenizer.wordPieces("yes") != std::vector<TokenId>{tokenizer.itemPieces(2)[0]});
        QVERIFY(Tokenizer::fromJson(tokenizer.toJson()).toJson() == tokenizer.toJson());
    }

    void vocabularyGrowsWithTheScheme() {
        const Dataset dataset = open(test::contentOf(std::vector<Items>(100'000, Items{0, 1, 2}), 2'000));
        const TemplateSet templates = TemplateSet::forNoun("movies");
        const Tokenizer atomic = Tokenizer::build(dataset, templates, IdentifierScheme::Atomic);
        const Tokenizer items = Tokenizer::build(dataset, templates, IdentifierScheme::AtomicItems);
        const Tokenizer pieces = Tokenizer::build(dataset, templates, IdentifierScheme::Pieces);
        QVERIFY(items.vocabularySize() > 2'100 && items.vocabularySize() < 2'320);
        QVERIFY(atomic.vocabularySize() > 102'000 && atomic.vocabularySize() < 102'200);
        // Ids of digits give at most 110 chunks at the beginning of a word and 110 inside one.
        QVERIFY(pieces.vocabularySize() > 200 && pieces.vocabularySize() < 320);
        SlotValues values;
        values.user = 99'999;
        values.history = dataset.history(99'999).first(1); // longer lists have commas in one scheme only
        QCOMPARE(pieces.decode(pieces.encodeInput(templates.all().front(), values).tokens),
                 atomic.decode(atomic.encodeInput(templates.all().front(), values).tokens));
    }

    void words() {
        const Dataset dataset = namedSet();
        for (const IdentifierScheme scheme : kAllSchemes) {
            const Tokenizer tokenizer = Tokenizer::build(dataset, TemplateSet::forNoun("insurance"), scheme);
            const auto yes = tokenizer.wordPieces("yes"), no = tokenizer.wordPieces("no");
            QCOMPARE(yes.size(), std::size_t(1));
            QCOMPARE(no.size(), std::size_t(1));
            QVERIFY(yes != no && yes[0] > kUnkId && no[0] > kUnkId);
            QCOMPARE(tokenizer.wordPieces("zebra"), (std::vector<TokenId>{kUnkId}));
            QCOMPARE(tokenizer.decode(std::vector<TokenId>{kPadId, yes[0], kUnkId, kEosId, no[0]}),
                     std::string("yes <unk>"));
        }
    }

    void jsonRoundTrip() {
        const Dataset dataset = namedSet();
        const TemplateSet templates = TemplateSet::forNoun("movies");
        for (const IdentifierScheme scheme : kAllSchemes) {
            const Tokenizer tokenizer = Tokenizer::build(dataset, templates, scheme);
            QCOMPARE(tokenizer.toJson().dump(), Tokenizer::build(dataset, templates, scheme).toJson().dump());
            const Tokenizer read = Tokenizer::fromJson(nlohmann::json::parse(tokenizer.toJson().dump()));
            QCOMPARE(read.vocabularySize(), tokenizer.vocabularySize());
            QVERIFY(read.scheme() == scheme);
            const Items history{2, 0, 3}, candidates{1, 3};
            for (const PromptTemplate& promptTemplate : templates.all()) {
                const SlotValues values{1, history, candidates, 2};
                const auto one = tokenizer.encodeInput(promptTemplate, values);
                const auto two = read.encodeInput(promptTemplate, values);
                QCOMPARE(one.tokens, two.tokens);
                QCOMPARE(one.wholeWordIds, two.wholeWordIds);
                QCOMPARE(one.spanBegin, two.spanBegin);
                QCOMPARE(one.spanEnd, two.spanEnd);
            }
        }
    }

    void brokenJsonIsRefused() {
        const Dataset dataset = namedSet();
        const nlohmann::json good =
            Tokenizer::build(dataset, TemplateSet::forNoun("movies"), IdentifierScheme::Pieces).toJson();
        const auto expect = [&](auto change, const char* text) {
            nlohmann::json bad = good;
            change(bad);
            UP5_EXPECT_ERROR(Tokenizer::fromJson(bad), ErrorCode::Corrupt, text);
        };
        expect([](nlohmann::json& json) { json.erase("users"); }, "cannot be read");
        expect([](nlohmann::json& json) { json["format"] = "x"; }, "format x");
        expect([](nlohmann::json& json) { json["scheme"] = "words"; }, "\"words\"");
        expect([](nlohmann::json& json) { json["initial"].push_back("yes"); }, "twice");
        expect([](nlohmann::json& json) { json["items"].push_back("99xx"); }, "lacks pieces");
        expect([](nlohmann::json& json) { json = nlohmann::json::array(); }, "cannot be read");
    }

    void missingValuesAreNamed() {
        const Dataset dataset = namedSet();
        const TemplateSet templates = TemplateSet::forNoun("movies");
        const Tokenizer tokenizer = Tokenizer::build(dataset, templates, IdentifierScheme::Atomic);
        const PromptTemplate& yesNo = *templates.family(TemplateFamily::YesNo).front();
        SlotValues values;
        UP5_EXPECT_ERROR(tokenizer.encodeInput(yesNo, values), ErrorCode::InvalidInput, "User index -1");
        values.user = 0;
        UP5_EXPECT_ERROR(tokenizer.encodeInput(yesNo, values), ErrorCode::InvalidInput,
                         "Item index -1 was given for yes-no-1");
        values.item = 1;
        const Items history{0, 4};
        values.history = history;
        UP5_EXPECT_ERROR(tokenizer.encodeInput(yesNo, values), ErrorCode::InvalidInput, "Item index 4");
    }
};

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
