#include "jobs/sweep/search_runs.h"

#include <algorithm>

#include "jobs/job_kinds.h"

namespace up5::jobs {

namespace {

constexpr Objectives kWorst{1, 1};

std::vector<WantedRun> runsOf(const SweepPlan& plan, const std::vector<double>& values) {
    SweepValues settings = nlohmann::json::object();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const SearchVariable& variable = plan.search->variables[i];
        if (variable.scale == SearchVariable::Scale::Integer) {
            settings[variable.key] = static_cast<std::int64_t>(values[i]);
        } else {
            settings[variable.key] = values[i];
        }
    }
    std::vector<WantedRun> runs;
    for (const std::uint64_t seed : plan.seeds) {
        JobSpec spec = withValues(plan.base, settings);
        spec.seed = seed;
        runs.push_back({completed(std::move(spec)), false});
    }
    return runs;
}

} // namespace

std::vector<WantedRun> searchRuns(const SweepPlan& plan,
                                  const std::function<SearchResult(const WantedRun&)>& resultOf) {
    const auto known = [&](const std::vector<double>& values) -> std::optional<Objectives> {
        std::vector<ValidationFigures> figures;
        for (const WantedRun& run : runsOf(plan, values)) {
            const SearchResult result = resultOf(run);
            if (!result.isOver) {
                return std::nullopt;
            }
            if (result.figures) {
                figures.push_back(*result.figures);
            }
        }
        if (figures.empty()) {
            return kWorst;
        }
        const ValidationFigures mean = meanFigures(figures);
        return Objectives{mean.leak.value, 1 - mean.hits.value};
    };
    const auto playedWith = [&](const KnownObjectives& objectives) {
        const int most = plan.search->runs / static_cast<int>(plan.seeds.size());
        std::vector<WantedRun> wanted;
        for (const std::vector<double>& values :
             nextGeneration(*plan.search, plan.seeds.front(), most, objectives).settings) {
            for (WantedRun& run : runsOf(plan, values)) {
                wanted.push_back(std::move(run));
            }
        }
        return wanted;
    };
    std::vector<WantedRun> first = playedWith([](const std::vector<double>&) { return std::nullopt; });
    const bool hasFound = std::any_of(
        first.begin(), first.end(), [&](const WantedRun& run) { return resultOf(run).figures.has_value(); });
    return hasFound ? playedWith(known) : first;
}

std::set<std::string>
settledFailures(const SweepPlan& plan, std::size_t searched,
                const std::function<std::optional<SearchChild>(const WantedRun&)>& childOf) {
    std::set<std::string> settled;
    for (;;) {
        const auto resultOf = [&](const WantedRun& wanted) -> SearchResult {
            const std::optional<SearchChild> child = childOf(wanted);
            return child ? SearchResult{child->figures || settled.contains(child->run), child->figures}
                         : SearchResult{};
        };
        std::size_t found = 0;
        std::set<std::string> failed;
        for (const WantedRun& wanted : searchRuns(plan, resultOf)) {
            if (const std::optional<SearchChild> child = childOf(wanted)) {
                ++found;
                if (store::isEnded(child->state) && child->state != store::RunState::Succeeded) {
                    failed.insert(child->run);
                }
            }
        }
        // What is stored beyond these generations was chosen without their failures.
        if (found >= searched || failed == settled) {
            return settled;
        }
        settled = std::move(failed);
    }
}

} // namespace up5::jobs
