// The lines of events.jsonl: what a worker says about its run.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <variant>

#include <nlohmann/json.hpp>

#include "base/error.h"

namespace up5::jobs {

/// Kind of the artifact that names the file a backbone's weights began with; its path is that file's, outside
/// of the run. A backbone without it began at random.
inline constexpr const char* kStartingPointArtifact = "starting_point";
/// Metric of such a backbone: rows of the whole-word table that came with the weights, 0 = none.
inline constexpr const char* kImportedWordRows = "imported_whole_word_rows";

struct HelloEvent {
    int protocol = 0;
    std::string program;  ///< program version
    std::string libtorch; ///< libtorch version
    std::string device;   ///< device in use, e.g. "cpu"
    std::uint64_t seed = 0;
};

/// Typed progress; words for `stage` are made by the reader. Stages: "reading", "preparing", "training",
/// "validating", "evaluating", "probing", "writing".
struct ProgressEvent {
    std::string stage;
    std::int64_t done = 0, total = 0; ///< total 0 = unknown
};

/// One figure with its definition (name), n and interval. Names: `hit@k`, `ndcg@k`, `mrr` (with task
/// "sequential" or "direct"); `probe_auc`, `probe_auc_all_tokens` (headline: the probe chosen on validation
/// users), and `probe_auc/logistic`, `probe_auc/mlp7`, `probe_auc_all_tokens/logistic`, …;
/// `probe_collapsed/…` (0 or 1).
struct MetricEvent {
    std::string name;
    std::string split;     ///< "train", "validation" or "test"
    std::string task;      ///< "sequential", "direct" or empty
    std::string attribute; ///< sensitive attribute or empty
    std::string group;     ///< class of the attribute for group metrics, or empty
    int k = 0;             ///< 0 when the metric has none
    std::int64_t step = 0;
    double value = 0;
    double low = std::numeric_limits<double>::quiet_NaN(); ///< NaN = no interval
    double high = std::numeric_limits<double>::quiet_NaN();
    std::int64_t n = 0;
    /// The attributes a mixture removes ("age+gender") where a figure is about one of its subsets
    /// (attribute_subsets.h); else empty.
    std::string removed = {};
};

/// A point of a training curve: `loss`, `loss_rec`, `loss_dis`, `adversary_accuracy`, `validation_hit@1`,
/// `validation_auc`.
struct SeriesEvent {
    std::string name;
    std::int64_t step = 0;
    double value = 0;
};

/// A file of the run, already in place. Kinds: "checkpoint", "prompt", "ranks", "probe_scores", "dataset",
/// "import_report". `path` is relative to the run folder (or to the workspace for "dataset"). The kinds
/// "split" and "candidates" are no files: they say by which split and which candidates ("candidates/test")
/// the figures were made; `sha256` is that of their content.
struct ArtifactEvent {
    std::string kind;
    std::string path;
    std::string sha256;
};

struct DoneEvent {};
struct FailedEvent {
    ErrorCode code = ErrorCode::Internal;
    std::string message;
};
struct CancelledEvent {};

using JobEvent = std::variant<HelloEvent, ProgressEvent, MetricEvent, SeriesEvent, ArtifactEvent, DoneEvent,
                              FailedEvent, CancelledEvent>;

/// done, failed or cancelled.
bool isEnd(const JobEvent& event);

/// {"event": "metric", …}; NaN becomes null.
nlohmann::json toJson(const JobEvent& event);
/// Refuses unknown events and members by name. Throws Error{Protocol}.
JobEvent jobEventFromJson(const nlohmann::json& json);

/// Where a pipeline reports to. Implementations are called from the worker's main thread.
class EventSink {
public:
    virtual ~EventSink() = default;
    virtual void emitEvent(const JobEvent& event) = 0;
};

} // namespace up5::jobs
