// The training of the matching models: what it reads, what it is scored by, and that filters take out an
// attribute that the plain model gives away.
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "base/random_stream.h"
#include "nn/baselines/fairness_filters.h"
#include "nn/baselines/matrix_factorization.h"
#include "nn/baselines/simplex.h"
#include "support/tensor_checks.h"
#include "train/baselines/matching_learner.h"
#include "train/probes/probe_methods.h"

using namespace up5;

namespace {

constexpr std::int64_t kItems = 40, kDimensions = 16;
constexpr int kHistory = 12;

/// Users who mostly take items of their class's half of the catalogue: a taste that gives the class away.
struct Population {
    explicit Population(int users) {
        RandomStream random(3, "users with tastes of their class");
        for (int user = 0; user < users; ++user) {
            classes.push_back(static_cast<std::int64_t>(random.below(2)));
            std::vector<std::int32_t>& own = items.emplace_back();
            while (own.size() < static_cast<std::size_t>(kHistory)) {
                const auto half = random.bernoulli(0.75) ? classes.back() : 1 - classes.back();
                const auto item = static_cast<std::int32_t>(half * kItems / 2) +
                                  static_cast<std::int32_t>(random.below(20));
                if (std::count(own.begin(), own.end(), item) == 0) {
                    own.push_back(item);
                }
            }
        }
    }
    std::vector<std::vector<std::int32_t>> items;
    std::vector<std::int64_t> classes;

    std::int64_t users() const { return static_cast<std::int64_t>(items.size()); }
    torch::Tensor histories() const {
        std::vector<std::int64_t> flat;
        for (const auto& own : items) {
            flat.insert(flat.end(), own.begin(), own.end());
        }
        return torch::tensor(flat, torch::kInt64).view({users(), kHistory});
    }
    train::MatchingData data() const {
        return {torch::arange(users()).repeat_interleave(kHistory), histories().flatten(), histories(),
                train::NegativeSampler(items, kItems, torch::kCPU), kItems};
    }
    /// Every other user is the adversary's.
    train::AdversaryLabels labels() const {
        torch::Tensor known = torch::tensor(classes, torch::kInt64);
        known.slice(0, 1, c10::nullopt, 2).fill_(-100);
        return {known, 2};
    }
};

std::shared_ptr<nn::VectorModel> plainModel(bool isSimplex, std::int64_t users, double dropout = 0) {
    torch::manual_seed(5);
    if (!isSimplex) {
        return std::make_shared<nn::MatrixFactorizationImpl>(users, kItems, kDimensions);
    }
    nn::SimplexOptions shape;
    shape.users = users;
    shape.items = kItems;
    shape.dimensions = kDimensions;
    shape.dropout = dropout;
    return std::make_shared<nn::SimplexImpl>(shape);
}

/// Behind as many filters as there are labels.
std::unique_ptr<train::MatchingLearner> fairLearner(const Population& population, bool isSimplex,
                                                    const std::vector<train::AdversaryLabels>& labels,
                                                    const train::FilterAdversaryOptions& options) {
    const auto network =
        std::make_shared<nn::FilteredModelImpl>(plainModel(isSimplex, population.users()), kDimensions,
                                                labels.size(), nn::FilteredModelImpl::Mode::Combine);
    train::MatchingTraining training;
    training.loss = isSimplex ? train::MatchingLoss::CosineContrastive : train::MatchingLoss::Bpr;
    training.negatives = isSimplex ? 10 : 1;
    training.batchSize = 512;
    training.learningRate = 5e-3;
    return std::make_unique<train::MatchingLearner>(
        network, population.data(), training,
        std::make_unique<train::FilterAdversary>(labels, kDimensions, options, torch::kCPU));
}

void takeEpochs(train::MatchingLearner& learner, int epochs) {
    learner.network().train();
    std::int64_t step = 0;
    for (int epoch = 0; epoch < epochs; ++epoch) {
        const int steps = learner.beginEpoch(epoch);
        for (int i = 0; i < steps; ++i, ++step) {
            learner.takeStep({.index = i, .step = step, .total = epochs * steps});
        }
    }
}

std::map<std::string, torch::Tensor> copyOf(const std::map<std::string, torch::Tensor>& tensors) {
    std::map<std::string, torch::Tensor> copy;
    for (const auto& [name, tensor] : tensors) {
        copy[name] = tensor.detach().clone();
    }
    return copy;
}

/// Weights and buffers of the network, and what the learner stores.
std::map<std::string, torch::Tensor> everythingOf(train::MatchingLearner& learner) {
    std::map<std::string, torch::Tensor> tensors;
    learner.save(tensors);
    for (const auto& parameter : learner.network().named_parameters()) {
        tensors[parameter.key()] = parameter.value();
    }
    for (const auto& buffer : learner.network().named_buffers()) {
        tensors[buffer.key()] = buffer.value();
    }
    return copyOf(tensors);
}

/// AUC, on the last quarter, of a logistic regression on a quarter of the users that the adversary never
/// sees.
double leakOf(train::MatchingLearner& learner, const Population& population) {
    const torch::NoGradGuard noGradients;
    auto& model = dynamic_cast<nn::VectorModel&>(learner.network());
    model.eval();
    model.select({true});
    const torch::Tensor vectors =
        model.userVectors({torch::arange(population.users()), population.histories()});
    const auto quarter = [&](std::int64_t first) {
        train::ProbeSet set{vectors.slice(0, first, c10::nullopt, 4), {}, {}};
        for (auto user = static_cast<std::size_t>(first); user < population.classes.size(); user += 4) {
            set.labels.push_back(static_cast<int>(population.classes[user]));
        }
        return set;
    };
    const auto probe = train::fitProbe("logistic", quarter(1), quarter(1), 2, {}, {});
    return train::probeAucOn(*probe, quarter(3));
}

/// A model that keeps what it was last asked about.
struct SeenModel : nn::VectorModel {
    SeenModel() : table(register_parameter("table", torch::randn({kItems, 4}))) {}
    torch::Tensor userVectors(const nn::UserBatch& batch) override {
        seen = batch;
        return table.index_select(0, batch.users);
    }
    torch::Tensor itemVectors() override { return table; }
    torch::Tensor table;
    nn::UserBatch seen;
};

} // namespace

class TestMatchingLearner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void filtersTakeOutAnAttribute_data() {
        QTest::addColumn<bool>("isSimplex");
        QTest::newRow("C-PMF") << false;
        QTest::newRow("C-SX") << true;
    }
    void filtersTakeOutAnAttribute() {
        QFETCH(bool, isSimplex);
        const Population population(600);
        const auto leak = [&](double lambda) {
            const auto learner =
                fairLearner(population, isSimplex, {population.labels()},
                            {.lambda = lambda, .steps = 10, .users = 128, .learningRate = 3e-3});
            takeEpochs(*learner, 15);
            return leakOf(*learner, population);
        };
        const double untreated = leak(0), treated = leak(10);
        const QString both = QString::number(untreated) + QLatin1String(" → ") + QString::number(treated);
        QVERIFY2(untreated > 0.8, qPrintable(both));
        QVERIFY2(treated < untreated - 0.1, qPrintable(both));
    }

    void whatAStepDoesNotRemoveStaysAsItIs() {
        const Population population(60);
        const train::FilterAdversaryOptions options{.steps = 2, .users = 32};
        const auto learner =
            fairLearner(population, false, {population.labels(), population.labels()}, options);
        const train::FilterAdversary drawn({population.labels(), population.labels()}, kDimensions, options,
                                           torch::kCPU);
        learner->network().train();
        const int steps = learner->beginEpoch(0);
        bool hasMoved = false; // once both were trained there is momentum that could move them
        int compared = 0;
        for (std::int64_t step = 0; step < 60; ++step) {
            const std::vector<bool> removed = drawn.removedIn(step);
            const auto before = everythingOf(*learner);
            learner->takeStep({.index = static_cast<int>(step % steps), .step = step, .total = 60});
            if (hasMoved) {
                const auto after = everythingOf(*learner);
                for (std::size_t i = 0; i < removed.size(); ++i) {
                    const std::string number = std::to_string(i);
                    bool isSame = true;
                    for (const auto& [name, tensor] : before) {
                        if (name.starts_with("filter" + number + ".") ||
                            name.starts_with("discriminators." + number + ".") ||
                            name.starts_with("discriminator_optimiser." + number + ".")) {
                            isSame = isSame && torch::equal(tensor, after.at(name));
                        }
                    }
                    QCOMPARE(isSame, !removed[i]);
                    ++compared;
                }
            }
            hasMoved = hasMoved || (removed[0] && removed[1]);
        }
        QVERIFY(compared > 60);
    }

    void theItemLearntFromIsLeftOutOfTheHistory() {
        const Population population(20);
        const auto model = std::make_shared<SeenModel>();
        train::MatchingTraining training;
        training.batchSize = 1000; // all pairs
        train::MatchingLearner learner(model, population.data(), training);
        learner.beginEpoch(0);
        learner.takeStep({.index = 0, .step = 0, .total = 1});
        const torch::Tensor full = population.histories().index_select(0, model->seen.users);
        const torch::Tensor isGone = model->seen.history.eq(kItems);
        QVERIFY(isGone.sum(1).eq(1).all().item<bool>()); // one item, and only that
        QVERIFY(torch::equal(model->seen.history.masked_select(isGone.logical_not()),
                             full.masked_select(isGone.logical_not())));
        // Every item of a user is learnt from once.
        const torch::Tensor items = full.masked_select(isGone);
        QCOMPARE(items.size(0), population.users() * kHistory);
        const torch::Tensor pairs = std::get<0>(torch::_unique(model->seen.users * kItems + items));
        QCOMPARE(pairs.size(0), population.users() * kHistory);
    }

    /// By hand: mean of 1 − c⁺ and w times the mean of max(0, c⁻ − m) over all items that the user has not.
    void allItemsAreNegatives() {
        const Population population(20);
        const auto model = plainModel(true, population.users());
        train::MatchingTraining training;
        training.loss = train::MatchingLoss::CosineContrastive;
        training.negatives = 0;
        training.margin = 0.1;
        training.negativeWeight = 3;
        training.batchSize = 1000;
        double expected = 0;
        {
            const torch::NoGradGuard noGradients;
            const torch::Tensor histories = population.histories();
            for (std::int64_t user = 0; user < population.users(); ++user) {
                const auto& own = population.items[static_cast<std::size_t>(user)];
                for (const std::int32_t item : own) {
                    const torch::Tensor row = histories.narrow(0, user, 1);
                    const torch::Tensor scores = model->allScores(model->userVectors(
                        {torch::tensor({user}), row.masked_fill(row.eq(item), kItems)}))[0];
                    double sum = 0;
                    for (std::int32_t other = 0; other < kItems; ++other) {
                        if (std::count(own.begin(), own.end(), other) == 0) {
                            sum += std::max(0.0, scores[other].item<double>() - training.margin);
                        }
                    }
                    expected += 1 - scores[item].item<double>() +
                                training.negativeWeight * sum / static_cast<double>(kItems - kHistory);
                }
            }
            expected /= static_cast<double>(population.users() * kHistory);
        }
        train::MatchingLearner learner(model, population.data(), training);
        learner.beginEpoch(0);
        const double loss = learner.takeStep({.index = 0, .step = 0, .total = 1}).at("loss").item<double>();
        QVERIFY2(std::abs(loss - expected) < 1e-5,
                 qPrintable(QString::number(loss) + QLatin1Char(' ') + QString::number(expected)));
    }
};

QTEST_GUILESS_MAIN(TestMatchingLearner)
#include "tst_matching_learner.moc"
