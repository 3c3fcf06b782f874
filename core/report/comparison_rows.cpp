#include "report/comparison_rows.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace up5::report {

namespace {

/// Collects one figure over seeds.
class SeedMean {
public:
    void add(const metrics::Estimate& estimate) { m_figures.push_back(estimate); }
    std::optional<metrics::Estimate> result() const {
        return m_figures.empty() ? std::nullopt : std::optional(metrics::meanOverSeeds(m_figures));
    }

private:
    std::vector<metrics::Estimate> m_figures;
};

ComparisonRow rowOf(const std::vector<const ComparisonPoint*>& points, std::string key) {
    const ComparisonPoint& first = *points.front();
    ComparisonRow row;
    row.key = std::move(key);
    row.label = first.label;
    row.family = first.family;
    row.model = first.model;
    row.baseline = first.baseline;
    row.subject = first.subject;
    row.dataset = first.dataset;
    row.datasetName = first.datasetName;
    row.backboneRun = first.backboneRun;
    row.attribute = first.attribute;
    row.split = first.split;
    row.protocol = first.protocol;
    row.history = first.history;
    row.budget = first.budget;
    row.lambda = first.lambda;
    row.prefixLength = first.prefixLength;
    row.treated = first.treated;
    row.control = first.control;
    row.promptSettings = first.promptSettings;
    row.probedAgain = first.probedAgain;
    row.bestPossibleAuc = first.bestPossibleAuc;
    SeedMean aucStrongest;
    SeedMean auc;
    SeedMean aucAllTokens;
    std::vector<std::pair<RankingFigure, SeedMean>> figures;
    for (const ComparisonPoint* point : points) {
        row.runs.push_back(point->run);
        row.budget = together(row.budget, point->budget);
    }
    std::set<std::uint64_t> seeds;
    const std::vector<const ComparisonPoint*> counted = newestPerSeed(points);
    row.models = static_cast<int>(counted.size());
    row.leaks = leaksOf(counted);
    for (const ComparisonPoint* point : counted) {
        seeds.insert(point->seed);
        row.collapsedStrongest = row.collapsedStrongest || point->collapsedStrongest;
        row.collapsed = row.collapsed || point->collapsed;
        row.collapsedAllTokens = row.collapsedAllTokens || point->collapsedAllTokens;
        row.adversaryOverlap = std::max(row.adversaryOverlap, point->adversaryOverlap);
        if (point->aucStrongest) {
            aucStrongest.add(*point->aucStrongest);
        }
        if (point->auc) {
            auc.add(*point->auc);
        }
        if (point->aucAllTokens) {
            aucAllTokens.add(*point->aucAllTokens);
        }
        for (const RankingFigure& figure : point->ranking) {
            if (!figure.group.empty()) {
                continue;
            }
            auto entry = std::find_if(figures.begin(), figures.end(), [&](const auto& known) {
                return known.first.name == figure.name && known.first.task == figure.task &&
                       known.first.k == figure.k;
            });
            if (entry == figures.end()) {
                entry = figures.insert(figures.end(), {figure, SeedMean()});
            }
            entry->second.add(figure.estimate);
        }
    }
    row.seeds.assign(seeds.begin(), seeds.end());
    row.aucStrongest = aucStrongest.result();
    row.auc = auc.result();
    row.aucAllTokens = aucAllTokens.result();
    for (auto& [figure, mean] : figures) {
        figure.estimate = *mean.result();
        row.ranking.push_back(figure);
    }
    return row;
}

bool haveSameSubject(const ComparisonRow& a, const ComparisonRow& b) {
    return a.dataset == b.dataset && a.subject == b.subject && a.attribute == b.attribute &&
           haveSameProtocol(a.protocol, b.protocol);
}

/// A fair baseline that treats a frozen run is compared with that run alone.
bool restsOn(const ComparisonRow& row, const ComparisonRow& plain) {
    return !row.baseline || row.backboneRun.empty() ||
           std::find(plain.runs.begin(), plain.runs.end(), row.backboneRun) != plain.runs.end();
}

/// The last row that fits, one with the same seeds before all others.
template <class Fits>
std::optional<std::size_t> reference(const std::vector<ComparisonRow>& rows, const ComparisonRow& row,
                                     Fits fits) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (&rows[i] == &row || !haveSameSubject(rows[i], row) || !fits(rows[i])) {
            continue;
        }
        if (!found || rows[i].seeds == row.seeds || rows[*found].seeds != row.seeds) {
            found = i;
        }
    }
    return found;
}

} // namespace

const metrics::Estimate* ComparisonRow::rankingFigure(const std::string& name, const std::string& task,
                                                      int k) const {
    const auto found = std::find_if(ranking.begin(), ranking.end(), [&](const RankingFigure& figure) {
        return figure.name == name && figure.task == task && figure.k == k;
    });
    return found == ranking.end() ? nullptr : &found->estimate;
}

std::vector<ComparisonRow> comparisonRows(const std::vector<ComparisonPoint>& points, RowGrouping grouping) {
    std::vector<std::pair<std::string, std::vector<const ComparisonPoint*>>> groups;
    for (const ComparisonPoint& point : points) {
        const std::string key = grouping == RowGrouping::Runs ? point.key : "setting:" + point.setting;
        const auto group =
            std::find_if(groups.begin(), groups.end(), [&](const auto& known) { return known.first == key; });
        if (group == groups.end()) {
            groups.push_back({key, {&point}});
        } else {
            group->second.push_back(&point);
        }
    }
    std::vector<ComparisonRow> rows;
    for (const auto& [key, members] : groups) {
        rows.push_back(rowOf(members, key));
    }
    for (ComparisonRow& row : rows) {
        if (row.family != Family::Untreated) {
            row.untreatedRow = reference(rows, row, [&](const ComparisonRow& other) {
                return other.family == Family::Untreated && restsOn(row, other);
            });
        }
        if (row.family == Family::Cfp || row.family == Family::Fair) {
            row.controlRow = reference(rows, row, [&](const ComparisonRow& other) {
                return other.family == Family::Control && other.control == row.control;
            });
        }
    }
    return rows;
}

std::optional<double> difference(const metrics::Estimate* value, const metrics::Estimate* reference) {
    return value && reference ? std::optional(value->value - reference->value) : std::nullopt;
}

} // namespace up5::report
