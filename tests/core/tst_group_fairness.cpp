// Group means, gaps and contrasts: values exactly, random intervals and p near SciPy's; properties of the
// bootstrap within groups.
#include <QtTest/QTest>

#include <cmath>

#include "base/atomic_file.h"
#include "base/random_stream.h"
#include "metrics/group_fairness.h"
#include "metrics/holm.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::metrics;

namespace {

using Values = std::vector<double>;

bool near(double a, double b, double tolerance = 1e-12) {
    return std::abs(a - b) < tolerance;
}

/// Within a twelfth of the interval's width: SciPy's resamples are others.
bool nearInterval(const Estimate& estimate, const Values& interval) {
    const double tolerance = (interval[1] - interval[0]) / 12;
    return near(estimate.low, interval[0], tolerance) && near(estimate.high, interval[1], tolerance);
}

/// Users of groups of these sizes, group by group, with hits of these chances.
struct Population {
    Values values;
    std::vector<int> groups;
    Population(const std::vector<int>& sizes, const Values& chances, std::uint64_t seed) {
        RandomStream random(seed, "group fairness test");
        for (std::size_t g = 0; g < sizes.size(); ++g) {
            for (int user = 0; user < sizes[g]; ++user) {
                values.push_back(random.bernoulli(chances[g]) ? 1.0 : 0.0);
                groups.push_back(static_cast<int>(g));
            }
        }
    }
};

GroupFairnessOptions quick() {
    GroupFairnessOptions options;
    options.bootstrap.resamples = 300;
    options.permutation.permutations = 199;
    return options;
}

} // namespace

class GroupFairnessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithScipy() {
        const auto golden = readJsonFile(UP5_SOURCE_DIR "/tests/golden/inference.json").at("group_fairness");
        QVERIFY(golden.size() >= 2);
        for (const auto& row : golden) {
            const auto means = row.at("means").get<Values>();
            GroupFairnessOptions options;
            options.bootstrap.resamples = 4000;
            const GroupFairness result =
                groupFairness(row.at("values").get<Values>(), row.at("groups").get<std::vector<int>>(),
                              static_cast<int>(means.size()), options);
            for (std::size_t g = 0; g < means.size(); ++g) {
                QVERIFY(near(result.means[g].value, means[g]));
                QVERIFY(nearInterval(result.means[g], row.at("mean_intervals")[g]));
            }
            QVERIFY(near(result.gap.value, row.at("gap")) && near(result.deviation, row.at("deviation")));
            QVERIFY(nearInterval(result.gap, row.at("gap_interval")));
            QVERIFY(near(result.gapP, row.at("gap_p"), 0.02));
            QCOMPARE(result.reference, static_cast<int>(means.size()) - 1); // the largest group
            QCOMPARE(result.contrasts.size(), row.at("contrasts").size());
            for (std::size_t i = 0; i < result.contrasts.size(); ++i) {
                const GroupContrast& contrast = result.contrasts[i];
                const auto& expected = row.at("contrasts")[i];
                QCOMPARE(contrast.group, expected.at("group").get<int>());
                QVERIFY(near(contrast.difference.value, expected.at("difference")));
                QVERIFY(near(contrast.ratio.value, expected.at("ratio")));
                QVERIFY(nearInterval(contrast.difference, expected.at("difference_interval")));
                QVERIFY(nearInterval(contrast.ratio, expected.at("ratio_interval")));
                QVERIFY(near(contrast.p, expected.at("p"), 0.02));
            }
        }
    }

    void pValuesAreAdjustedOverTheContrasts() {
        const Population data({100, 100, 100, 100}, {.6, .5, .4, .3}, 1);
        const GroupFairness result = groupFairness(data.values, data.groups, 4, quick());
        QCOMPARE(result.comparisons, 3);
        Values p;
        for (const GroupContrast& contrast : result.contrasts) {
            p.push_back(contrast.p);
        }
        const HolmAdjustment holm = holmAdjusted(p);
        for (std::size_t i = 0; i < p.size(); ++i) {
            QCOMPARE(result.contrasts[i].adjustedP, holm.adjusted[i]);
            QVERIFY(result.contrasts[i].adjustedP >= p[i]);
        }
        QCOMPARE(result.gapP, 1.0 / 200);
        QVERIFY(result.highest == 0 && result.lowest == 3);
        QCOMPARE(result.gap.value, result.means[0].value - result.means[3].value);
        QCOMPARE(result.gap.n, 400);
    }

    void smallGroupsAreListedButNotCompared() {
        const Population data({60, 29, 30, 1, 0}, {.5, 1, .4, 1, 0}, 2);
        const GroupFairness result = groupFairness(data.values, data.groups, 5, quick());
        QCOMPARE(result.compared, (std::vector<int>{0, 2}));
        QVERIFY(result.means[1].n == 29 && result.means[1].value == 1.0 && result.means[1].low == 1.0);
        QVERIFY(result.means[3].n == 1 && std::isnan(result.means[3].low));
        QVERIFY(result.means[4].n == 0 && std::isnan(result.means[4].value));
        QCOMPARE(result.gap.n, 90);
        QVERIFY(result.highest != 1 && result.contrasts.size() == 1 && result.contrasts[0].group == 2);
        // A reference that is too small is compared with nobody.
        GroupFairnessOptions options = quick();
        options.reference = 1;
        const GroupFairness small = groupFairness(data.values, data.groups, 5, options);
        QVERIFY(small.reference == 1 && small.contrasts.empty() && small.comparisons == 0);
        QVERIFY(!std::isnan(small.gap.value));
    }

    void nothingToCompare() {
        const Population data({40}, {.5}, 3);
        const GroupFairness one = groupFairness(data.values, data.groups, 1, quick());
        QVERIFY(std::isnan(one.gap.value) && std::isnan(one.gapP) && std::isnan(one.deviation));
        QVERIFY(one.reference == 0 && one.highest == -1 && one.contrasts.empty());
        const GroupFairness none = groupFairness({}, {}, 2, quick());
        QVERIFY(none.reference == -1 && none.means.size() == 2 && none.compared.empty());
    }

    void usersWithoutGroupAreLeftOut() {
        Population data({50, 50}, {.3, .6}, 4);
        const GroupFairness known = groupFairness(data.values, data.groups, 2, quick());
        data.values.insert(data.values.begin(), 7.0);
        data.groups.insert(data.groups.begin(), -1);
        const GroupFairness same = groupFairness(data.values, data.groups, 2, quick());
        QCOMPARE(same.means[0].value, known.means[0].value);
        QCOMPARE(same.gap.high, known.gap.high);
        QCOMPARE(same.contrasts[0].p, known.contrasts[0].p);
    }

    void groupsAreResampledApart() {
        // Two groups with the same values: drawn alike, their difference would have no spread.
        const Population half({80}, {.5}, 5);
        Values values = half.values;
        values.insert(values.end(), half.values.begin(), half.values.end());
        std::vector<int> groups(80, 0);
        groups.resize(160, 1);
        const GroupFairness result = groupFairness(values, groups, 2, quick());
        QVERIFY(result.contrasts[0].difference.value == 0.0 && result.contrasts[0].p == 1.0);
        QVERIFY(result.contrasts[0].difference.high - result.contrasts[0].difference.low > 0.2);
        // The gap of equal groups is 0, its interval is not around it: hence gapP.
        QVERIFY(result.gap.value == 0.0 && result.gap.high > 0.1 && result.gapP == 1.0);
    }

    void ratioToNothingDoesNotExist() {
        Values values(80, 0.0);
        std::fill_n(values.begin(), 20, 1.0);
        std::vector<int> groups(40, 0);
        groups.resize(80, 1);
        GroupFairnessOptions options = quick();
        options.reference = 1;
        const GroupContrast contrast = groupFairness(values, groups, 2, options).contrasts[0];
        QVERIFY(contrast.difference.value == 0.5 && std::isnan(contrast.ratio.value));
        QVERIFY(std::isnan(contrast.ratio.low));
    }

    void badInputIsRefused() {
        const Values values = {1, 0};
        UP5_EXPECT_ERROR(groupFairness(values, std::vector<int>{0}, 1), ErrorCode::InvalidInput, "2 and 1");
        UP5_EXPECT_ERROR(groupFairness(values, std::vector<int>{0, 2}, 2), ErrorCode::InvalidInput,
                         "User 1 is in group 2");
        UP5_EXPECT_ERROR(groupFairness(Values{1, NAN}, std::vector<int>{0, 1}, 2), ErrorCode::InvalidInput,
                         "user 1");
        UP5_EXPECT_ERROR(groupFairness(values, std::vector<int>{0, 1}, 2, {.reference = 2}),
                         ErrorCode::InvalidInput, "reference group 2");
    }
};

QTEST_GUILESS_MAIN(GroupFairnessTest)
#include "tst_group_fairness.moc"
