// Weights on disk: round trips, and a sentence for everything that does not fit.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include "base/atomic_file.h"
#include "base/content_hash.h"
#include "nn/attribute_classifier.h"
#include "nn/checkpoint.h"
#include "nn/prompt_generator.h"
#include "support/expect_error.h"
#include "support/tensor_checks.h"

using namespace up5;
using test::smallBackbone;
using test::SmallInput;

class CheckpointTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::filesystem::path path(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

    /// A saved small backbone whose stored tensors were changed by `change`.
    template <class Change> std::filesystem::path damaged(const char* name, Change change) {
        const auto folder = path(name);
        nn::saveBackbone(smallBackbone(), folder);
        auto tensors = nn::loadTensors(folder / "model.safetensors");
        change(tensors);
        nn::saveTensors(tensors, folder / "model.safetensors");
        return folder;
    }

private Q_SLOTS:
    void backboneRoundTrip() {
        auto backbone = smallBackbone();
        const auto hash = nn::saveBackbone(backbone, path("deep/backbone"));
        QCOMPARE(hash, sha256OfFile(path("deep/backbone/model.safetensors")));
        auto loaded = nn::loadBackbone(path("deep/backbone"));
        QVERIFY(!loaded->is_training());
        QCOMPARE(loaded->config().toJson(), backbone->config().toJson());
        const SmallInput batch({5, 3});
        UP5_COMPARE_TENSORS(batch.encode(loaded), batch.encode(backbone), 0.0);
        QCOMPARE(nn::saveBackbone(loaded, path("again")), hash);
    }

    void loadingDrawsNoRandomNumbers() {
        nn::saveBackbone(smallBackbone(), path("quiet"));
        torch::manual_seed(9);
        const auto undisturbed = torch::rand({4});
        torch::manual_seed(9);
        nn::loadBackbone(path("quiet"));
        UP5_COMPARE_TENSORS(torch::rand({4}), undisturbed, 0.0);
    }

    void namesAreHuggingFaces() {
        nn::saveBackbone(smallBackbone(), path("names"));
        const auto tensors = nn::loadTensors(path("names/model.safetensors"));
        for (const char* name :
             {"shared.weight", "encoder.whole_word_embeddings.weight", "encoder.final_layer_norm.weight",
              "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight",
              "encoder.block.1.layer.0.layer_norm.weight", "encoder.block.1.layer.1.DenseReluDense.wi.weight",
              "decoder.block.0.layer.1.EncDecAttention.o.weight",
              "decoder.block.1.layer.2.DenseReluDense.wo.weight"}) {
            QVERIFY2(tensors.contains(name), name);
        }
        QVERIFY(!tensors.contains("lm_head.weight"));
    }

    void copiesOfTheEmbeddingAreAcceptedWhenEqual() {
        const auto good = damaged("copies", [](auto& tensors) {
            for (const char* name :
                 {"lm_head.weight", "encoder.embed_tokens.weight", "decoder.embed_tokens.weight"}) {
                tensors[name] = tensors["shared.weight"].clone();
            }
        });
        nn::loadBackbone(good);
        const auto bad = damaged(
            "untied", [](auto& tensors) { tensors["lm_head.weight"] = tensors["shared.weight"] + 1; });
        UP5_EXPECT_ERROR(nn::loadBackbone(bad), ErrorCode::Corrupt, "lm_head.weight");
    }

    void unusedTableOfPublishedCheckpointsIsAccepted() {
        nn::loadBackbone(damaged("published", [](auto& tensors) {
            tensors["decoder.block.0.layer.1.EncDecAttention.relative_attention_bias.weight"] =
                torch::zeros({32, 4});
        }));
    }

    void everyMismatchIsNamed() {
        const auto folder = damaged("mismatch", [](auto& tensors) {
            tensors.erase("encoder.final_layer_norm.weight");
            tensors["decoder.final_layer_norm.weight"] = torch::ones({33});
            tensors["encoder.block.0.layer.0.SelfAttention.q.bias"] = torch::ones({3});
            tensors["shared.weight"] = tensors["shared.weight"].to(torch::kFloat64);
        });
        for (const char* part : {"encoder.final_layer_norm.weight", "decoder.final_layer_norm.weight", "33",
                                 "encoder.block.0.layer.0.SelfAttention.q.bias", "shared.weight", "F64"}) {
            UP5_EXPECT_ERROR(nn::loadBackbone(folder), ErrorCode::Corrupt, part);
        }
    }

    void aFailedLoadLeavesTheModuleAsItWas() {
        const auto folder = damaged("partial", [](auto& tensors) {
            tensors["shared.weight"] = tensors["shared.weight"] + 1;
            tensors.erase("decoder.final_layer_norm.weight");
        });
        auto backbone = smallBackbone();
        const auto before = backbone->named_parameters()["shared.weight"].clone();
        UP5_EXPECT_ERROR(nn::loadModule(*backbone, folder / "model.safetensors"), ErrorCode::Corrupt,
                         "final_layer_norm");
        UP5_COMPARE_TENSORS(backbone->named_parameters()["shared.weight"], before, 0.0);
    }

    void absentFilesAreNotFound() {
        UP5_EXPECT_ERROR(nn::loadBackbone(path("nowhere")), ErrorCode::NotFound, "config.json");
        std::filesystem::create_directories(path("half"));
        writeFileAtomically(path("half/config.json"), smallBackbone()->config().toJson().dump());
        UP5_EXPECT_ERROR(nn::loadBackbone(path("half")), ErrorCode::NotFound, "model.safetensors");
    }

    void modulesWithBuffersRoundTrip() {
        torch::manual_seed(4);
        nn::AttributeClassifier first("mlp7", 8, 3);
        first->forward(torch::randn({16, 8})); // moves the running statistics
        first->eval();
        nn::saveModule(*first, path("classifier.safetensors"), {{"attribute", "gender"}});
        nn::AttributeClassifier second("mlp7", 8, 3);
        second->eval();
        nn::loadModule(*second, path("classifier.safetensors"));
        const auto states = torch::randn({4, 8});
        UP5_COMPARE_TENSORS(second->forward(states), first->forward(states), 0.0);
        nn::AttributeClassifier other("mlp7", 8, 4);
        UP5_EXPECT_ERROR(nn::loadModule(*other, path("classifier.safetensors")), ErrorCode::Corrupt,
                         "layers.15");

        nn::PromptGenerator generator(smallBackbone()->config(), nn::PromptGeneratorOptions{});
        nn::saveModule(*generator, path("generator.safetensors"));
        nn::PromptGenerator copy(smallBackbone()->config(), nn::PromptGeneratorOptions{});
        nn::loadModule(*copy, path("generator.safetensors"));
        generator->eval();
        copy->eval();
        UP5_COMPARE_TENSORS(copy->forward().cross[1].value, generator->forward().cross[1].value, 0.0);
    }

    void tensorsOfEveryTypeRoundTrip() {
        const std::map<std::string, torch::Tensor> tensors{
            {"float", torch::randn({2, 3})},
            {"transposed", torch::randn({4, 3}).t()},
            {"double", torch::randn({5}, torch::kFloat64)},
            {"int", torch::tensor({-7, 8}, torch::kInt32)},
            {"long", torch::tensor({std::int64_t{1} << 40}, torch::kInt64)},
            {"bytes", torch::tensor({0, 255, 3}, torch::kUInt8)},
            {"scalar", torch::tensor(2.5)},
            {"empty", torch::zeros({0, 4})}};
        nn::saveTensors(tensors, path("types.safetensors"), {{"step", "12"}});
        const auto loaded = nn::loadTensors(path("types.safetensors"));
        QCOMPARE(loaded.size(), tensors.size());
        for (const auto& [name, tensor] : tensors) {
            QVERIFY2(torch::equal(loaded.at(name), tensor) && loaded.at(name).dtype() == tensor.dtype(),
                     name.c_str());
        }
        UP5_EXPECT_ERROR(
            nn::saveTensors({{"half", torch::zeros({2}, torch::kFloat16)}}, path("half.safetensors")),
            ErrorCode::Unsupported, "half");
        QVERIFY(!std::filesystem::exists(path("half.safetensors")));
    }
};

QTEST_GUILESS_MAIN(CheckpointTest)
#include "tst_checkpoint.moc"
