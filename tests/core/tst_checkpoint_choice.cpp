// Which checkpoint of a prompt is kept.
#include <QtTest/QTest>

#include "base/error.h"
#include "metrics/checkpoint_choice.h"

using namespace up5;
using metrics::ChoiceRule;

class TestCheckpointChoice : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lastIsTheLast() {
        QCOMPARE(metrics::chosenCheckpoint(kFalling, ChoiceRule::Last, 0.5), kFalling.size() - 1);
    }

    void bestHitAmongThoseBelowTau() {
        QCOMPARE(metrics::chosenCheckpoint(kFalling, ChoiceRule::HitBelow, 0.60), std::size_t{2});
        QCOMPARE(metrics::chosenCheckpoint(kFalling, ChoiceRule::HitBelow, 0.58),
                 std::size_t{2}); // inclusive
        QCOMPARE(metrics::chosenCheckpoint(kFalling, ChoiceRule::HitBelow, 1.0), std::size_t{0});
    }

    void lowestAucWhereNoneIsBelowTau() {
        QCOMPARE(metrics::chosenCheckpoint(kFalling, ChoiceRule::HitBelow, 0.4), std::size_t{3});
    }

    void ofEqualsTheLater() {
        const std::vector<metrics::CheckpointFigures> equal = {{0.5, 0.6}, {0.5, 0.6}};
        QCOMPARE(metrics::chosenCheckpoint(equal, ChoiceRule::HitBelow, 0.7), std::size_t{1});
        QCOMPARE(metrics::chosenCheckpoint(equal, ChoiceRule::HitBelow, 0.5), std::size_t{1});
    }

    void kneeIsFarthestFromTheLineBetweenTheEnds() {
        // Scaled by hand: (0,0), (1/3, 0.9), (0.4, 0.2) dominated, (1,1); heights 0, 0.57, –, 0.
        const std::vector<metrics::CheckpointFigures> front = {
            {0.40, 0.52}, {0.49, 0.58}, {0.42, 0.592}, {0.50, 0.70}};
        QCOMPARE(metrics::chosenCheckpoint(front, ChoiceRule::Knee, 0), std::size_t{1});
    }

    void kneeOfAFrontWithoutAKneeIsItsLowestAuc() {
        QCOMPARE(metrics::chosenCheckpoint(std::vector<metrics::CheckpointFigures>{{0.5, 0.6}, {0.4, 0.7}},
                                           ChoiceRule::Knee, 0),
                 std::size_t{0});
        QCOMPARE(metrics::chosenCheckpoint(std::vector<metrics::CheckpointFigures>{{0.5, 0.7}, {0.4, 0.6}},
                                           ChoiceRule::Knee, 0),
                 std::size_t{1});
    }

    void nothingToChooseFromIsRefused() {
        QVERIFY_EXCEPTION_THROWN(metrics::chosenCheckpoint({}, ChoiceRule::Last, 0), Error);
    }

private:
    const std::vector<metrics::CheckpointFigures> kFalling = {
        {0.50, 0.70}, {0.48, 0.62}, {0.47, 0.58}, {0.40, 0.55}, {0.46, 0.59}};
};

QTEST_APPLESS_MAIN(TestCheckpointChoice)
#include "tst_checkpoint_choice.moc"
