// Typed rows of the workspace database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace up5::store {

enum class RunState { Queued, Running, Succeeded, Failed, Cancelled, Interrupted };
const char* toString(RunState state); ///< "queued", "running", …
RunState runStateFromString(const std::string& text);
/// Succeeded, failed, cancelled or interrupted.
bool isEnded(RunState state);

struct DatasetRow {
    std::string hash, name, format;
    std::int64_t users = 0, items = 0, interactions = 0;
    std::string importedAt; ///< ISO 8601 UTC
};

struct RunRow {
    std::string id;
    std::string kind;
    RunState state = RunState::Queued;
    std::string name;
    std::string dataset;     ///< hash, empty for import until it is done
    std::string backboneRun; ///< empty when none
    std::string promptRun;
    std::vector<std::string> mixedPrompts; ///< runs whose prompts a mixture combines
    std::vector<std::string> attributes;
    std::uint64_t seed = 0;
    std::string device;                     ///< as asked; as used once the worker said hello
    std::string spec;                       ///< JSON text of the whole JobSpec
    std::string created, started, finished; ///< ISO 8601 UTC; empty when not yet
    std::string programVersion, libtorchVersion;
    std::string errorCode, errorMessage; ///< set when failed
    std::string stage;                   ///< last progress
    std::int64_t done = 0, total = 0;
    bool deleted = false;            ///< in the bin
    std::vector<std::string> sweeps; ///< ids of the sweeps it belongs to, the newest first
};

/// One value per user for a figure: `name` "rank" (task set) or "probe_score…" (attribute set).
struct UserValues {
    std::string name, split, task, attribute;
    std::vector<std::int32_t> users;
    std::vector<double> values;
    std::string removed = {}; ///< as MetricRow::removed
};

struct MetricRow {
    std::string name, split, task, attribute, group;
    int k = 0;
    std::int64_t step = 0;
    double value = 0;
    std::optional<double> low, high;
    std::int64_t n = 0;
    /// Attributes of a mixture's subset that the figure is about ("age+gender"); empty for figures of a run
    /// as a whole.
    std::string removed = {};
};

struct SeriesRow {
    std::string name;
    std::int64_t step = 0;
    double value = 0;
};

struct ArtifactRow {
    std::string kind, path, sha256;
};

} // namespace up5::store
