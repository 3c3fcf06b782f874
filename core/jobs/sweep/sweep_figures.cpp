#include "jobs/sweep/sweep_figures.h"

#include <algorithm>

#include "store/run_repository.h"
#include "store/store.h"

namespace up5::jobs {

namespace {

constexpr double kGuessing = 0.5;

FigureWithInterval figureOf(const store::MetricRow& row) {
    return {row.value, row.low.value_or(row.value), row.high.value_or(row.value)};
}

FigureWithInterval meanOf(const std::vector<ValidationFigures>& figures,
                          FigureWithInterval ValidationFigures::*member) {
    FigureWithInterval mean;
    for (const ValidationFigures& entry : figures) {
        mean.value += (entry.*member).value;
        mean.low += (entry.*member).low;
        mean.high += (entry.*member).high;
    }
    const auto n = static_cast<double>(figures.size());
    return {mean.value / n, mean.low / n, mean.high / n};
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

std::optional<ValidationFigures> validationFigures(store::Store& store, const std::string& run, int k) {
    std::optional<FigureWithInterval> leak, hits;
    for (const store::MetricRow& row : store.runs().metrics(run)) {
        if (row.split != "validation" || !row.group.empty()) {
            continue;
        }
        if (row.name.starts_with("probe_auc_strongest/")) {
            leak = figureOf(row);
        } else if (row.name == "hit@k" && row.task == "sequential" && row.k == k) {
            hits = figureOf(row);
        }
    }
    if (!leak || !hits) {
        return std::nullopt;
    }
    for (double* part : {&leak->value, &leak->low, &leak->high}) {
        *part = std::max(*part, kGuessing);
    }
    return ValidationFigures{*leak, *hits};
}

ValidationFigures meanFigures(const std::vector<ValidationFigures>& figures) {
    return {meanOf(figures, &ValidationFigures::leak), meanOf(figures, &ValidationFigures::hits)};
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
