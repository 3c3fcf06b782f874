#include "pipeline/pipelines.h"

#include <map>

#include "base/error.h"

namespace up5::pipeline {

void runJob(JobContext& context) {
    static const std::map<std::string, void (*)(JobContext&)> pipelines = {
        {"import", importDataset}, {"backbone", trainBackbone},
        {"evaluate", evaluate},    {"probe", probe},
        {"cfp", trainCfp},         {"mixture", trainMixture},
        {"stability", stability},  {"baseline", trainBaselineModel},
    };
    const auto found = pipelines.find(context.spec.kind);
    if (found == pipelines.end()) {
        throw Error(ErrorCode::Unsupported, "This worker knows no jobs of kind " + context.spec.kind + ".");
    }
    found->second(context);
}

} // namespace up5::pipeline
