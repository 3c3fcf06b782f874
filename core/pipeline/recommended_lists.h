// The lists of items a backbone recommends, ranked exactly over the whole catalogue.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"

namespace up5::pipeline {

/// Per user the k best items, best first, of the sequential task on the test part: every rated item is scored
/// but those of the user's known history (the test target is a candidate). Equal scores go by item. Fewer
/// than k where the catalogue has no more. `prefix` may be null: untreated. `done` of `total` lists are
/// reported as progress behind `before`.
std::vector<std::vector<std::int32_t>> recommendedLists(LoadedBackbone& backbone,
                                                        std::span<const std::int32_t> users, int k,
                                                        const nn::KvPrefix* prefix, std::int64_t before,
                                                        std::int64_t total, const JobContext& context);

} // namespace up5::pipeline
