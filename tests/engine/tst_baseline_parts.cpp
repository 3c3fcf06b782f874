// Parts of the matching baselines: losses against golden values, exact negative sampling, the networks, the
// filters.
#include <QtTest/QTest>

#include <cmath>
#include <set>

#include "base/error.h"
#include "nn/baselines/fairness_filters.h"
#include "nn/baselines/matrix_factorization.h"
#include "nn/baselines/simplex.h"
#include "support/expect_error.h"
#include "support/meta_device.h"
#include "support/tensor_checks.h"
#include "train/adam_w.h"
#include "train/baselines/filter_adversary.h"
#include "train/baselines/losses.h"
#include "train/baselines/negative_sampler.h"

using namespace up5;
using test::maxDifference;

namespace {

torch::Tensor ids(const std::vector<std::int64_t>& values) {
    return torch::tensor(values, torch::kInt64);
}

/// Three users, five items; the padding is 5.
nn::UserBatch someUsers() {
    return {ids({0, 1, 2}), ids({5, 0, 1, 5, 5, 3, 5, 5, 5}).view({3, 3})};
}

nn::Simplex simplex(const std::string& aggregator, double gamma = 0.5) {
    torch::manual_seed(5);
    nn::SimplexOptions options;
    options.users = 3;
    options.items = 5;
    options.dimensions = 4;
    options.aggregator = aggregator;
    options.gamma = gamma;
    nn::Simplex network(options);
    network->eval();
    return network;
}

} // namespace

class TestBaselineParts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Specification Z3.
    void lossesAgainstGoldenValues() {
        const torch::Tensor one = torch::tensor({0.8}), three = torch::tensor({{0.7, 0.2, 0.6}});
        const auto ccl = [&](const torch::Tensor& isNegative) {
            return train::cosineContrastiveLoss(one, three, isNegative, 0.5, 10).item<double>();
        };
        QVERIFY(std::abs(ccl({}) - 1.2) < 1e-6);
        QVERIFY(std::abs(ccl(torch::ones({1, 3}, torch::kBool)) - 1.2) < 1e-6);
        // Without the last: 0.2 + 10 · 0.2 / 2.
        QVERIFY(std::abs(ccl(torch::tensor({{true, true, false}})) - 1.2) < 1e-6);
        QVERIFY(std::abs(ccl(torch::tensor({{false, true, false}})) - 0.2) < 1e-6);
        QVERIFY(std::abs(ccl(torch::zeros({1, 3}, torch::kBool)) - 0.2) < 1e-6);
        const double bpr = train::bprLoss(torch::tensor({1.2}), torch::tensor({{0.4}})).item<double>();
        QVERIFY(std::abs(bpr - 0.3711006660) < 1e-6);
        const double squared =
            train::implicitSquaredLoss(torch::tensor({0.5}), torch::tensor({{0.5, 1.0}})).item<double>();
        QVERIFY(std::abs(squared - (0.25 + 0.625) / 2) < 1e-6);
    }

    void negativesAreWhatUsersHaveNot() {
        const std::vector<std::vector<std::int32_t>> items = {{3, 0, 3}, {}, {0, 1, 2, 3, 4}, {4, 2, 1}};
        const train::NegativeSampler sampler(items, 5, torch::kCPU);
        torch::manual_seed(3);
        const torch::Tensor drawn = sampler.draw(ids({0, 1, 3}), 3000);
        const std::vector<std::set<std::int64_t>> allowed = {{1, 2, 4}, {0, 1, 2, 3, 4}, {0, 3}};
        for (std::int64_t row = 0; row < 3; ++row) {
            const auto& open = allowed[static_cast<std::size_t>(row)];
            std::int64_t seen = 0;
            for (const std::int64_t item : open) {
                const auto count = drawn[row].eq(item).sum().item<std::int64_t>();
                seen += count;
                const double expected = 3000.0 / static_cast<double>(open.size());
                QVERIFY2(std::abs(static_cast<double>(count) - expected) < 5 * std::sqrt(expected),
                         "uniform");
            }
            QCOMPARE(seen, std::int64_t{3000});
        }
        const torch::Tensor full = sampler.draw(ids({2}), 100); // who has everything
        QVERIFY(full.ge(0).all().item<bool>() && full.lt(5).all().item<bool>());
        const torch::Tensor has = sampler.has(ids({0, 2}), ids({0, 1, 3, 0, 1, 4}).view({2, 3}));
        QVERIFY(has.equal(torch::tensor({{true, false, true}, {true, true, true}})));
    }

    void productsAgreeHoweverTheyAreMade() {
        torch::manual_seed(1);
        const torch::Tensor queries = torch::randn({4, 6}), table = torch::randn({500, 6});
        const torch::Tensor few = torch::randint(500, {4, 2}, torch::kInt64);   // collects rows
        const torch::Tensor many = torch::randint(500, {4, 20}, torch::kInt64); // multiplies with all
        for (const torch::Tensor& items : {few, many}) {
            const torch::Tensor expected = torch::einsum(
                "bd,bnd->bn",
                {queries, table.index_select(0, items.view({-1})).view({items.size(0), items.size(1), 6})});
            QVERIFY(maxDifference(nn::productsWith(queries, table, items), expected) < 1e-5);
        }
    }

    void usersNothingWasLearntAboutReadAsTheMean() {
        const torch::Tensor start = torch::tensor({{1.0, 0.0}, {3.0, 2.0}, {50.0, 50.0}});
        nn::UserTable table(start.clone());
        table->setLearnt(torch::tensor({true, true, false}));
        table->eval();
        const torch::Tensor mean = torch::tensor({{2.0, 1.0}});
        QVERIFY(table(ids({2, 0})).equal(torch::cat({mean, start.narrow(0, 0, 1)})));
        table->train(); // nobody learns about them
        QVERIFY(table(ids({2})).equal(start.narrow(0, 2, 1)));
    }

    void simplexMixesUserAndHistory() {
        nn::Simplex network = simplex("mean");
        const auto parameters = network->named_parameters();
        const torch::Tensor users = parameters["users.vectors"], items = parameters["items"];
        const torch::Tensor map = parameters["map.weight"];
        const torch::Tensor vectors = network->userVectors(someUsers());
        const torch::Tensor first = 0.5 * users[0] + 0.5 * map.matmul((items[0] + items[1]) / 2);
        QVERIFY(maxDifference(vectors[0], first) < 1e-6);
        QVERIFY(maxDifference(vectors[1], 0.5 * users[1] + 0.5 * map.matmul(items[3])) < 1e-6);
        QVERIFY(maxDifference(vectors[2], 0.5 * users[2]) < 1e-6); // no history
        const torch::Tensor scores = network->allScores(vectors);
        const torch::Tensor cosine = first.dot(items[4]) / (first.norm() * items[4].norm());
        QVERIFY(maxDifference(scores[0][4], cosine) < 1e-6);
        QVERIFY(maxDifference(network->scores(vectors, ids({4, 0, 2}).view({3, 1})).view({-1}),
                              torch::stack({scores[0][4], scores[1][0], scores[2][2]})) < 1e-6);
    }

    void attentionsWeighTheHistory() {
        for (const std::string aggregator : {"user_attention", "self_attention"}) {
            nn::Simplex network = simplex(aggregator, 0);
            const torch::Tensor vectors = network->userVectors(someUsers());
            // A single item has all the weight, none has none.
            const auto parameters = network->named_parameters();
            const torch::Tensor alone = parameters["map.weight"].matmul(parameters["items"][3]);
            QVERIFY(maxDifference(vectors[1], alone) < 1e-6);
            QVERIFY(vectors[2].abs().max().item<double>() == 0);
            // Padding in front changes nothing.
            nn::UserBatch longer = someUsers();
            longer.history = torch::cat({torch::full({3, 4}, 5, torch::kInt64), longer.history}, 1);
            QVERIFY(maxDifference(network->userVectors(longer), vectors) < 1e-6);
        }
        UP5_EXPECT_ERROR(simplex("median"), ErrorCode::InvalidInput, "median");
    }

    /// Specification I.11.
    void severalFiltersAreAveraged() {
        torch::manual_seed(2);
        using Mode = nn::FilteredModelImpl::Mode;
        const auto plain = std::make_shared<nn::MatrixFactorizationImpl>(3, 5, 4);
        nn::FilteredModelImpl combined(plain, 4, 3, Mode::Combine);
        combined.eval();
        const torch::Tensor vectors = torch::randn({6, 4});
        const auto under = [&](const std::vector<bool>& removed) {
            combined.select(removed);
            return combined.filtered(vectors);
        };
        QVERIFY(under({false, false, false}).equal(vectors)); // nothing removed: the plain model
        const torch::Tensor a = under({true, false, false}), b = under({false, true, false}),
                            c = under({false, false, true});
        QVERIFY(maxDifference(a, b) > 0.01);
        QVERIFY(maxDifference(under({true, false, true}), (a + c) / 2) < 1e-6);
        QVERIFY(maxDifference(under({true, true, true}), (a + b + c) / 3) < 1e-6);
        UP5_EXPECT_ERROR(combined.select({true}), ErrorCode::Internal, "each of them");

        nn::FilteredModelImpl separate(plain, 4, 2, Mode::Separate);
        separate.eval();
        std::vector<torch::Tensor> outputs = {vectors};
        for (const std::vector<bool>& removed :
             {std::vector<bool>{true, false}, {false, true}, {true, true}}) {
            separate.select(removed);
            outputs.push_back(separate.filtered(vectors));
        }
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                QVERIFY(maxDifference(outputs[i], outputs[j]) > 0.01);
            }
        }
    }

    void aStepMakesNoTensorOnTheCpu() {
        const auto meta = torch::TensorOptions().device(torch::kMeta), ids = meta.dtype(torch::kInt64);
        std::vector<std::shared_ptr<nn::VectorModel>> models = {
            std::make_shared<nn::MatrixFactorizationImpl>(7, 9, 4)};
        for (const char* aggregator : {"mean", "user_attention", "self_attention"}) {
            models.push_back(std::make_shared<nn::SimplexImpl>(
                nn::SimplexOptions{.users = 7, .items = 9, .dimensions = 4, .aggregator = aggregator}));
        }
        for (const std::shared_ptr<nn::VectorModel>& plain : models) {
            nn::FilteredModel model(plain, 4, 2, nn::FilteredModelImpl::Mode::Combine);
            model->select({true, true});
            test::moveToMeta(*model);
            train::AdamW optimiser(model->parameters(), {});
            for (const bool isTraining : {true, false}) {
                model->train(isTraining);
                const torch::Tensor users =
                    model->userVectors({torch::empty({3}, ids), torch::empty({3, 5}, ids)});
                const torch::Tensor scores = model->scores(users, torch::empty({3, 6}, ids));
                QVERIFY(scores.is_meta() && model->allScores(users).is_meta());
                const torch::Tensor own = scores.select(1, 0), others = scores.narrow(1, 1, 5);
                (train::implicitSquaredLoss(own, others) +
                 train::cosineContrastiveLoss(own, others, torch::empty({3, 5}, meta.dtype(torch::kBool)),
                                              0.5, 10))
                    .backward();
                optimiser.step();
            }
        }
    }

    void negativesAreDrawnOnTheDevice() {
        const train::NegativeSampler sampler({{3, 0}, {}, {4}}, 5, torch::kMeta);
        const auto ids = torch::TensorOptions().device(torch::kMeta).dtype(torch::kInt64);
        const torch::Tensor users = torch::empty({7}, ids);
        QVERIFY(sampler.draw(users, 4).is_meta());
        QCOMPARE(sampler.has(users, torch::empty({7, 2}, ids)).sizes(), (at::IntArrayRef{7, 2}));
    }

    void adversarySeesOnlyItsUsers() {
        torch::manual_seed(4);
        const torch::Tensor first = ids({0, -100, 1, -100}), second = ids({-100, -100, 2, 1});
        train::FilterAdversaryOptions options;
        options.users = 64;
        options.steps = 30;
        train::FilterAdversary adversary({{first, 2}, {second, 3}}, 4, options, torch::kCPU);
        const torch::Tensor users = adversary.drawUsers();
        QCOMPARE(users.size(0), std::int64_t{64});
        QVERIFY(users.ne(1).all().item<bool>());
        const torch::Tensor vectors = torch::eye(4).index_select(0, users);
        QCOMPARE(adversary.loss(vectors, users, {false, false}).item<double>(), 0.0);
        const double before = adversary.loss(vectors, users, {true, true}).item<double>();
        adversary.learn(vectors, users, {true, true});
        QVERIFY(adversary.loss(vectors, users, {true, true}).item<double>() < before);
        // Nobody's class known: no loss instead of no number.
        QCOMPARE(adversary.loss(torch::randn({2, 4}), ids({1, 1}), {true, true}).item<double>(), 0.0);
        std::set<std::vector<bool>> drawn;
        for (int step = 0; step < 50; ++step) {
            drawn.insert(adversary.removedIn(step));
        }
        QCOMPARE(drawn.size(), std::size_t{4}); // the empty set among them
    }
};

QTEST_GUILESS_MAIN(TestBaselineParts)
#include "tst_baseline_parts.moc"
