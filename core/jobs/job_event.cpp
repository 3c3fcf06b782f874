#include "jobs/job_event.h"

#include <cmath>

#include <fmt/format.h>

#include "jobs/job_spec.h"
#include "jobs/json_members.h"

namespace up5::jobs {

namespace {

/// JSON has no NaN and no infinity; both are written as null.
nlohmann::json finiteOrNull(double value) {
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

struct Writer {
    nlohmann::json operator()(const HelloEvent& event) const {
        return {{"event", "hello"},           {"protocol", event.protocol}, {"program", event.program},
                {"libtorch", event.libtorch}, {"device", event.device},     {"seed", event.seed}};
    }
    nlohmann::json operator()(const ProgressEvent& event) const {
        return {{"event", "progress"}, {"stage", event.stage}, {"done", event.done}, {"total", event.total}};
    }
    nlohmann::json operator()(const MetricEvent& event) const {
        nlohmann::json json = {{"event", "metric"},
                               {"name", event.name},
                               {"split", event.split},
                               {"task", event.task},
                               {"attribute", event.attribute},
                               {"group", event.group},
                               {"k", event.k},
                               {"step", event.step},
                               {"value", finiteOrNull(event.value)},
                               {"low", finiteOrNull(event.low)},
                               {"high", finiteOrNull(event.high)},
                               {"n", event.n}};
        if (!event.removed.empty()) {
            json["removed"] = event.removed;
        }
        return json;
    }
    nlohmann::json operator()(const SeriesEvent& event) const {
        return {{"event", "series"},
                {"name", event.name},
                {"step", event.step},
                {"value", finiteOrNull(event.value)}};
    }
    nlohmann::json operator()(const ArtifactEvent& event) const {
        return {{"event", "artifact"}, {"kind", event.kind}, {"path", event.path}, {"sha256", event.sha256}};
    }
    nlohmann::json operator()(const DoneEvent&) const { return {{"event", "done"}}; }
    nlohmann::json operator()(const FailedEvent& event) const {
        return {{"event", "failed"}, {"code", toString(event.code)}, {"message", event.message}};
    }
    nlohmann::json operator()(const CancelledEvent&) const { return {{"event", "cancelled"}}; }
};

int smallInteger(JsonMembers& members, const char* name) {
    const std::int64_t value = members.integer(name);
    if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max()) {
        throw Error(ErrorCode::Protocol,
                    fmt::format("The member {} is {}, which is out of range.", name, value));
    }
    return static_cast<int>(value);
}

JobEvent readHello(JsonMembers& members) {
    HelloEvent event;
    event.protocol = smallInteger(members, "protocol");
    // Before anything else: another version may have other members.
    if (event.protocol != kProtocolVersion) {
        throw Error(ErrorCode::Protocol,
                    fmt::format("The worker speaks protocol version {}, but this program speaks "
                                "version {}. Use programs of one version.",
                                event.protocol, kProtocolVersion));
    }
    event.program = members.text("program");
    event.libtorch = members.text("libtorch");
    event.device = members.text("device");
    event.seed = members.unsignedInteger("seed");
    return event;
}

JobEvent readProgress(JsonMembers& members) {
    ProgressEvent event;
    event.stage = members.text("stage");
    event.done = members.integer("done");
    event.total = members.integer("total");
    return event;
}

JobEvent readMetric(JsonMembers& members) {
    MetricEvent event;
    event.name = members.text("name");
    event.split = members.text("split");
    event.task = members.text("task");
    event.attribute = members.text("attribute");
    event.group = members.text("group");
    event.k = smallInteger(members, "k");
    event.step = members.integer("step");
    event.value = members.number("value");
    event.low = members.number("low");
    event.high = members.number("high");
    event.n = members.integer("n");
    if (members.has("removed")) {
        event.removed = members.text("removed");
    }
    return event;
}

JobEvent readSeries(JsonMembers& members) {
    SeriesEvent event;
    event.name = members.text("name");
    event.step = members.integer("step");
    event.value = members.number("value");
    return event;
}

JobEvent readArtifact(JsonMembers& members) {
    ArtifactEvent event;
    event.kind = members.text("kind");
    event.path = members.text("path");
    event.sha256 = members.text("sha256");
    return event;
}

JobEvent readFailed(JsonMembers& members) {
    const std::string code = members.text("code");
    FailedEvent event;
    event.code = errorCodeFromString(code);
    if (code != toString(event.code)) {
        throw Error(ErrorCode::Protocol,
                    fmt::format("The event failed has the unknown error code {}.", code));
    }
    event.message = members.text("message");
    return event;
}

struct EventKind {
    const char* name;
    JobEvent (*read)(JsonMembers&);
};

constexpr EventKind kEventKinds[] = {
    {"hello", readHello},       {"progress", readProgress},
    {"metric", readMetric},     {"series", readSeries},
    {"artifact", readArtifact}, {"done", [](JsonMembers&) -> JobEvent { return DoneEvent{}; }},
    {"failed", readFailed},     {"cancelled", [](JsonMembers&) -> JobEvent { return CancelledEvent{}; }},
};

} // namespace

bool isEnd(const JobEvent& event) {
    return std::holds_alternative<DoneEvent>(event) || std::holds_alternative<FailedEvent>(event) ||
           std::holds_alternative<CancelledEvent>(event);
}

nlohmann::json toJson(const JobEvent& event) {
    return std::visit(Writer{}, event);
}

JobEvent jobEventFromJson(const nlohmann::json& json) {
    const std::string name = JsonMembers(json, "An event").text("event");
    for (const EventKind& kind : kEventKinds) {
        if (name == kind.name) {
            JsonMembers members(json, "The event " + name);
            members.text("event");
            JobEvent event = kind.read(members);
            members.finish();
            return event;
        }
    }
    throw Error(ErrorCode::Protocol, "The worker sent the unknown event " + name.substr(0, 80) + ".");
}

} // namespace up5::jobs
