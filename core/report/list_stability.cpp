#include "report/list_stability.h"

#include <algorithm>

#include "report/stored_figures.h"

namespace up5::report {

namespace {

std::optional<metrics::Estimate> estimateNamed(const RunRecord& record, const std::string& name) {
    for (const store::MetricRow& row : record.metrics) {
        if (row.name == name) {
            return estimateOf(row);
        }
    }
    return std::nullopt;
}

/// `suffix` as in the names of the rows: "" untreated, "/prompt" treated.
std::optional<MatchedOverlap> matchedOverlap(const RunRecord& record, const std::string& suffix) {
    const auto other = estimateNamed(record, "matched_overlap_other@k" + suffix);
    const auto same = estimateNamed(record, "matched_overlap_same@k" + suffix);
    const auto difference = estimateNamed(record, "matched_overlap_difference@k" + suffix);
    if (!other || !same || !difference) {
        return std::nullopt;
    }
    return MatchedOverlap{*other, *same, *difference};
}

} // namespace

ListStability listStability(const RunRecord& record) {
    ListStability lists;
    for (const store::MetricRow& row : record.metrics) {
        lists.k = std::max(lists.k, row.k);
    }
    lists.overlap = estimateNamed(record, "list_overlap@k");
    lists.rankBiased = estimateNamed(record, "list_rbo");
    lists.untreated = matchedOverlap(record, "");
    lists.treated = matchedOverlap(record, "/prompt");
    lists.similarityOther = estimateNamed(record, "matched_similarity_other");
    lists.similaritySame = estimateNamed(record, "matched_similarity_same");
    return lists;
}

ListDependence listDependence(const metrics::Estimate& difference) {
    return difference.low > 0    ? ListDependence::Shown
           : difference.high < 0 ? ListDependence::Reversed
                                 : ListDependence::NotShown;
}

} // namespace up5::report
