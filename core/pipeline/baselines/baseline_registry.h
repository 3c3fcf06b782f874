// The models of jobs/baseline_models.h as the engine builds them: one line each.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/baselines/baseline_model.h"

namespace up5::pipeline {

struct BaselineBuilder {
    std::string model; ///< id in jobs::baselineModels()
    std::unique_ptr<BaselineModel> (*make)(const BaselineSetup& setup) = nullptr;
};

const std::vector<BaselineBuilder>& baselineBuilders();

/// The model that the setup's options name, at the start of its training; draws from torch's default
/// generator. Throws Error{Unsupported} for one that this worker cannot build.
std::unique_ptr<BaselineModel> makeBaseline(const BaselineSetup& setup);

} // namespace up5::pipeline
