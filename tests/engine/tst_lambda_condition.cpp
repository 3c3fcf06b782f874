// One prompt for every λ: where it starts, that λ steers it, and which λ it is trained with.
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

#include "nn/prompt_generator.h"
#include "pipeline/conditional_prompt.h"
#include "support/expect_error.h"
#include "support/tensor_checks.h"

using namespace up5;
using test::smallBackbone;
using test::SmallInput;

namespace {

nn::PromptGenerator generatorFor(const char* made, bool conditioned) {
    torch::manual_seed(4);
    nn::PromptGenerator generator(
        smallBackbone()->config(),
        nn::PromptGeneratorOptions{.prefixLength = 4, .generator = made, .conditioned = conditioned});
    generator->eval();
    return generator;
}

torch::Tensor valueAt(nn::PromptGenerator& generator, double lambda) {
    generator->setLambda(lambda);
    return generator->forward().cross[1].value.detach().clone();
}

} // namespace

class TestLambdaCondition : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void placesAreEvenInTheLogarithm() {
        QCOMPARE(nn::lambdaPlace(0), 0.0);
        QVERIFY(std::abs(nn::lambdaPlace(100) - 1) < 1e-12);
        // Far from 0.05, equal factors are equal steps: ln 2 / ln 2001.
        QVERIFY(std::abs(nn::lambdaPlace(80) - nn::lambdaPlace(40) - std::log(2) / std::log(2001)) < 1e-3);
    }

    void startsAsTheUnconditionedPrompt() {
        for (const char* made : {"linear", "mlp"}) {
            torch::manual_seed(4);
            auto conditioned = generatorFor(made, true);
            auto plain = generatorFor(made, false);
            QVERIFY(conditioned->isConditioned() && !plain->isConditioned());
            for (const double lambda : {0.0, 0.5, 100.0}) {
                UP5_COMPARE_TENSORS(valueAt(conditioned, lambda), plain->forward().cross[1].value, 0.0);
            }
        }
        UP5_EXPECT_ERROR(generatorFor("table", true), ErrorCode::InvalidInput, "table");
    }

    /// A prompt told to carry another value at each λ learns to, and lies between them in between.
    void lambdaSteersThePrompt() {
        auto generator = generatorFor("linear", true);
        torch::optim::Adam optimiser(generator->parameters(), torch::optim::AdamOptions(0.01));
        const std::pair<double, double> wanted[] = {{0, -0.4}, {2, 0.0}, {50, 0.4}};
        for (int step = 0; step < 300; ++step) {
            optimiser.zero_grad();
            for (const auto& [lambda, value] : wanted) {
                generator->setLambda(lambda);
                (generator->forward().cross[1].value.mean() - value).square().backward();
            }
            optimiser.step();
        }
        for (const auto& [lambda, value] : wanted) {
            const double found = valueAt(generator, lambda).mean().item<double>();
            QVERIFY2(std::abs(found - value) < 0.05, fmt::format("{}: {}", lambda, found).c_str());
        }
        const double between = valueAt(generator, 10).mean().item<double>();
        QVERIFY2(between > -0.05 && between < 0.45, std::to_string(between).c_str());
        for (const auto& item : generator->named_parameters()) {
            QVERIFY2(item.value().grad().defined(), item.key().c_str());
        }
    }

    void lambdasAreDrawnEvenly() {
        jobs::CfpOptions options;
        options.lambdaMin = 1;
        options.lambdaMax = 100;
        options.lambdaZeroShare = 0.2;
        int zeros = 0, upTo10 = 0;
        for (int batch = 0; batch < 1000; ++batch) {
            const double lambda = pipeline::drawnLambda(options, 7, batch);
            QCOMPARE(pipeline::drawnLambda(options, 7, batch), lambda);
            QVERIFY(options.covers(lambda));
            zeros += lambda == 0 ? 1 : 0;
            upTo10 += lambda > 0 && lambda <= 10 ? 1 : 0;
        }
        // A fifth without adversary, and half of the others in each factor of ten.
        QVERIFY2(std::abs(zeros - 200) <= 5, std::to_string(zeros).c_str());
        QVERIFY2(std::abs(upTo10 - 400) <= 5, std::to_string(upTo10).c_str());
        QVERIFY(pipeline::drawnLambda(options, 7, 0) != pipeline::drawnLambda(options, 8, 0));
        QVERIFY(options.covers(pipeline::drawnLambda(options, 7, -3)));
        // Already twelve batches in a row meet every fifth of the range.
        std::vector<int> fifths(5);
        for (int batch = 40; batch < 52; ++batch) {
            const double lambda = pipeline::drawnLambda(options, 7, batch);
            ++fifths[lambda == 0 ? 0 : 1 + std::min(3, static_cast<int>(2 * std::log10(lambda)))];
        }
        QVERIFY(std::ranges::all_of(fifths, [](int count) { return count > 0; }));
    }
};

QTEST_GUILESS_MAIN(TestLambdaCondition)
#include "tst_lambda_condition.moc"
