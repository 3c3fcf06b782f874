#include "ui/models/model_rows.h"

#include <algorithm>

#include "jobs/options/cfp_options.h"
#include "ui/runs/run_words.h"

namespace up5::ui {

namespace {

std::optional<double> metric(const report::RunRecord& record, const std::string& name,
                             const std::string& split, const std::string& task, int k) {
    const store::MetricRow* newest = nullptr;
    for (const store::MetricRow& row : record.metrics) {
        const bool fits =
            row.name == name && row.split == split && row.task == task && row.k == k && row.group.empty();
        if (fits && (!newest || row.step >= newest->step)) {
            newest = &row;
        }
    }
    return newest ? std::optional(newest->value) : std::nullopt;
}

void addWeights(ModelRow& row, const report::RunRecord& record, const jobs::Workspace& workspace) {
    const std::string kind = row.isPrompt ? "prompt" : "checkpoint";
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

ModelRow modelRow(const report::RunRecord& record, const jobs::Workspace& workspace) {
    const store::RunRow& run = record.run;
    ModelRow row;
    row.run = run.id;
    row.isPrompt = run.kind == "cfp";
    row.name = runTitle(run).toStdString();
    row.datasetName = record.datasetName;
    row.seed = run.seed;
    row.finished = run.finished;
    for (const std::string& attribute : run.attributes) {
        row.attributes += (row.attributes.empty() ? "" : ", ") + attribute;
    }
    // A model whose settings cannot be read is still a model, and listed without them.
    if (row.isPrompt && record.problem.empty() && record.options.contains("lambda") &&
        !jobs::CfpOptions::table().read(record.options).isUntrained()) {
        row.lambda = record.options["lambda"].get<double>();
    }
    if (row.isPrompt && record.problem.empty() && record.options.contains("prefix_length")) {
        row.prefixLength = record.options["prefix_length"].get<int>();
    }
    if (const auto count = metric(record, row.isPrompt ? "stored_prefix_size" : "parameters", "", "", 0)) {
        row.parameters = static_cast<std::int64_t>(*count);
    }
    row.shareOfBackbone = metric(record, "stored_prefix_share", "", "", 0);
    row.shareOfCheckpoint = metric(record, "stored_prefix_share_untied", "", "", 0);
    row.validationHit10 = metric(record, "hit@k", "validation", "sequential", 10);
    row.testHit1 = metric(record, "hit@k", "test", "sequential", 1);
    row.testHit10 = metric(record, "hit@k", "test", "sequential", 10);
    addWeights(row, record, workspace);
    return row;
}

} // namespace

std::vector<ModelRow> modelRows(const std::vector<report::RunRecord>& records,
                                const jobs::Workspace& workspace) {
    std::vector<ModelRow> rows;
    for (const report::RunRecord& record : records) {
        const bool isModel = record.run.kind == "backbone" || record.run.kind == "cfp";
        if (isModel && record.run.state == store::RunState::Succeeded) {
            rows.push_back(modelRow(record, workspace));
        }
    }
    return rows;
}

} // namespace up5::ui
