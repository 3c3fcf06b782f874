#include "jobs/sweep/dominated_runs.h"

#include <algorithm>

#include <fmt/format.h>

namespace up5::jobs {

namespace {

/// Which settings may be compared at all, as numbers: those of one backbone and attribute that are measured
/// alike.
std::size_t groupOf(const JobSpec& spec, std::vector<std::string>& groups) {
    std::string group = fmt::format("{} {}", spec.backboneRun, fmt::join(spec.attributes, "\n"));
    for (const auto& [key, value] : spec.options.items()) {
        if (key.starts_with("probe.") || key == "validation_users") {
            group += key + value.dump();
        }
    }
    const auto found = std::find(groups.begin(), groups.end(), group);
    if (found == groups.end()) {
        groups.push_back(group);
        return groups.size() - 1;
    }
    return static_cast<std::size_t>(found - groups.begin());
}

} // namespace

std::set<std::size_t>
dominatedRuns(const SweepPlan& plan, const std::vector<WantedRun>& wanted, std::size_t first,
              const std::function<std::optional<ValidationFigures>(const WantedRun&)>& figuresOf) {
    const std::size_t settings = (wanted.size() - first) / plan.seeds.size();
    std::vector<FiguresBySeed> figures(settings);
    std::vector<std::size_t> groups(settings);
    std::vector<std::string> groupNames;
    for (std::size_t i = first; i < wanted.size(); ++i) {
        const std::size_t setting = (i - first) % settings;
        groups[setting] = groupOf(wanted[i].spec, groupNames);
        if (const auto found = figuresOf(wanted[i])) {
            figures[setting].emplace(wanted[i].spec.seed, *found);
        }
    }
    const std::set<std::size_t> dominated = dominatedSettings(figures, groups);
    std::set<std::size_t> runs;
    for (std::size_t i = first; i < wanted.size(); ++i) {
        const bool isControl = wanted[i].spec.options.at("lambda").get<double>() == 0;
        if (!isControl && dominated.contains((i - first) % settings)) {
            runs.insert(i);
        }
    }
    return runs;
}

} // namespace up5::jobs
