#include "report/metric_json.h"

#include <cmath>

namespace up5::report {

namespace {

nlohmann::json orNull(const std::optional<double>& value) {
    return value && !std::isnan(*value) ? nlohmann::json(*value) : nlohmann::json();
}

nlohmann::json orNull(const std::string& text) {
    return text.empty() ? nlohmann::json() : nlohmann::json(text);
}

} // namespace

nlohmann::json toJson(const store::MetricRow& metric) {
    return {{"name", metric.name},
            {"split", metric.split},
            {"task", metric.task},
            {"attribute", metric.attribute},
            {"group", metric.group},
            {"k", metric.k},
            {"step", metric.step},
            {"value", orNull(metric.value)},
            {"low", orNull(metric.low)},
            {"high", orNull(metric.high)},
            {"n", metric.n}};
}

nlohmann::json toJson(const store::ArtifactRow& artifact) {
    return {{"kind", artifact.kind}, {"path", artifact.path}, {"sha256", artifact.sha256}};
}

nlohmann::json toJson(const store::RunRow& run) {
    return {{"id", run.id},
            {"kind", run.kind},
            {"state", store::toString(run.state)},
            {"dataset", run.dataset},
            {"name", run.name},
            {"seed", run.seed},
            {"device", run.device},
            {"created", run.created},
            {"started", orNull(run.started)},
            {"finished", orNull(run.finished)}};
}

} // namespace up5::report
