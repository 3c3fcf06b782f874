// When the loop of epochs stops, and which state it keeps.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include "base/error.h"
#include "support/expect_error.h"
#include "train/epoch_loop.h"

using namespace up5;

namespace {

/// Counts its steps, two an epoch, in its only weight.
class Counter : public train::EpochLearner {
public:
    explicit Counter(bool keepsLast) : m_keepsLast(keepsLast) {
        const torch::NoGradGuard noGradients;
        m_network->weight.zero_();
    }
    torch::nn::Module& network() override { return *m_network; }
    bool keepsLast() const override { return m_keepsLast; }
    int beginEpoch(int) override { return 2; }
    std::map<std::string, torch::Tensor> takeStep(const train::EpochStep&) override {
        const torch::NoGradGuard noGradients;
        m_network->weight.add_(1);
        return {{"loss", torch::zeros({})}};
    }
    void save(std::map<std::string, torch::Tensor>&) const override {}
    void restore(const std::map<std::string, torch::Tensor>&) override {}
    int steps() const { return static_cast<int>(m_network->weight.item<float>()); }

private:
    torch::nn::Linear m_network{torch::nn::LinearOptions(1, 1).bias(false)};
    bool m_keepsLast;
};

/// Trains with these scores, an epoch each; cancelled once after a step if asked for.
train::EpochLoopResult trained(Counter& learner, const train::EpochLoopOptions& options,
                               const std::vector<double>& scores, const QTemporaryDir& folder,
                               std::int64_t cancelAt = -1) {
    CancelToken cancel;
    train::EpochLoopHooks hooks;
    hooks.validate = [&](std::int64_t step) { return scores.at(static_cast<std::size_t>(step / 2 - 1)); };
    hooks.onLoss = [](const std::string&, std::int64_t, double) {};
    hooks.onProgress = [&](std::int64_t done, std::int64_t) {
        if (done == cancelAt) {
            cancel.cancel();
        }
    };
    return train::trainInEpochs(learner, options, hooks, folder.path().toStdString(), cancel);
}

} // namespace

class TestEpochLoop : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stopsAndKeeps_data() {
        QTest::addColumn<bool>("keepsLast");
        QTest::addColumn<int>("patience");
        QTest::addColumn<int>("unstopped");
        QTest::addColumn<QList<double>>("scores");
        QTest::addColumn<int>("trainedEpochs");
        QTest::addColumn<int>("keptEpoch");
        const QList<double> falling = {0.9, 0.1, 0.3, 0.2, 0.3, 0.2, 0.1, 0.1};
        QTest::newRow("the best is kept") << false << 2 << 0 << falling << 3 << 1;
        QTest::newRow("no stop in the first epochs") << false << 2 << 4 << falling << 6 << 1;
        // Against the second epoch the third is better; what came before is no measure.
        QTest::newRow("the last is kept") << true << 2 << 2 << falling << 5 << 5;
        QTest::newRow("of all epochs") << true << 1 << 8 << falling << 8 << 8;
    }
    void stopsAndKeeps() {
        QFETCH(bool, keepsLast);
        QFETCH(int, patience);
        QFETCH(int, unstopped);
        QFETCH(QList<double>, scores);
        QFETCH(int, trainedEpochs);
        QFETCH(int, keptEpoch);
        const train::EpochLoopOptions options{
            .epochs = 8, .patience = patience, .unstoppedEpochs = unstopped};
        const std::vector<double> list(scores.begin(), scores.end());
        for (const int cancelAt : {-1, 3, 5}) { // in one go, and resumed
            const QTemporaryDir folder;
            Counter learner(keepsLast);
            if (cancelAt > 0) {
                Counter cancelled(keepsLast);
                UP5_EXPECT_ERROR(trained(cancelled, options, list, folder, cancelAt), ErrorCode::Cancelled,
                                 "");
            }
            const train::EpochLoopResult result = trained(learner, options, list, folder);
            QCOMPARE(result.steps, 2 * trainedEpochs);
            QCOMPARE(result.keptStep, 2 * keptEpoch);
            QCOMPARE(result.keptScore, scores[keptEpoch - 1]);
            QCOMPARE(learner.steps(), 2 * keptEpoch);
        }
    }
};

QTEST_GUILESS_MAIN(TestEpochLoop)
#include "tst_epoch_loop.moc"
