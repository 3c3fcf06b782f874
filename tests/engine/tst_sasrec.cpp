// SASRec: states, losses and gradients against PyTorch's own modules, what it may read, and where its tensors
// are made.
#include <QtTest/QTest>

#include "nn/baselines/sasrec.h"
#include "support/expect_error.h"
#include "support/golden_sequences.h"
#include "support/meta_device.h"
#include "support/tensor_checks.h"
#include "train/adam_w.h"
#include "train/baselines/losses.h"
#include "train/baselines/sequential_losses.h"

using namespace up5;

namespace {

nn::Sasrec goldenSasrec(const test::GoldenSequences& golden) {
    nn::Sasrec network(golden.options);
    std::vector<std::string> names = {"items.weight", "positions"};
    for (const std::string layer : {"layer_0.", "layer_1."}) {
        for (const auto& part : {std::vector<std::string>{"attention_norm"},
                                 {"attention.query", "attention.key", "attention.value", "attention.output"},
                                 {"feed_forward_norm", "inner", "outer"}}) {
            const auto more = test::under(layer, part);
            names.insert(names.end(), more.begin(), more.end());
        }
    }
    names.insert(names.end(), {"norm.weight", "norm.bias"});
    test::setGoldenWeights(*network, names);
    return network;
}

/// A small network in evaluation mode and histories of 9 items.
nn::Sasrec smallSasrec(std::int64_t heads = 1) {
    torch::manual_seed(3);
    nn::Sasrec network(
        nn::SequenceEncoderOptions{.numItems = 9, .dModel = 8, .numHeads = heads, .maxLength = 6});
    network->eval();
    return network;
}

} // namespace

class TestSasrec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statesAndScoresAgreeWithPyTorch() {
        const test::GoldenSequences golden;
        const nlohmann::json& expected = golden.json.at("sasrec");
        nn::Sasrec network = goldenSasrec(golden);
        const torch::Tensor windows = golden.sequences(expected.at("windows"));
        const torch::Tensor inputs = windows.narrow(1, 0, 5);
        const torch::Tensor states = network->states(inputs).index({inputs.ne(network->paddingId())});
        UP5_COMPARE_TENSORS(states, test::goldenNumbers(expected.at("states"), states), 1e-9);
        const torch::Tensor users = network->userVectors({{}, inputs});
        UP5_COMPARE_TENSORS(users, test::goldenNumbers(expected.at("users"), users), 1e-9);
        const torch::Tensor scores = network->allScores(users);
        UP5_COMPARE_TENSORS(scores, test::goldenNumbers(expected.at("all_scores"), scores), 1e-9);
        const torch::Tensor items = torch::tensor({{6, 0}, {3, 3}, {1, 5}}, torch::kInt64);
        UP5_COMPARE_TENSORS(network->scores(users, items), scores.gather(1, items), 1e-9);
    }

    void lossesAndGradientsAgreeWithPyTorch() {
        const test::GoldenSequences golden;
        const nlohmann::json& expected = golden.json.at("sasrec");
        nn::Sasrec network = goldenSasrec(golden);
        const torch::Tensor windows = golden.sequences(expected.at("windows"));
        const auto rows = expected.at("negatives").get<std::vector<std::vector<std::int64_t>>>();
        torch::Tensor negatives = torch::empty({3, 5}, torch::kInt64);
        for (std::int64_t row = 0; row < 3; ++row) {
            negatives[row].copy_(torch::tensor(rows[static_cast<std::size_t>(row)], torch::kInt64));
        }
        const auto watched = [&] {
            auto parameters = network->named_parameters();
            return std::vector<torch::Tensor>{parameters["positions"],
                                              parameters["layer_0.attention_norm.weight"],
                                              parameters["layer_1.inner.weight"]};
        };
        const auto compare = [&](const torch::Tensor& loss, const std::string& name) {
            UP5_COMPARE_TENSORS(
                loss, torch::tensor(expected.at(name + "_loss").get<double>(), torch::kFloat64), 1e-9);
            const auto gradients = torch::autograd::grad({loss}, watched());
            for (std::size_t i = 0; i < gradients.size(); ++i) {
                UP5_COMPARE_TENSORS(gradients[i],
                                    test::goldenNumbers(expected.at(name + "_gradients")[i], gradients[i]),
                                    1e-8);
            }
        };
        compare(train::sasrecSampledLoss(network, windows, negatives), "sampled");
        compare(train::sasrecFullLoss(network, windows), "full");
        // The pairwise loss of S-SAS on the same scores.
        const torch::Tensor inputs = windows.narrow(1, 0, 5), counted = inputs.ne(network->paddingId());
        const torch::Tensor states = network->states(inputs);
        const torch::Tensor pairwise =
            train::bprLoss(network->placeScores(states, windows.narrow(1, 1, 5)).index({counted}),
                           network->placeScores(states, negatives).index({counted}).unsqueeze(1));
        UP5_COMPARE_TENSORS(pairwise,
                            torch::tensor(expected.at("pairwise_loss").get<double>(), torch::kFloat64), 1e-9);
    }

    void readsNoLaterItem() {
        nn::Sasrec network = smallSasrec(2);
        const torch::Tensor one = torch::tensor({{9, 4, 2, 7, 1}}, torch::kInt64);
        const torch::Tensor other = torch::tensor({{9, 4, 2, 0, 8}}, torch::kInt64);
        const torch::Tensor a = network->states(one), b = network->states(other);
        UP5_COMPARE_TENSORS(a.narrow(1, 1, 2), b.narrow(1, 1, 2), 1e-6);
        QVERIFY(test::maxDifference(a.select(1, 3), b.select(1, 3)) > 1e-3);
    }

    void paddingMakesNoDifferenceAndLongHistoriesAreCut() {
        nn::Sasrec network = smallSasrec();
        const auto vector = [&](std::vector<std::int64_t> history) {
            return network->userVectors({{}, torch::tensor(history, torch::kInt64).unsqueeze(0)});
        };
        UP5_COMPARE_TENSORS(vector({4, 2, 7}), vector({9, 9, 4, 2, 7}), 1e-6);
        UP5_COMPARE_TENSORS(vector({1, 0, 8, 3, 5, 5, 4, 2, 7}), vector({3, 5, 5, 4, 2, 7}), 1e-6);
        QVERIFY(test::maxDifference(vector({4, 2, 7}), vector({2, 4, 7})) > 1e-3); // order matters
    }

    void knowsNothingOfAUserWithoutHistory() {
        nn::Sasrec network = smallSasrec();
        const torch::Tensor histories = torch::tensor({{9, 9}, {9, 3}}, torch::kInt64);
        const torch::Tensor users = network->userVectors({{}, histories});
        QVERIFY(torch::equal(users[0], torch::zeros({8})));
        QVERIFY(torch::equal(network->allScores(users)[0], torch::zeros({9})));
        QVERIFY(users[1].abs().sum().item<float>() > 0);
        QVERIFY(torch::isfinite(users).all().item<bool>());
    }

    void aStepMakesNoTensorOnTheCpu() {
        nn::Sasrec network = smallSasrec();
        network->train();
        test::moveToMeta(*network);
        train::AdamW optimiser(network->parameters(), {});
        const auto ids = torch::TensorOptions().device(torch::kMeta).dtype(torch::kInt64);
        train::sasrecSampledLoss(network, torch::empty({4, 6}, ids), torch::empty({4, 5}, ids)).backward();
        optimiser.step();
        QVERIFY(network->userVectors({{}, torch::empty({4, 6}, ids)}).is_meta());
    }

    void refusesWhatHasNoSize() {
        UP5_EXPECT_ERROR(nn::Sasrec(nn::SequenceEncoderOptions{.numItems = 0}), ErrorCode::InvalidInput,
                         "at least one item");
        UP5_EXPECT_ERROR(nn::Sasrec(nn::SequenceEncoderOptions{.numItems = 5, .dModel = 10, .numHeads = 3}),
                         ErrorCode::InvalidInput, "3 attention heads");
    }
};

QTEST_GUILESS_MAIN(TestSasrec)
#include "tst_sasrec.moc"
