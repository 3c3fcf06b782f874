// Several attributes, targets and architectures at once: who is asked, who learns, and what the prompt gains.
#include <QtTest/QTest>

#include <cmath>

#include "base/error.h"
#include "nn/attribute_classifier.h"
#include "train/adversaries/adversary_ensemble.h"

using namespace up5;
using train::kUnknownLabel;

namespace {

constexpr std::int64_t kWidth = 4;

train::AttackedUsers users(const torch::Tensor& labels) {
    return {{{"user_span", torch::randn({labels.size(0), kWidth})},
             {"all_tokens", torch::randn({labels.size(0), kWidth})}},
            {},
            labels};
}

std::vector<torch::Tensor> weightsOf(train::AdversaryEnsemble& ensemble, std::size_t attribute) {
    std::vector<torch::Tensor> weights;
    for (const torch::nn::Module* network : ensemble.networks(attribute)) {
        for (const torch::Tensor& parameter : network->parameters()) {
            weights.push_back(parameter.detach().clone());
        }
    }
    return weights;
}

bool equalAll(const std::vector<torch::Tensor>& a, const std::vector<torch::Tensor>& b) {
    return std::ranges::equal(a, b, [](const auto& x, const auto& y) { return torch::equal(x, y); });
}

} // namespace

class TestAdversaries : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { torch::manual_seed(4); }

    void crossEntropyIsTorchsOverTheKnown() {
        const torch::Tensor said = torch::randn({5, 3}).log_softmax(1);
        const torch::Tensor labels =
            torch::tensor(std::vector<std::int64_t>{2, 0, kUnknownLabel, 1, 1}, torch::kInt64);
        const torch::Tensor weights = torch::tensor({1.0, 0.5, 3.0}, torch::kFloat32);
        const torch::Tensor rows = torch::tensor({0, 1, 3, 4}, torch::kInt64);
        namespace F = torch::nn::functional;
        QVERIFY(torch::allclose(train::knownCrossEntropy(said, labels, {}),
                                F::nll_loss(said.index_select(0, rows), labels.index_select(0, rows))));
        QVERIFY(torch::allclose(train::knownCrossEntropy(said, labels, weights),
                                F::nll_loss(said.index_select(0, rows), labels.index_select(0, rows),
                                            F::NLLLossFuncOptions().weight(weights))));
        QCOMPARE(
            train::knownCrossEntropy(said, torch::full({5}, kUnknownLabel, torch::kInt64), {}).item<float>(),
            0.0F);
    }

    void onlyAdversariesOfActiveAttributesLearn() {
        train::AdversaryEnsemble ensemble(kWidth, {{2, {}}, {3, {}}},
                                          {.targets = {"user_span", "all_tokens"}}, torch::kCPU);
        const auto first = weightsOf(ensemble, 0), second = weightsOf(ensemble, 1);
        QCOMPARE(ensemble.networks(0).size(), std::size_t{2}); // one a target
        for (int i = 0; i < 3; ++i) {
            ensemble.classifierStep(users(torch::tensor({{0, 2}, {1, 1}, {1, 0}, {0, 2}}, torch::kInt64)),
                                    {true, false});
        }
        QVERIFY(!equalAll(first, weightsOf(ensemble, 0)));
        QVERIFY(equalAll(second, weightsOf(ensemble, 1)));
    }

    void usersOfUnknownValueTeachNothing() {
        const auto trained = [](const torch::Tensor& labels, double unknownShift) {
            train::AdversaryEnsemble ensemble(kWidth, {{2, {}}}, {.architectures = {"logistic"}},
                                              torch::kCPU);
            torch::manual_seed(7);
            train::AttackedUsers attacked = users(labels);
            attacked.states["user_span"][0] += unknownShift; // the unknown one
            return ensemble.reading(0, attacked).crossEntropy.item<double>();
        };
        const torch::Tensor labels =
            torch::tensor(std::vector<std::int64_t>{kUnknownLabel, 0, 1, 1}, torch::kInt64).unsqueeze(1);
        QCOMPARE(trained(labels, 0), trained(labels, 100));
        const torch::Tensor nobody = torch::full({4, 1}, kUnknownLabel, torch::kInt64);
        QCOMPARE(trained(nobody, 0), 0.0);
    }

    /// The states tell the classes apart in one of the targets only.
    void theStrongestIsTheOneThatReadsBest() {
        const torch::Tensor labels = torch::arange(40).remainder(2);
        train::AttackedUsers attacked = users(labels.unsqueeze(1));
        attacked.states["all_tokens"].select(1, 0).copy_(labels.to(torch::kFloat32).mul(2).sub(1) +
                                                         0.8 * torch::randn({40}));
        for (auto& [target, states] : attacked.states) {
            states.requires_grad_();
        }
        const train::AdversaryOptions options = {.architectures = {"logistic"},
                                                 .targets = {"user_span", "all_tokens"},
                                                 .combination = train::AdversaryCombination::Strongest};
        train::AdversaryEnsemble ensemble(kWidth, {{2, {}}}, options, torch::kCPU);
        const train::AdversaryReading reading = ensemble.reading(0, attacked);
        reading.objective.backward();
        QVERIFY(attacked.states["all_tokens"].grad().abs().max().item<double>() > 1e-4);
        QCOMPARE(attacked.states["user_span"].grad().abs().max().item<double>(), 0.0);
        QVERIFY(reading.crossEntropy.item<double>() < std::log(2.0));
        QVERIFY(reading.accuracy.item<double>() > 0.6);
    }

    void towardThePriorIsLargestWhereNothingIsSaid() {
        const torch::Tensor labels = torch::tensor({0, 0, 0, 1}, torch::kInt64).repeat({20});
        const torch::Tensor signs =
            labels.to(torch::kFloat32).mul(2).sub(1).unsqueeze(1).expand({80, kWidth});
        const auto objective = [&](const torch::Tensor& states) {
            train::AdversaryEnsemble ensemble(
                kWidth, {{2, {}}},
                {.architectures = {"logistic"}, .loss = train::AdversarialLoss::TowardPrior}, torch::kCPU);
            return ensemble.reading(0, {{{"user_span", states}}, {}, labels.unsqueeze(1)})
                .objective.item<double>();
        };
        const double entropy = -(0.75 * std::log(0.75) + 0.25 * std::log(0.25));
        QVERIFY(std::abs(objective(torch::zeros({80, kWidth})) + entropy) < 1e-5);
        QVERIFY(objective(signs + 0.3 * torch::randn({80, kWidth})) < -entropy - 0.05);
    }

    /// Adversaries that weigh the classes alike say one half of who shows nothing, not the classes' shares.
    void towardThePriorIsLargestWhereNothingIsSaidOfWeighedClasses() {
        const torch::Tensor labels = torch::tensor({0, 0, 0, 1}, torch::kInt64).repeat({20});
        const torch::Tensor signs =
            labels.to(torch::kFloat32).mul(2).sub(1).unsqueeze(1).expand({80, kWidth});
        train::AdversaryEnsemble ensemble(
            kWidth, {{2, torch::tensor({2.0 / 3, 2.0}, torch::kFloat32)}},
            {.architectures = {"logistic"}, .loss = train::AdversarialLoss::TowardPrior}, torch::kCPU);
        const auto objective = [&](const torch::Tensor& states) {
            return ensemble.reading(0, {{{"user_span", states}}, {}, labels.unsqueeze(1)})
                .objective.item<double>();
        };
        const double silent = objective(torch::zeros({80, kWidth}));
        QVERIFY2(std::abs(silent + std::log(2.0)) < 1e-4, qPrintable(QString::number(silent)));
        for (const double leak : {0.05, 0.2, 1.0}) {
            QVERIFY(objective(leak * signs + 0.3 * torch::randn({80, kWidth})) < silent);
        }
    }

    void runningStatisticsAreUsedWhereAskedFor() {
        const auto changes = [](bool running) {
            train::AdversaryEnsemble ensemble(kWidth, {{2, {}}}, {.runningStatistics = running}, torch::kCPU);
            const auto statistics = [&] { return ensemble.networks().front()->buffers().front().clone(); };
            const torch::Tensor before = statistics();
            ensemble.reading(0, users(torch::tensor({{0}, {1}, {1}}, torch::kInt64)));
            return !torch::equal(before, statistics()) || !ensemble.networks().front()->is_training();
        };
        QVERIFY(!changes(true));
        QVERIFY(changes(false));
    }

    /// What running statistics say of a user does not depend on who else is in the batch, and is what the
    /// network says in evaluation mode; the batch's own statistics make every user depend on the others.
    void runningStatisticsReadEachUserAlone() {
        const auto partsAgree = [](bool running) {
            torch::manual_seed(4);
            train::AdversaryEnsemble ensemble(kWidth, {{2, {}}}, {.runningStatistics = running}, torch::kCPU);
            const torch::Tensor labels = torch::tensor({{0}, {1}, {1}, {0}, {1}, {0}}, torch::kInt64);
            for (int step = 0; step < 20; ++step) { // statistics of their own, unlike those of what follows
                ensemble.classifierStep(users(labels), {true});
            }
            train::AttackedUsers whole = users(labels);
            whole.states.at("user_span") = 3 * whole.states.at("user_span") + 2;
            const auto crossEntropy = [&](std::int64_t from, std::int64_t count) {
                train::AttackedUsers part = whole;
                part.states.at("user_span") = whole.states.at("user_span").narrow(0, from, count);
                part.labels = labels.narrow(0, from, count);
                return ensemble.reading(0, part).crossEntropy.item<double>();
            };
            // The running statistics themselves move with every reading that uses the batch's.
            const double together = crossEntropy(0, 6), apart = (crossEntropy(0, 3) + crossEntropy(3, 3)) / 2;
            auto* network = dynamic_cast<nn::AttributeClassifierImpl*>(ensemble.networks().front());
            network->eval();
            const double evaluated =
                train::knownCrossEntropy(network->forward(whole.states.at("user_span")).log_softmax(1),
                                         labels.squeeze(1), {})
                    .item<double>();
            return std::pair{std::abs(together - apart) < 1e-5, std::abs(together - evaluated) < 1e-5};
        };
        QCOMPARE(partsAgree(true), (std::pair{true, true}));
        QCOMPARE(partsAgree(false), (std::pair{false, false}));
    }

    void unknownArchitecturesAreRefusedByName() {
        try {
            train::AdversaryEnsemble(kWidth, {{2, {}}}, {.architectures = {"forest"}}, torch::kCPU);
            QFAIL("A forest was accepted.");
        } catch (const Error& error) {
            for (const char* part : {"forest", "mlp7", "logistic"}) {
                QVERIFY(std::string(error.what()).find(part) != std::string::npos);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestAdversaries)
#include "tst_adversaries.moc"
