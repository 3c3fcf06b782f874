// BERT4Rec: states, losses and gradients against PyTorch's own modules, its masks, what it may read, and
// where its tensors are made.
#include <QtTest/QTest>

#include "nn/baselines/bert4rec.h"
#include "support/golden_sequences.h"
#include "support/meta_device.h"
#include "support/tensor_checks.h"
#include "train/adam_w.h"
#include "train/baselines/sequential_losses.h"

using namespace up5;

namespace {

nn::Bert4Rec goldenBert4Rec(const test::GoldenSequences& golden) {
    nn::Bert4Rec network(golden.options);
    std::vector<std::string> names = {"items.weight", "positions", "embedding_norm.weight",
                                      "embedding_norm.bias"};
    for (const std::string layer : {"layer_0.", "layer_1."}) {
        const auto more =
            test::under(layer, {"attention.query", "attention.key", "attention.value", "attention.output",
                                "attention_norm", "inner", "outer", "feed_forward_norm"});
        names.insert(names.end(), more.begin(), more.end());
    }
    names.insert(names.end(),
                 {"output.weight", "output.bias", "output_norm.weight", "output_norm.bias", "item_bias"});
    test::setGoldenWeights(*network, names);
    return network;
}

nn::Bert4Rec smallBert4Rec() {
    torch::manual_seed(3);
    nn::Bert4Rec network(
        nn::SequenceEncoderOptions{.numItems = 9, .dModel = 8, .numHeads = 2, .maxLength = 6});
    network->eval();
    return network;
}

} // namespace

class TestBert4Rec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statesAndScoresAgreeWithPyTorch() {
        const test::GoldenSequences golden;
        const nlohmann::json& expected = golden.json.at("bert4rec");
        nn::Bert4Rec network = goldenBert4Rec(golden);
        const torch::Tensor rows = golden.sequences(expected.at("masked_rows"));
        const torch::Tensor states = network->states(rows).index({rows.ne(network->paddingId())});
        UP5_COMPARE_TENSORS(states, test::goldenNumbers(expected.at("states"), states), 1e-9);
        const torch::Tensor users = network->userVectors({{}, golden.sequences(expected.at("histories"))});
        UP5_COMPARE_TENSORS(users, test::goldenNumbers(expected.at("users"), users), 1e-9);
        const torch::Tensor scores = network->allScores(users);
        UP5_COMPARE_TENSORS(scores, test::goldenNumbers(expected.at("all_scores"), scores), 1e-9);
        const torch::Tensor items = torch::tensor({{6, 0}, {3, 3}, {1, 5}}, torch::kInt64);
        UP5_COMPARE_TENSORS(network->scores(users, items), scores.gather(1, items), 1e-9);
        // A user without history is [MASK] alone, however far that is padded.
        const torch::Tensor nobody = network->userVectors({{}, torch::full({1, 3}, 7, torch::kInt64)});
        UP5_COMPARE_TENSORS(nobody, test::goldenNumbers(expected.at("user_without_history"), nobody), 1e-9);
    }

    void lossAndGradientsAgreeWithPyTorch() {
        const test::GoldenSequences golden;
        const nlohmann::json& expected = golden.json.at("bert4rec");
        nn::Bert4Rec network = goldenBert4Rec(golden);
        const torch::Tensor rows = golden.sequences(expected.at("masked_rows"));
        // The masked places, in rows of two; the third row has one.
        const train::MaskedWindows masked{rows, torch::tensor({{3, 0}, {0, 3}, {4, 0}}, torch::kInt64),
                                          torch::tensor({{6, 0}, {1, 4}, {0, 0}}, torch::kInt64),
                                          torch::tensor({{1, 0}, {1, 1}, {1, 0}}).to(torch::kBool)};
        const torch::Tensor loss = train::maskedItemLossSum(network, masked) / 4;
        const auto losses = expected.at("losses").get<std::vector<double>>();
        UP5_COMPARE_TENSORS(loss, torch::tensor(losses, torch::kFloat64).mean(), 1e-9);
        auto parameters = network->named_parameters();
        const auto gradients = torch::autograd::grad(
            {loss}, {parameters["positions"], parameters["item_bias"], parameters["layer_0.inner.weight"]});
        for (std::size_t i = 0; i < gradients.size(); ++i) {
            UP5_COMPARE_TENSORS(gradients[i], test::goldenNumbers(expected.at("gradients")[i], gradients[i]),
                                1e-8);
        }
    }

    void masksARoundedShareOfTheItems() {
        const nn::Bert4Rec network = smallBert4Rec();
        torch::manual_seed(5);
        torch::Tensor windows = torch::randint(9, {200, 10}, torch::kInt64);
        windows.narrow(0, 0, 50).narrow(1, 0, 9).fill_(9);  // one item
        windows.narrow(0, 50, 50).narrow(1, 0, 4).fill_(9); // six items
        const train::MaskedWindows masked = train::maskShare(network, windows, 0.3, 40);
        const torch::Tensor isMask = masked.items.eq(network->maskId());
        const torch::Tensor number = isMask.sum(1);
        QVERIFY(number.narrow(0, 0, 50).eq(1).all().item<bool>());
        QVERIFY(number.narrow(0, 50, 50).eq(2).all().item<bool>());
        QVERIFY(number.narrow(0, 100, 100).eq(3).all().item<bool>());
        QVERIFY(torch::equal(masked.counted.sum(1), number));
        // Everything else is as it was, padding too, and the targets are what was there.
        QVERIFY(torch::equal(masked.items.masked_select(~isMask), windows.masked_select(~isMask)));
        QVERIFY(!isMask.bitwise_and(windows.eq(9)).any().item<bool>());
        QVERIFY(torch::equal(windows.gather(1, masked.places).masked_select(masked.counted),
                             masked.targets.masked_select(masked.counted)));
        // Every place is drawn alike: 30 of 100 rows each, give or take five deviations.
        const torch::Tensor places = isMask.narrow(0, 100, 100).sum(0);
        QVERIFY(places.min().item<int>() > 7 && places.max().item<int>() < 53);
        // At most so many.
        QVERIFY(train::maskShare(network, windows, 0.9, 2).counted.sum(1).le(2).all().item<bool>());
    }

    void masksTheLastItemAsInUse() {
        nn::Bert4Rec network = smallBert4Rec();
        const torch::Tensor windows = torch::tensor({{9, 9, 3, 1}, {2, 6, 5, 8}}, torch::kInt64);
        const train::MaskedWindows masked = train::maskLast(network, windows);
        QVERIFY(torch::equal(masked.items, torch::tensor({{9, 9, 3, 10}, {2, 6, 5, 10}}, torch::kInt64)));
        QVERIFY(torch::equal(masked.targets, torch::tensor({{1}, {8}}, torch::kInt64)));
        UP5_COMPARE_TENSORS(network->states(masked.items).select(1, -1),
                            network->userVectors({{}, windows.narrow(1, 0, 3)}), 1e-6);
    }

    void paddingMakesNoDifferenceAndLongHistoriesAreCut() {
        nn::Bert4Rec network = smallBert4Rec();
        const auto vector = [&](std::vector<std::int64_t> history) {
            return network->userVectors({{}, torch::tensor(history, torch::kInt64).unsqueeze(0)});
        };
        UP5_COMPARE_TENSORS(vector({4, 2, 7}), vector({9, 9, 4, 2, 7}), 1e-6);
        UP5_COMPARE_TENSORS(vector({1, 0, 8, 5, 5, 4, 2, 7}), vector({5, 5, 4, 2, 7}), 1e-6);
        QVERIFY(test::maxDifference(vector({4, 2, 7}), vector({2, 4, 7})) > 1e-4); // order matters
        QVERIFY(torch::isfinite(vector({9, 9, 9})).all().item<bool>());
    }

    void aStepMakesNoTensorOnTheCpu() {
        nn::Bert4Rec network = smallBert4Rec();
        network->train();
        test::moveToMeta(*network);
        const auto ids = torch::TensorOptions().device(torch::kMeta).dtype(torch::kInt64);
        const torch::Tensor histories = torch::empty({4, 5}, ids);
        QVERIFY(network->userVectors({{}, histories}).is_meta());
        QVERIFY(network->allScores(network->userVectors({{}, histories})).is_meta());
        QVERIFY(train::maskLast(network, histories).items.is_meta());
        QVERIFY(train::maskShare(network, histories, 0.3, 3).items.is_meta());
    }
};

QTEST_GUILESS_MAIN(TestBert4Rec)
#include "tst_bert4rec.moc"
