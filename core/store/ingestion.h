// Takes what a worker reported into the database: a batch of events and the offset after it in one
// transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/queue_repository.h"
#include "store/rows.h"

namespace up5::store {

/// What one stretch [begin, end) of a run's events file says.
struct RunBatch {
    struct Hello {
        std::string programVersion, libtorchVersion, device;
    };
    struct Progress {
        std::string stage;
        std::int64_t done = 0, total = 0;
    };
    struct End {
        RunState state = RunState::Succeeded;
        std::string errorCode, errorMessage; ///< when failed
    };

    std::int64_t begin = 0, end = 0; ///< byte offsets
    std::optional<Hello> hello;
    std::optional<Progress> progress; ///< the last of the batch
    std::vector<MetricRow> metrics;
    std::vector<SeriesRow> series;
    std::vector<ArtifactRow> artifacts;
    std::vector<UserValues> userValues;
    std::vector<DatasetRow> datasets; ///< the run's data set becomes the last one
    std::optional<End> ended;
};

/// Applies the batch when the run is running, served by `host` and its stored offset equals `batch.begin`:
/// each event counts exactly once whoever reads it. Otherwise changes nothing and returns false. Values that
/// are repeated after a resume replace the earlier ones.
bool applyBatch(SQLite::Database& database, const std::string& runId, const ProcessRow& host,
                const RunBatch& batch);

} // namespace up5::store
