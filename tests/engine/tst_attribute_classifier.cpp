// The classifiers' shapes (spec C3) and that they can learn.
#include <QtTest/QTest>

#include "nn/attribute_classifier.h"
#include "support/expect_error.h"

using namespace up5;

class AttributeClassifierTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void mlp7HasTheLayersOfTheSpecification() {
        torch::manual_seed(1);
        const std::int64_t d = 16, classes = 3;
        nn::AttributeClassifier classifier("mlp7", d, classes);
        std::vector<std::vector<std::int64_t>> linears;
        std::vector<std::int64_t> normsAfter; // number of Linears seen before each batch norm
        int activations = 0;
        for (const auto& module : classifier->modules(false)) {
            if (const auto* linear = module->as<torch::nn::Linear>()) {
                linears.push_back({linear->weight.size(1), linear->weight.size(0)});
                QVERIFY(linear->bias.defined());
            } else if (module->as<torch::nn::BatchNorm1d>() != nullptr) {
                normsAfter.push_back(static_cast<std::int64_t>(linears.size()));
            } else if (const auto* activation = module->as<torch::nn::LeakyReLU>()) {
                QCOMPARE(activation->options.negative_slope(), 0.2);
                ++activations;
            }
        }
        const std::vector<std::vector<std::int64_t>> wanted{{d, 2 * d},      {2 * d, 4 * d}, {4 * d, 2 * d},
                                                            {2 * d, 2 * d},  {2 * d, d},     {d, d / 2},
                                                            {d / 2, classes}};
        QCOMPARE(linears, wanted);
        QCOMPARE(normsAfter, (std::vector<std::int64_t>{1, 3, 5}));
        QCOMPARE(activations, 6);
        QCOMPARE(classifier->forward(torch::randn({4, d})).sizes(), (at::IntArrayRef{4, classes}));
    }

    void learnsWhatIsNotLinear() {
        torch::manual_seed(2);
        const auto states = torch::randn({256, 8});
        const auto labels = (states.select(1, 0) * states.select(1, 1) > 0).to(torch::kInt64);
        nn::AttributeClassifier classifier("mlp7", 8, 2);
        torch::optim::Adam optimiser(classifier->parameters(), torch::optim::AdamOptions(5e-3));
        for (int step = 0; step < 150; ++step) {
            optimiser.zero_grad();
            torch::nn::functional::cross_entropy(classifier->forward(states), labels).backward();
            optimiser.step();
        }
        classifier->eval();
        const auto hits =
            classifier->forward(states).argmax(1).eq(labels).to(torch::kFloat32).mean().item<double>();
        QVERIFY2(hits > 0.95, std::to_string(hits).c_str());
    }

    void rowsAreIndependentInEvaluation() {
        torch::manual_seed(3);
        nn::AttributeClassifier classifier("mlp7", 8, 2);
        classifier->forward(torch::randn({64, 8})); // moves the running statistics
        classifier->eval();
        const auto states = torch::randn({5, 8});
        QVERIFY(torch::allclose(classifier->forward(states).narrow(0, 2, 1),
                                classifier->forward(states.narrow(0, 2, 1)), 1e-5, 1e-6));
    }

    void refusesUnknownArchitectures() {
        UP5_EXPECT_ERROR(nn::AttributeClassifier("forest", 8, 2), ErrorCode::InvalidInput, "forest");
    }
};

QTEST_GUILESS_MAIN(AttributeClassifierTest)
#include "tst_attribute_classifier.moc"
