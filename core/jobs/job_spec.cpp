#include "jobs/job_spec.h"

#include <set>

#include "base/error.h"

namespace up5::jobs {

namespace {

const std::set<std::string> kMembers = {"protocol",   "kind",  "name", "dataset", "backbone_run", "prompt_run",
                                        "attributes", "paths", "seed", "device",  "options"};

} // namespace

nlohmann::json toJson(const JobSpec& spec) {
    return {{"protocol", kProtocolVersion},
            {"kind", spec.kind},
            {"name", spec.name},
            {"dataset", spec.dataset},
            {"backbone_run", spec.backboneRun},
            {"prompt_run", spec.promptRun},
            {"attributes", spec.attributes},
            {"paths", spec.paths},
            {"seed", spec.seed},
            {"device", spec.device},
            {"options", spec.options}};
}

JobSpec jobSpecFromJson(const nlohmann::json& json) {
    if (!json.is_object()) {
        throw Error(ErrorCode::Protocol, "A job spec must be a JSON object.");
    }
    for (const auto& [key, value] : json.items()) {
        if (!kMembers.contains(key)) {
            throw Error(ErrorCode::Protocol, "A job spec has no member " + key + ".");
        }
    }
    try {
        const int protocol = json.at("protocol").get<int>();
        if (protocol != kProtocolVersion) {
            throw Error(ErrorCode::Protocol, "The job spec has protocol version " + std::to_string(protocol) +
                                                 ", this program speaks version " +
                                                 std::to_string(kProtocolVersion) + ".");
        }
        JobSpec spec;
        json.at("kind").get_to(spec.kind);
        json.at("name").get_to(spec.name);
        json.at("dataset").get_to(spec.dataset);
        json.at("backbone_run").get_to(spec.backboneRun);
        json.at("prompt_run").get_to(spec.promptRun);
        json.at("attributes").get_to(spec.attributes);
        json.at("paths").get_to(spec.paths);
        json.at("seed").get_to(spec.seed);
        json.at("device").get_to(spec.device);
        spec.options = json.at("options");
        return spec;
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Protocol, std::string("The job spec is not as it must be: ") + error.what() + ".");
    }
}

} // namespace up5::jobs
