// What a run keeps of a prompt, and a prompt that starts from an earlier one.
#include <QtTest/QTest>

#include "base/atomic_file.h"
#include "nn/checkpoint.h"
#include "pipeline/probe_users.h"
#include "pipeline/prompt_artifacts.h"
#include "support/expect_error.h"
#include "support/tensor_checks.h"
#include "support/tiny_backbone.h"

using namespace up5;
using namespace up5::pipeline;
using test::randomPrefix;

namespace {

/// Keeps the figures.
class MetricSink : public jobs::EventSink {
public:
    void emitEvent(const jobs::JobEvent& event) override {
        if (const auto* metric = std::get_if<jobs::MetricEvent>(&event)) {
            values[metric->name] = metric->value;
        }
    }
    std::map<std::string, double> values;
};

void comparePrefixes(const nn::KvPrefix& a, const nn::KvPrefix& b) {
    QCOMPARE(a.numel(), b.numel());
    for (const nn::AttentionKind& kind : nn::kAttentionKinds) {
        for (std::size_t layer = 0; layer < (a.*kind.layers).size(); ++layer) {
            UP5_COMPARE_TENSORS((a.*kind.layers)[layer].key, (b.*kind.layers)[layer].key, 0.0);
            UP5_COMPARE_TENSORS((a.*kind.layers)[layer].value, (b.*kind.layers)[layer].value, 0.0);
        }
    }
    QCOMPARE(a.encoderInput.defined(), b.encoderInput.defined());
    QCOMPARE(a.decoderInput.defined(), b.decoderInput.defined());
    if (a.encoderInput.defined()) {
        UP5_COMPARE_TENSORS(a.encoderInput, b.encoderInput, 0.0);
        UP5_COMPARE_TENSORS(a.decoderInput, b.decoderInput, 0.0);
    }
}

} // namespace

class TestPromptArtifacts : public QObject {
    Q_OBJECT

    test::TinyBackbone m_tiny{true};
    test::NoSink m_noSink;

    const nn::T5Config& config() const { return m_tiny.backbone->network->config(); }
    std::filesystem::path file(const char* name) const { return m_tiny.workspace().root / name; }

    jobs::JobSpec cfp(const nlohmann::json& options) const {
        jobs::JobSpec spec;
        spec.kind = "cfp";
        spec.backboneRun = "backbone";
        spec.attributes = {"gender"};
        spec.options = jobs::CfpOptions::table().check(options);
        return spec;
    }
    std::shared_ptr<nn::PromptGeneratorImpl> generatorOf(const jobs::JobSpec& spec) {
        return makeGenerator(*m_tiny.backbone, jobs::CfpOptions::table().read(spec.options),
                             {spec, m_tiny.workspace(), {}, m_noSink, {}});
    }
    /// A run folder whose prompt is stored as its generator begins, nudged so that it is no other one's.
    jobs::RunFolder storedRun(const std::string& id, const jobs::JobSpec& spec, jobs::EventSink& sink) {
        const jobs::RunFolder folder = jobs::RunFolder::create(m_tiny.workspace(), id, spec);
        const auto generator = generatorOf(spec);
        const torch::NoGradGuard noGradients;
        for (torch::Tensor& parameter : generator->parameters()) {
            parameter.add_(0.25);
        }
        generator->eval();
        LoadedBackbone backbone = *m_tiny.backbone;
        backbone.prefix = generator->forward().detached();
        storePrompt(backbone, *generator, {spec, m_tiny.workspace(), folder, sink, {}});
        return folder;
    }

private Q_SLOTS:
    void everyInjectionIsStoredWhole() {
        nn::KvPrefix keys = randomPrefix(config(), 3);
        nn::KvPrefix input;
        input.encoderInput = torch::randn({4, config().dModel});
        input.decoderInput = torch::randn({4, config().dModel});
        for (const nn::KvPrefix& prefix : {keys, input, nn::concatenated(keys, input)}) {
            savePrefix(prefix, file("prompt.safetensors"), {});
            comparePrefixes(loadPrefix(file("prompt.safetensors"), config()), prefix);
        }
    }

    void whatDoesNotFitIsRefusedByName() {
        const auto path = file("bad.safetensors");
        const auto refused = [&](const char* word) {
            UP5_EXPECT_ERROR(loadPrefix(path, config()), ErrorCode::Corrupt, word);
        };
        nn::KvPrefix prefix = randomPrefix(config(), 3);
        prefix.cross.pop_back();
        savePrefix(prefix, path, {});
        refused("cross.1.key");
        nn::saveTensors({{"encoder_input", torch::zeros({2, 5})}}, path);
        refused("encoder_input");
        const torch::Tensor rows = torch::zeros({2, config().dModel});
        nn::saveTensors({{"encoder_input", rows}, {"decoder_input", rows}, {"encoder_output", rows}}, path);
        refused("encoder_output");
        nn::saveTensors({{"decoder_input", rows}}, path);
        refused("encoder_self.0.key");
    }

    void sizesAreReported() { // Table 11: stored, trained, both denominators
        for (const bool input : {false, true}) {
            MetricSink sink;
            const auto spec = cfp({{"prefix_length", 7}, {"injection", input ? "input" : "kv"}});
            storedRun(input ? "sizes-input" : "sizes-kv", spec, sink);
            const auto stored = static_cast<double>(nn::storedPrefixSize(
                config(), 7, input ? nn::PromptInjection::Input : nn::PromptInjection::KeysAndValues));
            QCOMPARE(sink.values.at("stored_prefix_size"), stored);
            const auto weights = static_cast<double>(m_tiny.backbone->network->parameterCount());
            QCOMPARE(sink.values.at("stored_prefix_share"), stored / weights);
            const auto embedding = static_cast<double>(config().vocabSize * config().dModel);
            QCOMPARE(sink.values.at("stored_prefix_share_untied"), stored / (weights + 3 * embedding));
            QVERIFY(sink.values.at("trainable_parameters") > stored);
        }
    }

    void aPromptStartsFromAnother() {
        const auto made = nlohmann::json{{"prefix_length", 4}, {"reweighter", "ff"}, {"injection", "input"}};
        const jobs::RunFolder start = storedRun("start", cfp(made), m_noSink);
        nlohmann::json options = made;
        options["init"] = "prompt";
        jobs::JobSpec spec = cfp(options);
        spec.promptRun = "start";
        auto generator = generatorOf(spec);
        generator->eval();
        comparePrefixes(generator->forward().detached(),
                        loadPrefix(start.artifacts() / "prompt.safetensors", config()));

        spec.options["prefix_length"] = 5;
        UP5_EXPECT_ERROR(generatorOf(spec), ErrorCode::InvalidInput,
                         "encoder_input.table: found [4, 32], needed [5");
        spec.options["prefix_length"] = 4;
        spec.options["reweighter"] = "none";
        UP5_EXPECT_ERROR(generatorOf(spec), ErrorCode::InvalidInput, "not known here: reweighter.in.bias");
        spec.options = cfp(options).options;
        spec.backboneRun = "another";
        UP5_EXPECT_ERROR(generatorOf(spec), ErrorCode::Conflict, "another backbone");
        spec.backboneRun = "backbone";
        std::filesystem::remove(start.artifacts() / "generator.safetensors");
        UP5_EXPECT_ERROR(generatorOf(spec), ErrorCode::NotFound, "generator.safetensors");
    }

    void theStartsAdversaryIsRemembered() {
        const jobs::JobSpec spec = cfp({});
        const data::Dataset& dataset = m_tiny.protocol().dataset();
        const data::UserGroups groups = userGroups(m_tiny.protocol(), m_tiny.attribute(), {});
        const jobs::RunFolder start = jobs::RunFolder::create(m_tiny.workspace(), "seen", spec);
        const jobs::RunFolder next = jobs::RunFolder::create(m_tiny.workspace(), "next", spec);
        const JobContext first{spec, m_tiny.workspace(), start, m_noSink, {}};
        const JobContext second{spec, m_tiny.workspace(), next, m_noSink, {}};
        UP5_EXPECT_ERROR(inheritUserGroups(start, groups, dataset, second), ErrorCode::InvalidInput,
                         "prompt to start from");
        storeUserGroups(groups, m_tiny.attribute(), dataset, first);
        inheritUserGroups(start, groups, dataset, second);
        QCOMPARE(adversaryOverlap(dataset, groups, {next}, false), 0);
        jobs::ProbeOptions others;
        others.userSeed = 77;
        const data::UserGroups moved = userGroups(m_tiny.protocol(), m_tiny.attribute(), others);
        QVERIFY(adversaryOverlap(dataset, moved, {next}, true) > 0);
        UP5_EXPECT_ERROR(inheritUserGroups(start, moved, dataset, second), ErrorCode::InvalidInput,
                         "probe.user_seed");
    }
};

QTEST_GUILESS_MAIN(TestPromptArtifacts)
#include "tst_prompt_artifacts.moc"
