// Words added to a vocabulary and texts joined to one: no id moves, spans and whole-word ids run on.
#include <QtTest>

#include <numeric>

#include "support/small_dataset.h"
#include "text/joined_text.h"

using namespace up5;
using namespace up5::data;
using namespace up5::text;

namespace {

constexpr IdentifierScheme kAllSchemes[] = {IdentifierScheme::Atomic, IdentifierScheme::AtomicItems,
                                            IdentifierScheme::Pieces};

PromptTemplate templateOf(const std::string& input) {
    return {"test", TemplateFamily::NextItem, input, "{answer}"};
}

} // namespace

class TestAddedWords : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    Dataset m_dataset = test::writeAndOpen(test::variedContent(12, 5, 300, true), m_dir.path().toStdString());

    Tokenizer tokenizerOf(IdentifierScheme scheme) const {
        return Tokenizer::build(m_dataset, TemplateSet::forNoun("movies"), scheme);
    }

private Q_SLOTS:
    void noIdMoves() {
        const std::vector<std::string> texts = {"What is the gender of user_{user}? female.",
                                                "User_{user} has watched {history}. male"};
        for (const IdentifierScheme scheme : kAllSchemes) {
            const Tokenizer plain = tokenizerOf(scheme);
            const Tokenizer more = plain.withWordsOf(texts);
            const std::vector<std::string> added = more.addedPieces();
            QCOMPARE(added, (std::vector<std::string>{"▁gender", "▁female", "▁male"}));
            QCOMPARE(more.vocabularySize(), plain.vocabularySize() + 3);
            QVERIFY(plain.addedPieces().empty());
            for (TokenId token = 0; token < plain.vocabularySize(); ++token) {
                QCOMPARE(more.decode({&token, 1}), plain.decode({&token, 1}));
                QCOMPARE(more.isWordInitial(token), plain.isWordInitial(token));
            }
            const std::vector<std::int32_t> history = {4, 8, 15};
            SlotValues values;
            values.user = 3;
            values.history = history;
            values.candidates = history;
            values.item = 7;
            const TemplateSet templates = TemplateSet::forNoun("movies");
            for (const PromptTemplate& known : templates.all()) {
                QCOMPARE(more.encodeInput(known, values).tokens, plain.encodeInput(known, values).tokens);
            }
            QCOMPARE(more.wordPieces("female"), std::vector<TokenId>{plain.vocabularySize() + 1});
            QCOMPARE(plain.wordPieces("female"), std::vector<TokenId>{kUnkId});
            QVERIFY(more.isWordInitial(more.wordPieces("male").front()));
            QCOMPARE(more.decode(more.wordPieces("gender female")), std::string("gender female"));
            QCOMPARE(more.toJson(), plain.toJson());
            const auto [first, last] = more.wordTokens();
            QCOMPARE(plain.wordTokens(), more.wordTokens());
            QVERIFY(first == kFirstPieceId && last <= plain.vocabularySize());
        }
    }

    void moreWordsLaterNumberOn() {
        const Tokenizer plain = tokenizerOf(IdentifierScheme::AtomicItems);
        const std::vector<std::string> one = {"gender"}, two = {"gender age", "x-ray+"};
        const Tokenizer more = plain.withWordsOf(one).withWordsOf(two);
        QCOMPARE(more.addedPieces(), (std::vector<std::string>{"▁gender", "▁age", "▁x-ray", "+"}));
        const TokenId plus = more.wordPieces("x-ray+").back();
        QCOMPARE(plus, plain.vocabularySize() + 3);
        QVERIFY(!more.isWordInitial(plus));
    }

    void joinedTextsEqualOneLongText() {
        const std::vector<std::string> texts = {"What gender? female."};
        for (const IdentifierScheme scheme : kAllSchemes) {
            const Tokenizer tokenizer = tokenizerOf(scheme).withWordsOf(texts);
            const std::vector<std::int32_t> history = {40, 8, 150};
            SlotValues values;
            values.user = 3;
            values.history = history;
            const std::string first = "User_{user} watched {history}. What gender? female.",
                              second = "What is the gender of user_{user}?";
            const EncodedText parts[] = {tokenizer.encodeInput(templateOf(first), values),
                                         tokenizer.encodeInput(templateOf(second), values)};
            const EncodedText joined = joinedTexts(parts);
            const EncodedText whole = tokenizer.encodeInput(templateOf(first + " " + second), values);
            QCOMPARE(joined.tokens, whole.tokens);
            QCOMPARE(joined.wholeWordIds, whole.wholeWordIds);
            // The span is that of the last text, where one long text would take the first mention's.
            const auto begin = static_cast<int>(parts[0].tokens.size()) - 1;
            QCOMPARE(joined.spanBegin, begin + parts[1].spanBegin);
            QCOMPARE(joined.spanEnd, begin + parts[1].spanEnd);
            QCOMPARE(joined.tokens[static_cast<std::size_t>(joined.spanBegin)],
                     tokenizer.wordPieces("user").front());
        }
    }

    void wholeWordIdsEndAt511() {
        const Tokenizer tokenizer = tokenizerOf(IdentifierScheme::AtomicItems);
        std::vector<std::int32_t> history(250);
        std::iota(history.begin(), history.end(), 0);
        SlotValues values;
        values.user = 1;
        values.history = history;
        const EncodedText part = tokenizer.encodeInput(templateOf("user_{user} {history}"), values);
        const EncodedText joined = joinedTexts(std::vector<EncodedText>(4, part));
        QCOMPARE(*std::ranges::max_element(joined.wholeWordIds), Tokenizer::kMaxWholeWordId);
        QVERIFY(std::is_sorted(joined.wholeWordIds.begin(), joined.wholeWordIds.end() - 1));
        QCOMPARE(joined.wholeWordIds.back(), 0);
        QVERIFY(joinedTexts({}).tokens.empty());
    }
};

QTEST_GUILESS_MAIN(TestAddedWords)
#include "tst_added_words.moc"
