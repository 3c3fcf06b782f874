// Figures of compared models that are not credible.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/comparison_rows.h"
#include "report/sanity_ranges.h"

namespace up5::report {

namespace {

constexpr int kJudgedHits[] = {1, 3, 5, 10};
constexpr const char* kJudgedTasks[] = {"sequential", "direct"};

/// Of the newest popularity run under the row's protocol; nullopt when there is none.
std::optional<double> popularityHits(const std::vector<ComparisonPoint>& points, const ComparisonRow& row,
                                     const std::string& task, int k) {
    const ComparisonPoint* newest = nullptr;
    for (const ComparisonPoint& point : points) {
        if (point.model == "popularity" && point.dataset == row.dataset && point.split == row.split &&
            point.rankingFigure("hit@k", task, k) && haveSameProtocol(point.protocol, row.protocol) &&
            (newest == nullptr || point.finished > newest->finished)) {
            newest = &point;
        }
    }
    return newest == nullptr ? std::nullopt : std::optional(newest->rankingFigure("hit@k", task, k)->value);
}

void addUnknownRanges(const MeasuredModel& measured, ComparisonRow& row) {
    if (row.family != Family::Untreated || !measured.onTest || measured.dataset.empty()) {
        return;
    }
    for (const char* task : kJudgedTasks) {
        const std::optional<std::string> unknown =
            row.rankingFigure("hit@k", task, 10) == nullptr ? std::nullopt : withoutRange(measured, task);
        if (unknown) {
            row.unknownRange += (row.unknownRange.empty() ? "" : "; ") + *unknown;
        }
    }
}

bool lacksFloor(const ComparisonRow& row, const std::vector<ComparisonPoint>& points) {
    return std::ranges::any_of(kJudgedTasks, [&](const char* task) {
        return std::ranges::any_of(kJudgedHits, [&](int k) {
            return row.rankingFigure("hit@k", task, k) != nullptr && !popularityHits(points, row, task, k);
        });
    });
}

} // namespace

std::optional<std::string> abovePlain(const metrics::Estimate& fair, const metrics::Estimate& plain) {
    const double low = std::isnan(fair.low) ? fair.value : fair.low;
    const double high = std::isnan(plain.high) ? plain.value : plain.high;
    return low > high ? std::optional(fmt::format("above its plain model, which reaches {:.1f} %: a "
                                                  "treatment should cost hits, not win them",
                                                  100 * plain.value))
                      : std::nullopt;
}

std::vector<std::string> rowsWithoutFloor(const std::vector<ComparisonRow>& rows,
                                          const std::vector<ComparisonPoint>& points) {
    std::vector<std::string> labels;
    for (const ComparisonRow& row : rows) {
        if (lacksFloor(row, points) && std::ranges::find(labels, row.label) == labels.end()) {
            labels.push_back(row.label);
        }
    }
    return labels;
}

void addSanityWarnings(std::vector<ComparisonRow>& rows, const std::vector<ComparisonPoint>& points,
                       const std::string& paperDataset) {
    for (ComparisonRow& row : rows) {
        row.warnings.clear();
        row.unknownRange.clear();
        const MeasuredModel measured{row.baseline ? row.model : "p5", paperDataset, row.protocol.options,
                                     row.history, row.split != "validation"};
        for (const char* task : kJudgedTasks) {
            for (const int k : kJudgedHits) {
                const metrics::Estimate* hits = row.rankingFigure("hit@k", task, k);
                if (hits == nullptr) {
                    continue;
                }
                const auto add = [&](const std::optional<std::string>& warning) {
                    if (warning) {
                        row.warnings.push_back(fmt::format("hit@{}, {}: {}", k, task, *warning));
                    }
                };
                add(sanityWarning(measured, task, fmt::format("hit@{}", k), hits->value,
                                  popularityHits(points, row, task, k)));
                const metrics::Estimate* plain = row.family == Family::Fair && row.untreatedRow
                                                     ? rows[*row.untreatedRow].rankingFigure("hit@k", task, k)
                                                     : nullptr;
                if (plain != nullptr) {
                    add(abovePlain(*hits, *plain));
                }
            }
        }
        addUnknownRanges(measured, row);
    }
}

} // namespace up5::report
