// The SentencePiece vocabulary of imported models against the sentencepiece package (values and versions:
// tests/golden/checkpoint.py).
#include <QtTest>

#include "base/atomic_file.h"
#include "support/checkpoint_files.h"
#include "support/expect_error.h"
#include "support/small_dataset.h"
#include "text/sentencepiece_model.h"
#include "text/tokenizer.h"

using namespace up5;
using namespace up5::text;
using namespace up5::test;

namespace {

std::shared_ptr<const SentencePieceModel> model() {
    return std::make_shared<const SentencePieceModel>(readFile(goldenCheckpoints() / "hf" / "spiece.model"));
}

nlohmann::json golden() {
    return readJsonFile(goldenCheckpoints() / "sentencepiece.json");
}

/// One field of a protocol-buffer message with bytes as its value.
std::string field(int number, const std::string& bytes) {
    return std::string(1, static_cast<char>(number << 3 | 2)) + static_cast<char>(bytes.size()) + bytes;
}
std::string number(int field, int value) {
    return {static_cast<char>(field << 3), static_cast<char>(value)};
}
std::string piece(const std::string& text, int type = 1) {
    return field(1, field(1, text) + std::string("\x15") + littleEndian(-1.0F) + number(3, type));
}
std::string specials() {
    return piece("<pad>", 3) + piece("</s>", 3) + piece("<unk>", 2);
}

} // namespace

class TestSentencePiece : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    /// Users and items as in the golden texts: ids from 1 on.
    data::Dataset dataset() const {
        data::DatasetContent content = contentOf(std::vector<std::vector<std::int32_t>>(1000, {0}), 480);
        for (std::size_t user = 0; user < content.userIds.size(); ++user) {
            content.userIds[user] = std::to_string(user + 1);
        }
        content.noun = "items";
        return writeAndOpen(content, m_dir.path().toStdString());
    }

private Q_SLOTS:
    void piecesAreThoseOfThePackage() {
        const auto sentencePieces = model();
        int compared = 0;
        const nlohmann::json file = golden();
        for (const auto& entry : file.at("texts")) {
            const auto text = entry.at("text").get<std::string>();
            QVERIFY2(sentencePieces->encode(text) == entry.at("ids").get<std::vector<TokenId>>(),
                     text.c_str());
            ++compared;
        }
        QCOMPARE(compared, 180);
    }

    void filledTemplatesAreThoseOfTheWholeText() {
        const data::Dataset set = dataset();
        const auto tokenizer =
            Tokenizer::withSentencePieces(set, data::TemplateSet::forNoun("items"), model());
        const auto again = Tokenizer::fromJson(tokenizer.toJson());
        const nlohmann::json file = golden();
        QCOMPARE(file.at("filled").size(), std::size_t{16});
        for (const auto& entry : file.at("filled")) {
            const auto history = entry.at("history").get<std::vector<std::int32_t>>();
            const auto candidates = entry.at("candidates").get<std::vector<std::int32_t>>();
            const SlotValues values{entry.at("user"), history, candidates, entry.at("item")};
            const auto input = entry.at("template").get<std::string>();
            for (const Tokenizer* each : {&tokenizer, &again}) {
                const EncodedText text =
                    each->encodeInput({"t", data::TemplateFamily::NextItem, input, ""}, values);
                QVERIFY2(text.tokens == entry.at("tokens").get<std::vector<TokenId>>(), input.c_str());
                QVERIFY2(text.wholeWordIds == entry.at("whole_word_ids").get<std::vector<std::int32_t>>(),
                         input.c_str());
                QCOMPARE(text.spanBegin, entry.at("span")[0].get<int>());
                QCOMPARE(text.spanEnd, entry.at("span")[1].get<int>());
            }
        }
    }

    void longHistoriesLoseTheirOldestItems() {
        const data::Dataset set = dataset();
        const auto tokenizer =
            Tokenizer::withSentencePieces(set, data::TemplateSet::forNoun("items"), model());
        std::vector<std::int32_t> history(60);
        std::iota(history.begin(), history.end(), 100);
        const data::PromptTemplate glued{"t", data::TemplateFamily::NextItem, "After :{history}. user_{user}",
                                         ""};
        const EncodedText whole = tokenizer.encodeInput(glued, {7, history, {}, -1});
        const EncodedText none = tokenizer.encodeInput(glued, {7, {}, {}, -1});
        QCOMPARE(tokenizer.decode(none.tokens), std::string("After :. user_8"));
        const auto least = static_cast<int>(none.tokens.size()), most = static_cast<int>(whole.tokens.size());
        int before = 0;
        for (int limit = least; limit <= most; ++limit) {
            const EncodedText text = tokenizer.encodeInput(glued, {7, history, {}, -1}, limit);
            QVERIFY(static_cast<int>(text.tokens.size()) <= limit);
            const int kept = text.historyEnd - text.historyBegin;
            QVERIFY(kept >= before);
            before = kept;
            // What is kept is the end of the whole text, but for what is glued to the oldest item.
            const auto same =
                std::min<std::size_t>(text.tokens.size(), static_cast<std::size_t>(kept > 8 ? kept - 6 : 2));
            QVERIFY(std::equal(text.tokens.rbegin(), text.tokens.rbegin() + static_cast<std::ptrdiff_t>(same),
                               whole.tokens.rbegin()));
        }
        QCOMPARE(before, whole.historyEnd - whole.historyBegin);
        UP5_EXPECT_ERROR(tokenizer.encodeInput(glued, {7, history, {}, -1}, least - 1),
                         ErrorCode::InvalidInput, "allowed");
    }

    void nothingIsAddedForQuestions() {
        const data::Dataset set = dataset();
        const auto tokenizer =
            Tokenizer::withSentencePieces(set, data::TemplateSet::forNoun("items"), model());
        const std::vector<std::string> texts = {"Is user_{user} a plumber?", "Zwölf"};
        const Tokenizer asked = tokenizer.withWordsOf(texts);
        QCOMPARE(asked.vocabularySize(), 300);
        QVERIFY(asked.addedPieces().empty());
        QCOMPARE(asked.wordPieces("yes"), tokenizer.wordPieces("yes"));
        QVERIFY(tokenizer.scheme() == IdentifierScheme::Pieces);
    }

    void itemsThatCannotBeSpelled() {
        data::DatasetContent content = contentOf({{0, 1}}, 2);
        content.itemIds = {"1", "書"};
        QTemporaryDir folder;
        const data::Dataset set = writeAndOpen(content, folder.path().toStdString());
        UP5_EXPECT_ERROR(Tokenizer::withSentencePieces(set, data::TemplateSet::forNoun("movies"), model()),
                         ErrorCode::InvalidInput, "書");
    }

    void whatElseCannotBeSpelled() {
        const auto refused = [](const std::vector<std::string>& users, const std::vector<std::string>& items,
                                const char* text) {
            data::DatasetContent content = contentOf({{0, 1}}, 2);
            content.userIds = users;
            content.itemIds = items;
            QTemporaryDir folder;
            const data::Dataset set = writeAndOpen(content, folder.path().toStdString());
            UP5_EXPECT_ERROR(
                Tokenizer::withSentencePieces(set, data::TemplateSet::forNoun("movies"), model()),
                ErrorCode::InvalidInput, text);
        };
        refused({"7書"}, {"1", "2"}, "the user 7書");
        refused({"7"}, {"12", "①2"}, "items 12 and ①2 alike"); // normalised to the same text
    }

    void twoSlotsInOneWord() {
        const data::Dataset set = dataset();
        const auto tokenizer =
            Tokenizer::withSentencePieces(set, data::TemplateSet::forNoun("items"), model());
        UP5_EXPECT_ERROR(tokenizer.encodeInput(
                             {"t", data::TemplateFamily::NextItem, "user_{user}:{item}", ""}, {1, {}, {}, 1}),
                         ErrorCode::InvalidInput, "two slots");
    }

    void modelsOfAnotherKind() {
        SentencePieceModel(specials() + piece("▁a"));
        const auto refused = [](const std::string& bytes, ErrorCode code, const char* text) {
            UP5_EXPECT_ERROR(SentencePieceModel(bytes), code, text);
        };
        refused("", ErrorCode::InvalidInput, "<pad>");
        refused(piece("<unk>", 2) + piece("<s>", 3) + piece("</s>", 3), ErrorCode::InvalidInput, "<pad>");
        refused(specials(), ErrorCode::InvalidInput, "no pieces");
        refused(specials() + piece("a") + piece("a"), ErrorCode::InvalidInput, "twice");
        refused(specials() + piece("a▁b"), ErrorCode::Unsupported, "several words");
        refused(specials() + piece("<0x41>", 6), ErrorCode::Unsupported, "byte");
        refused(specials() + piece("user_", 4), ErrorCode::Unsupported, "defined by the user");
        refused(specials() + piece("▁a") + field(2, number(3, 2)), ErrorCode::Unsupported, "unigram");
        refused(specials() + piece("▁a") + field(3, number(3, 0)), ErrorCode::Unsupported,
                "add_dummy_prefix");
        refused(specials() + piece("▁a") + field(3, field(2, "abc")), ErrorCode::InvalidInput,
                "precompiled_charsmap");
    }

    void damagedModels() {
        const std::string whole = readFile(goldenCheckpoints() / "hf" / "spiece.model");
        UP5_EXPECT_ERROR(SentencePieceModel(whole.substr(0, whole.size() - 5)), ErrorCode::InvalidInput,
                         "cut off");
        // Whatever a damaged table of replacements says, reading stays within it and ends.
        const std::size_t table = whole.size() / 2;
        for (std::size_t at = table; at < whole.size(); at += 997) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ 0xFF);
            try {
                const SentencePieceModel damaged(changed);
                damaged.encode("ﬁne ① Ⅳ ２３ naïve café 日本 語");
            } catch (const Error&) {
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestSentencePiece)
#include "tst_sentencepiece.moc"
