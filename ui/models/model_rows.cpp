#include "ui/models/model_rows.h"

#include <algorithm>
#include <map>

#include "jobs/attribute_subsets.h"
#include "jobs/options/cfp_options.h"
#include "report/mixture.h"
#include "ui/runs/run_words.h"

namespace up5::ui {

namespace {

/// Kinds of runs that leave a model.
const std::map<std::string, ModelKind>& modelKinds() {
    static const std::map<std::string, ModelKind> kinds = {{"backbone", ModelKind::Backbone},
                                                           {"cfp", ModelKind::Prompt},
                                                           {"mixture", ModelKind::Mixture},
                                                           {"baseline", ModelKind::Baseline}};
    return kinds;
}

const char* weightsArtifact(ModelKind kind) {
    switch (kind) {
    case ModelKind::Backbone:
        return "checkpoint";
    case ModelKind::Prompt:
        return "prompt";
    case ModelKind::Mixture:
        return "mixture";
    default:
        return "model";
    }
}

std::optional<double> metric(const std::vector<store::MetricRow>& metrics, const std::string& name,
                             const std::string& split = {}, const std::string& task = {}, int k = 0) {
    const store::MetricRow* newest = nullptr;
    for (const store::MetricRow& row : metrics) {
        const bool fits =
            row.name == name && row.split == split && row.task == task && row.k == k && row.group.empty();
        if (fits && (!newest || row.step >= newest->step)) {
            newest = &row;
        }
    }
    return newest ? std::optional(newest->value) : std::nullopt;
}

void addWeights(ModelRow& row, const report::RunRecord& record, const jobs::Workspace& workspace) {
    const std::string kind = weightsArtifact(row.kind);
    // A checkpoint is also a configuration and a tokenizer; the weights are what size and hash are asked of.
    const auto artifact =
        std::find_if(record.artifacts.begin(), record.artifacts.end(), [&](const store::ArtifactRow& a) {
            return a.kind == kind && std::filesystem::path(a.path).extension() == ".safetensors";
        });
    if (artifact == record.artifacts.end()) {
        return;
    }
    row.sha256 = artifact->sha256;
    row.weights = workspace.run(row.run) / artifact->path;
    std::error_code problem;
    const auto bytes = std::filesystem::file_size(row.weights, problem);
    if (!problem) {
        row.bytes = static_cast<std::int64_t>(bytes);
    }
}

/// What a model was trained with. One whose settings cannot be read is still a model, and listed without
/// them.
void addSettings(ModelRow& row, const report::RunRecord& record) {
    if (!record.problem.empty()) {
        return;
    }
    if (row.kind == ModelKind::Prompt) {
        const auto options = jobs::CfpOptions::table().read(record.options);
        row.prefixLength = options.prefixLength;
        row.lambda = options.isUntrained() ? std::nullopt : std::optional(options.lambda);
    } else if (row.kind == ModelKind::Mixture) {
        const auto options = jobs::MixtureOptions::table().read(record.options);
        row.prefixLength = options.outputLength;
        const std::vector<double> weights = options.lambdasOf(record.run.attributes);
        const bool isOne =
            !weights.empty() && std::ranges::count(weights, weights.front()) == std::ssize(weights);
        row.lambda = options.isUntrained() || !isOne ? std::nullopt : std::optional(weights.front());
    } else if (row.kind == ModelKind::Baseline) {
        row.baselineFamily = jobs::baselineModel(record.options.at("model").get<std::string>()).family;
    }
}

std::optional<std::int64_t> storedCount(const report::RunRecord& record, const std::string& name) {
    const auto value = metric(record.metrics, name);
    return value ? std::optional(static_cast<std::int64_t>(*value)) : std::nullopt;
}

void addSizes(ModelRow& row, const report::RunRecord& record) {
    if (row.kind == ModelKind::Mixture) {
        row.storedSize = storedCount(record, "stored_prefix_size");
        row.parameters = storedCount(record, "trainable_parameters");
    } else {
        row.parameters =
            storedCount(record, row.kind == ModelKind::Prompt ? "stored_prefix_size" : "parameters");
    }
    row.shareOfBackbone = metric(record.metrics, "stored_prefix_share");
    row.shareOfCheckpoint = metric(record.metrics, "stored_prefix_share_untied");
}

void addFigures(ModelRow& row, const report::RunRecord& record) {
    const std::vector<store::MetricRow> metrics =
        row.kind == ModelKind::Mixture
            ? report::onlySubset(record, jobs::subsetKey(record.run.attributes)).metrics
            : record.metrics;
    row.validationHit10 = metric(metrics, "hit@k", "validation", "sequential", 10);
    row.testHit1 = metric(metrics, "hit@k", "test", "sequential", 1);
    row.testHit10 = metric(metrics, "hit@k", "test", "sequential", 10);
}

ModelRow modelRow(const report::RunRecord& record, const std::vector<report::RunRecord>& records,
                  const jobs::Workspace& workspace) {
    const store::RunRow& run = record.run;
    ModelRow row;
    row.run = run.id;
    row.kind = modelKinds().at(run.kind);
    row.name = runTitle(run).toStdString();
    row.datasetName = record.datasetName;
    row.seed = run.seed;
    row.finished = run.finished;
    row.attributes = run.attributes;
    for (const std::string& prompt : run.mixedPrompts) {
        const report::RunRecord* mixed = report::findRecord(records, prompt);
        row.mixedPrompts.push_back(mixed ? runTitle(mixed->run).toStdString() : prompt);
    }
    addSettings(row, record);
    addSizes(row, record);
    addFigures(row, record);
    addWeights(row, record, workspace);
    return row;
}

} // namespace

std::vector<ModelRow> modelRows(const std::vector<report::RunRecord>& records,
                                const jobs::Workspace& workspace) {
    std::vector<ModelRow> rows;
    for (const report::RunRecord& record : records) {
        if (!modelKinds().contains(record.run.kind) || record.run.state != store::RunState::Succeeded) {
            continue;
        }
        ModelRow row = modelRow(record, records, workspace);
        // What only counts has nothing to keep.
        if (row.kind != ModelKind::Baseline || !row.weights.empty()) {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

} // namespace up5::ui
