#include "report/metric_json.h"

#include <cmath>

namespace up5::report {

nlohmann::json textOrNull(const std::string& text) {
    return text.empty() ? nlohmann::json() : nlohmann::json(text);
}

nlohmann::json numberOrNull(const std::optional<double>& value) {
    return value && std::isfinite(*value) ? nlohmann::json(*value) : nlohmann::json();
}

nlohmann::json toJson(const metrics::Estimate& estimate) {
    return {{"value", numberOrNull(estimate.value)},
            {"low", numberOrNull(estimate.low)},
            {"high", numberOrNull(estimate.high)},
            {"n", estimate.n}};
}

nlohmann::json toJson(const SeedLeaks& leaks) {
    return {{"models", leaks.models}, {"leaking", leaks.leaking}, {"inconclusive", leaks.inconclusive}};
}

nlohmann::json toJson(const store::MetricRow& metric) {
    return {{"name", metric.name},
            {"split", metric.split},
            {"task", metric.task},
            {"attribute", metric.attribute},
            {"group", metric.group},
            {"k", metric.k},
            {"step", metric.step},
            {"value", numberOrNull(metric.value)},
            {"low", numberOrNull(metric.low)},
            {"high", numberOrNull(metric.high)},
            {"n", metric.n},
            {"removed", metric.removed}};
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
            {"sweeps", run.sweeps},
            {"seed", run.seed},
            {"device", run.device},
            {"created", run.created},
            {"started", textOrNull(run.started)},
            {"finished", textOrNull(run.finished)}};
}

} // namespace up5::report
