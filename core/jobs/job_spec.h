// What is asked of a worker: kind, inputs, options, seed and device. Written to spec.json, never changed
// later.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace up5::jobs {

/// Version of spec.json and events.jsonl; host and worker must agree exactly.
constexpr int kProtocolVersion = 1;

struct JobSpec {
    std::string kind;    ///< a registered kind, see job_kinds.h
    std::string name;    ///< shown to people; may be empty
    std::string dataset; ///< data set hash (empty for import)
    std::string
        backboneRun; ///< run id whose checkpoint is used (empty for import, backbone and most baselines)
    /// Run id of a trained prompt or mixture: which one is measured (evaluate, probe, stability; empty =
    /// untreated), or which prompt training starts from (cfp with init=prompt).
    std::string promptRun;
    std::vector<std::string> mixedPrompts; ///< run ids of the prompts a mixture combines
    std::vector<std::string> attributes;
    std::vector<std::string> paths; ///< absolute input files or folders (import); a checkpoint (backbone)
    std::uint64_t seed = 2022;
    std::string device = "auto";                       ///< auto | cpu | cuda | cuda:N
    nlohmann::json options = nlohmann::json::object(); ///< complete: defaults written out

    bool operator==(const JobSpec&) const = default;
};

nlohmann::json toJson(const JobSpec& spec);
/// `mixed_prompts` is only there for mixtures. Refuses unknown members, missing ones, another protocol
/// version. Throws Error{Protocol}.
JobSpec jobSpecFromJson(const nlohmann::json& json);

} // namespace up5::jobs
