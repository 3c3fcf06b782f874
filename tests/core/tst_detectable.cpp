// Hanley–McNeil standard errors against the golden values of the specification (Z4), and what follows from
// them.
#include <cmath>

#include <QtTest/QTest>

#include "metrics/detectable.h"

using namespace up5::metrics;

class TestDetectable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void standardErrorMatchesGoldenValues() {
        QVERIFY(std::abs(hanleyMcNeilStandardError(0.5, 171, 433) - 0.0261) < 5e-5);
        QVERIFY(std::abs(hanleyMcNeilStandardError(0.7471, 171, 433) - 0.0237) < 5e-5);
        QVERIFY(std::isnan(hanleyMcNeilStandardError(0.5, 0, 433)));
    }

    void detectableAucSolvesItsEquation() {
        const double auc = smallestDetectableAuc(171, 433);
        const double right = 1.959963985 * hanleyMcNeilStandardError(0.5, 171, 433) +
                             0.841621234 * hanleyMcNeilStandardError(auc, 171, 433);
        QVERIFY(std::abs(auc - 0.5 - right) < 1e-7);
        QVERIFY(auc > 0.57 && auc < 0.58);
    }

    void moreUsersShowSmallerLeaks() {
        QVERIFY(smallestDetectableAuc(1710, 4330) < smallestDetectableAuc(171, 433));
        QVERIFY(smallestDetectableAuc(171, 433, {.level = 0.95, .power = 0.95}) >
                smallestDetectableAuc(171, 433));
        QVERIFY(std::isnan(smallestDetectableAuc(1, 1)));
        QVERIFY(std::isnan(smallestDetectableAuc(0, 100)));
    }
};

QTEST_GUILESS_MAIN(TestDetectable)
#include "tst_detectable.moc"
