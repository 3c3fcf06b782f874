// Subsets of a mixture's attributes: order, names, and how one is chosen.
#include <QtTest/QTest>

#include "jobs/attribute_subsets.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::jobs;

class TestAttributeSubsets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void smallerOnesFirst() {
        std::vector<std::string> keys;
        for (const auto& subset : attributeSubsets({"gender", "age", "occupation"})) {
            keys.push_back(subsetKey(subset));
        }
        QCOMPARE(keys,
                 (std::vector<std::string>{"gender", "age", "occupation", "gender+age", "gender+occupation",
                                           "age+occupation", "gender+age+occupation"}));
        QCOMPARE(attributeSubsets({"a", "b", "c", "d"}).size(), std::size_t{15});
        QVERIFY(attributeSubsets({}).empty());
    }

    void chosenInTheOrderOfTheMixture() {
        const std::vector<std::string> attributes = {"gender", "age", "occupation"};
        QCOMPARE(chosenSubset(attributes, ""), attributes);
        QCOMPARE(chosenSubset(attributes, "occupation,gender"),
                 (std::vector<std::string>{"gender", "occupation"}));
        UP5_EXPECT_ERROR(chosenSubset(attributes, "marital"), ErrorCode::InvalidInput, "marital");
        UP5_EXPECT_ERROR(chosenSubset(attributes, "age,age"), ErrorCode::InvalidInput, "each once");
        UP5_EXPECT_ERROR(chosenSubset(attributes, "age,"), ErrorCode::InvalidInput,
                         "gender, age, occupation");
    }
};

QTEST_GUILESS_MAIN(TestAttributeSubsets)
#include "tst_attribute_subsets.moc"
