#include "report/sweep_results.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/error.h"
#include "jobs/attribute_subsets.h"
#include "jobs/run_plan.h"
#include "jobs/sweep/run_list.h"
#include "jobs/sweep/sweep_runs.h"
#include "report/comparison.h"
#include "report/metric_json.h"
#include "report/mixture.h"
#include "report/stored_figures.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "store/sweep_repository.h"

namespace up5::report {

namespace {

/// Ranking figures of a run that stands in no comparison point of its own.
std::optional<metrics::Estimate> storedHits(const RunRecord& run, int k) {
    for (const store::MetricRow& row : run.metrics) {
        if (row.name == "hit@k" && row.k == k && row.split == "test" && row.task == "sequential" &&
            row.group.empty()) {
            return estimateOf(row);
        }
    }
    return std::nullopt;
}

using SweptFigure = std::optional<metrics::Estimate>;

/// The figure of a single point, or the mean over those of several attributes. nullopt where one lacks it.
template <class FigureIn>
SweptFigure meanOver(const std::vector<ComparisonPoint>& points, FigureIn&& figureIn) {
    std::vector<metrics::Estimate> figures;
    for (const ComparisonPoint& point : points) {
        const SweptFigure figure = figureIn(point);
        if (!figure) {
            return std::nullopt;
        }
        figures.push_back(*figure);
    }
    return figures.empty() ? std::nullopt : SweptFigure(metrics::meanEstimate(figures));
}

SweptFigure softPromptAuc(const ComparisonPoint& point) {
    const ProbeFigure* asked = point.probeFigure("answers", "soft-prompt");
    return asked ? SweptFigure(asked->estimate) : std::nullopt;
}

/// What the runs of a sweep measured.
class SweepFigures {
public:
    /// The records must outlive it.
    explicit SweepFigures(const std::vector<RunRecord>& records)
        : m_records(records), m_points(comparisonPoints(records, {})) {}

    /// `attributes`: those that count of a probe of several.
    void addTo(SweepResultRow& row, const std::vector<std::string>& attributes) const {
        const RunRecord* record = findRecord(m_records, row.run);
        if (record == nullptr) { // in the bin
            return;
        }
        const std::optional<Mixture> mixture = mixtureOf(*record);
        const std::vector<ComparisonPoint> points = !mixture ? pointsOf(row, attributes)
                                                    : mixture->whole() != nullptr
                                                        ? mixture->whole()->attributes
                                                        : std::vector<ComparisonPoint>();
        const SweptFigure strongest = meanOver(points, [](const auto& point) { return point.aucStrongest; });
        row.aucClassifier = meanOver(points, [](const auto& point) { return point.auc; });
        row.auc = strongest ? strongest : row.aucClassifier;
        row.aucSoftPrompt = meanOver(points, softPromptAuc);
        for (const auto& [k, hits] : {std::pair(1, &row.hit1), std::pair(10, &row.hit10)}) {
            *hits = mixture ? hitsOf(points, k) : storedHits(*record, k);
        }
    }

private:
    std::vector<ComparisonPoint> pointsOf(const SweepResultRow& row,
                                          const std::vector<std::string>& attributes) const {
        std::vector<ComparisonPoint> points;
        for (const ComparisonPoint& point : m_points) {
            const bool counts = row.kind == "probe"
                                    ? std::ranges::find(attributes, point.attribute) != attributes.end()
                                    : points.empty();
            if (point.run == row.run && counts) {
                points.push_back(point);
            }
        }
        return points;
    }
    static SweptFigure hitsOf(const std::vector<ComparisonPoint>& points, int k) {
        const metrics::Estimate* hits =
            points.empty() ? nullptr : points.front().rankingFigure("hit@k", "sequential", k);
        return hits ? SweptFigure(*hits) : std::nullopt;
    }

    const std::vector<RunRecord>& m_records;
    std::vector<ComparisonPoint> m_points;
};

SweepResultRow sweepRowOf(const jobs::JobSpec& spec, bool isCompanion, const std::vector<std::string>& keys) {
    SweepResultRow row;
    row.kind = spec.kind;
    row.isCompanion = isCompanion;
    row.isUntrained = isCompanion && spec.options.value("batches", 1) == 0;
    row.seed = spec.seed;
    for (const std::string& key : keys) {
        row.values.push_back(jobs::sweptValue(spec, key));
    }
    return row;
}

/// The newest that does as it; nullptr when there is none.
const RunRecord* recordFor(const jobs::WantedRun& wanted,
                           const std::vector<std::pair<const RunRecord*, jobs::JobSpec>>& stored) {
    const RunRecord* newest = nullptr;
    for (const auto& [record, spec] : stored) {
        if (jobs::answers(spec, wanted) && (!newest || record->run.finished >= newest->run.finished)) {
            newest = record;
        }
    }
    return newest;
}

nlohmann::json figureJson(const std::optional<metrics::Estimate>& figure) {
    return figure ? toJson(*figure) : nlohmann::json();
}

} // namespace

SweepResults sweepResults(store::Store& store, const std::string& sweep) {
    return sweepResults(store, loadRunRecords(store), sweep);
}

SweepResults sweepResults(store::Store& store, const std::vector<RunRecord>& records,
                          const std::string& sweep) {
    const jobs::JobSpec sweepSpec = jobs::specOf(store, sweep);
    if (sweepSpec.kind != jobs::kSweepKind) {
        throw Error(ErrorCode::InvalidInput,
                    "The run " + sweep + " is of kind " + sweepSpec.kind + ", not a sweep.");
    }
    SweepResults results;
    results.plan = jobs::planOf(sweepSpec);
    results.keys = jobs::sweptKeys(results.plan);
    std::vector<jobs::WantedRun> wanted = jobs::wantedRuns(results.plan);
    const SweepFigures figures(records);
    const std::vector<store::SweepChildRow> children = store.sweeps().children(sweep);
    std::vector<jobs::JobSpec> specs;
    for (const store::SweepChildRow& child : children) {
        specs.push_back(jobs::specOf(store, child.run));
    }
    jobs::resolveReferences(wanted, [&](const jobs::WantedRun& run) -> std::optional<std::string> {
        const auto found = std::find_if(specs.begin(), specs.end(),
                                        [&](const jobs::JobSpec& spec) { return jobs::answers(spec, run); });
        return found == specs.end()
                   ? std::nullopt
                   : std::optional(children[static_cast<std::size_t>(found - specs.begin())].run);
    });
    for (std::size_t i = 0; i < children.size(); ++i) {
        const store::SweepChildRow& child = children[i];
        const jobs::JobSpec& spec = specs[i];
        const auto place = std::find_if(wanted.begin(), wanted.end(),
                                        [&](const jobs::WantedRun& run) { return jobs::answers(spec, run); });
        SweepResultRow row = sweepRowOf(spec, place != wanted.end() && place->isCompanion, results.keys);
        const std::vector<std::string> attributes =
            place == wanted.end() ? spec.attributes : place->spec.attributes;
        if (place != wanted.end()) {
            wanted.erase(place);
        }
        row.run = child.run;
        row.state = child.state;
        row.error = store.runs().find(child.run)->errorMessage;
        figures.addTo(row, attributes);
        results.rows.push_back(std::move(row));
    }
    for (const jobs::WantedRun& run : wanted) {
        results.rows.push_back(sweepRowOf(run.spec, run.isCompanion, results.keys));
    }
    std::ranges::stable_partition(results.rows, std::identity{}, &SweepResultRow::isCompanion);
    return results;
}

SweepResults planResults(const std::vector<RunRecord>& records, const jobs::SweepPlan& plan) {
    std::vector<std::pair<const RunRecord*, jobs::JobSpec>> stored;
    for (const RunRecord& record : records) {
        if (record.run.state == store::RunState::Succeeded && record.problem.empty() &&
            record.run.kind == plan.base.kind) {
            stored.emplace_back(&record, jobSpecOf(record));
            stored.back().second.device = plan.base.device; // on which one it ran does not matter
        }
    }
    SweepResults results;
    results.plan = plan;
    results.keys = jobs::sweptKeys(plan);
    std::vector<RunRecord> used; // figures are put together of these alone
    if (const RunRecord* backbone = findRecord(records, plan.base.backboneRun)) {
        used.push_back(*backbone);
    }
    for (const jobs::WantedRun& wanted : jobs::wantedRuns(plan)) {
        if (wanted.spec.kind != plan.base.kind) { // untreated figures
            continue;
        }
        SweepResultRow row = sweepRowOf(wanted.spec, wanted.isCompanion, results.keys);
        if (const RunRecord* record = recordFor(wanted, stored)) {
            row.run = record->run.id;
            row.state = record->run.state;
            used.push_back(*record);
        }
        results.rows.push_back(std::move(row));
    }
    const SweepFigures figures(used);
    for (SweepResultRow& row : results.rows) {
        const RunRecord* record = findRecord(used, row.run);
        figures.addTo(row, record ? record->run.attributes : std::vector<std::string>());
    }
    return results;
}

nlohmann::json toJson(const SweepResults& results) {
    nlohmann::json rows = nlohmann::json::array();
    for (const SweepResultRow& row : results.rows) {
        nlohmann::json settings = nlohmann::json::object();
        for (std::size_t i = 0; i < results.keys.size(); ++i) {
            settings[results.keys[i]] = textOrNull(row.values[i]);
        }
        rows.push_back({{"run", textOrNull(row.run)},
                        {"kind", row.kind},
                        {"state", row.state ? nlohmann::json(store::toString(*row.state)) : nlohmann::json()},
                        {"companion", row.isCompanion},
                        {"untrained", row.isUntrained},
                        {"settings", settings},
                        {"seed", row.seed},
                        {"auc", figureJson(row.auc)},
                        {"auc_classifier", figureJson(row.aucClassifier)},
                        {"auc_soft_prompt", figureJson(row.aucSoftPrompt)},
                        {"hit@1", figureJson(row.hit1)},
                        {"hit@10", figureJson(row.hit10)},
                        {"error", textOrNull(row.error)}});
    }
    return rows;
}

} // namespace up5::report
