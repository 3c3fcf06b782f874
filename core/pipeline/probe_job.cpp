#include "pipeline/pipelines.h"

#include "pipeline/leak_audit.h"
#include "pipeline/probe_users.h"
#include "train/device.h"

namespace up5::pipeline {

namespace {

/// Figures of users whom the adversary has seen are refused, or marked by this figure.
void reportOverlap(const Protocol& protocol, const jobs::ProbeOptions& options, const JobContext& context) {
    std::vector<jobs::RunFolder> prompts = {{context.workspace.run(context.spec.promptRun)}};
    for (const std::string& mixed : prompts.front().readSpec().mixedPrompts) {
        prompts.push_back({context.workspace.run(mixed)});
    }
    for (const std::string& name : context.spec.attributes) {
        const data::UserGroups groups = userGroups(protocol, protocol.dataset().attribute(name), options);
        const std::int64_t seen = adversaryOverlap(protocol.dataset(), groups, prompts, options.allowOverlap);
        if (seen > 0) {
            context.metric({.name = "adversary_overlap",
                            .split = "test",
                            .attribute = name,
                            .value = static_cast<double>(seen),
                            .n = seen});
        }
    }
}

} // namespace

void probe(JobContext& context) {
    const auto options = jobs::ProbeOptions::table().read(context.spec.options);
    context.progress("preparing", 0, 0);
    LoadedBackbone backbone =
        loadBackbone(context.workspace, context.spec.backboneRun, {context.spec.promptRun, options.remove},
                     train::deviceFromText(context.spec.device));
    if (!context.spec.promptRun.empty()) {
        reportOverlap(backbone.protocol, options, context);
    }
    auditLeak(backbone, context.spec.attributes, options, context);
}

} // namespace up5::pipeline
