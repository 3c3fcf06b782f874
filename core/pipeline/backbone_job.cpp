#include "pipeline/pipelines.h"

#include <map>

#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include "base/atomic_file.h"
#include "base/content_hash.h"
#include "base/error.h"
#include "base/random_stream.h"
#include "checkpoint/starting_point.h"
#include "metrics/ranking.h"
#include "nn/checkpoint.h"
#include "pipeline/question_words.h"
#include "pipeline/ranking.h"
#include "pipeline/tensor_batch.h"
#include "train/backbone_trainer.h"
#include "train/device.h"

namespace up5::pipeline {

namespace {

/// Feeds the training loop: the examples of an epoch in a seeded order, cut into steps. Every step mixes the
/// task families in their shares; each family is padded apart, as their lengths differ most.
class EpochSteps {
public:
    EpochSteps(const Protocol& protocol, std::uint64_t seed, torch::Device device)
        : m_options(protocol.options()),
          m_source(protocol, {m_options.nextItemShare, m_options.followingShare, m_options.chooseOneShare,
                              m_options.yesNoShare}),
          m_seed(seed), m_device(device) {}

    int prepare(int epoch) {
        RandomStream random(m_seed, "examples of epoch " + std::to_string(epoch));
        m_examples = m_source.drawEpoch(m_options.cutsPerUser, random);
        random.shuffle(std::span(m_examples));
        m_stepBegin.clear();
        std::size_t tokens = 0;
        for (std::size_t i = 0; i < m_examples.size(); ++i) {
            tokens += m_examples[i].input.tokens.size();
            if (m_stepBegin.empty() || tokens > static_cast<std::size_t>(m_options.batchTokens)) {
                m_stepBegin.push_back(i);
                tokens = m_examples[i].input.tokens.size();
            }
        }
        m_stepBegin.push_back(m_examples.size());
        return static_cast<int>(m_stepBegin.size()) - 1;
    }

    std::vector<train::SequenceBatch> batches(int step) const {
        std::map<data::TemplateFamily, std::vector<const TrainingExample*>> families;
        const auto index = static_cast<std::size_t>(step);
        for (std::size_t i = m_stepBegin[index]; i < m_stepBegin[index + 1]; ++i) {
            families[m_examples[i].family].push_back(&m_examples[i]);
        }
        std::vector<train::SequenceBatch> result;
        for (const auto& [family, examples] : families) {
            result.push_back(trainingBatch(examples, m_device).sequence);
        }
        return result;
    }

private:
    const jobs::BackboneOptions& m_options;
    ExampleSource m_source;
    std::uint64_t m_seed;
    torch::Device m_device;
    std::vector<TrainingExample> m_examples;
    std::vector<std::size_t> m_stepBegin; ///< first example of each step, then their number
};

/// What early stopping judges by: the mean of hit@1 and hit@10 of the sequential task on validation targets.
double validationScore(LoadedBackbone& backbone, std::int64_t step, const JobContext& context) {
    const Ranks ranks = rankTargets(
        backbone,
        {{.part = data::SplitPart::Validation, .maxUsers = backbone.protocol.options().validationUsers}},
        context);
    double hits[2] = {0, 0};
    const int ks[2] = {1, 10};
    for (int i = 0; i < 2; ++i) {
        for (const double rank : ranks.ranks) {
            hits[i] += metrics::hitAtK(rank, ks[i]) / static_cast<double>(ranks.ranks.size());
        }
        context.series("validation_hit@" + std::to_string(ks[i]), step, hits[i]);
    }
    return (hits[0] + hits[1]) / 2;
}

void saveCheckpoint(const LoadedBackbone& backbone, const JobContext& context) {
    const std::filesystem::path folder = context.folder.artifacts() / "checkpoint";
    std::filesystem::create_directories(folder);
    writeFileAtomically(folder / "tokenizer.json", backbone.protocol.tokenizer().toJson().dump());
    nn::saveBackbone(backbone.network, folder);
    for (const char* file : {"tokenizer.json", "config.json", "model.safetensors"}) {
        context.artifact("checkpoint", std::string("artifacts/checkpoint/") + file);
    }
}

/// SHA-256 of the weights a run starts from. A resumed run must find the same weights, network and
/// vocabulary.
std::string hashOfStart(const checkpoint::Checkpoint& source, const jobs::RunFolder& folder) {
    const std::filesystem::path remembered = folder.state() / "starting_point.sha256.json";
    nlohmann::json hashes;
    for (const std::filesystem::path& file :
         {source.weights(), source.configFile(), source.tokenizerFile()}) {
        if (!file.empty()) {
            hashes[file.filename().string()] = sha256OfFile(file);
        }
    }
    if (!std::filesystem::exists(remembered)) {
        writeFileAtomically(remembered, hashes.dump());
    } else if (const nlohmann::json before = readJsonFile(remembered); before != hashes) {
        std::string changed;
        for (const auto& [name, hash] : hashes.items()) {
            changed += before.contains(name) && before[name] == hash ? "" : " " + name;
        }
        for (const auto& [name, hash] : before.items()) {
            changed += hashes.contains(name) ? "" : " " + name;
        }
        throw Error(ErrorCode::Conflict, source.weights().parent_path().string() +
                                             " has changed since this run began (" + changed.substr(1) +
                                             "). Put the files back as they were, or start a new run.");
    }
    return hashes.at(source.weights().filename().string());
}

/// Says which words of the templates an imported vocabulary cannot spell: they read the same for all users.
void warnOfTemplates(const Protocol& protocol) {
    std::vector<std::string> inputs;
    for (const data::PromptTemplate& promptTemplate : protocol.templates().all()) {
        inputs.push_back(promptTemplate.input);
    }
    const std::vector<std::string> unspelled = unspelledWords(protocol.tokenizer(), inputs);
    if (!unspelled.empty()) {
        spdlog::warn("the checkpoint's vocabulary cannot spell \"{}\" of the templates; it reads <unk> there",
                     fmt::join(unspelled, "\", \""));
    }
}

/// The network before training, with the protocol it is trained and ranked by: of random weights, or of a
/// checkpoint's. Announces what it began with.
LoadedBackbone untrainedBackbone(const jobs::BackboneOptions& options, JobContext& context) {
    const torch::Device device = train::deviceFromText(context.spec.device);
    torch::manual_seed(derivedSeed(context.spec.seed, "backbone initialisation"));
    if (context.spec.paths.empty()) {
        Protocol protocol(context.workspace, context.spec.dataset, options);
        nn::T5Config config = nn::T5Config::preset(options.preset, protocol.tokenizer().vocabularySize());
        config.dropoutRate = options.dropout;
        return {protocol, nn::P5Backbone(config, options.embeddingStd), device, std::nullopt};
    }
    const checkpoint::StartingPoint start = checkpoint::openStartingPoint(context.spec.paths.front());
    const data::Dataset dataset = data::Dataset::open(context.workspace.datasets(), context.spec.dataset);
    nn::T5Config config = start.config;
    config.dropoutRate = options.dropout;
    if (config.wholeWordVocabSize == 0 && options.epochs > 0) {
        config.wholeWordVocabSize = nn::T5Config().wholeWordVocabSize;
    }
    LoadedBackbone backbone{Protocol(context.workspace, context.spec.dataset, options,
                                     start.tokenizerFor(dataset, data::TemplateSet::forNoun(dataset.noun()))),
                            nn::P5Backbone(config, options.embeddingStd), device, std::nullopt};
    warnOfTemplates(backbone.protocol);
    nn::copyWeights(start.checkpoint, backbone.network);
    context.sink.emitEvent(jobs::ArtifactEvent{jobs::kStartingPointArtifact,
                                               start.checkpoint.weights().string(),
                                               hashOfStart(start.checkpoint, context.folder)});
    context.sink.emitEvent(jobs::MetricEvent{.name = jobs::kImportedWordRows,
                                             .value = static_cast<double>(start.config.wholeWordVocabSize)});
    return backbone;
}

train::EpochLoopResult trainFurther(LoadedBackbone& backbone, const jobs::BackboneOptions& options,
                                    JobContext& context) {
    EpochSteps steps(backbone.protocol, context.spec.seed, backbone.device);
    train::BackboneTrainingHooks hooks;
    hooks.prepareEpoch = [&](int epoch) { return steps.prepare(epoch); };
    hooks.batches = [&](int index) { return steps.batches(index); };
    hooks.loop.validate = [&](std::int64_t step) { return validationScore(backbone, step, context); };
    hooks.loop.onLoss = [&](const std::string& name, std::int64_t step, double loss) {
        context.series(name, step, loss);
    };
    hooks.loop.onProgress = [&](std::int64_t done, std::int64_t total) {
        context.progress("training", done, total);
    };
    const train::EpochLoopOptions loop{options.epochs, options.maxMinutes * 60, options.patience,
                                       context.spec.seed};
    return train::trainBackbone(
        backbone.network, {loop, options.learningRate, options.warmup, options.weightDecay, options.clip},
        hooks, context.folder.state(), context.cancel);
}

} // namespace

void trainBackbone(JobContext& context) {
    const auto options = jobs::BackboneOptions::table().read(context.spec.options);
    context.progress("preparing", 0, 0);
    LoadedBackbone backbone = untrainedBackbone(options, context);
    backbone.network->to(backbone.device);
    train::EpochLoopResult result;
    if (options.epochs > 0) {
        result = trainFurther(backbone, options, context);
    }
    backbone.network->eval();

    context.progress("writing", 0, 1);
    saveCheckpoint(backbone, context);
    context.sink.emitEvent(jobs::MetricEvent{
        .name = "parameters", .value = static_cast<double>(backbone.network->parameterCount())});
    if (options.epochs > 0) {
        context.sink.emitEvent(jobs::MetricEvent{.name = "best_step",
                                                 .split = "validation",
                                                 .step = result.steps,
                                                 .value = static_cast<double>(result.keptStep)});
    }
    // The recommender's own figures come with it; the leak is a probe run's.
    reportAllRanks(backbone, options.validationUsers, {}, context);
}

} // namespace up5::pipeline
