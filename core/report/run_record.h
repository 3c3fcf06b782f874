// A stored run with everything a report or comparison reads of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "jobs/job_spec.h"
#include "store/rows.h"

namespace up5::store {
class Store;
}

namespace up5::report {

struct RunRecord {
    store::RunRow run;
    nlohmann::json options = nlohmann::json::object(); ///< of the spec, defaults written out
    std::vector<store::MetricRow> metrics;             ///< of the run as a whole
    std::vector<store::MetricRow> subsetMetrics;       ///< of the subsets of a mixture's attributes
    std::vector<store::ArtifactRow> artifacts;
    std::string datasetName;              ///< empty when the set is not known
    std::string note;                     ///< the user's own words
    std::vector<store::UserValues> ranks; ///< per-user ranks of test targets; only after addRanks()
    int epochs = 0;      ///< validated ones of a baseline, of all settings tried; 0 = not known
    std::string problem; ///< why its settings cannot be read, as a sentence; empty when they can
};

/// Fills `problem`: whether this version knows the kind and its options.
void checkSettings(RunRecord& record);

/// Every run of the workspace that is not in the bin, newest first. A run whose settings cannot be read is
/// there with its problem.
std::vector<RunRecord> loadRunRecords(store::Store& store);

/// One of them; nullopt when there is no such run.
std::optional<RunRecord> loadRunRecord(store::Store& store, const std::string& run);

/// Sentences about succeeded runs whose figures are left out because their settings cannot be read.
std::vector<std::string> unreadableRuns(const std::vector<RunRecord>& records);

/// The job of a run whose settings can be read, with options as `options` has them.
jobs::JobSpec jobSpecOf(const RunRecord& record);

/// nullptr when no record has the id.
const RunRecord* findRecord(const std::vector<RunRecord>& records, const std::string& id);

} // namespace up5::report
