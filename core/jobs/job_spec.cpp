#include "jobs/job_spec.h"

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/json_members.h"

namespace up5::jobs {

nlohmann::json toJson(const JobSpec& spec) {
    nlohmann::json json = {{"protocol", kProtocolVersion},
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
    if (!spec.mixedPrompts.empty()) {
        json["mixed_prompts"] = spec.mixedPrompts;
    }
    return json;
}

JobSpec jobSpecFromJson(const nlohmann::json& json) {
    JsonMembers members(json, "The job specification");
    const std::int64_t protocol = members.integer("protocol");
    if (protocol != kProtocolVersion) {
        throw Error(ErrorCode::Protocol,
                    fmt::format("The job was written with protocol version {}, but this program "
                                "speaks version {}. Use programs of one version.",
                                protocol, kProtocolVersion));
    }
    JobSpec spec;
    spec.kind = members.text("kind");
    spec.name = members.text("name");
    spec.dataset = members.text("dataset");
    spec.backboneRun = members.text("backbone_run");
    spec.promptRun = members.text("prompt_run");
    if (members.has("mixed_prompts")) {
        spec.mixedPrompts = members.texts("mixed_prompts");
    }
    spec.attributes = members.texts("attributes");
    spec.paths = members.texts("paths");
    spec.seed = members.unsignedInteger("seed");
    spec.device = members.text("device");
    spec.options = members.object("options");
    members.finish();
    return spec;
}

} // namespace up5::jobs
