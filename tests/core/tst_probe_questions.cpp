// Questions about attributes and the words of their answers: the paper's texts, defaults, files of one's own.
#include <QtTest>

#include <set>

#include "data/probe_questions.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::data;

namespace {

Attribute gender() {
    return {"gender", {"F", "M"}, {0, 1, -1}, {}};
}

Attribute movieAge() {
    return {"age", {"under 18", "18–24", "25–34", "35–44", "45–49", "50–55", "56+"}, {0, 3, 5, 6, -1}, 0.8};
}

const QuestionMode& mode(const std::string& name) {
    return *std::ranges::find_if(kQuestionModes, [&](const QuestionMode& m) { return m.name == name; });
}

} // namespace

class TestProbeQuestions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theQuestionsAreThePapers() { // §4.1 and §4.2, with this program's slots
        const auto movies = ProbeQuestions::forNoun("movies");
        QCOMPARE(movies.question("gender", mode("zero-shot-without-history")),
                 std::string("What is the gender for user_{user}?"));
        QCOMPARE(movies.question("gender", mode("zero-shot-with-history")),
                 std::string("User_{user} has watched movies {history}. What is the gender of user_{user}?"));
        QCOMPARE(movies.example("gender", mode("in-context-without-history"), "female"),
                 std::string("What is the gender of user_{user}? female."));
        QCOMPARE(movies.example("gender", mode("in-context-with-history"), "male"),
                 std::string("User_{user} has watched movies {history}. What is the gender of user_{user}? "
                             "male."));
        QCOMPARE(movies.statement(), std::string("User user_{user} has watched movies {history}."));
        const auto insurance = ProbeQuestions::forNoun("insurance");
        QCOMPARE(insurance.question("marital", mode("zero-shot-with-history")),
                 std::string("User_{user} has bought insurance {history}. What is the marital status of "
                             "user_{user}?"));
        QCOMPARE(ProbeQuestions::forNoun("songs").statement(), ProbeQuestions::forNoun("items").statement());
    }

    void everyClassOfThePublicSetsHasItsOwnWords() {
        const auto movies = ProbeQuestions::forNoun("movies");
        using Words = std::vector<std::string>;
        QCOMPARE(movies.answers(gender()).words, (Words{"female", "male"}));
        QCOMPARE(movies.answers(movieAge()).words, (Words{"under 18", "18 to 24", "25 to 34", "35 to 44",
                                                          "45 to 49", "50 to 55", "56 or older"}));
        const auto insurance = ProbeQuestions::forNoun("insurance");
        QCOMPARE(insurance.answers({"marital", {"U", "S", "M", "W", "D", "R", "P"}, {}, {}}).words,
                 (Words{"unmarried", "single", "married", "widowed", "divorced", "r", "p"}));
        QCOMPARE(insurance.answers({"occupation", {"T4MS", "90QI"}, {}, {}}).words, (Words{"t4ms", "90qi"}));
    }

    void aClassWithoutWordsAnswersWithItsLabel() {
        const auto answers = ProbeQuestions::forNoun("items").answers(
            {"Home_Town", {"New_York", "A {odd}  label", "56+"}, {0, 2}, 0.9});
        QCOMPARE(answers.words, (std::vector<std::string>{"new york", "a odd label", "56+"}));
        QCOMPARE(answers.attribute.classes.size(), 3u);
        QCOMPARE(*answers.attribute.bestPossibleAuc, 0.9);
        QCOMPARE(ProbeQuestions::forNoun("items").question("Home_Town", mode("in-context-without-history")),
                 std::string("What is the home town of user_{user}?"));
        UP5_EXPECT_ERROR(ProbeQuestions::forNoun("items").answers({"sex", {"Man", "man"}, {}, {}}),
                         ErrorCode::InvalidInput, "\"Man\" and \"man\" of sex");
        UP5_EXPECT_ERROR(ProbeQuestions::forNoun("items").answers({"sex", {"_", "man"}, {}, {}}),
                         ErrorCode::InvalidInput, "sex");
    }

    void binary55JoinsTheAgesOfThePaper() {
        const auto movies = ProbeQuestions::forNoun("movies");
        QCOMPARE(movies.answerSets(), (std::vector<std::string>{"words", "binary55"}));
        const auto age = movies.answers(movieAge(), "binary55");
        QCOMPARE(age.words, (std::vector<std::string>{"below 55 years old", "above 55 years old"}));
        QCOMPARE(age.attribute.classes, age.words);
        QCOMPARE(age.attribute.values, (std::vector<std::int32_t>{0, 0, 0, 1, -1}));
        QVERIFY(!age.attribute.bestPossibleAuc);
        QCOMPARE(movies.answers(gender(), "binary55").words, movies.answers(gender()).words);
        UP5_EXPECT_ERROR(movies.answers({"age", {"18-29", "50+"}, {}, {}}, "binary55"),
                         ErrorCode::InvalidInput, "18-29");
        UP5_EXPECT_ERROR(movies.answers(movieAge(), "binary40"), ErrorCode::InvalidInput, "words, binary55");
        UP5_EXPECT_ERROR(ProbeQuestions::forNoun("insurance").answers(gender(), "binary55"),
                         ErrorCode::InvalidInput, "binary55");
    }

    void aFileOfOnesOwnTakesThePlaceOfEverySet() {
        const std::vector<Attribute> attributes = {gender(), movieAge()};
        const auto questions = ProbeQuestions::forNoun("movies").withWords(
            R"({"gender": {"M": " a  man ", "F": "a woman"}})", "words.json", attributes);
        QCOMPARE(questions.answers(gender(), "binary55").words,
                 (std::vector<std::string>{"a woman", "a man"}));
        QCOMPARE(questions.answers(movieAge(), "binary55").words.size(), 2u);
        const auto ages = ProbeQuestions::forNoun("movies").withWords(
            R"({"age": {"under 18": "a", "18–24": "b", "25–34": "c", "35–44": "d", "45–49": "e",
                        "50–55": "f", "56+": "g"}})",
            "words.json", attributes);
        QCOMPARE(ages.answers(movieAge(), "binary55").words.size(), 7u);
        QCOMPARE(ages.answers(gender()).words.front(), std::string("female"));
    }

    void aWrongFileIsRefusedByName_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("found");
        QTest::newRow("no JSON") << "{"
                                 << "words.json";
        QTest::newRow("no object") << "[]"
                                   << "words.json";
        QTest::newRow("unknown attribute") << R"({"sex": {"F": "a", "M": "b"}})"
                                           << "\"sex\"";
        QTest::newRow("attribute without classes") << R"({"gender": "female"})"
                                                   << "gender";
        QTest::newRow("unknown class") << R"({"gender": {"F": "a", "M": "b", "X": "c"}})"
                                       << "\"X\"";
        QTest::newRow("missing class") << R"({"gender": {"F": "a"}})"
                                       << "\"M\"";
        QTest::newRow("equal words") << R"({"gender": {"F": "a  b", "M": "a b"}})"
                                     << "\"a b\"";
        QTest::newRow("empty words") << R"({"gender": {"F": " ", "M": "b"}})"
                                     << "empty";
        QTest::newRow("no text") << R"({"gender": {"F": 1, "M": "b"}})"
                                 << "\"F\"";
        QTest::newRow("brace") << R"({"gender": {"F": "{user}", "M": "b"}})"
                               << "{user}";
        QTest::newRow("class twice") << R"({"gender": {"F": "a", "F": "c", "M": "b"}})"
                                     << "\"F\"";
    }
    void aWrongFileIsRefusedByName() {
        QFETCH(QString, json);
        QFETCH(QString, found);
        const std::vector<Attribute> attributes = {gender()};
        UP5_EXPECT_ERROR(
            ProbeQuestions::forNoun("movies").withWords(json.toStdString(), "words.json", attributes),
            ErrorCode::InvalidInput, found.toStdString());
        UP5_EXPECT_ERROR(
            ProbeQuestions::forNoun("movies").withWords(json.toStdString(), "words.json", attributes),
            ErrorCode::InvalidInput, "words.json");
    }

    void aBrokenSetOfQuestionsIsRefused() {
        UP5_EXPECT_ERROR(ProbeQuestions::parse("{}", "own.json"), ErrorCode::InvalidInput, "own.json");
        const std::string json = R"({"questions": {"zero-shot-without-history": "{attribute} {user}",
            "zero-shot-with-history": "{attribute} {user} {history}", "in-context-without-history":
            "{attribute} {user}", "in-context-with-history": "{attribute} {user}"}, "example":
            "{question} {answer}", "statement": "{user} {history}", "attribute_words": {}, "verbalisers": {},
            "alternatives": {}})";
        UP5_EXPECT_ERROR(ProbeQuestions::parse(json, "own.json"), ErrorCode::InvalidInput, "lacks {history}");
    }
};

QTEST_GUILESS_MAIN(TestProbeQuestions)
#include "tst_probe_questions.moc"
