#include "report/baseline_points.h"
#include "report/comparison.h"
#include "report/comparison_checks.h"
#include "report/paper_marks.h"
#include "report/run_comparison.h"

#include <algorithm>
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

/// A baseline validates once an epoch.
int validatedEpochs(store::Store& store, const std::string& run) {
    const std::vector<store::SeriesRow> series = store.runs().series(run);
    return static_cast<int>(std::count_if(series.begin(), series.end(), [](const store::SeriesRow& row) {
        return row.name == "validation_ndcg@10";
    }));
}

RunRecord recordOf(store::Store& store, store::RunRow run, std::map<std::string, std::string>& names) {
    RunRecord record;
    record.metrics = store.runs().metrics(run.id);
    record.subsetMetrics = store.runs().subsetMetrics(run.id);
    record.artifacts = store.runs().artifacts(run.id);
    record.datasetName = names[run.dataset];
    record.epochs = run.kind == kBaselineKind ? validatedEpochs(store, run.id) : 0;
    record.note = store.notes().get(run.id);
    record.run = std::move(run);
    readOptions(record);
    return record;
}

std::map<std::string, std::string> datasetNames(store::Store& store) {
    std::map<std::string, std::string> names;
    for (const store::DatasetRow& dataset : store.datasets().all()) {
        names[dataset.hash] = dataset.name;
    }
    return names;
}

/// Of the settings that a run belongs to, with all their seeds.
std::vector<SettingLeaks> leaksOfSettings(const std::vector<ComparisonPoint>& points,
                                          const std::string& run) {
    std::vector<SettingLeaks> leaks;
    for (const SettingSummary& setting : summarise(points)) {
        const bool isOfRun = std::any_of(setting.points.begin(), setting.points.end(),
                                         [&](std::size_t position) { return points[position].run == run; });
        if (isOfRun && setting.leaks.models > 0) {
            leaks.push_back({setting.attribute, setting.leaks, setting.family != Family::Untreated});
        }
    }
    return leaks;
}

} // namespace

std::vector<RunRecord> loadRunRecords(store::Store& store) {
    std::map<std::string, std::string> names = datasetNames(store);
    std::vector<RunRecord> records;
    for (store::RunRow& run : store.runs().all()) {
        records.push_back(recordOf(store, std::move(run), names));
    }
    return records;
}

std::optional<RunRecord> loadRunRecord(store::Store& store, const std::string& run) {
    std::optional<store::RunRow> row = store.runs().find(run);
    if (!row) {
        return std::nullopt;
    }
    std::map<std::string, std::string> names = datasetNames(store);
    return recordOf(store, std::move(*row), names);
}

UserValuesOf storedUserValues(store::Store& store) {
    return [&store](const std::string& run, const std::string& removed) {
        return store.runs().userValues(run, removed);
    };
}

std::vector<ComparisonPoint> comparisonPoints(store::Store& store, const std::filesystem::path& datasets,
                                              const ComparisonFilter& filter) {
    std::vector<ComparisonPoint> points = comparisonPoints(loadRunRecords(store), filter);
    if (!datasets.empty()) {
        addBestPossible(points, datasets);
    }
    return points;
}

RunComparison compareRuns(store::Store& store, const std::filesystem::path& datasets, const std::string& a,
                          const std::string& b, const RunComparisonOptions& options) {
    std::map<std::string, std::string> names = datasetNames(store);
    const auto load = [&](const std::string& id) {
        RunRecord record = recordOf(store, store.runs().resolve(id), names);
        std::vector<store::UserValues> values = store.runs().userValues(record.run.id);
        return ComparedRun{std::move(record), std::move(values)};
    };
    const ComparedRun first = load(a), second = load(b);
    requireComparable(first.record, second.record); // before a data set is looked for
    RunComparison comparison =
        compareRuns(first, second, data::Dataset::open(datasets, first.record.run.dataset), options);
    const std::vector<ComparisonPoint> points =
        comparisonPoints(loadRunRecords(store), {.dataset = first.record.run.dataset});
    comparison.leaksA = leaksOfSettings(points, comparison.a);
    comparison.leaksB = leaksOfSettings(points, comparison.b);
    return comparison;
}

} // namespace up5::report
