// The Pareto front of leak against quality.
#include <QtTest/QTest>

#include <cmath>

#include "report/pareto.h"

using namespace up5::report;

class TestPareto : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dominatedPointsLeaveTheFront() {
        const auto exact = [](double value) {
            return up5::metrics::Estimate{value, std::nan(""), std::nan(""), 100};
        };
        const auto states = paretoFront({{exact(0.63), exact(0.71)},
                                         {exact(0.57), exact(0.69)},
                                         {exact(0.60), exact(0.66)},
                                         {exact(0.57), exact(0.69)}});
        QCOMPARE(states[0], FrontState::Front);
        QCOMPARE(states[1], FrontState::Front);
        QCOMPARE(states[2], FrontState::Dominated);
        QCOMPARE(states[3], FrontState::Front); // equal points do not dominate each other
    }

    void overlappingIntervalsAreNotADefeat() {
        const auto states = paretoFront({{{0.57, 0.53, 0.61, 100}, {0.69, 0.68, 0.70, 100}},
                                         {{0.58, 0.54, 0.62, 100}, {0.685, 0.675, 0.695, 100}},
                                         {{0.70, 0.66, 0.74, 100}, {0.685, 0.675, 0.695, 100}}});
        QCOMPARE(states[0], FrontState::Front);
        QCOMPARE(states[1], FrontState::NotDistinguishable);
        QCOMPARE(states[2], FrontState::Dominated);
    }

    void belowOneHalfIsNoSmallerLeak() {
        const auto exact = [](double value) {
            return up5::metrics::Estimate{value, std::nan(""), std::nan(""), 100};
        };
        const auto states = paretoFront({{exact(0.50), exact(0.70)}, {exact(0.45), exact(0.69)}});
        QCOMPARE(states[0], FrontState::Front);
        QCOMPARE(states[1], FrontState::Dominated);
    }

    void collapsedProbesNeitherWinNorBeat() {
        const auto exact = [](double value) {
            return up5::metrics::Estimate{value, std::nan(""), std::nan(""), 100};
        };
        const auto states = paretoFront(
            {{exact(0.50), exact(0.71), true}, {exact(0.57), exact(0.69)}, {exact(0.60), exact(0.66)}});
        QCOMPARE(states[0], FrontState::NotComparable);
        QCOMPARE(states[1], FrontState::Front);
        QCOMPARE(states[2], FrontState::Dominated);
    }

    void noPointsNoStates() { QVERIFY(paretoFront({}).empty()); }
};

QTEST_GUILESS_MAIN(TestPareto)
#include "tst_pareto.moc"
