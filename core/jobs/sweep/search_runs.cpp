#include "jobs/sweep/search_runs.h"

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
    const int most = plan.search->runs / static_cast<int>(plan.seeds.size());
    const SearchStep step = nextGeneration(*plan.search, plan.seeds.front(), most, known);

    std::vector<WantedRun> wanted;
    for (const std::vector<double>& values : step.settings) {
        for (WantedRun& run : runsOf(plan, values)) {
            wanted.push_back(std::move(run));
        }
    }
    return wanted;
}

} // namespace up5::jobs
