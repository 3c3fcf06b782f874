#include "report/comparison.h"

#include <map>

#include "base/error.h"
#include "store/dataset_repository.h"
#include "store/note_repository.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::report {

namespace {

/// Options alone are read, so that runs of an older protocol can still be shown.
nlohmann::json optionsOf(const store::RunRow& run) {
    try {
        return nlohmann::json::parse(run.spec).at("options");
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Corrupt,
                    "The stored settings of run " + run.id + " cannot be read: " + error.what());
    }
}

} // namespace

std::vector<RunRecord> loadRunRecords(store::Store& store) {
    std::map<std::string, std::string> names;
    for (const store::DatasetRow& dataset : store.datasets().all()) {
        names[dataset.hash] = dataset.name;
    }
    std::vector<RunRecord> records;
    for (store::RunRow& run : store.runs().all()) {
        RunRecord record;
        record.options = optionsOf(run);
        record.metrics = store.runs().metrics(run.id);
        record.artifacts = store.runs().artifacts(run.id);
        record.datasetName = names[run.dataset];
        record.note = store.notes().get(run.id);
        record.run = std::move(run);
        records.push_back(std::move(record));
    }
    return records;
}

std::vector<ComparisonPoint> comparisonPoints(store::Store& store, const std::filesystem::path& datasets,
                                              const ComparisonFilter& filter) {
    std::vector<ComparisonPoint> points = comparisonPoints(loadRunRecords(store), filter);
    if (!datasets.empty()) {
        addBestPossible(points, datasets);
    }
    return points;
}

} // namespace up5::report
