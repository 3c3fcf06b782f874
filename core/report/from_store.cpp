#include "report/comparison.h"

#include <map>

#include "store/dataset_repository.h"
#include "store/note_repository.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::report {

namespace {

/// Options alone are read, so that runs of an older protocol can still be shown.
void readOptions(RunRecord& record) {
    try {
        record.options = nlohmann::json::parse(record.run.spec).at("options");
        checkSettings(record);
    } catch (const nlohmann::json::exception& error) {
        record.problem = error.what();
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
        record.metrics = store.runs().metrics(run.id);
        record.artifacts = store.runs().artifacts(run.id);
        record.datasetName = names[run.dataset];
        record.note = store.notes().get(run.id);
        record.run = std::move(run);
        readOptions(record);
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
