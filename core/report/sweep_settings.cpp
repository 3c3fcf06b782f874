#include "report/sweep_settings.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "jobs/companions.h"
#include "report/baseline_points.h"
#include "report/mixture.h"
#include "report/run_record.h"

namespace up5::report {

namespace {

/// Of a mixture those with everything removed, otherwise those of the run among `points`.
std::vector<ComparisonPoint> pointsOfRow(const SweepResultRow& row, const std::vector<RunRecord>& records,
                                         const std::vector<ComparisonPoint>& points) {
    std::vector<ComparisonPoint> own;
    const RunRecord* record = findRecord(records, row.run);
    const auto mixture = record ? mixtureOf(*record) : std::nullopt;
    if (!mixture) {
        std::ranges::copy_if(points, std::back_inserter(own),
                             [&](const ComparisonPoint& point) { return point.run == row.run; });
    } else if (mixture->whole() != nullptr) {
        own = mixture->whole()->attributes;
    }
    // A mixture's subsets have no setting, and equal settings may differ in what is swept, as the backbone.
    for (ComparisonPoint& point : own) {
        point.setting += fmt::format("|{}|{}|{}|{}", point.attribute, row.isCompanion, row.isUntrained,
                                     fmt::join(row.values, "|"));
    }
    return own;
}

} // namespace

std::vector<SweepSetting> settingsOverSeeds(const std::vector<RunRecord>& records,
                                            const SweepResults& results) {
    const std::vector<ComparisonPoint> stored = comparisonPoints(records, {});
    std::vector<ComparisonPoint> points;
    std::vector<const SweepResultRow*> rows; // of each point
    for (const SweepResultRow& row : results.rows) {
        if (!row.run.empty() && (jobs::hasCompanions(row.kind) || row.kind == kBaselineKind)) {
            std::ranges::copy(pointsOfRow(row, records, stored), std::back_inserter(points));
            rows.resize(points.size(), &row);
        }
    }
    std::vector<SweepSetting> settings;
    for (SettingSummary& summary : summarise(points)) {
        if (summary.seeds > 1) {
            const SweepResultRow& row = *rows[summary.points.front()];
            settings.push_back({row.kind, row.isCompanion, row.isUntrained, row.values, std::move(summary)});
        }
    }
    return settings;
}

} // namespace up5::report
