#include "jobs/starting_options.h"

#include <fmt/format.h>

#include "base/error.h"
#include "checkpoint/starting_point.h"
#include "jobs/options/backbone_options.h"

namespace up5::jobs {

namespace {

constexpr const char* kCheckpointPreset = "checkpoint";

/// Whether two networks are the same but for vocabulary, dropout and the whole-word table.
bool sameShape(const checkpoint::T5Config& a, const checkpoint::T5Config& b) {
    return a.dModel == b.dModel && a.dKv == b.dKv && a.dFf == b.dFf && a.numLayers == b.numLayers &&
           a.numDecoderLayers == b.numDecoderLayers && a.numHeads == b.numHeads &&
           a.relativeAttentionNumBuckets == b.relativeAttentionNumBuckets &&
           a.relativeAttentionMaxDistance == b.relativeAttentionMaxDistance;
}

std::string shapeOf(const checkpoint::T5Config& config) {
    return fmt::format("d_model {}, d_ff {}, {} + {} layers, {} heads of {}", config.dModel, config.dFf,
                       config.numLayers, config.numDecoderLayers, config.numHeads, config.dKv);
}

} // namespace

nlohmann::json startingOptions(const checkpoint::StartingPoint& start) {
    nlohmann::json options = {{"preset", kCheckpointPreset},
                              {"identifiers", start.identifiers},
                              {"dropout", start.config.dropoutRate}};
    BackboneOptions::table().check(options);
    return options;
}

nlohmann::json withStartingPoint(nlohmann::json options, const std::filesystem::path& checkpoint) {
    nlohmann::json all = {{"preset", kCheckpointPreset}};
    if (!options.contains("identifiers") || !options.contains("dropout")) {
        all = startingOptions(checkpoint::openStartingPoint(checkpoint));
    }
    all.update(options);
    return all;
}

void requireNoStartingPoint(const nlohmann::json& options) {
    const auto read = BackboneOptions::table().read(options);
    if (read.preset == kCheckpointPreset || read.epochs == 0) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{} needs a checkpoint to start from; none was given.",
                                read.epochs == 0 ? "epochs=0" : "preset=checkpoint"));
    }
}

void requireFittingCheckpoint(const JobSpec& spec, const Workspace& workspace) {
    const auto options = BackboneOptions::table().read(spec.options);
    const checkpoint::StartingPoint start = checkpoint::openStartingPoint(spec.paths.front());
    if (options.identifiers != start.identifiers) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("Option identifiers is {}, but the checkpoint's vocabulary writes them as {}. Leave "
                        "the option out or say so.",
                        options.identifiers, start.identifiers));
    }
    if (options.preset != kCheckpointPreset) {
        const auto asked = checkpoint::T5Config::preset(options.preset, start.config.vocabSize);
        if (!sameShape(asked, start.config)) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("Option preset is {} ({}), but the checkpoint has {}. Leave the option out.",
                            options.preset, shapeOf(asked), shapeOf(start.config)));
        }
    }
    const data::Dataset dataset = data::Dataset::open(workspace.datasets(), spec.dataset);
    start.tokenizerFor(dataset, data::TemplateSet::forNoun(dataset.noun()));
}

} // namespace up5::jobs
