#include "pipeline/pipelines.h"

#include "pipeline/leak_audit.h"
#include "train/device.h"

namespace up5::pipeline {

void probe(JobContext& context) {
    const auto options = jobs::ProbeOptions::table().read(context.spec.options);
    context.progress("preparing", 0, 0);
    LoadedBackbone backbone =
        loadBackbone(context.workspace, context.spec.backboneRun, context.spec.promptRun,
                     train::deviceFromText(context.spec.device));
    for (const std::string& name : context.spec.attributes) {
        auditLeak(backbone, backbone.protocol.dataset().attribute(name), options, context);
    }
}

} // namespace up5::pipeline
