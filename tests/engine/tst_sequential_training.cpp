// Windows of the sequential recommenders' training; what SASRec and BERT4Rec learn, and that a resumed
// training equals an uninterrupted one.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <numeric>

#include "support/expect_error.h"
#include "support/sequence_population.h"
#include "train/baselines/bert4rec_learner.h"
#include "train/baselines/item_sequences.h"
#include "train/baselines/sasrec_learner.h"

using namespace up5;
using train::SequenceWindows;

namespace {

torch::Tensor ids(std::vector<std::int64_t> values) {
    return torch::tensor(values, torch::kInt64);
}

constexpr std::int64_t kItems = test::SequencePopulation::kItems;
const nn::SequenceEncoderOptions kSmall{.numItems = kItems, .dModel = 16, .maxLength = 8, .dropout = 0.1};

/// A population and what training on it needs.
struct Setting {
    explicit Setting(int users) : population(users) {}
    test::SequencePopulation population;
    std::shared_ptr<train::ItemSequences> sequences =
        std::make_shared<train::ItemSequences>(population.known(), torch::kCPU);
    train::NegativeSampler negatives{population.known(), kItems, torch::kCPU};

    std::unique_ptr<train::EpochLearner> sasrec(train::SequentialLoss loss) const {
        torch::manual_seed(4);
        train::WindowTrainingOptions options;
        options.batch = 64;
        options.optimiser.learningRate = 5e-3;
        return std::make_unique<train::SasrecLearner>(nn::Sasrec(kSmall), sequences, negatives, loss,
                                                      options);
    }
    std::unique_ptr<train::EpochLearner> bert4rec() const {
        torch::manual_seed(4);
        train::WindowTrainingOptions options;
        options.batch = 64;
        options.optimiser = {.learningRate = 1e-2, .weightDecay = 0.01, .clipNorm = 5};
        options.decay = true;
        options.warmup = 0.1;
        return std::make_unique<train::Bert4RecLearner>(nn::Bert4Rec(kSmall), sequences,
                                                        train::MaskingOptions{.share = 0.3}, options);
    }
    /// Share of users whose held-out item is among the three best.
    double hitAt3(torch::nn::Module& network) const {
        const torch::NoGradGuard noGradients;
        auto& model = dynamic_cast<nn::SequenceEncoder&>(network);
        std::vector<std::int64_t> users, targets;
        for (const auto& walk : population.items) {
            users.push_back(static_cast<std::int64_t>(users.size()));
            targets.push_back(walk.back());
        }
        const SequenceWindows last = sequences->lastWindows(1);
        const torch::Tensor vectors =
            model.userVectors({last.users, sequences->items(last, kSmall.maxLength, model.paddingId())});
        const torch::Tensor best = std::get<1>(model.allScores(vectors).topk(3, 1));
        return best.eq(ids(targets).unsqueeze(1)).any(1).to(torch::kFloat64).mean().item<double>();
    }
};

/// Trains for so many epochs; cancelled once at a step if asked for, and resumed.
void trainIn(const QTemporaryDir& folder, train::EpochLearner& learner, int epochs,
             std::int64_t cancelAt = -1) {
    CancelToken cancel;
    train::EpochLoopHooks hooks;
    hooks.validate = [](std::int64_t step) { return static_cast<double>(step); };
    hooks.onLoss = [](const std::string&, std::int64_t, double) {};
    hooks.onProgress = [&](std::int64_t done, std::int64_t) {
        if (done == cancelAt) {
            cancel.cancel();
        }
    };
    train::trainInEpochs(learner, {epochs, 0, epochs, 7}, hooks, folder.path().toStdString(), cancel);
}

/// The same weights after a training in one go and in two.
template <class Make> void compareResumed(Make make) {
    QTemporaryDir one, two;
    const auto straight = make();
    trainIn(one, *straight, 3);
    UP5_EXPECT_ERROR(trainIn(two, *make(), 3, 4), ErrorCode::Cancelled, "cancelled");
    const auto resumed = make();
    trainIn(two, *resumed, 3);
    const auto expected = straight->network().parameters(), actual = resumed->network().parameters();
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QVERIFY(torch::equal(actual[i], expected[i]));
    }
}

} // namespace

class TestSequentialTraining : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void windowsEndWhereTheySay() {
        const train::ItemSequences sequences({{4, 2, 7, 1, 3}, {}, {6}}, torch::kCPU);
        QVERIFY(torch::equal(sequences.counts(), ids({5, 0, 1})));
        const torch::Tensor items = sequences.items({ids({0, 0, 2, 1}), ids({5, 2, 1, 0})}, 3, 9);
        QVERIFY(
            torch::equal(items, torch::tensor({{7, 1, 3}, {9, 4, 2}, {9, 9, 6}, {9, 9, 9}}, torch::kInt64)));
    }

    void windowsCoverAllItemsOnce() {
        const train::ItemSequences sequences({{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {0, 1, 2}, {5}}, torch::kCPU);
        // Of four items each, ending three apart: the first of one is the last target of the one before.
        const SequenceWindows windows = sequences.coveringWindows(4, 3, 2);
        QVERIFY(torch::equal(windows.users, ids({0, 0, 0, 1})));
        QVERIFY(torch::equal(windows.ends, ids({10, 7, 4, 3})));
        // A short rest has a window of its own, with at least two items.
        const train::ItemSequences rest({{0, 1, 2, 3, 4, 5, 6}}, torch::kCPU);
        QVERIFY(torch::equal(rest.coveringWindows(4, 3, 2).ends, ids({7, 4})));
        QVERIFY(torch::equal(rest.coveringWindows(3, 2, 2).ends, ids({7, 5, 3})));
        QVERIFY(torch::equal(rest.coveringWindows(6, 6, 2).ends, ids({7, 2})));
        const SequenceWindows last = sequences.lastWindows(1);
        QVERIFY(torch::equal(last.users, ids({0, 1, 2})));
        QVERIFY(torch::equal(last.ends, ids({10, 3, 1})));
    }

    void windowsOfBert4RecOverlapByHalf() {
        std::vector<std::int32_t> walk(20);
        std::iota(walk.begin(), walk.end(), 0);
        const auto sequences = std::make_shared<train::ItemSequences>(
            std::vector<std::vector<std::int32_t>>{walk, {3, 4, 5}}, torch::kCPU);
        const auto windows = [&](bool coverHistory) {
            train::WindowTrainingOptions options;
            options.coverHistory = coverHistory;
            return train::Bert4RecLearner(nn::Bert4Rec(kSmall), sequences, {.copies = 3}, options)
                .windowsPerEpoch();
        };
        // Of 8 items each, ending at 20, 16, 12 and 8; one of the short history; three maskings of each.
        QCOMPARE(windows(true), 3 * (4 + 1));
        QCOMPARE(windows(false), 3 * (1 + 1));
    }

    void shufflingKeepsEveryUsersItems() {
        const train::ItemSequences sequences({{0, 1, 2, 3, 4, 5, 6, 7}, {}, {8, 9}}, torch::kCPU);
        const auto inOrder = [](const train::ItemSequences& of) {
            return of.items({ids({0, 2}), ids({8, 2})}, 8, 99);
        };
        const torch::Tensor before = inOrder(sequences), after = inOrder(sequences.shuffled(1, "a"));
        QVERIFY(torch::equal(std::get<0>(after.sort(1)), std::get<0>(before.sort(1))));
        QVERIFY(!torch::equal(after[0], before[0]));
        QVERIFY(torch::equal(after, inOrder(sequences.shuffled(1, "a"))));
        QVERIFY(!torch::equal(after, inOrder(sequences.shuffled(1, "b"))));
    }

    void partsOfAnEpochAreEven() {
        const torch::Tensor order = train::seededOrder(10, 1, "a", torch::kCPU);
        QVERIFY(torch::equal(std::get<0>(order.sort()), torch::arange(10)));
        QVERIFY(torch::equal(order, train::seededOrder(10, 1, "a", torch::kCPU)));
        QVERIFY(!torch::equal(order, train::seededOrder(10, 1, "b", torch::kCPU)));
        std::vector<torch::Tensor> parts;
        for (int i = 0; i < 3; ++i) {
            parts.push_back(train::evenPart(order, i, 3));
            QVERIFY(parts.back().size(0) >= 3);
        }
        QVERIFY(torch::equal(torch::cat(parts), order));
        QCOMPARE(train::evenPart(order.narrow(0, 0, 1), 0, 3).size(0), 0);
    }

    void sasrecLearnsWhatFollowsWhat() {
        const Setting setting(400);
        for (const auto loss : {train::SequentialLoss::Sampled, train::SequentialLoss::Full}) {
            const auto learner = setting.sasrec(loss);
            QTemporaryDir folder;
            trainIn(folder, *learner, 25);
            const double hit = setting.hitAt3(learner->network());
            // Three of the 24 items, all about as popular, are a hit at 0.13.
            QVERIFY2(hit > 0.5, qPrintable(QString::number(hit)));
        }
    }

    void bert4recLearnsWhatFollowsWhat() {
        const Setting setting(400);
        const auto learner = setting.bert4rec();
        QTemporaryDir folder;
        trainIn(folder, *learner, 40);
        const double hit = setting.hitAt3(learner->network());
        QVERIFY2(hit > 0.5, qPrintable(QString::number(hit)));
    }

    void aResumedTrainingEqualsAnUninterruptedOne() {
        const Setting setting(100);
        compareResumed([&] { return setting.sasrec(train::SequentialLoss::Sampled); });
        compareResumed([&] { return setting.bert4rec(); });
    }

    void shortHistoriesTrainAndRareItemsRank() {
        // Users with one item and with none beside those with two; item 5 is nobody's.
        const std::vector<std::vector<std::int32_t>> items = {{0, 1}, {2}, {}, {1, 0}, {3, 4}, {4, 3}};
        const auto sequences = std::make_shared<train::ItemSequences>(items, torch::kCPU);
        const nn::SequenceEncoderOptions options{.numItems = 6, .dModel = 16, .maxLength = 4, .dropout = 0};
        torch::manual_seed(2);
        train::WindowTrainingOptions training;
        training.optimiser.learningRate = 1e-2;
        train::SasrecLearner sasrec(nn::Sasrec(options), sequences, {items, 6, torch::kCPU},
                                    train::SequentialLoss::Sampled, training);
        train::Bert4RecLearner bert4rec(nn::Bert4Rec(options), sequences, {}, training);
        for (train::EpochLearner* learner :
             {static_cast<train::EpochLearner*>(&sasrec), static_cast<train::EpochLearner*>(&bert4rec)}) {
            QTemporaryDir folder;
            trainIn(folder, *learner, 200);
            const torch::NoGradGuard noGradients;
            auto& model = dynamic_cast<nn::SequenceEncoder&>(learner->network());
            model.eval();
            const torch::Tensor histories = torch::tensor({{6, 6}, {6, 5}, {6, 0}}, torch::kInt64);
            const torch::Tensor scores = model.allScores(model.userVectors({{}, histories}));
            QVERIFY(torch::isfinite(scores).all().item<bool>());
            // After item 0, item 1 (learnt from two users) comes before what belongs to others or nobody.
            for (const std::int64_t other : {3, 4, 5}) {
                QVERIFY((scores[2][1] > scores[2][other]).item<bool>());
            }
        }
    }

    void refusesWhatCannotBeLearntFrom() {
        UP5_EXPECT_ERROR(train::ItemSequences({{}, {}}, torch::kCPU), ErrorCode::InvalidInput,
                         "No user has an item");
        const std::vector<std::vector<std::int32_t>> single = {{1}, {2}};
        const auto sequences = std::make_shared<train::ItemSequences>(single, torch::kCPU);
        UP5_EXPECT_ERROR(train::SasrecLearner(nn::Sasrec(kSmall), sequences, {single, kItems, torch::kCPU},
                                              train::SequentialLoss::Full, {}),
                         ErrorCode::InvalidInput, "two items");
    }
};

QTEST_GUILESS_MAIN(TestSequentialTraining)
#include "tst_sequential_training.moc"
