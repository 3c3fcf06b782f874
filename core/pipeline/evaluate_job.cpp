#include "pipeline/pipelines.h"

#include "jobs/options/evaluate_options.h"
#include "pipeline/ranking.h"
#include "train/device.h"

namespace up5::pipeline {

namespace {

constexpr int kPublishedBeams = 20; // spec B5

} // namespace

void evaluate(JobContext& context) {
    const auto options = jobs::EvaluateOptions::table().read(context.spec.options);
    context.progress("preparing", 0, 0);
    LoadedBackbone backbone =
        loadBackbone(context.workspace, context.spec.backboneRun, {context.spec.promptRun, options.remove},
                     train::deviceFromText(context.spec.device));
    RankingRequest request;
    request.targets.part = options.part == "test" ? data::SplitPart::Test : data::SplitPart::Validation;
    request.targets.fullCatalogue = options.candidates == "catalogue";
    request.norm = options.norm == "sum" ? nn::ScoreNorm::Sum : nn::ScoreNorm::Length;
    request.targets.maxUsers = options.users;
    if (options.score == "beam20") {
        request.beams = kPublishedBeams;
    }
    for (const Task task : {Task::Sequential, Task::Direct}) {
        if (options.task == "both" || options.task == toString(task)) {
            request.targets.task = task;
            reportRanks(rankTargets(backbone, request, context), task, request.targets.part,
                        {.resamples = options.resamples}, context);
        }
    }
}

} // namespace up5::pipeline
