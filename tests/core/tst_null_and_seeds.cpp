// The null band, what shows above it, and figures over repeated seeds: against NumPy and SciPy.
#include <QtTest/QTest>

#include <cmath>

#include "base/atomic_file.h"
#include "base/random_stream.h"
#include "metrics/null_band.h"
#include "metrics/seed_statistics.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::metrics;

namespace {

using Values = std::vector<double>;

bool near(double a, double b) {
    return std::abs(a - b) < 1e-10;
}

nlohmann::json golden(const char* part) {
    return readJsonFile(UP5_SOURCE_DIR "/tests/golden/inference.json").at(part);
}

} // namespace

class NullAndSeedsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nullBandAgreesWithNumpy() {
        const auto rows = golden("null_band");
        QVERIFY(rows.size() >= 6);
        for (const auto& row : rows) {
            const auto nulls = row.at("nulls").get<Values>();
            const NullBand null = nullBand(nulls, row.at("level"));
            QVERIFY(near(null.band.value, row.at("mean")));
            QVERIFY(near(null.band.low, row.at("low")) && near(null.band.high, row.at("high")));
            QVERIFY(near(null.standardDeviation, row.at("deviation")));
            QCOMPARE(null.band.n, static_cast<int>(nulls.size()));
            QVERIFY(near(nullPValue(nulls, row.at("observed")), row.at("p")));
            QVERIFY(near(smallestDetectable(null, {.level = row.at("level"), .power = row.at("power")}),
                         row.at("detectable")));
        }
    }

    void pOfAnObservedValueCountsTies() {
        const Values nulls = {.48, .5, .52, .54};
        QCOMPARE(nullPValue(nulls, .6), 0.2);
        QCOMPARE(nullPValue(nulls, .54), 0.4);
        QCOMPARE(nullPValue(nulls, .1), 1.0);
        QCOMPARE(nullPValue({}, .6), 1.0);
        QVERIFY(std::isnan(nullPValue(nulls, NAN)));
    }

    void detectableValueIsFoundWithItsPower() {
        // Figures that scatter as the null does, around the smallest detectable one: how many leave the null?
        RandomStream random(4, "power");
        Values nulls;
        for (int i = 0; i < 2000; ++i) {
            nulls.push_back(0.5 + 0.02 * random.normal());
        }
        const NullBand null = nullBand(nulls);
        const double truth = smallestDetectable(null);
        int found = 0;
        for (int i = 0; i < 2000; ++i) {
            found += truth + 0.02 * random.normal() > null.band.high ? 1 : 0;
        }
        QVERIFY2(found > 1500 && found < 1700, qPrintable(QString::number(found)));
    }

    void fewNullValuesSayLittle() {
        const NullBand none = nullBand({});
        QVERIFY(std::isnan(none.band.value) && std::isnan(none.band.low) && none.band.n == 0);
        const NullBand one = nullBand(Values{.5});
        QVERIFY(one.band.value == .5 && std::isnan(one.standardDeviation));
        QVERIFY(std::isnan(smallestDetectable(one)));
    }

    void seedsAgreeWithScipy() {
        const auto rows = golden("seeds");
        QVERIFY(rows.size() >= 6);
        for (const auto& row : rows) {
            const auto values = row.at("values").get<Values>();
            const SeedStatistics seeds = overSeeds(values, row.at("level"));
            QVERIFY(near(seeds.mean, row.at("mean")) && near(seeds.deviation, row.at("deviation")));
            QVERIFY(near(seeds.low, row.at("low")) && near(seeds.high, row.at("high")));
            QCOMPARE(seeds.seeds, static_cast<int>(values.size()));
        }
        const SeedStatistics three = overSeeds(Values{.5, .7, .6});
        QVERIFY(three.min == .5 && three.max == .7);
    }

    void oneSeedHasNoSpread() {
        const SeedStatistics one = overSeeds(Values{.6});
        QVERIFY(one.mean == .6 && one.min == .6 && one.max == .6 && one.seeds == 1);
        QVERIFY(std::isnan(one.deviation) && std::isnan(one.low) && std::isnan(one.high));
        const SeedStatistics none = overSeeds({});
        QVERIFY(std::isnan(none.mean) && std::isnan(none.max) && none.seeds == 0);
    }

    void aMeanOverSeedsKnowsOtherUsersToo() {
        // Student's t of 0.975 with two degrees of freedom (SciPy 1.11): 4.302652729911275.
        const std::vector<Estimate> three = {{.5, .45, .54, 90}, {.7, .65, .74, 80}, {.6, .55, .64, 90}};
        const Estimate mean = meanOverSeeds(three);
        QVERIFY(near(mean.value, .6) && mean.n == 80);
        QVERIFY(near(mean.low, 0.3466042586900025) && near(mean.high, 0.8516135960437018));
        // Seeds that agree leave the users' error, which does not average out.
        const Estimate alike = meanOverSeeds(std::vector<Estimate>(3, {.6, .55, .64, 90}));
        QVERIFY(near(alike.low, .55) && near(alike.high, .64));
        const double none = std::nan("");
        QVERIFY(near(meanOverSeeds(
                         std::vector<Estimate>{{.5, none, none, 9}, {.7, none, none, 9}, {.6, none, none, 9}})
                         .high,
                     0.8484137711843753));
        QVERIFY(near(meanOverSeeds(std::vector<Estimate>{three[0]}).low, .45));
        UP5_EXPECT_ERROR(meanOverSeeds({}), ErrorCode::InvalidInput, "at least one figure");
    }

    void badInputIsRefused() {
        UP5_EXPECT_ERROR(nullBand(Values{.5, NAN}), ErrorCode::InvalidInput, "null fit 1");
        UP5_EXPECT_ERROR(nullBand(Values{.5}, 0), ErrorCode::InvalidInput, "between 0 and 1");
        UP5_EXPECT_ERROR(overSeeds(Values{INFINITY}), ErrorCode::InvalidInput, "seed 0");
        UP5_EXPECT_ERROR(overSeeds(Values{.5}, 1.2), ErrorCode::InvalidInput, "between 0 and 1");
        UP5_EXPECT_ERROR(smallestDetectable(nullBand(Values{.5, .6}), {.level = 0.95, .power = 1.0}),
                         ErrorCode::InvalidInput, "between 0 and 1");
    }
};

QTEST_GUILESS_MAIN(NullAndSeedsTest)
#include "tst_null_and_seeds.moc"
