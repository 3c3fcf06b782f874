#include "jobs/job_event.h"

#include <cmath>
#include <initializer_list>

namespace up5::jobs {

namespace {

nlohmann::json number(double value) { return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr); }

double numberFrom(const nlohmann::json& json) {
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

/// Refuses members that the event does not have.
void allowOnly(const nlohmann::json& json, std::initializer_list<const char*> members) {
    for (const auto& [key, value] : json.items()) {
        bool known = key == "event";
        for (const char* member : members) {
            known = known || key == member;
        }
        if (!known) {
            throw Error(ErrorCode::Protocol,
                        "An event of kind " + json.at("event").get<std::string>() + " has no member " + key + ".");
        }
    }
}

struct Writer {
    nlohmann::json operator()(const HelloEvent& e) const {
        return {{"event", "hello"},       {"protocol", e.protocol}, {"program", e.program},
                {"libtorch", e.libtorch}, {"device", e.device},     {"seed", e.seed}};
    }
    nlohmann::json operator()(const ProgressEvent& e) const {
        return {{"event", "progress"}, {"stage", e.stage}, {"done", e.done}, {"total", e.total}};
    }
    nlohmann::json operator()(const MetricEvent& e) const {
        return {{"event", "metric"}, {"name", e.name},   {"split", e.split}, {"task", e.task},
                {"attribute", e.attribute}, {"group", e.group}, {"k", e.k}, {"step", e.step},
                {"value", number(e.value)}, {"low", number(e.low)}, {"high", number(e.high)}, {"n", e.n}};
    }
    nlohmann::json operator()(const SeriesEvent& e) const {
        return {{"event", "series"}, {"name", e.name}, {"step", e.step}, {"value", number(e.value)}};
    }
    nlohmann::json operator()(const ArtifactEvent& e) const {
        return {{"event", "artifact"}, {"kind", e.kind}, {"path", e.path}, {"sha256", e.sha256}};
    }
    nlohmann::json operator()(const DoneEvent&) const { return {{"event", "done"}}; }
    nlohmann::json operator()(const FailedEvent& e) const {
        return {{"event", "failed"}, {"code", toString(e.code)}, {"message", e.message}};
    }
    nlohmann::json operator()(const CancelledEvent&) const { return {{"event", "cancelled"}}; }
};

JobEvent read(const std::string& kind, const nlohmann::json& json) {
    if (kind == "hello") {
        allowOnly(json, {"protocol", "program", "libtorch", "device", "seed"});
        return HelloEvent{json.at("protocol"), json.at("program"), json.at("libtorch"), json.at("device"),
                          json.at("seed")};
    }
    if (kind == "progress") {
        allowOnly(json, {"stage", "done", "total"});
        return ProgressEvent{json.at("stage"), json.at("done"), json.at("total")};
    }
    if (kind == "metric") {
        allowOnly(json, {"name", "split", "task", "attribute", "group", "k", "step", "value", "low", "high", "n"});
        return MetricEvent{json.at("name"),
                           json.at("split"),
                           json.at("task"),
                           json.at("attribute"),
                           json.at("group"),
                           json.at("k"),
                           json.at("step"),
                           numberFrom(json.at("value")),
                           numberFrom(json.at("low")),
                           numberFrom(json.at("high")),
                           json.at("n")};
    }
    if (kind == "series") {
        allowOnly(json, {"name", "step", "value"});
        return SeriesEvent{json.at("name"), json.at("step"), numberFrom(json.at("value"))};
    }
    if (kind == "artifact") {
        allowOnly(json, {"kind", "path", "sha256"});
        return ArtifactEvent{json.at("kind"), json.at("path"), json.at("sha256")};
    }
    if (kind == "done") {
        allowOnly(json, {});
        return DoneEvent{};
    }
    if (kind == "failed") {
        allowOnly(json, {"code", "message"});
        return FailedEvent{errorCodeFromString(json.at("code")), json.at("message")};
    }
    if (kind == "cancelled") {
        allowOnly(json, {});
        return CancelledEvent{};
    }
    throw Error(ErrorCode::Protocol, "There is no event of kind " + kind + ".");
}

} // namespace

bool isEnd(const JobEvent& event) {
    return std::holds_alternative<DoneEvent>(event) || std::holds_alternative<FailedEvent>(event) ||
           std::holds_alternative<CancelledEvent>(event);
}

nlohmann::json toJson(const JobEvent& event) { return std::visit(Writer{}, event); }

JobEvent jobEventFromJson(const nlohmann::json& json) {
    try {
        return read(json.at("event").get<std::string>(), json);
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Protocol, std::string("An event is not as it must be: ") + error.what() + ".");
    }
}

} // namespace up5::jobs
