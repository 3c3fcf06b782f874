// User groups: four disjoint, stratified sets of the users with a known value.
#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

#include "data/user_groups.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::data;

namespace {

/// Class c has sizes[c] users, mixed over the user indices; `missing` users have no value.
Attribute attributeOf(const std::vector<int>& sizes, int missing) {
    Attribute attribute;
    attribute.name = "marital";
    attribute.values.assign(static_cast<std::size_t>(missing), -1);
    for (std::size_t index = 0; index < sizes.size(); ++index) {
        attribute.classes.push_back("class " + std::to_string(index));
        attribute.values.insert(attribute.values.end(), static_cast<std::size_t>(sizes[index]),
                                static_cast<std::int32_t>(index));
    }
    std::mt19937 mixer(5);
    std::shuffle(attribute.values.begin(), attribute.values.end(), mixer);
    return attribute;
}

UserGroups groupsOf(const Attribute& attribute, const UserGroupOptions& options) {
    return makeUserGroups(std::span(&attribute, 1), 0, options);
}

std::vector<const std::vector<std::int32_t>*> setsOf(const UserGroups& groups) {
    return {&groups.probeTest, &groups.probeValidation, &groups.adversaryTrain, &groups.probeTrain};
}

} // namespace

class TestUserGroups : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKnownUserIsInOneSet_data() {
        QTest::addColumn<QList<int>>("sizes");
        QTest::newRow("gender of MovieLens-1M") << QList<int>{1709, 4331};
        QTest::newRow("three marital classes") << QList<int>{2474, 3267, 22913};
        QTest::newRow("rare classes") << QList<int>{22913, 3267, 2474, 301, 135, 34, 7};
        QTest::newRow("one user a class") << QList<int>{1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        QTest::newRow("a class without users") << QList<int>{50, 0, 50};
    }
    void everyKnownUserIsInOneSet() {
        QFETCH(QList<int>, sizes);
        const Attribute attribute = attributeOf({sizes.begin(), sizes.end()}, 40);
        const UserGroups groups = groupsOf(attribute, {});
        std::vector<int> seen(attribute.values.size(), 0);
        const std::array<double, 4> shares = {0.1, 0.1, 0.4, 0.4};
        const double known = std::accumulate(sizes.begin(), sizes.end(), 0.0);
        for (std::size_t set = 0; set < 4; ++set) {
            const auto& users = *setsOf(groups)[set];
            QVERIFY(std::ranges::is_sorted(users));
            QVERIFY2(std::abs(static_cast<double>(users.size()) - shares[set] * known) <= 1.0 + 1e-9,
                     qPrintable(QStringLiteral("set %1 has %2 users").arg(set).arg(users.size())));
            std::vector<int> ofClass(attribute.classes.size(), 0);
            for (const std::int32_t user : users) {
                ++seen[static_cast<std::size_t>(user)];
                ++ofClass[static_cast<std::size_t>(attribute.values[static_cast<std::size_t>(user)])];
            }
            for (std::size_t index = 0; index < ofClass.size(); ++index) {
                QVERIFY(std::abs(ofClass[index] - shares[set] * sizes[static_cast<qsizetype>(index)]) <= 2.0);
            }
        }
        for (std::size_t user = 0; user < seen.size(); ++user) {
            QCOMPARE(seen[user], attribute.values[user] >= 0 ? 1 : 0);
        }
    }

    void seedDecides() {
        const Attribute attribute = attributeOf({300, 700}, 10);
        const UserGroups first = groupsOf(attribute, {}), again = groupsOf(attribute, {});
        QCOMPARE(first.hash, again.hash);
        QCOMPARE(first.probeTest, again.probeTest);
        UserGroupOptions other;
        other.seed = 3;
        const UserGroups second = groupsOf(attribute, other);
        QVERIFY(first.hash != second.hash);
        QVERIFY(first.probeTest != second.probeTest);
        std::vector<std::int32_t> common;
        std::ranges::set_intersection(first.probeTest, second.probeTest, std::back_inserter(common));
        QVERIFY(common.size() < 40); // 10 expected by chance
    }

    void sharesAreFollowed() {
        const Attribute attribute = attributeOf({400, 600}, 0);
        UserGroupOptions options;
        options.testShare = 0.2;
        options.validationShare = 0;
        options.adversaryShare = 0.25;
        const UserGroups groups = groupsOf(attribute, options);
        QCOMPARE(groups.probeTest.size(), std::size_t(200));
        QVERIFY(groups.probeValidation.empty());
        QCOMPARE(groups.adversaryTrain.size(), std::size_t(200));
        QCOMPARE(groups.probeTrain.size(), std::size_t(600));
        options.adversaryShare = 0;
        QVERIFY(groupsOf(attribute, options).adversaryTrain.empty());
    }

    void onePartitionServesAllAttributes() {
        Attribute gender = attributeOf({1709, 4331}, 0),
                  occupation = attributeOf({17, 43, 711, 759, 4510}, 0);
        gender.name = "gender";
        gender.values[7] = -1; // known in the other attribute only
        std::mt19937 mixer(9);
        std::shuffle(occupation.values.begin(), occupation.values.end(), mixer);
        const std::vector<Attribute> both = {gender, occupation};
        const UserGroups a = makeUserGroups(both, 0, {}), b = makeUserGroups(both, 1, {});
        const auto sets = setsOf(a), others = setsOf(b);
        for (std::size_t set = 0; set < 4; ++set) {
            std::vector<std::int32_t> expected = *others[set];
            std::erase(expected, 7);
            QCOMPARE(*sets[set], expected);
        }
        const std::array<double, 4> shares = {0.1, 0.1, 0.4, 0.4};
        for (const auto& [attribute, groups] : {std::pair(&both[0], &a), std::pair(&both[1], &b)}) {
            for (std::size_t set = 0; set < 4; ++set) {
                std::vector<double> counts(attribute->classes.size()), all(attribute->classes.size());
                for (const std::int32_t value : attribute->values) {
                    all[static_cast<std::size_t>(std::max(value, 0))] += value >= 0 ? 1 : 0;
                }
                for (const std::int32_t user : *setsOf(*groups)[set]) {
                    ++counts[static_cast<std::size_t>(attribute->values[static_cast<std::size_t>(user)])];
                }
                for (std::size_t c = 0; c < counts.size(); ++c) {
                    QVERIFY2(std::abs(counts[c] - shares[set] * all[c]) <= 3.0,
                             qPrintable(QStringLiteral("set %1, class %2 of %3: %4 users")
                                            .arg(set)
                                            .arg(c)
                                            .arg(QString::fromStdString(attribute->name))
                                            .arg(counts[c])));
                }
            }
        }
    }

    void badSharesAreRefused() {
        const Attribute attribute = attributeOf({4, 6}, 0);
        UserGroupOptions options;
        options.testShare = 0.9;
        UP5_EXPECT_ERROR(groupsOf(attribute, options), ErrorCode::InvalidInput, "together below 1");
        options.testShare = -0.1;
        UP5_EXPECT_ERROR(groupsOf(attribute, options), ErrorCode::InvalidInput, "test -0.1");
        UP5_EXPECT_ERROR(groupsOf(attributeOf({0, 0}, 9), {}), ErrorCode::InvalidInput,
                         "known value of marital");
    }
};

QTEST_GUILESS_MAIN(TestUserGroups)
#include "tst_user_groups.moc"
