// The classifiers' shapes (spec C3) and that they can learn.
#include <QtTest/QTest>

#include "nn/attribute_classifier.h"
#include "support/expect_error.h"

using namespace up5;

class AttributeClassifierTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasTheLayersOfTheSpecification_data() {
        QTest::addColumn<std::string>("architecture");
        QTest::addColumn<std::vector<std::int64_t>>("widths"); // from the states to the logits
        QTest::addColumn<std::vector<std::int64_t>>("norms");  // Linears before each batch norm
        const std::int64_t d = 16, classes = 3;
        QTest::newRow("mlp7") << std::string("mlp7")
                              << std::vector<std::int64_t>{d, 2 * d, 4 * d, 2 * d, 2 * d, d, d / 2, classes}
                              << std::vector<std::int64_t>{1, 3, 5};
        QTest::newRow("mlp9-code") << std::string("mlp9-code")
                                   << std::vector<std::int64_t>{d,     2 * d, 4 * d, 4 * d, 2 * d,
                                                                2 * d, d,     d,     d / 2, classes}
                                   << std::vector<std::int64_t>{1, 4, 5};
    }
    void hasTheLayersOfTheSpecification() {
        QFETCH(std::string, architecture);
        QFETCH(std::vector<std::int64_t>, widths);
        QFETCH(std::vector<std::int64_t>, norms);
        torch::manual_seed(1);
        nn::AttributeClassifier classifier(architecture, widths.front(), widths.back());
        std::vector<std::int64_t> seen{widths.front()}, normsAfter;
        int activations = 0;
        for (const auto& module : classifier->modules(false)) {
            if (const auto* linear = module->as<torch::nn::Linear>()) {
                QCOMPARE(linear->weight.size(1), seen.back());
                seen.push_back(linear->weight.size(0));
                QVERIFY(linear->bias.defined());
            } else if (module->as<torch::nn::BatchNorm1d>() != nullptr) {
                normsAfter.push_back(static_cast<std::int64_t>(seen.size()) - 1);
            } else if (const auto* activation = module->as<torch::nn::LeakyReLU>()) {
                QCOMPARE(activation->options.negative_slope(), 0.2);
                ++activations;
            }
        }
        QCOMPARE(seen, widths);
        QCOMPARE(normsAfter, norms);
        QCOMPARE(activations, static_cast<int>(widths.size()) - 2);
        QCOMPARE(classifier->forward(torch::randn({4, widths.front()})).sizes(),
                 (at::IntArrayRef{4, widths.back()}));
    }

    void hasAsManyParametersAsThePublishedCode() {
        // Spec C3: 10.90 M at d = 512 and seven classes.
        nn::AttributeClassifier classifier("mlp9-code", 512, 7);
        std::int64_t count = 0;
        for (const torch::Tensor& parameter : classifier->parameters()) {
            count += parameter.numel();
        }
        QCOMPARE(count, std::int64_t(10895367));
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
