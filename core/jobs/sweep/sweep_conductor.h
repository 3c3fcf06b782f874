// Carries a running sweep forward for its host: queues the runs it lacks, watches them, ends it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "jobs/run_watcher.h"
#include "jobs/sweep/sweep_figures.h"
#include "jobs/sweep/sweep_plan.h"
#include "jobs/sweep/sweep_runs.h"
#include "store/sweep_repository.h"

namespace up5::jobs {

/// All that a sweep needs to go on is in the store: its plan, the runs that belong to it and their figures. A
/// conductor can be made anew at any time, by any host that serves the sweep.
class SweepConductor {
public:
    struct Outcome {
        std::set<std::string> changed, ended; ///< runs, the sweep among them
        bool isOver = false;                  ///< the sweep has an end, or another host serves it
    };

    SweepConductor(const HostServices& services, std::string sweep);

    /// `run` as the store has it now. What is wrong with the sweep itself ends it as failed; throws what the
    /// store throws.
    Outcome poll(const store::ServedRun& run);

private:
    using Children = std::vector<store::SweepChildRow>;

    void readPlan();
    void cancelChildren(const Children& children, Outcome& outcome);
    void advance(Children children, Outcome& outcome);
    /// Reads the specs of new children; fills `m_wanted` with what the plan wants now.
    void updateWanted(const Children& children);
    void updateSearch(const Children& children);
    HeldRun heldRun(const store::SweepChildRow& child) const;
    std::vector<std::optional<HeldRun>> heldRuns(const Children& children) const;
    std::set<std::size_t> skippedRuns(const Children& children) const;
    /// Places in `m_wanted` whose runs build on one that came to nothing, and which: in the queue they would
    /// be blocked until that one is run again.
    std::map<std::size_t, std::string> heldUpRuns() const;
    /// Makes stored runs that count as wanted ones part of the sweep; whether there were any.
    bool adoptWhatIsThere(const Children& children, Outcome& outcome);
    void start(std::size_t position, const Children& children, Outcome& outcome);
    /// Nothing is left to start: what could not be queued is refused by name.
    void refuseTheRest(const Children& children);
    void finish(const Children& children, Outcome& outcome);
    void end(store::RunState state, const std::string& code, const std::string& message, Outcome& outcome);

    void readSpec(const std::string& run);
    /// The child that is this wanted run; nullptr when none is.
    const store::SweepChildRow* childFor(const WantedRun& wanted, const Children& children) const;

    const HostServices& m_services;
    std::string m_sweep;
    SweepPlan m_plan;
    std::vector<WantedRun> m_companions, m_wanted;
    std::vector<WantedRun> m_asked;               ///< of a list: as planned, with references
    std::map<std::string, JobSpec> m_specs;       ///< of the children
    std::map<std::size_t, std::string> m_refused; ///< places in m_wanted that could not be queued, and why
    std::set<std::string> m_settled;              ///< failures that a search leaves at that
    std::map<std::string, std::optional<ValidationFigures>> m_figures; ///< of a search's runs that succeeded
    std::optional<Children> m_seen; ///< as they were when nothing was left to do
};

} // namespace up5::jobs
