#include "report/stored_figures.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <tuple>

namespace up5::report {

namespace {

constexpr std::array kRankingNames = {"hit@k", "ndcg@k", "mrr"};

metrics::Estimate estimateOf(const store::MetricRow& row) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    return {row.value, row.low.value_or(none), row.high.value_or(none), static_cast<int>(row.n)};
}

/// The last step of each figure: training runs store a figure more than once.
std::vector<const store::MetricRow*> newestRows(const RunRecord& record, const std::string& split) {
    using Key = std::tuple<std::string, std::string, std::string, std::string, int>;
    std::map<Key, const store::MetricRow*> newest;
    for (const store::MetricRow& row : record.metrics) {
        if (row.split != split) {
            continue;
        }
        const store::MetricRow*& held = newest[{row.name, row.task, row.attribute, row.group, row.k}];
        if (held == nullptr || row.step >= held->step) {
            held = &row;
        }
    }
    std::vector<const store::MetricRow*> rows;
    for (const auto& [key, row] : newest) {
        rows.push_back(row);
    }
    return rows;
}

bool startsWith(const std::string& text, const std::string& prefix) {
    return text.compare(0, prefix.size(), prefix) == 0;
}

/// "probe_auc_all_tokens/mlp7" → {"probe_auc_all_tokens", "mlp7"}.
std::pair<std::string, std::string> splitName(const std::string& name) {
    const std::size_t slash = name.find('/');
    return slash == std::string::npos ? std::pair{name, std::string()}
                                      : std::pair{name.substr(0, slash), name.substr(slash + 1)};
}

ProbeFigure& probeFigure(std::vector<ProbeFigure>& probes, const std::string& probe, bool allTokens) {
    const auto found = std::find_if(probes.begin(), probes.end(), [&](const ProbeFigure& figure) {
        return figure.probe == probe && figure.allTokens == allTokens;
    });
    if (found != probes.end()) {
        return *found;
    }
    ProbeFigure figure;
    figure.probe = probe;
    figure.allTokens = allTokens;
    figure.estimate.value = std::numeric_limits<double>::quiet_NaN();
    return probes.emplace_back(std::move(figure));
}

void readCollapseFlags(const RunRecord& record, const std::string& attribute, const std::string& split,
                       ComparisonPoint& point) {
    for (const store::MetricRow* row : newestRows(record, split)) {
        if (row->attribute != attribute || !startsWith(row->name, "probe_collapsed")) {
            continue;
        }
        const auto [name, probe] = splitName(row->name);
        const bool allTokens = name.find("_all_tokens") != std::string::npos;
        if (probe.empty()) {
            (allTokens ? point.collapsedAllTokens : point.collapsed) = row->value != 0;
            continue;
        }
        for (ProbeFigure& figure : point.probes) {
            if (figure.probe == probe && figure.allTokens == allTokens) {
                figure.collapsed = row->value != 0;
            }
        }
    }
}

} // namespace

std::vector<RankingFigure> rankingFigures(const RunRecord& record, const std::string& split) {
    std::vector<RankingFigure> figures;
    for (const store::MetricRow* row : newestRows(record, split)) {
        if (std::find(kRankingNames.begin(), kRankingNames.end(), row->name) != kRankingNames.end()) {
            figures.push_back({row->name, row->task, row->k, row->attribute, row->group, estimateOf(*row)});
        }
    }
    return figures;
}

std::set<std::string> probedAttributes(const RunRecord& record, const std::string& split) {
    std::set<std::string> attributes;
    for (const store::MetricRow& row : record.metrics) {
        if (row.split == split && startsWith(row.name, "probe_auc")) {
            attributes.insert(row.attribute);
        }
    }
    return attributes;
}

void readProbeFigures(const RunRecord& record, const std::string& attribute, const std::string& split,
                      ComparisonPoint& point) {
    for (const store::MetricRow* row : newestRows(record, split)) {
        if (row->attribute != attribute) {
            continue;
        }
        const auto [name, probe] = splitName(row->name);
        const bool allTokens = name.find("_all_tokens") != std::string::npos;
        if (startsWith(name, "probe_auc") && probe.empty()) {
            (allTokens ? point.aucAllTokens : point.auc) = estimateOf(*row);
        } else if (startsWith(name, "probe_auc")) {
            probeFigure(point.probes, probe, allTokens).estimate = estimateOf(*row);
        }
    }
    readCollapseFlags(record, attribute, "test", point);
    readCollapseFlags(record, attribute, split, point);
}

} // namespace up5::report
