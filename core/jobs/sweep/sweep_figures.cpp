#include "jobs/sweep/sweep_figures.h"

#include <algorithm>

#include "jobs/attribute_subsets.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::jobs {

namespace {

constexpr double kGuessing = 0.5;

FigureWithInterval figureOf(const store::MetricRow& row) {
    return {row.value, row.low.value_or(row.value), row.high.value_or(row.value)};
}

/// Means of values and bounds over entries of any kind. `figureIn` says which figure of an entry.
template <class Entries, class FigureIn>
FigureWithInterval meanOf(const Entries& entries, FigureIn&& figureIn) {
    FigureWithInterval mean;
    for (const auto& entry : entries) {
        const FigureWithInterval& figure = figureIn(entry);
        mean.value += figure.value;
        mean.low += figure.low;
        mean.high += figure.high;
    }
    const auto n = static_cast<double>(entries.size());
    return {mean.value / n, mean.low / n, mean.high / n};
}

/// A probe that guesses worse than chance reads no less than one that guesses.
FigureWithInterval leakOf(const store::MetricRow& row) {
    const FigureWithInterval read = figureOf(row);
    return {std::max(read.value, kGuessing), std::max(read.low, kGuessing), std::max(read.high, kGuessing)};
}

/// Over the seeds of `a`; nullopt when `b` lacks one of them.
std::optional<ValidationFigures> meanOverSeedsOf(const FiguresBySeed& a, const FiguresBySeed& b) {
    std::vector<ValidationFigures> figures;
    for (const auto& [seed, unused] : a) {
        const auto found = b.find(seed);
        if (found == b.end()) {
            return std::nullopt;
        }
        figures.push_back(found->second);
    }
    return figures.empty() ? std::nullopt : std::optional(meanFigures(figures));
}

bool dominates(const FiguresBySeed& other, const FiguresBySeed& setting) {
    const auto theirs = meanOverSeedsOf(setting, other);
    const auto own = meanOverSeedsOf(setting, setting);
    return theirs && own && theirs->leak.value <= own->leak.value && theirs->hits.value >= own->hits.value &&
           (theirs->leak.high < own->leak.low || theirs->hits.low > own->hits.high);
}

} // namespace

bool hasValidationFigures(const std::string& kind) {
    return kind == "cfp" || kind == "mixture";
}

std::optional<ValidationFigures> validationFigures(store::Store& store, const std::string& run, int k) {
    const std::optional<store::RunRow> row = store.runs().find(run);
    if (!row) {
        return std::nullopt;
    }
    const bool isMixture = row->kind == "mixture";
    const std::string everything = isMixture ? subsetKey(row->attributes) : std::string();
    // Questions that join classes are another reading of an attribute, like "age/binary55".
    const auto isOwn = [&](const std::string& attribute) {
        return std::find(row->attributes.begin(), row->attributes.end(), attribute) != row->attributes.end();
    };
    std::map<std::string, FigureWithInterval> leaks; // by attribute
    std::optional<FigureWithInterval> hits;
    for (const store::MetricRow& metric :
         isMixture ? store.runs().subsetMetrics(run) : store.runs().metrics(run)) {
        if (metric.split != "validation" || !metric.group.empty() || metric.removed != everything) {
            continue;
        }
        if (metric.name.starts_with("probe_auc_strongest/") && isOwn(metric.attribute)) {
            leaks[metric.attribute] = leakOf(metric);
        } else if (metric.name == "hit@k" && metric.task == "sequential" && metric.k == k) {
            hits = figureOf(metric);
        }
    }
    if (leaks.size() != row->attributes.size() || !hits) {
        return std::nullopt;
    }
    return ValidationFigures{meanOf(leaks, [](const auto& entry) { return entry.second; }), *hits};
}

ValidationFigures meanFigures(const std::vector<ValidationFigures>& figures) {
    return {meanOf(figures, [](const ValidationFigures& entry) { return entry.leak; }),
            meanOf(figures, [](const ValidationFigures& entry) { return entry.hits; })};
}

std::set<std::size_t> dominatedSettings(const std::vector<FiguresBySeed>& settings,
                                        const std::vector<std::size_t>& groups) {
    std::set<std::size_t> dominated;
    for (std::size_t i = 0; i < settings.size(); ++i) {
        for (std::size_t j = 0; j < settings.size(); ++j) {
            if (i != j && groups[i] == groups[j] && dominates(settings[j], settings[i])) {
                dominated.insert(i);
                break;
            }
        }
    }
    return dominated;
}

} // namespace up5::jobs
