// Prompt templates: the shipped ones follow the rules and the paper's wording; broken ones are refused by
// name.
#include <QtTest>

#include <fmt/format.h>

#include "data/template.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::data;

namespace {

std::string one(const std::string& input, const std::string& family = "next_item",
                const std::string& target = "{item}") {
    return fmt::format(R"({{"templates": [{{"id": "t1", "family": "{}", "input": "{}", "target": "{}"}}]}})",
                       family, input, target);
}

} // namespace

class TestTemplates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shippedSetsAreComplete_data() {
        QTest::addColumn<QString>("noun");
        QTest::addColumn<QString>("nextItem");
        QTest::addColumn<QString>("chooseOne");
        // The paper's section 3, with this program's slots.
        QTest::newRow("movies")
            << "movies"
            << "User_{user} has watched movies {history}. Which movie user_{user} would like to "
               "watch next?"
            << "Which movie user_{user} would like to watch among the following candidates? "
               "{candidates}";
        QTest::newRow("insurance")
            << "insurance"
            << "User_{user} has bought insurance {history}. Which insurance user_{user} would "
               "like to buy next?"
            << "Which insurance user_{user} would like to buy among the following candidates? "
               "{candidates}";
        QTest::newRow("items")
            << "items"
            << "User_{user} has chosen items {history}. Which item user_{user} would like to choose "
               "next?"
            << "Which item user_{user} would like to choose among the following candidates? "
               "{candidates}";
    }
    void shippedSetsAreComplete() {
        QFETCH(QString, noun);
        const TemplateSet set = TemplateSet::forNoun(noun.toStdString());
        for (const TemplateFamily family : {TemplateFamily::NextItem, TemplateFamily::FollowingItems,
                                            TemplateFamily::ChooseOne, TemplateFamily::YesNo}) {
            QVERIFY2(set.family(family).size() >= 4, toString(family));
        }
        QTEST(QString::fromStdString(set.family(TemplateFamily::NextItem).front()->input), "nextItem");
        QTEST(QString::fromStdString(set.family(TemplateFamily::ChooseOne).front()->input), "chooseOne");
        const auto yesNo = set.family(TemplateFamily::YesNo);
        const auto sequential = std::ranges::count_if(yesNo, [](const PromptTemplate* entry) {
            return entry->input.find("{history}") != std::string::npos;
        });
        QVERIFY(sequential >= 1 && sequential < std::ssize(yesNo));
    }

    void unknownNounUsesItems() {
        QCOMPARE(TemplateSet::forNoun("songs").all().front().input,
                 TemplateSet::forNoun("items").all().front().input);
        QVERIFY(TemplateSet::forNoun("movies").all().front().input !=
                TemplateSet::forNoun("items").all().front().input);
    }

    void brokenTemplatesAreRefused_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const std::string& json, const char* text) {
            QTest::newRow(name) << QString::fromStdString(json) << QString::fromLatin1(text);
        };
        row("no JSON", "{", "is not a list of templates");
        row("no list", "{}", "is not a list of templates");
        row("empty list", R"({"templates": []})", "holds no template");
        row("family", one("user_{user} {history}", "next"), "\"next\" is no family");
        row("unknown slot", one("user_{user} {history} {genre}"), "{genre} is no slot");
        row("no history", one("user_{user} next?"), "a next_item template needs {history}");
        row("no candidates", one("user_{user}?", "choose_one"), "a choose_one template needs {candidates}");
        row("no item", one("user_{user}?", "yes_no", "{answer}"), "a yes_no template needs {item}");
        row("slot twice", one("user_{user} {history} {history}"), "{history} appears twice");
        row("glued slot", one("user_{user} movie_{history}"), "{history} must follow a space");
        row("target", one("user_{user} {history}", "next_item", "{items}"), "the target is \"{items}\"");
        row("no mention", one("{history}"), "there is no user mention");
        row("bare user slot", one("{user} {history}"), "must be written user_{user}");
        row("other word before", one("superuser_{user} {history}"), "must be written user_{user}");
        row("user before", one("The user user_{user} {history}"), "must not stand before");
        row("User beside", one("user_{user} {history} User likes"), "must not stand beside");
        row("brace", one("user_{user} {history} }"), "brace");
        row("nested brace", one("user_{user} {{history}}"), "must follow a space");
    }
    void brokenTemplatesAreRefused() {
        QFETCH(QString, json);
        QFETCH(QString, text);
        UP5_EXPECT_ERROR(TemplateSet::parse(json.toStdString(), "my.json"), ErrorCode::InvalidInput,
                         text.toStdString());
        UP5_EXPECT_ERROR(TemplateSet::parse(json.toStdString(), "my.json"), ErrorCode::InvalidInput,
                         "my.json");
    }

    void idsAreUnique() {
        const std::string entry =
            R"({"id": "t1", "family": "next_item", "input": "user_{user} {history}", "target": "{item}"})";
        UP5_EXPECT_ERROR(TemplateSet::parse("{\"templates\": [" + entry + "," + entry + "]}", "x"),
                         ErrorCode::InvalidInput, "\"t1\": the id appears twice");
    }

    void goodTemplatesPass() {
        const TemplateSet set = TemplateSet::parse(one("For user_{user}, a user of ours: {history}."), "x");
        QCOMPARE(set.all().size(), std::size_t(1));
        QCOMPARE(set.all().front().id, std::string("t1"));
        QVERIFY(set.family(TemplateFamily::YesNo).empty());
    }
};

QTEST_GUILESS_MAIN(TestTemplates)
#include "tst_templates.moc"
