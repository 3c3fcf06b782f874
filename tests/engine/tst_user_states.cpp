// What probes read about users, against the same states computed by hand, one user at a time.
#include <QtTest/QTest>

#include "base/error.h"
#include "nn/candidate_scorer.h"
#include "pipeline/decoder_states.h"
#include "pipeline/tensor_batch.h"
#include "pipeline/user_states.h"
#include "support/expect_error.h"
#include "support/tiny_backbone.h"

using namespace up5;
using namespace up5::pipeline;

namespace {

const std::vector<std::int32_t> kUsers = {4, 0, 33, 8, 59, 17};
const std::set<std::string> kTargets = {"user_span",     "all_tokens",  "history_tokens",
                                        "decoder_start", "item_scores", "recommended_list"};

struct Bench {
    explicit Bench(const std::string& identifiers) : tiny(true, identifiers) {}
    UserStates states(const std::vector<std::int32_t>& users, const StateRequest& request) {
        const jobs::JobSpec spec;
        const JobContext context{spec, tiny.workspace(), {}, sink, {}};
        return userStates(*tiny.backbone, users, request, context);
    }
    text::EncodedText text(std::int32_t user) const {
        const Protocol& protocol = tiny.protocol();
        return protocol.evaluationText(Task::Sequential, user, protocol.probeHistory(user), {});
    }
    test::TinyBackbone tiny;
    test::NoSink sink;
};

bool near(const torch::Tensor& a, const torch::Tensor& b) {
    return a.sizes() == b.sizes() && torch::allclose(a, b, 1e-5, 1e-5);
}

} // namespace

class TestUserStates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void moreThanTheMachineHoldsIsRefused() {
        requireMemoryFor(1e6, "something small");
        UP5_EXPECT_ERROR(requireMemoryFor(1e15, "all tokens of 9 users"), ErrorCode::Unsupported,
                         "Probing all tokens of 9 users needs about 8000000 GB");
    }

    void featuresAreMeansOverTheirTokens_data() {
        QTest::addColumn<QString>("identifiers");
        QTest::newRow("atomic") << QStringLiteral("atomic");
        QTest::newRow("pieces") << QStringLiteral("pieces");
    }
    void featuresAreMeansOverTheirTokens() {
        QFETCH(QString, identifiers);
        Bench bench(identifiers.toStdString());
        const UserStates states = bench.states(kUsers, {kTargets, true, true});
        const torch::NoGradGuard noGradients;
        nn::P5Backbone& network = bench.tiny.backbone->network;
        for (std::size_t row = 0; row < kUsers.size(); ++row) {
            const auto r = static_cast<std::int64_t>(row);
            const text::EncodedText text = bench.text(kUsers[row]);
            const std::vector<const text::EncodedText*> alone = {&text};
            const EncoderInputs inputs = encoderInputs(text::makeTokenBatch(alone), torch::kCPU);
            std::vector<torch::Tensor> layers;
            const torch::Tensor encoded = network->encode(inputs.tokens, inputs.wholeWordIds,
                                                          inputs.attentionMask, nullptr, &layers)[0];
            const auto mean = [](const torch::Tensor& tokens, int begin, int end) {
                return tokens.narrow(0, begin, end - begin).mean(0);
            };
            const int length = static_cast<int>(text.tokens.size());
            QVERIFY(near(states.features.at("user_span")[r], mean(encoded, text.spanBegin, text.spanEnd)));
            QVERIFY(near(states.features.at("history_tokens")[r],
                         mean(encoded, text.historyBegin, text.historyEnd)));
            QVERIFY(near(states.features.at("all_tokens")[r], mean(encoded, 0, length)));
            QVERIFY(near(states.tokens[r].narrow(0, 0, length), encoded));
            QCOMPARE(states.tokenMask[r].sum().item<int>(), length);
            QCOMPARE(states.layers.size(), layers.size());
            for (std::size_t layer = 0; layer < layers.size(); ++layer) {
                QVERIFY(near(states.layers[layer].at("history_tokens")[r],
                             mean(layers[layer][0], text.historyBegin, text.historyEnd)));
            }
        }
        QVERIFY(near(states.layers.back().at("user_span"), states.features.at("user_span")));
        QVERIFY(!near(states.layers.front().at("user_span"), states.features.at("user_span")));
    }

    /// Embeddings before the input move every token: what is read of a user must move with it, and what all
    /// tokens say includes the prompt's own states. Compared with states of each user alone, counted by hand.
    void inputEmbeddingsMoveTheUsersTokens() {
        Bench bench("pieces");
        pipeline::LoadedBackbone& backbone = *bench.tiny.backbone;
        const std::int64_t d = backbone.network->config().dModel;
        torch::manual_seed(8);
        nn::KvPrefix prompt;
        prompt.encoderInput = torch::randn({3, d});
        prompt.decoderInput = torch::randn({2, d});
        backbone.prefix = prompt;
        const UserStates states = bench.states(kUsers, {kTargets, true, true});
        const torch::NoGradGuard noGradients;
        nn::P5Backbone& network = backbone.network;
        for (std::size_t row = 0; row < kUsers.size(); ++row) {
            const auto r = static_cast<std::int64_t>(row);
            const text::EncodedText text = bench.text(kUsers[row]);
            const std::vector<const text::EncodedText*> alone = {&text};
            const EncoderInputs inputs = encoderInputs(text::makeTokenBatch(alone), torch::kCPU);
            std::vector<torch::Tensor> layers;
            const torch::Tensor encoded = network->encode(inputs.tokens, inputs.wholeWordIds,
                                                          inputs.attentionMask, &prompt, &layers)[0];
            const int length = static_cast<int>(text.tokens.size());
            QCOMPARE(encoded.size(0), length + 3);
            const auto mean = [](const torch::Tensor& tokens, int begin, int end) {
                return tokens.narrow(0, begin + 3, end - begin).mean(0);
            };
            QVERIFY(near(states.features.at("user_span")[r], mean(encoded, text.spanBegin, text.spanEnd)));
            QVERIFY(near(states.features.at("history_tokens")[r],
                         mean(encoded, text.historyBegin, text.historyEnd)));
            QVERIFY(near(states.features.at("all_tokens")[r], encoded.mean(0)));
            QVERIFY(near(states.tokens[r].narrow(0, 0, length + 3), encoded));
            QCOMPARE(states.tokenMask[r].sum().item<int>(), length + 3);
            for (std::size_t layer = 0; layer < layers.size(); ++layer) {
                QVERIFY(near(states.layers[layer].at("user_span")[r],
                             mean(layers[layer][0], text.spanBegin, text.spanEnd)));
            }
            const torch::Tensor start = torch::zeros({1, 1}, torch::kInt64);
            QVERIFY(near(states.features.at("decoder_start")[r],
                         network->decode(start, encoded.unsqueeze(0), inputs.attentionMask, &prompt)[0][0]));
        }
    }

    void itemScoresRankAsTheScorerDoes_data() { featuresAreMeansOverTheirTokens_data(); }
    void itemScoresRankAsTheScorerDoes() {
        QFETCH(QString, identifiers);
        Bench bench(identifiers.toStdString());
        const torch::Tensor scores =
            bench.states(kUsers, {{"item_scores"}, false, false}).features.at("item_scores");
        const text::Tokenizer& tokenizer = bench.tiny.protocol().tokenizer();
        nn::CandidatePieces items;
        for (int item = 0; item < tokenizer.numItems(); ++item) {
            items.push_back(tokenizer.itemPieces(item));
        }
        nn::P5Backbone& network = bench.tiny.backbone->network;
        for (std::size_t row = 0; row < kUsers.size(); ++row) {
            const text::EncodedText text = bench.text(kUsers[row]);
            const std::vector<const text::EncodedText*> alone = {&text};
            const EncoderInputs inputs = encoderInputs(text::makeTokenBatch(alone), torch::kCPU);
            const torch::NoGradGuard noGradients;
            const torch::Tensor encoded =
                network->encode(inputs.tokens, inputs.wholeWordIds, inputs.attentionMask);
            const auto exact = nn::scoreCandidates(network, encoded, inputs.attentionMask, {items}, {})[0];
            const torch::Tensor own = scores[static_cast<std::int64_t>(row)];
            if (identifiers == QStringLiteral("pieces")) {
                QVERIFY2(
                    near(own, torch::tensor(exact)),
                    qPrintable(QString::number((own - torch::tensor(exact)).abs().max().item<double>())));
                continue;
            }
            // One token an item: the log-probability of the first answer, over the whole vocabulary.
            const torch::Tensor start = torch::zeros({1, 1}, torch::kInt64);
            const torch::Tensor logProbabilities =
                network->logits(network->decode(start, encoded, inputs.attentionMask)).log_softmax(-1)[0][0];
            for (int item = 0; item < tokenizer.numItems(); ++item) {
                QVERIFY(std::abs(own[item].item<double>() -
                                 logProbabilities[tokenizer.itemPieces(item).front()].item<double>()) < 1e-5);
            }
        }
    }

    void listsHoldTheBestItemsTheUserDoesNotHave() {
        Bench bench("atomic");
        const UserStates states = bench.states(kUsers, {{"item_scores", "recommended_list"}, false, false});
        const std::vector<std::int64_t> counts = bench.tiny.protocol().dataset().itemCounts();
        const auto best =
            recommendedItems(bench.tiny.backbone->protocol, states.features.at("item_scores"), kUsers, 3);
        for (std::size_t row = 0; row < kUsers.size(); ++row) {
            const auto r = static_cast<std::int64_t>(row);
            const torch::Tensor scores = states.features.at("item_scores")[r];
            const std::vector<std::int32_t> known = bench.tiny.protocol().knownHistory(kUsers[row]);
            std::vector<std::pair<double, std::int64_t>> open;
            for (std::int64_t item = 0; item < scores.size(0); ++item) {
                if (counts[static_cast<std::size_t>(item)] > 0 &&
                    std::find(known.begin(), known.end(), item) == known.end()) {
                    open.emplace_back(-scores[item].item<double>(), item);
                }
            }
            std::sort(open.begin(), open.end());
            for (std::size_t place = 0; place < 3; ++place) {
                QCOMPARE(static_cast<std::int64_t>(best[row][place]), open[place].second);
            }
            const torch::Tensor list = states.features.at("recommended_list")[r];
            QCOMPARE(list.sum().item<double>(), std::min<double>(10, static_cast<double>(open.size())));
            for (const std::int32_t item : known) {
                QCOMPARE(list[item].item<double>(), 0.0);
            }
        }
    }

    void anUnknownTargetIsRefused() {
        Bench bench("atomic");
        UP5_EXPECT_ERROR(bench.states(kUsers, {{"raw_history"}, false, false}), ErrorCode::InvalidInput,
                         "raw_history");
    }
};

QTEST_GUILESS_MAIN(TestUserStates)
#include "tst_user_states.moc"
