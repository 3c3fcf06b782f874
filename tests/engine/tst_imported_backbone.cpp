// A checkpoint of transformers or P5 becomes a backbone run: the same numbers as there, refused where it does
// not fit, and out again (golden values and versions: tests/golden/checkpoint.py).
#include <QtTest/QTest>

#include <fstream>

#include "base/atomic_file.h"
#include "base/content_hash.h"
#include "checkpoint/checkpoint_check.h"
#include "checkpoint/starting_point.h"
#include "jobs/job_kinds.h"
#include "jobs/starting_options.h"
#include "nn/checkpoint.h"
#include "pipeline/answer_audit.h"
#include "pipeline/pipelines.h"
#include "pipeline/question_words.h"
#include "support/checkpoint_files.h"
#include "support/expect_error.h"
#include "support/small_dataset.h"
#include "support/tensor_checks.h"
#include "text/sentencepiece_model.h"

using namespace up5;
using namespace up5::test;

namespace {

constexpr double kTolerance = 2e-5;

class Recorder : public jobs::EventSink {
public:
    void emitEvent(const jobs::JobEvent& event) override {
        if (const auto* artifact = std::get_if<jobs::ArtifactEvent>(&event)) {
            artifacts[artifact->kind] = *artifact;
        } else if (const auto* metric = std::get_if<jobs::MetricEvent>(&event)) {
            metrics[metric->name] = metric->value;
        }
    }
    std::map<std::string, jobs::ArtifactEvent> artifacts;
    std::map<std::string, double> metrics;
};

} // namespace

class TestImportedBackbone : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    jobs::Workspace m_workspace;
    std::string m_dataset;
    int m_runs = 0;

    /// P5's weights with the vocabulary beside them.
    std::filesystem::path p5Folder() const {
        const auto folder = std::filesystem::path(m_dir.path().toStdString()) / "p5";
        std::filesystem::create_directories(folder);
        const auto options = std::filesystem::copy_options::overwrite_existing;
        std::filesystem::copy_file(goldenCheckpoints() / "p5.pt", folder / "p5.pt", options);
        std::filesystem::copy_file(goldenCheckpoints() / "hf" / "spiece.model", folder / "spiece.model",
                                   options);
        return folder / "p5.pt";
    }
    jobs::JobSpec specOf(const std::filesystem::path& path, const nlohmann::json& options) const {
        jobs::JobSpec spec;
        spec.kind = "backbone";
        spec.dataset = m_dataset;
        spec.paths = {path.string()};
        spec.options = options;
        return jobs::completed(spec);
    }
    /// Runs the job and returns its folder.
    jobs::RunFolder run(const jobs::JobSpec& spec, Recorder& recorder) {
        const auto folder = jobs::RunFolder::create(m_workspace, "run" + std::to_string(m_runs++), spec);
        pipeline::JobContext context{spec, m_workspace, folder, recorder, {}};
        pipeline::trainBackbone(context);
        return folder;
    }
    nlohmann::json small(int epochs) const {
        return {{"epochs", epochs}, {"negative_count", 5}, {"validation_users", 10}, {"cuts_per_user", 1}};
    }

private Q_SLOTS:
    void initTestCase() {
        m_workspace.root = m_dir.path().toStdString();
        m_workspace.create();
        data::DatasetContent content = variedContent(40, 6, 30, true);
        content.noun = "items";
        m_dataset = data::writeDataset(content, m_workspace.datasets());
    }

    void statesLogitsAndLossAgree() {
        const auto expected = nn::loadTensors(goldenCheckpoints() / "expected.safetensors");
        const auto mask = expected.at("attention_mask").to(torch::kBool);
        for (const bool isP5 : {false, true}) {
            const auto source = checkpoint::Checkpoint::open(isP5 ? p5Folder() : goldenCheckpoints() / "hf");
            const auto name = [&](const char* value) { return (isP5 ? "p5_" : "") + std::string(value); };
            nn::P5Backbone backbone(source.config());
            nn::copyWeights(source, backbone);
            backbone->eval();
            const auto states = backbone->encode(expected.at("tokens"), expected.at("whole_word_ids"), mask);
            UP5_COMPARE_TENSORS(states, expected.at(name("encoder_states")), kTolerance);
            const auto& labels = expected.at("labels");
            const auto shifted = torch::cat({torch::zeros({labels.size(0), 1}, torch::kInt64),
                                             labels.slice(1, 0, labels.size(1) - 1).clamp_min(0)},
                                            1);
            UP5_COMPARE_TENSORS(backbone->logits(backbone->decode(shifted, states, mask)),
                                expected.at(name("logits")), kTolerance);
            const auto counts = labels.ne(-100).sum(1);
            const auto loss = (backbone->exampleLoss(states, mask, labels) * counts).sum() / counts.sum();
            UP5_COMPARE_TENSORS(loss.view(1), expected.at(name("loss")), kTolerance);
        }
    }

    void takenAsItIs() {
        Recorder recorder;
        const auto spec = specOf(p5Folder(), small(0));
        QCOMPARE(spec.options.at("preset").get<std::string>(), std::string("checkpoint"));
        QCOMPARE(spec.options.at("identifiers").get<std::string>(), std::string("pieces"));
        const auto folder = run(spec, recorder);
        const auto made = checkpoint::Checkpoint::open(folder.artifacts() / "checkpoint");
        for (const auto& difference :
             checkpoint::compareCheckpoints(made, checkpoint::Checkpoint::open(p5Folder()))) {
            QVERIFY2(difference.same() || difference.name == "lm_head.weight", difference.name.c_str());
        }
        // Nothing of its config.json changes either: T5's dropout stays.
        QCOMPARE(spec.options.at("dropout").get<double>(), 0.1);
        QCOMPARE(made.config().toJson(), checkpoint::Checkpoint::open(p5Folder()).config().toJson());
        const auto& origin = recorder.artifacts.at(jobs::kStartingPointArtifact);
        QCOMPARE(origin.path, p5Folder().string());
        QCOMPARE(origin.sha256, sha256OfFile(p5Folder()));
        QCOMPARE(recorder.metrics.at(jobs::kImportedWordRows), 512.0);
        QVERIFY(recorder.metrics.contains("hit@k"));
        QVERIFY(!recorder.metrics.contains("best_step"));
        const auto tokenizer =
            text::Tokenizer::fromJson(readJsonFile(folder.artifacts() / "checkpoint" / "tokenizer.json"));
        QCOMPARE(tokenizer.sentencePieces()->bytes(), readFile(goldenCheckpoints() / "hf" / "spiece.model"));
    }

    void answersItsVocabularyCannotTellApartAreRefused() {
        data::DatasetContent content = variedContent(40, 6, 30, true);
        content.noun = "items";
        data::Attribute gender{"gender", {"F", "M"}, {}, std::nullopt};
        for (int user = 0; user < 40; ++user) {
            gender.values.push_back(user % 2);
        }
        content.attributes = {gender};
        const std::string hash = data::writeDataset(content, m_workspace.datasets());
        const auto dataset = data::Dataset::open(m_workspace.datasets(), hash);
        const auto sentencePieces = std::make_shared<const text::SentencePieceModel>(
            readFile(goldenCheckpoints() / "hf" / "spiece.model"));
        const pipeline::Protocol protocol(m_workspace, hash, jobs::BackboneOptions(),
                                          text::Tokenizer::withSentencePieces(
                                              dataset, data::TemplateSet::forNoun("items"), sentencePieces));
        const auto words = [&](const std::string& female, const std::string& male) {
            data::AnswerSet answers{gender, {female, male}};
            return pipeline::answerPieces(protocol.tokenizer(), answers);
        };
        QCOMPARE(words("female", "male").size(), std::size_t{2});
        QCOMPARE(words("female", "male")[1], protocol.tokenizer().wordPieces("male"));
        UP5_EXPECT_ERROR(words("書", "日"), ErrorCode::InvalidInput,
                         "cannot spell the words \"書\" of class \"F\" of gender: they become");
        UP5_EXPECT_ERROR(words("female", "日"), ErrorCode::InvalidInput, "\"日\" of class \"M\"");
        UP5_EXPECT_ERROR(words(" ", "male"), ErrorCode::InvalidInput, "it has no piece for them");
        // Other texts, the same pieces.
        UP5_EXPECT_ERROR(words("male", "male "), ErrorCode::InvalidInput,
                         "into the same pieces as the words \"male\" of class \"F\"");
        QCOMPARE(pipeline::unspelledWords(protocol.tokenizer(),
                                          std::vector<std::string>{"is {user} 書 or male 書?", "male"}),
                 (std::vector<std::string>{"書", "書?"}));
        // An audit refuses such words before it does anything, whoever asks.
        const auto file = std::filesystem::path(m_dir.path().toStdString()) / "words.json";
        writeFileAtomically(file, R"({"gender": {"F": "書", "M": "日"}})");
        for (const char* method : {"zero-shot-with-history", "soft-prompt"}) {
            jobs::ProbeOptions options;
            options.methods = std::string("logistic,") + method;
            options.verbalisers = file.string();
            UP5_EXPECT_ERROR(pipeline::checkQuestions(protocol, {"gender"}, options), ErrorCode::InvalidInput,
                             "cannot spell the words \"書\"");
            writeFileAtomically(file, R"({"gender": {"F": "female", "M": "male"}})");
            pipeline::checkQuestions(protocol, {"gender"}, options);
            options.methods = "logistic"; // nobody asks
            writeFileAtomically(file, R"({"gender": {"F": "書", "M": "日"}})");
            pipeline::checkQuestions(protocol, {"gender"}, options);
        }
    }

    void plainT5HasNoWordsUntilItIsTrained() {
        Recorder untrained, trained;
        const auto as = run(specOf(goldenCheckpoints() / "hf", small(0)), untrained);
        QCOMPARE(untrained.metrics.at(jobs::kImportedWordRows), 0.0);
        QVERIFY(
            !checkpoint::Checkpoint::open(as.artifacts() / "checkpoint").find(checkpoint::kWholeWordTable));
        const auto spec = specOf(goldenCheckpoints() / "hf", small(1));
        const auto further = run(spec, trained);
        QCOMPARE(trained.metrics.at(jobs::kImportedWordRows), 0.0);
        const auto made = checkpoint::Checkpoint::open(further.artifacts() / "checkpoint");
        QCOMPARE(made.find(checkpoint::kWholeWordTable)->shape, (std::vector<std::int64_t>{512, 24}));
        QVERIFY(trained.metrics.contains("best_step"));
        // Warm, not from scratch: a step at this rate moves weights little.
        QVERIFY(made.values("shared.weight") !=
                checkpoint::Checkpoint::open(goldenCheckpoints() / "hf").values("shared.weight"));
        Recorder again;
        const auto same = run(spec, again);
        QCOMPARE(sha256OfFile(same.artifacts() / "checkpoint" / "model.safetensors"),
                 sha256OfFile(further.artifacts() / "checkpoint" / "model.safetensors"));
    }

    void changedFilesAreNotResumed() {
        Recorder recorder;
        const auto spec = specOf(p5Folder(), small(0));
        const auto folder = run(spec, recorder);
        const auto refused = [&](const char* text) {
            pipeline::JobContext context{spec, m_workspace, folder, recorder, {}};
            UP5_EXPECT_ERROR(pipeline::trainBackbone(context), ErrorCode::Conflict, text);
        };
        const auto config = p5Folder().parent_path() / "config.json";
        auto other = checkpoint::Checkpoint::open(p5Folder()).config().toJson();
        other["layer_norm_epsilon"] = 1e-5;
        writeFileAtomically(config, other.dump());
        refused("has changed since this run began (config.json)");
        std::filesystem::remove(config);
        const auto remembered = folder.state() / "starting_point.sha256.json";
        auto hashes = readJsonFile(remembered);
        hashes["p5.pt"] = std::string(64, '0');
        hashes["config.json"] = std::string(64, '0');
        writeFileAtomically(remembered, hashes.dump());
        refused("(p5.pt config.json)");
    }

    void optionsThatDisagreeAreRefused() {
        auto options = small(0);
        options["preset"] = "t5-small";
        UP5_EXPECT_ERROR(jobs::requireFittingCheckpoint(specOf(p5Folder(), options), m_workspace),
                         ErrorCode::InvalidInput, "preset is t5-small");
        options = small(1);
        options["dropout"] = 0; // what is given counts
        QCOMPARE(specOf(p5Folder(), options).options.at("dropout").get<double>(), 0.0);
        options = small(0);
        options["identifiers"] = "atomic";
        UP5_EXPECT_ERROR(jobs::requireFittingCheckpoint(specOf(p5Folder(), options), m_workspace),
                         ErrorCode::InvalidInput, "identifiers is atomic");
        jobs::requireFittingCheckpoint(specOf(p5Folder(), small(0)), m_workspace);
        jobs::JobSpec random;
        random.kind = "backbone";
        random.dataset = m_dataset;
        random.options = {{"epochs", 0}};
        UP5_EXPECT_ERROR(jobs::completed(random), ErrorCode::InvalidInput, "epochs=0 needs a checkpoint");
        random.options = {{"preset", "checkpoint"}};
        UP5_EXPECT_ERROR(jobs::completed(random), ErrorCode::InvalidInput, "preset=checkpoint");
        random.options = nlohmann::json::object();
        random.paths = {"/a", "/b"};
        UP5_EXPECT_ERROR(jobs::completed(random), ErrorCode::InvalidInput, "one checkpoint");
    }
};

QTEST_GUILESS_MAIN(TestImportedBackbone)
#include "tst_imported_backbone.moc"
