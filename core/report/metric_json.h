// JSON of stored rows as reports and the command line give it to scripts.
#pragma once

#include <optional>

#include <nlohmann/json.hpp>

#include "metrics/bootstrap.h"
#include "report/verdict.h"
#include "store/rows.h"

namespace up5::report {

/// null for a number that is missing or not finite.
nlohmann::json numberOrNull(const std::optional<double>& value);
/// null for an empty text.
nlohmann::json textOrNull(const std::string& text);
/// {value, low, high, n}.
nlohmann::json toJson(const metrics::Estimate& estimate);
/// {models, leaking, inconclusive}.
nlohmann::json toJson(const SeedLeaks& leaks);
/// {name, split, task, attribute, group, k, step, value, low, high, n, removed}; missing numbers are null.
nlohmann::json toJson(const store::MetricRow& metric);
/// {kind, path, sha256}.
nlohmann::json toJson(const store::ArtifactRow& artifact);
/// {id, kind, state, dataset, name, seed, device, created, started, finished}; times not yet known are null.
nlohmann::json toJson(const store::RunRow& run);

} // namespace up5::report
