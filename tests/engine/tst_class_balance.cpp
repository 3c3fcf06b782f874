// Uneven classes evened out for an adversary.
#include <QtTest/QTest>

#include <map>
#include <numeric>

#include "pipeline/class_balance.h"

using namespace up5;

namespace {

/// 6 of class 0, 3 of class 1, 1 of class 2, none of class 3, one unknown.
data::Attribute unevenAttribute() {
    data::Attribute attribute;
    attribute.name = "marital";
    attribute.classes = {"M", "S", "U", "W"};
    attribute.values = {0, 1, 0, 0, 2, 0, 1, 0, -1, 0, 1};
    return attribute;
}

std::vector<std::int32_t> everybody() {
    std::vector<std::int32_t> users(11);
    std::iota(users.begin(), users.end(), 0);
    return users;
}

} // namespace

class TestClassBalance : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void classesAreCutToTheMedianSize() {
        const data::Attribute attribute = unevenAttribute();
        const auto users = pipeline::medianCapped(attribute, everybody(), 1);
        std::map<int, int> counts;
        for (const std::int32_t user : users) {
            ++counts[attribute.values[static_cast<std::size_t>(user)]];
        }
        const std::map<int, int> expected = {{0, 3}, {1, 3}, {2, 1}};
        QCOMPARE(counts, expected);
        QVERIFY(std::ranges::is_sorted(users));
        QVERIFY(users == pipeline::medianCapped(attribute, everybody(), 1));
        QVERIFY(users != pipeline::medianCapped(attribute, everybody(), 2));
    }

    void weightsMakeClassesCountAlike() {
        data::Attribute attribute = unevenAttribute();
        attribute.values[8] = 0; // nobody unknown: 7, 3, 1
        const torch::Tensor weights = pipeline::inverseFrequencies(attribute, everybody());
        QVERIFY(torch::allclose(weights, torch::tensor({11.0 / 21, 11.0 / 9, 11.0 / 3, 1.0})));
    }
};

QTEST_APPLESS_MAIN(TestClassBalance)
#include "tst_class_balance.moc"
