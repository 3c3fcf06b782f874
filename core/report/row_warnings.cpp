// Figures of compared models that are not credible.
#include <algorithm>

#include <fmt/format.h>

#include "report/comparison_rows.h"
#include "report/sanity_ranges.h"

namespace up5::report {

namespace {

/// Of the newest popularity run; nullopt when there is none.
std::optional<double> popularityHits(const std::vector<ComparisonPoint>& points, const std::string& dataset,
                                     const std::string& task, int k) {
    const ComparisonPoint* newest = nullptr;
    for (const ComparisonPoint& point : points) {
        if (point.model == "popularity" && point.dataset == dataset &&
            point.rankingFigure("hit@k", task, k) &&
            (newest == nullptr || point.finished > newest->finished)) {
            newest = &point;
        }
    }
    return newest == nullptr ? std::nullopt : std::optional(newest->rankingFigure("hit@k", task, k)->value);
}

} // namespace

void addSanityWarnings(std::vector<ComparisonRow>& rows, const std::vector<ComparisonPoint>& points,
                       const std::string& paperDataset) {
    for (ComparisonRow& row : rows) {
        row.warnings.clear();
        const std::string model = row.baseline ? row.model : "p5";
        for (const char* task : {"sequential", "direct"}) {
            for (const int k : {1, 10}) {
                const metrics::Estimate* hits = row.rankingFigure("hit@k", task, k);
                if (hits == nullptr) {
                    continue;
                }
                const std::optional<std::string> warning = sanityWarning(
                    model, paperDataset, task, fmt::format("hit@{}", k), hits->value,
                    row.model == "popularity" ? std::nullopt : popularityHits(points, row.dataset, task, k));
                if (warning) {
                    row.warnings.push_back(*warning);
                }
            }
        }
    }
}

} // namespace up5::report
