// Checkpoints made elsewhere: every format gives its numbers, every tensor that does not fit is named,
// hostile files are refused.
#include <QtTest>

#include <cmath>
#include <cstring>

#include "base/atomic_file.h"
#include "checkpoint/checkpoint_check.h"
#include "checkpoint/float_values.h"
#include "checkpoint/starting_point.h"
#include "checkpoint/t5_tensors.h"
#include "support/checkpoint_files.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::checkpoint;
using namespace up5::test;

namespace {

using Floats = std::vector<float>;

/// A store with tensors by name.
struct Named {
    explicit Named(const std::filesystem::path& file) : store(openTensorStore(file)) {}
    Floats values(const std::string& name) const {
        for (std::size_t i = 0; i < store->tensors().size(); ++i) {
            if (store->tensors()[i].name == name) {
                return store->values(i);
            }
        }
        return {};
    }
    std::unique_ptr<TensorStore> store;
};

bool anyContains(const std::vector<std::string>& sentences, const std::string& text) {
    return std::any_of(sentences.begin(), sentences.end(),
                       [&](const std::string& s) { return s.find(text) != std::string::npos; });
}

} // namespace

class TestCheckpointFiles : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    std::filesystem::path path(const char* name) const {
        return std::filesystem::path(m_dir.path().toStdString()) / name;
    }
    /// A copy of the golden Hugging Face folder.
    std::filesystem::path copyOfFolder(const char* name) const {
        std::filesystem::copy(goldenCheckpoints() / "hf", path(name),
                              std::filesystem::copy_options::recursive);
        return path(name);
    }
    void refusedZip(const std::string& pickle, const std::string& storage, const char* text,
                    const std::string& storageName = "0") const {
        UP5_EXPECT_ERROR(openTensorStore(writeTorchZip(path("evil.pt"), pickle, storage, storageName)),
                         ErrorCode::InvalidInput, text);
    }

private Q_SLOTS:
    void bothFormatsOfTorch() {
        for (const char* file : {"small_zip.pt", "small_legacy.pt"}) {
            const Named named(goldenCheckpoints() / file);
            QCOMPARE(named.store->tensors().size(), std::size_t{12});
            Floats counted(24);
            std::iota(counted.begin(), counted.end(), 0.0F);
            QCOMPARE(named.values("float"), counted);
            const Floats transposed = named.values("transposed");
            QCOMPARE(transposed.size(), std::size_t{24});
            QCOMPARE(transposed[1], 6.0F);
            QCOMPARE(transposed[4], 1.0F);
            QCOMPARE(named.values("part"), (Floats{8, 9, 10, 14, 15, 16}));
            QCOMPARE(named.values("double"), (Floats{1e-3F, 2.0F}));
            QCOMPARE(named.values("half"), (Floats{1.5F, -65504.0F, std::ldexp(1.0F, -24), INFINITY}));
            QCOMPARE(named.values("bfloat")[0], 1.5F);
            QVERIFY(std::abs(named.values("bfloat")[1] / -3e38F - 1) < 0.004);
            QCOMPARE(named.values("long"), (Floats{1, -2}));
            QCOMPARE(named.values("int"), (Floats{3}));
            QCOMPARE(named.values("byte"), (Floats{255, 0}));
            QCOMPARE(named.values("scalar"), (Floats{2.5F}));
            QCOMPARE(named.values("parameter"), (Floats{7}));
            QVERIFY(named.values("empty").empty());
        }
        QCOMPARE(Named(goldenCheckpoints() / "small_zip.pt").store->format(), "torch (zip)");
        QCOMPARE(Named(goldenCheckpoints() / "small_legacy.pt").store->format(), "torch (before 1.6)");
    }

    void halfPrecision() {
        QCOMPARE(floatOfHalf(0x3C00), 1.0F);
        QCOMPARE(floatOfHalf(0xC000), -2.0F);
        QCOMPARE(floatOfHalf(0x0001), std::ldexp(1.0F, -24));
        QCOMPARE(floatOfHalf(0x03FF), std::ldexp(1023.0F, -24));
        QCOMPARE(floatOfHalf(0x0400), std::ldexp(1.0F, -14));
        QCOMPARE(floatOfHalf(0x7BFF), 65504.0F);
        QVERIFY(std::isinf(floatOfHalf(0xFC00)) && std::isnan(floatOfHalf(0x7E00)));
        QCOMPARE(floatOfBfloat16(0xC040), -3.0F);
    }

    /// P5's file is the folder's network in float16 with "module." before the names and one table more.
    void p5AndHuggingFaceAreTheSameNetwork() {
        const Checkpoint hf = Checkpoint::open(goldenCheckpoints() / "hf");
        const Checkpoint p5 = Checkpoint::open(goldenCheckpoints() / "p5.pt");
        QVERIFY(p5.configFile().empty());
        QVERIFY(!hf.configFile().empty());
        T5Config told = p5.config(); // from the shapes alone
        QCOMPARE(told.wholeWordVocabSize, 512);
        QCOMPARE(hf.config().wholeWordVocabSize, 0);
        told.wholeWordVocabSize = 0;
        QCOMPARE(told.toJson(), hf.config().toJson());
        QVERIFY(problemsOf(hf, hf.config()).empty());
        QVERIFY(problemsOf(p5, p5.config()).empty());
        int compared = 0;
        for (const TensorDifference& difference : compareCheckpoints(hf, p5)) {
            if (difference.inA && difference.inB) {
                QVERIFY2(difference.same(), difference.name.c_str());
                ++compared;
            } else {
                QVERIFY(difference.name == kWholeWordTable || difference.name == "lm_head.weight");
            }
        }
        QCOMPARE(compared, 47);
    }

    void tensorsOfT5Small() { // spec B1: 60,506,624 parameters
        const T5Config small = T5Config::preset("t5-small", 32128);
        std::int64_t count = 0;
        for (const TensorInfo& tensor : tensorsOf(small)) {
            count += tensor.elementCount();
        }
        QCOMPARE(count, parameterCount(small));
        QCOMPARE(count, 60'506'624 + 262'144);
        QCOMPARE(configOfTensors(tensorsOf(small), "t5-small").toJson()["d_ff"], 2048);
    }

    /// Files list their tensors by name: block.10 stands before block.2.
    void layersAreCountedInAnyOrder() {
        std::vector<TensorInfo> tensors = tensorsOf(T5Config::preset("t5-base", 100));
        std::ranges::sort(tensors, {}, &TensorInfo::name);
        const T5Config base = configOfTensors(tensors, "t5-base");
        QCOMPARE(base.numLayers, 12);
        QCOMPARE(base.numDecoderLayers, 12);
        std::ranges::reverse(tensors);
        QCOMPARE(configOfTensors(tensors, "t5-base").numLayers, 12);
        tensors.push_back({"decoder.block.x", TensorType::F32, {1}}); // no number: counts for nothing
        QCOMPARE(configOfTensors(tensors, "t5-base").numDecoderLayers, 12);
    }

    void impossibleShapesAreRefused() {
        const std::vector<TensorInfo> good = tensorsOf(T5Config::preset("tiny", 100));
        std::vector<TensorInfo> tensors = good;
        tensors.push_back({"encoder.block.999999999.layer", TensorType::F32, {1}});
        UP5_EXPECT_ERROR(configOfTensors(tensors, "deep.pt"), ErrorCode::InvalidInput,
                         "deep.pt: num_layers is 1000000000; an integer from 1 to 1000");
        tensors = good;
        for (TensorInfo& tensor : tensors) {
            if (tensor.name.ends_with("relative_attention_bias.weight")) {
                tensor.shape[0] = 1;
            }
        }
        UP5_EXPECT_ERROR(configOfTensors(tensors, "one.pt"), ErrorCode::InvalidInput,
                         "relative_attention_num_buckets is 1");
    }

    void valuesThatAreNoNumbersAreNamed() {
        const auto folder = copyOfFolder("broken");
        const std::string broken = "decoder.block.1.layer.2.DenseReluDense.wo.weight";
        const SafetensorsFile golden(goldenCheckpoints() / "hf" / "model.safetensors");
        SafetensorsWriter writer(folder / "model.safetensors", golden.tensors(), golden.metadata());
        for (const TensorInfo& tensor : golden.tensors()) {
            const auto bytes = golden.bytes(tensor.name);
            std::vector<std::byte> copy(bytes.begin(), bytes.end());
            if (tensor.name == broken) {
                const float values[] = {NAN, -INFINITY};
                std::memcpy(copy.data() + 5 * sizeof(float), values, sizeof values);
            }
            writer.writeBytes(tensor.name, tensor.type, copy, 0);
        }
        writer.commit();
        const Checkpoint source = Checkpoint::open(folder);
        QCOMPARE(problemsOf(source, source.config()),
                 std::vector<std::string>{broken + ": 2 of 1152 values are not finite numbers"});
        UP5_EXPECT_ERROR(openStartingPoint(folder), ErrorCode::InvalidInput, broken);
    }

    void everyMismatchIsNamed() {
        const auto folder = copyOfFolder("mismatch");
        nlohmann::json config = readJsonFile(folder / "config.json");
        config["d_ff"] = 50;
        config["num_layers"] = 1;
        config["num_decoder_layers"] = 3;
        writeFileAtomically(folder / "config.json", config.dump());
        const Checkpoint source = Checkpoint::open(folder);
        const auto problems = problemsOf(source, source.config());
        QVERIFY(anyContains(
            problems, "encoder.block.0.layer.1.DenseReluDense.wi.weight: found [48, 24], needed [50, 24]"));
        QVERIFY(anyContains(problems, "missing: decoder.block.2.layer.1.EncDecAttention.v.weight [24, 24]"));
        QVERIFY(
            anyContains(problems, "not known here: encoder.block.1.layer.0.SelfAttention.q.weight [24, 24]"));
        UP5_EXPECT_ERROR(openStartingPoint(folder), ErrorCode::InvalidInput, "missing: decoder.block.2");
    }

    void copiesOfTheEmbedding() {
        const std::string data = littleEndian(1.0F) + littleEndian(2.0F);
        const auto write = [&](const std::string& second) {
            const auto file =
                writeZip(path("tied.pt"),
                         {{"x/data.pkl",
                           pickled::whole("}(" + pickled::text("shared.weight") + pickled::tensor("0", 2, 2) +
                                          pickled::text("lm_head.weight") + pickled::tensor("1", 2, 2) + "u"),
                           ""},
                          {"x/data/0", data, ""},
                          {"x/data/1", second, ""}});
            const Checkpoint source = Checkpoint::open(file);
            return problemsOf(source, T5Config::preset("tiny", 10));
        };
        QVERIFY(!anyContains(write(data), "lm_head.weight"));
        QVERIFY(anyContains(write(littleEndian(1.0F) + littleEndian(3.0F)), "lm_head.weight: differs"));
    }

    void whatIsLookedForIsNamed() {
        writeFileAtomically(path("short.pt"), "abc");
        UP5_EXPECT_ERROR(openTensorStore(path("short.pt")), ErrorCode::InvalidInput,
                         ".safetensors, .bin or .pt");
        UP5_EXPECT_ERROR(Checkpoint::open(path("nowhere")), ErrorCode::NotFound, "nowhere");
        std::filesystem::create_directories(path("empty"));
        UP5_EXPECT_ERROR(Checkpoint::open(path("empty")), ErrorCode::NotFound, "pytorch_model.bin");
        writeText(path("sharded/pytorch_model.bin.index.json"), "{}");
        UP5_EXPECT_ERROR(Checkpoint::open(path("sharded")), ErrorCode::Unsupported, "several files");
        const auto folder = copyOfFolder("mute");
        std::filesystem::remove(folder / "spiece.model");
        UP5_EXPECT_ERROR(openStartingPoint(folder), ErrorCode::InvalidInput, "spiece.model");
        UP5_EXPECT_ERROR(openStartingPoint(goldenCheckpoints() / "small_zip.pt"), ErrorCode::InvalidInput,
                         "no matrix shared.weight");
        writeText(path("text.pt"), "this is no checkpoint at all");
        UP5_EXPECT_ERROR(Checkpoint::open(path("text.pt")), ErrorCode::InvalidInput,
                         "text.pt is no checkpoint");
    }

    void hostileZips() {
        const std::string data(16, '\0');
        const auto good = pickled::stateDict(pickled::tensor("0", 4, 4));
        QCOMPARE(Named(writeTorchZip(path("good.pt"), good, data)).values("a"), Floats(4));
        refusedZip(pickled::stateDict(pickled::global("os", "system") + "(" + pickled::text("true") + "tR"),
                   data, "os.system");
        // A storage by the name of a file outside is looked for in the archive only.
        refusedZip(pickled::stateDict(pickled::tensor("../../../../etc/passwd", 4, 4)), data, "has 0 bytes");
        refusedZip(good, data, "leads out of the archive", "../../../x");
        refusedZip(pickled::stateDict(pickled::tensor("0", 0x7fffffff, 4)), data, "description says");
        refusedZip(pickled::stateDict(pickled::tensor("0", 4, 0x7fffffff, 0, 0)), data, "more numbers");
        refusedZip(pickled::stateDict(pickled::tensor("0", 4, 2, 3)), data, "beyond its storage");
        refusedZip(pickled::stateDict(pickled::tensor("0", 4, 2, 0, 0x7fffffff)), data, "beyond its storage");
        refusedZip(pickled::stateDict(pickled::tensor("0", 4, 2, 0, -1)), data, "at least 0");
        refusedZip(pickled::stateDict(pickled::tensor("0", 4, 2, -1)), data, "at least 0");
        refusedZip(pickled::stateDict(pickled::integer(3)), data, "\"a\" is a whole number");
        refusedZip(pickled::whole("]"), data, "a list");
        refusedZip(pickled::whole("}(" + pickled::text("a") + pickled::tensor("0", 4, 4) +
                                  pickled::text("a") + pickled::tensor("0", 4, 4) + "u"),
                   data, "listed twice");
        refusedZip(good, std::string(4 << 20, '\0'), "bomb"); // torch.save does not compress
        UP5_EXPECT_ERROR(openTensorStore(writeZip(path("none.pt"), {{"a/x", "y", ""}})),
                         ErrorCode::InvalidInput, "0 members named data.pkl");
        UP5_EXPECT_ERROR(
            openTensorStore(writeZip(path("two.pt"), {{"a/data.pkl", "y", ""}, {"b/data.pkl", "y", ""}})),
            ErrorCode::InvalidInput, "2 members");
    }

    void hostileLegacyFiles() {
        const auto two = [](std::int32_t first, std::int32_t second) {
            return pickled::whole("}(" + pickled::text("a") + pickled::tensor("0", first, 4) +
                                  pickled::text("b") + pickled::tensor("0", second, 2, 1) + "u");
        };
        std::string storage = littleEndian(std::int64_t{4});
        for (const float value : {1.0F, 2.0F, 3.0F, 4.0F}) {
            storage += littleEndian(value);
        }
        const auto refused = [&](const std::string& pickle, const std::vector<std::string>& keys,
                                 const std::string& storages, const char* text) {
            UP5_EXPECT_ERROR(openTensorStore(writeLegacyTorch(path("evil.pt"), pickle, keys, storages)),
                             ErrorCode::InvalidInput, text);
        };
        const Named good(writeLegacyTorch(path("good_legacy.pt"), two(4, 4), {"0"}, storage));
        QCOMPARE(good.values("a"), (Floats{1, 2, 3, 4}));
        QCOMPARE(good.values("b"), (Floats{2, 3}));
        // Only the last tensor's claim would hold; the first would have a gigabyte allocated.
        refused(two(0x7fffffff, 4), {"0"}, storage, "described differently");
        refused(two(4, 0x7fffffff), {"0"}, storage, "described differently");
        refused(two(8, 8), {"0"}, storage + std::string(16, '\0'), "another number of elements");
        refused(two(4, 4), {"0", "0"}, storage + storage, "listed twice");
        refused(two(4, 4), {"0", "1"}, storage + storage, "belongs to no tensor");
        refused(two(4, 4), {}, storage, "description says");
        refused(two(4, 4), {"0"}, storage.substr(0, 20), "description says");
    }

    /// The stride of a dimension of one element says nothing, nor do other dimensions beside an empty one.
    void stridesThatMoveNothing() {
        std::string data;
        for (const float value : {1.0F, 2.0F, 3.0F, 4.0F}) {
            data += littleEndian(value);
        }
        const std::int64_t huge = std::int64_t{1} << 40, largest = std::numeric_limits<std::int64_t>::max();
        const auto values = [&](const std::string& sizes, const std::string& strides) {
            const auto pickle = pickled::stateDict(pickled::shapedTensor("0", 4, 1, sizes, strides));
            return Named(writeTorchZip(path("strides.pt"), pickle, data)).values("a");
        };
        const std::string one = pickled::integer(1), two = pickled::integer(2);
        QCOMPARE(values(two + one + "\x86", two + pickled::wide(largest) + "\x86"), (Floats{2, 4}));
        QVERIFY(values(pickled::integer(0) + pickled::wide(huge) + pickled::wide(huge) + "\x87",
                       one + one + one + "\x87")
                    .empty());
    }

    void cutFiles() {
        for (const char* file : {"small_zip.pt", "small_legacy.pt"}) {
            const std::string whole = readFile(goldenCheckpoints() / file);
            for (std::size_t length = 16; length < whole.size(); length += 61) {
                writeText(path("cut.pt"), whole.substr(0, length));
                bool thrown = false;
                try {
                    openTensorStore(path("cut.pt"));
                } catch (const Error& error) {
                    thrown = error.code() == ErrorCode::InvalidInput;
                }
                QVERIFY2(thrown, (file + std::to_string(length)).c_str());
            }
        }
    }

    void everyChangedByteIsSurvived() {
        const std::string whole = readFile(goldenCheckpoints() / "small_legacy.pt");
        for (std::size_t at = 15; at < whole.size(); at += 3) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ 0x5A);
            writeText(path("changed.pt"), changed);
            try {
                const auto store = openTensorStore(path("changed.pt"));
                for (std::size_t i = 0; i < store->tensors().size(); ++i) {
                    store->values(i);
                }
            } catch (const Error& error) {
                QVERIFY(error.code() == ErrorCode::InvalidInput || error.code() == ErrorCode::Unsupported);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestCheckpointFiles)
#include "tst_checkpoint_files.moc"
