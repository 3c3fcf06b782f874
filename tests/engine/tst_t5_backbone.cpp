// The backbone's promises beyond Hugging Face's: padding, tree decoding, losses, initialisation, any device.
#include <QtTest/QTest>

#include "nn/p5_backbone.h"
#include "nn/prompt_generator.h"
#include "support/meta_device.h"
#include "support/tensor_checks.h"

using namespace up5;
using test::randomPrefix;
using test::smallBackbone;
using test::SmallInput;

class T5Backbone : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paddingChangesNothing() { // spec I.5
        auto backbone = smallBackbone();
        const SmallInput batch({9, 4, 7});
        const auto prefix = randomPrefix(backbone->config(), 3);
        const auto labels = torch::randint(2, 60, {3, 5}, torch::kInt64);
        for (const nn::KvPrefix* used : {static_cast<const nn::KvPrefix*>(nullptr), &prefix}) {
            const auto states = batch.encode(backbone, used);
            const auto losses = backbone->exampleLoss(states, batch.attentionMask, labels, used);
            for (std::int64_t row = 0; row < 3; ++row) {
                const auto length = batch.attentionMask[row].sum().item<std::int64_t>();
                const auto alone = [&](const torch::Tensor& tensor) {
                    return tensor.narrow(0, row, 1).narrow(1, 0, length);
                };
                const auto single = backbone->encode(alone(batch.tokens), alone(batch.wholeWordIds),
                                                     alone(batch.attentionMask), used);
                UP5_COMPARE_TENSORS(single, alone(states), 1e-5);
                const auto loss =
                    backbone->exampleLoss(single, alone(batch.attentionMask), labels.narrow(0, row, 1), used);
                UP5_COMPARE_TENSORS(loss, losses.narrow(0, row, 1), 1e-5);
            }
        }
    }

    void wholeWordsMatterInTheEncoderOnly() {
        auto backbone = smallBackbone();
        const SmallInput batch({6, 6});
        const auto other = backbone->encode(
            batch.tokens, batch.wholeWordIds + 1 - batch.wholeWordIds.ge(31).to(torch::kInt64),
            batch.attentionMask);
        QVERIFY(test::maxDifference(other, batch.encode(backbone)) > 0.1);
    }

    void treeDecodingEqualsEachPath() {
        auto backbone = smallBackbone();
        const SmallInput batch({5, 8});
        const auto prefix = randomPrefix(backbone->config(), 2);
        //        0
        //     1     4
        //   2   3     5 - 6, and one padding node
        const std::vector<std::int64_t> parent{-1, 0, 1, 1, 0, 4, 5}, token{0, 11, 12, 13, 14, 15, 16};
        const auto nodes = static_cast<std::int64_t>(parent.size()) + 1;
        auto tokens = torch::zeros({2, nodes}, torch::kInt64);
        auto depth = torch::zeros({2, nodes}, torch::kInt64);
        auto ancestor = torch::eye(nodes, torch::kBool).repeat({2, 1, 1});
        std::vector<std::vector<std::int64_t>> paths(parent.size());
        for (std::size_t node = 0; node < parent.size(); ++node) {
            const auto own = static_cast<std::int64_t>(node);
            if (parent[node] >= 0) {
                paths[node] = paths[static_cast<std::size_t>(parent[node])];
            }
            paths[node].push_back(own);
            for (std::int64_t row = 0; row < 2; ++row) {
                tokens[row][own] = token[node] + 20 * row * (node > 0 ? 1 : 0);
                depth[row][own] = static_cast<std::int64_t>(paths[node].size()) - 1;
                for (const auto above : paths[node]) {
                    ancestor[row][own][above] = true;
                }
            }
        }
        for (const nn::KvPrefix* used : {static_cast<const nn::KvPrefix*>(nullptr), &prefix}) {
            const auto states = batch.encode(backbone, used);
            const auto tree =
                backbone->decodeTree(tokens, depth, ancestor, states, batch.attentionMask, used);
            QVERIFY(tree.isfinite().all().item<bool>());
            for (const auto& path : paths) {
                const auto index = torch::tensor(path);
                const auto chain =
                    backbone->decode(tokens.index_select(1, index), states, batch.attentionMask, used);
                UP5_COMPARE_TENSORS(chain, tree.index_select(1, index), 1e-5);
            }
        }
    }

    void laterLabelsDoNotReachEarlierStates() {
        auto backbone = smallBackbone();
        const SmallInput batch({6});
        const auto states = batch.encode(backbone);
        auto tokens = torch::randint(2, 60, {1, 6}, torch::kInt64);
        const auto before = backbone->decode(tokens, states, batch.attentionMask);
        tokens = tokens.clone();
        tokens[0][4] = tokens[0][4].item<std::int64_t>() == 5 ? 6 : 5;
        const auto after = backbone->decode(tokens, states, batch.attentionMask);
        UP5_COMPARE_TENSORS(after.narrow(1, 0, 4), before.narrow(1, 0, 4), 1e-6);
        QVERIFY(test::maxDifference(after.narrow(1, 4, 2), before.narrow(1, 4, 2)) > 1e-3);
    }

    void ignoredLabelsHaveNoLossAndNoLabelsGiveZero() {
        auto backbone = smallBackbone();
        const SmallInput batch({5, 5, 5});
        const auto states = batch.encode(backbone);
        const auto labels = torch::tensor({{9, 8, 7}, {9, 8, -100}, {-100, -100, -100}}, torch::kInt64);
        const auto losses = backbone->exampleLoss(states, batch.attentionMask, labels);
        QCOMPARE(losses.sizes(), (at::IntArrayRef{3}));
        QCOMPARE(losses[2].item<float>(), 0.0f);
        const auto shorter =
            backbone->exampleLoss(states.narrow(0, 1, 1), batch.attentionMask.narrow(0, 1, 1),
                                  labels.narrow(0, 1, 1).narrow(1, 0, 2));
        UP5_COMPARE_TENSORS(losses.narrow(0, 1, 1), shorter, 1e-6);
    }

    void initialisationFollowsT5() {
        torch::manual_seed(3);
        nn::T5Config config = nn::T5Config::preset("desk", 3000);
        config.dKv = 24; // so that the rules for q, k, v and o differ
        const nn::P5Backbone backbone(config, 0.2);
        const auto parameters = backbone->named_parameters();
        const auto checkDeviation = [&](const char* name, double wanted) {
            const double found = parameters[name].std().item<double>();
            QVERIFY2(std::abs(found / wanted - 1.0) < 0.05,
                     fmt::format("{}: {} for {}", name, found, wanted).c_str());
        };
        checkDeviation("shared.weight", 0.2);
        checkDeviation("encoder.whole_word_embeddings.weight", 0.2);
        checkDeviation("encoder.block.1.layer.0.SelfAttention.q.weight", std::pow(64.0 * 24.0, -0.5));
        checkDeviation("encoder.block.1.layer.0.SelfAttention.k.weight", 1.0 / 8.0);
        checkDeviation("decoder.block.0.layer.1.EncDecAttention.v.weight", 1.0 / 8.0);
        checkDeviation("decoder.block.0.layer.1.EncDecAttention.o.weight", std::pow(96.0, -0.5));
        checkDeviation("encoder.block.0.layer.1.DenseReluDense.wi.weight", 1.0 / 8.0);
        checkDeviation("encoder.block.0.layer.1.DenseReluDense.wo.weight", 1.0 / 16.0);
        QVERIFY(parameters["decoder.final_layer_norm.weight"].eq(1.0).all().item<bool>());
        // One bias table per stack, none in cross-attention.
        int tables = 0;
        for (const auto& item : parameters) {
            tables += item.key().find("relative_attention_bias") != std::string::npos ? 1 : 0;
        }
        QCOMPARE(tables, 2);
    }

    void dropoutActsInTrainingOnlyAndFollowsTheSeed() {
        auto backbone = smallBackbone();
        const SmallInput batch({6, 6});
        const auto labels = torch::randint(2, 60, {2, 4}, torch::kInt64);
        const auto loss = [&] {
            return backbone->exampleLoss(batch.encode(backbone), batch.attentionMask, labels);
        };
        UP5_COMPARE_TENSORS(loss(), loss(), 0.0);
        backbone->train();
        torch::manual_seed(1);
        const auto first = loss();
        QVERIFY(test::maxDifference(first, loss()) > 1e-4);
        torch::manual_seed(1);
        UP5_COMPARE_TENSORS(first, loss(), 0.0);
    }

    void inferenceModeAndTrainingMayAlternate() {
        auto backbone = smallBackbone();
        const SmallInput batch({70, 40});
        {
            const torch::InferenceMode guard;
            batch.encode(backbone);
        }
        batch.encode(backbone).sum().backward();
        QVERIFY(
            backbone
                ->named_parameters()["encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight"]
                .grad()
                .defined());
    }

    void
    everythingStaysOnTheDeviceOfTheParameters() { // no tensor made on the CPU: meta tensors mix with none
        const torch::Device device(torch::kMeta);
        auto backbone = smallBackbone();
        test::moveToMeta(*backbone);
        backbone->train();
        nn::PromptGenerator generator(backbone->config(), nn::PromptGeneratorOptions{});
        test::moveToMeta(*generator);
        const auto on = [&](const torch::Tensor& tensor) { return tensor.to(device); };
        const SmallInput batch({6, 4});
        const auto tokens = on(batch.tokens), words = on(batch.wholeWordIds), mask = on(batch.attentionMask);
        auto prefix = generator->forward();
        prefix.visible = on(torch::ones({5}, torch::kBool));
        const auto states = backbone->encode(tokens, words, mask, &prefix);
        const auto losses =
            backbone->exampleLoss(states, mask, on(torch::ones({2, 3}, torch::kInt64)), &prefix);
        QVERIFY(losses.is_meta());
        QCOMPARE(losses.sizes(), (at::IntArrayRef{2}));
        losses.mean().backward();
        QVERIFY(generator->parameters().front().grad().is_meta());
        const auto tree =
            backbone->decodeTree(tokens, on(torch::zeros({2, 6}, torch::kInt64)),
                                 on(torch::ones({2, 6, 6}, torch::kBool)), states, mask, &prefix);
        QVERIFY(backbone->logits(tree).is_meta());
        QVERIFY(backbone->logits(backbone->decode(tokens, states, mask)).is_meta());
    }
};

QTEST_GUILESS_MAIN(T5Backbone)
#include "tst_t5_backbone.moc"
