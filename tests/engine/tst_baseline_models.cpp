// Counting models by hand, and the trained matching models against popularity on a generated population.
#include <cmath>
#include <limits>
#include <set>
#include <span>

#include <QtTest/QTest>

#include "jobs/baseline_models.h"
#include "support/baseline_table.h"
#include "support/tensor_checks.h"

using namespace up5;
using namespace up5::pipeline;
using test::BaselineTable;

namespace {

/// The last two items of each history are held out, so these train: {0,1,2}, {0,1}, {1,0}, {3}, {}.
data::DatasetContent fewUsers() {
    return test::contentOf({{0, 1, 2, 4, 5}, {0, 1, 4, 5}, {1, 0, 5, 2}, {3, 4, 5}, {4, 5}}, 6);
}

} // namespace

class TestBaselineModels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyModelOfTheTableHasABuilderThisWorkerKnows() {
        std::set<std::string> built, named;
        for (const BaselineBuilder& builder : baselineBuilders()) {
            QVERIFY2(built.insert(builder.model).second, builder.model.c_str());
        }
        for (const jobs::BaselineModelInfo& model : jobs::baselineModels()) {
            named.insert(model.id);
        }
        QCOMPARE(built, named);
    }

    void popularityCountsUsers() {
        const BaselineTable table(fewUsers());
        const auto model = table.make("popularity");
        const torch::Tensor scores = table.scoresOf(*model, {0, 4});
        const torch::Tensor users = torch::tensor({3.0, 3.0, 1.0, 1.0, 1.0, 1.0}) / 5;
        QVERIFY(test::maxDifference(scores[0].narrow(0, 0, 4), users.narrow(0, 0, 4)) < 1e-6);
        QVERIFY(scores[0].equal(scores[1]));
        QVERIFY(!model->userVectors({}).defined());
    }

    void cooccurrenceCountsPairs() {
        const BaselineTable table(fewUsers());
        const auto model = table.make("cooccurrence");
        const torch::Tensor scores = table.scoresOf(*model, {0, 3});
        // History {0, 1, 2}: item 2 with 0: 1/3, with 1: 1/3, with itself: 1.
        QVERIFY(std::abs(scores[0][2].item<double>() - (1.0 / 3 + 1.0 / 3 + 1) / 3) < 1e-3);
        QVERIFY(std::abs(scores[0][0].item<double>() - 1) < 1e-3); // everybody with 1 or 2 has 0
        QVERIFY(scores[0][3].item<double>() < 1e-3);
        QVERIFY(std::abs(scores[1][3].item<double>() - 1) < 1e-3);
    }

    void exactBasketLooksUpHistories() {
        const BaselineTable table(fewUsers());
        const auto model = table.make("exact_basket");
        const torch::Tensor scores = table.scoresOf(*model, {1, 2, 3});
        // {0, 1}: one training user has it and item 2 besides. The order does not matter.
        QVERIFY(scores[0][2].item<double>() > 1 && scores[0][3].item<double>() < 1);
        QVERIFY(scores[0].equal(scores[1]));
        // {3}: nobody has it with something else; popularity decides.
        QVERIFY(scores[2].lt(1).all().item<bool>());
        QVERIFY(scores[2][0].item<double>() > scores[2][2].item<double>());
        // Only the latest item counts: of {0, 1} only 1, which no basket of one item goes with.
        const auto shorter = table.make("exact_basket", {{"history", 1}});
        QVERIFY(table.scoresOf(*shorter, {1})[0].lt(1).all().item<bool>());
    }

    void historiesEndAtTheRight() {
        const torch::Tensor table = paddedHistories({{1, 2, 3}, {}, {4}}, 2, 9);
        QVERIFY(table.equal(torch::tensor({{2, 3}, {9, 9}, {9, 4}}, torch::kInt64)));
    }

    /// Where the direct task cuts pairs, a probe still sees of every user what it sees of them in P5.
    void probesSeeTheHistoriesThatP5IsProbedOn() {
        const BaselineTable table(test::variedContent(150, 6, 25, false));
        const Protocol& protocol = table.protocol();
        QVERIFY(protocol.split(Task::Direct).hash() != protocol.split().hash());
        std::vector<std::vector<std::int32_t>> known;
        for (int user = 0; user < protocol.dataset().numUsers(); ++user) {
            known.push_back(protocol.knownHistory(user));
        }
        const torch::Tensor expected = paddedHistories(known, 6, protocol.dataset().numItems());
        for (const Task task : {Task::Direct, Task::Sequential}) {
            UserHistories histories(protocol, task, 6, torch::kCPU);
            QVERIFY(histories.table(UserHistories::At::Probe).equal(expected));
        }
        UserHistories direct(protocol, Task::Direct, 6, torch::kCPU);
        QVERIFY(!direct.table(UserHistories::At::Test).equal(expected)); // so that a mistake would show
    }

    /// Baskets without order: the direct task has a split of its own, and of some users nothing is learnt.
    void basketsAreRankedForEverybody() {
        const BaselineTable table(test::variedContent(150, 6, 25, false));
        const Protocol& protocol = table.protocol();
        QVERIFY(protocol.split(Task::Direct).hash() != protocol.split().hash());
        std::vector<std::int32_t> unknown;
        for (int user = 0; user < protocol.dataset().numUsers(); ++user) {
            if (protocol.trainItems(Task::Direct, user).empty()) {
                unknown.push_back(user);
            }
        }
        QVERIFY(unknown.size() > 3);
        for (const char* id : {"popularity", "cooccurrence", "exact_basket", "pmf", "simplex"}) {
            const auto model = table.make(id, {{"dim", 8}, {"batch_size", 64}, {"lr", 0.01}});
            if (model->learner()) {
                table.train(*model, 2);
            }
            const torch::Tensor scores = table.scoresOf(*model, unknown);
            QVERIFY2(scores.isfinite().all().item<bool>(), id);
            QVERIFY(table.ndcg(*model) > 0);
            if (std::string(id) == "pmf") { // who reads no history: all alike
                QVERIFY(test::maxDifference(scores[0], scores[1]) < 1e-6);
                QVERIFY(scores[0].std().item<double>() > 0);
            }
        }
    }

    /// Ranks by tensor comparisons are those of the one definition, ties, NaN and padding included.
    void placesAreThoseOfTheRankFunction() {
        torch::manual_seed(2);
        torch::Tensor scores = torch::randint(4, {200, 7}).to(torch::kFloat32); // many ties
        scores.masked_fill_(torch::rand({200, 7}).lt(0.1), std::nan(""));
        scores.masked_fill_(torch::rand({200, 7}).lt(0.05), -std::numeric_limits<float>::infinity());
        const torch::Tensor counts = torch::randint(1, 8, {200}, torch::kInt64);
        const torch::Tensor targets =
            (torch::rand({200}) * counts).floor().to(torch::kInt64).minimum(counts - 1);
        const torch::Tensor places = targetPlaces(scores, counts, targets);
        for (std::int64_t row = 0; row < 200; ++row) {
            const auto count = static_cast<std::size_t>(counts[row].item<std::int64_t>());
            const auto target = static_cast<std::size_t>(targets[row].item<std::int64_t>());
            const std::span<const float> own(scores[row].data_ptr<float>(), count);
            const metrics::TargetPlace expected = metrics::placeOfTarget(own, target);
            QCOMPARE(places[row][0].item<std::int64_t>(), expected.better);
            QCOMPARE(places[row][1].item<std::int64_t>(), expected.equal);
        }
    }

    void trainedModelsBeatPopularity_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("epochs");
        QTest::newRow("PMF") << QStringLiteral("pmf") << 12;
        QTest::newRow("SimpleX") << QStringLiteral("simplex") << 8;
    }
    void trainedModelsBeatPopularity() {
        QFETCH(QString, model);
        QFETCH(int, epochs);
        data::SyntheticOptions options;
        options.users = 300;
        options.items = 120;
        options.genres = 6;
        options.tasteConcentration = 1;
        const BaselineTable table(options);
        const auto popularity = table.make("popularity");
        const auto trained = table.make(
            model.toStdString(),
            {{"dim", 16}, {"lr", 0.02}, {"batch_size", 256}, {"train_negatives", model == u"pmf" ? 1 : 20}});
        table.train(*trained, epochs);
        const double better = table.ndcg(*trained), floor = table.ndcg(*popularity);
        QVERIFY2(better > floor + 0.05, qPrintable(QStringLiteral("%1 against %2").arg(better).arg(floor)));
    }
};

QTEST_GUILESS_MAIN(TestBaselineModels)
#include "tst_baseline_models.moc"
