// Our AdamW against libtorch's, and its state.
#include <QtTest/QTest>

#include "base/error.h"
#include "train/adam_w.h"

using namespace up5;

namespace {

/// A small least-squares problem whose gradient depends on the parameters.
torch::Tensor loss(const std::vector<torch::Tensor>& parameters) {
    const torch::Tensor inputs = torch::arange(12, torch::kFloat32).reshape({4, 3}) / 10;
    return (inputs.matmul(parameters[0]) + parameters[1] - 1).square().mean();
}

std::vector<torch::Tensor> startingPoint() {
    return {torch::full({3, 2}, 0.3).requires_grad_(), torch::full({2}, -0.2).requires_grad_()};
}

} // namespace

class TestAdamW : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithLibtorch() {
        auto ours = startingPoint(), theirs = startingPoint();
        train::AdamW optimiser(ours, {.learningRate = 0.01, .epsilon = 1e-8, .weightDecay = 0.1});
        torch::optim::AdamW reference(theirs, torch::optim::AdamWOptions(0.01).eps(1e-8).weight_decay(0.1));
        for (int step = 0; step < 25; ++step) {
            loss(ours).backward();
            optimiser.step();
            reference.zero_grad();
            loss(theirs).backward();
            reference.step();
        }
        QVERIFY(torch::allclose(ours[0], theirs[0], 1e-6, 1e-7));
        QVERIFY(torch::allclose(ours[1], theirs[1], 1e-6, 1e-7));
        QVERIFY(!torch::allclose(ours[0], startingPoint()[0], 1e-3, 1e-3));
    }

    /// A penalty in the gradient is Adam's weight decay, not AdamW's.
    void penaltyAgreesWithLibtorchsAdam() {
        auto ours = startingPoint(), theirs = startingPoint();
        train::AdamW optimiser(ours, {.learningRate = 0.01, .epsilon = 1e-8, .l2 = 0.1});
        torch::optim::Adam reference(theirs, torch::optim::AdamOptions(0.01).eps(1e-8).weight_decay(0.1));
        for (int step = 0; step < 25; ++step) {
            loss(ours).backward();
            optimiser.step();
            reference.zero_grad();
            loss(theirs).backward();
            reference.step();
        }
        QVERIFY(torch::allclose(ours[0], theirs[0], 1e-6, 1e-7));
        QVERIFY(torch::allclose(ours[1], theirs[1], 1e-6, 1e-7));
    }

    void clipsTheGlobalNorm() {
        auto clipped = startingPoint(), reference = startingPoint();
        train::AdamW optimiser(clipped, {.learningRate = 0.01, .epsilon = 1e-1, .clipNorm = 0.05});
        train::AdamW unclipped(reference, {.learningRate = 0.01, .epsilon = 1e-1});
        loss(clipped).backward();
        loss(reference).backward();
        torch::nn::utils::clip_grad_norm_(reference, 0.05);
        optimiser.step();
        unclipped.step();
        QVERIFY(torch::allclose(clipped[0], reference[0], 1e-6, 1e-8));
    }

    /// What gets no gradient is left alone, and counts its own steps; so it goes on as if the others' steps
    /// had never been, also when resumed.
    void idleParametersAreSkippedWhereAskedFor() {
        auto ours = startingPoint(), alone = startingPoint();
        const train::AdamWOptions options{.learningRate = 0.01, .l2 = 0.1, .skipsIdle = true};
        train::AdamW optimiser(ours, options), reference({alone[1]}, options);
        const auto second = [](const std::vector<torch::Tensor>& parameters) {
            return (parameters[1] - 1).square().sum();
        };
        loss(ours).backward(); // both move
        loss(alone).backward();
        optimiser.step();
        reference.step();
        const torch::Tensor first = ours[0].detach().clone();
        for (int step = 0; step < 3; ++step) {
            second(ours).backward();
            optimiser.step();
            second(alone).backward();
            reference.step();
        }
        QVERIFY(torch::equal(ours[0], first));
        QVERIFY(torch::equal(ours[1], alone[1]));
        std::map<std::string, torch::Tensor> state;
        optimiser.save("o.", state);
        auto resumed = startingPoint();
        {
            const torch::NoGradGuard noGradients;
            resumed[0].copy_(ours[0]);
            resumed[1].copy_(ours[1]);
        }
        train::AdamW again(resumed, options);
        again.restore("o.", state);
        for (auto* run : {&ours, &resumed}) {
            loss(*run).backward();
            (run == &ours ? optimiser : again).step();
        }
        QVERIFY(torch::equal(ours[0], resumed[0]) && torch::equal(ours[1], resumed[1]));
        QVERIFY(!torch::equal(ours[0], first));
    }

    void decayMaySpareVectors() {
        auto all = startingPoint(), spared = startingPoint(), none = startingPoint();
        train::AdamW one(all, {.weightDecay = 0.1}),
            two(spared, {.weightDecay = 0.1, .decaysMatricesOnly = true}), three(none, {});
        for (auto [parameters, optimiser] : {std::pair{&all, &one}, {&spared, &two}, {&none, &three}}) {
            loss(*parameters).backward();
            optimiser->step();
        }
        QVERIFY(torch::equal(spared[0], all[0]) && !torch::equal(spared[0], none[0]));
        QVERIFY(torch::equal(spared[1], none[1]) && !torch::equal(spared[1], all[1]));
    }

    void restoredStateGoesOnExactly() {
        auto straight = startingPoint(), resumed = startingPoint();
        train::AdamW one(straight, {}), first(resumed, {});
        std::map<std::string, torch::Tensor> state;
        for (int step = 0; step < 6; ++step) {
            loss(straight).backward();
            one.step();
        }
        for (int step = 0; step < 3; ++step) {
            loss(resumed).backward();
            first.step();
        }
        first.save("o.", state);
        train::AdamW second(resumed, {});
        second.restore("o.", state);
        for (int step = 0; step < 3; ++step) {
            loss(resumed).backward();
            second.step();
        }
        QVERIFY(torch::equal(straight[0], resumed[0]));
        QVERIFY(torch::equal(straight[1], resumed[1]));
    }

    void refusesAForeignState() {
        auto parameters = startingPoint();
        train::AdamW optimiser(parameters, {});
        QVERIFY_EXCEPTION_THROWN(optimiser.restore("o.", {}), Error);
    }
};

QTEST_GUILESS_MAIN(TestAdamW)
#include "tst_adam_w.moc"
