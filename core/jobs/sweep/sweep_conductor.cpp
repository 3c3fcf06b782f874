#include "jobs/sweep/sweep_conductor.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/job_submission.h"
#include "jobs/run_plan.h"
#include "jobs/sweep/dominated_runs.h"
#include "jobs/sweep/run_list.h"
#include "jobs/sweep/search_runs.h"
#include "jobs/sweep/sweep_end.h"
#include "jobs/sweep/sweep_figures.h"
#include "store/run_repository.h"

namespace up5::jobs {

namespace {

constexpr int kHitsOfDominance = 10; // hit@10, the figure charts show first

/// Errors that trying again would not mend.
bool isFinal(ErrorCode code) {
    return code == ErrorCode::InvalidInput || code == ErrorCode::NotFound || code == ErrorCode::Protocol ||
           code == ErrorCode::Corrupt || code == ErrorCode::Internal;
}

/// For what a run may do by itself, or another program to it, since it was looked at; the next poll sees
/// what.
template <class Action> void unlessOvertaken(Action&& action) {
    try {
        action();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Conflict) {
            throw;
        }
    }
}

} // namespace

SweepConductor::SweepConductor(const HostServices& services, std::string sweep)
    : m_services(services), m_sweep(std::move(sweep)) {}

SweepConductor::Outcome SweepConductor::poll(const store::ServedRun& run) {
    Outcome outcome;
    if (!run.helloSeen && !m_services.store.sweeps().begin(m_sweep, m_services.host)) {
        outcome.isOver = true;
        return outcome;
    }
    const Children children = m_services.store.sweeps().children(m_sweep);
    if (run.cancelRequested) {
        cancelChildren(children, outcome);
        return outcome;
    }
    const auto looksLike = [](const store::SweepChildRow& a, const store::SweepChildRow& b) {
        return a.run == b.run && a.state == b.state && a.tries == b.tries;
    };
    if (m_seen && std::ranges::equal(*m_seen, children, looksLike)) {
        return outcome;
    }
    try {
        advance(children, outcome);
    } catch (const Error& error) {
        if (!isFinal(error.code())) {
            throw;
        }
        end(store::RunState::Failed, toString(error.code()), error.what(), outcome);
    }
    return outcome;
}

void SweepConductor::readPlan() {
    m_plan = planOf(specOf(m_services.store, m_sweep));
    m_companions = wantedCompanions(m_plan);
    m_wanted = wantedRuns(m_plan);
    m_asked = m_wanted;
}

void SweepConductor::cancelChildren(const Children& children, Outcome& outcome) {
    bool isAnyAlive = false;
    for (const store::SweepChildRow& child : children) {
        if (!child.own || store::isEnded(child.state)) {
            continue;
        }
        outcome.changed.insert(child.run);
        isAnyAlive = true;
        unlessOvertaken([&] {
            if (m_services.store.queue().requestCancel(child.run) == store::RunState::Cancelled) {
                outcome.ended.insert(child.run);
            }
        });
    }
    if (!isAnyAlive) {
        end(store::RunState::Cancelled, {}, {}, outcome);
    }
}

void SweepConductor::advance(Children children, Outcome& outcome) {
    const bool isFirst = !m_seen.has_value();
    if (isFirst) {
        readPlan();
    }
    updateWanted(children);
    // What is adopted may bring a search to its next generation, which may be there, too.
    const bool goesByResults = m_plan.search || !m_plan.jobs.empty();
    bool mayBeThere = isFirst || goesByResults;
    while (mayBeThere && adoptWhatIsThere(children, outcome)) {
        children = m_services.store.sweeps().children(m_sweep);
        updateWanted(children);
        mayBeThere = goesByResults;
    }
    const auto movesNow = [&] {
        return nextMoves(heldRuns(children), skippedRuns(children), m_plan.stopDominated ? 1 : 2);
    };
    SweepMoves moves = movesNow();
    for (std::size_t refused = m_refused.size();;) {
        for (const std::size_t position : moves.start) {
            start(position, children, outcome);
        }
        if (m_refused.size() == refused) {
            break;
        }
        // What cannot be queued leaves its place to others.
        refused = m_refused.size();
        children = m_services.store.sweeps().children(m_sweep);
        for (const store::SweepChildRow& child : children) {
            readSpec(child.run);
        }
        moves = movesNow();
    }
    const std::size_t total =
        m_plan.search && !moves.finished
            ? std::max(m_wanted.size(), m_companions.size() + static_cast<std::size_t>(m_plan.search->runs))
        : moves.finished ? moves.over // what is left out was not done
                         : m_wanted.size();
    m_services.store.sweeps().setProgress(m_sweep, static_cast<std::int64_t>(moves.over),
                                          static_cast<std::int64_t>(total));
    outcome.changed.insert(m_sweep);
    if (moves.finished) {
        refuseTheRest(children);
        finish(children, outcome);
    }
    m_seen = std::move(children);
}

void SweepConductor::updateWanted(const Children& children) {
    for (const store::SweepChildRow& child : children) {
        readSpec(child.run);
    }
    if (!m_plan.jobs.empty()) {
        m_wanted = m_asked;
        resolveReferences(m_wanted, [&](const WantedRun& wanted) -> std::optional<std::string> {
            const store::SweepChildRow* child = childFor(wanted, children);
            return child ? std::optional(child->run) : std::nullopt;
        });
    }
    if (m_plan.search) {
        updateSearch(children);
    }
}

void SweepConductor::updateSearch(const Children& children) {
    std::map<std::string, const store::SweepChildRow*> rows; // the search asks again and again
    const auto rowOf = [&](const WantedRun& wanted) {
        const auto [known, isNew] =
            rows.try_emplace(fmt::format("{} {}", wanted.spec.seed, wanted.spec.options.dump()));
        if (isNew) {
            known->second = childFor(wanted, children);
        }
        return known->second;
    };
    const auto childOf = [&](const WantedRun& wanted) -> std::optional<SearchChild> {
        const store::SweepChildRow* row = rowOf(wanted);
        if (!row) {
            return std::nullopt;
        }
        SearchChild child{row->run, row->state, std::nullopt};
        if (child.state == store::RunState::Succeeded) {
            const auto [known, isNew] = m_figures.try_emplace(child.run);
            if (isNew) {
                known->second = validationFigures(m_services.store, child.run, m_plan.search->k);
            }
            child.figures = known->second;
            if (!child.figures) {
                throw Error(
                    ErrorCode::NotFound,
                    fmt::format("The run {} succeeded, but stores no hit@{} of the sequential task or "
                                "no AUC of the strongest probe on validation users, so that the "
                                "search cannot weigh it. Start another search with options under "
                                "which both are measured.",
                                child.run, m_plan.search->k));
            }
        }
        return child;
    };
    std::set<std::string> companions;
    for (const WantedRun& wanted : m_companions) {
        if (const store::SweepChildRow* child = childFor(wanted, children)) {
            companions.insert(child->run);
        }
    }
    const bool hasFailures = std::any_of(children.begin(), children.end(), [](const auto& child) {
        return store::isEnded(child.state) && child.state != store::RunState::Succeeded;
    });
    m_settled = hasFailures ? settledFailures(m_plan, children.size() - companions.size(), childOf)
                            : std::set<std::string>();
    const auto resultOf = [&](const WantedRun& wanted) -> SearchResult {
        const std::optional<SearchChild> child = childOf(wanted);
        if (!child || !store::isEnded(child->state)) {
            return {};
        }
        // Over as nextMoves() sees it: nothing is left to start.
        return {nextMoves({heldRun(*rowOf(wanted))}, {}).finished, child->figures};
    };
    m_wanted = m_companions;
    const std::vector<WantedRun> runs = searchRuns(m_plan, resultOf);
    m_wanted.insert(m_wanted.end(), runs.begin(), runs.end());
}

HeldRun SweepConductor::heldRun(const store::SweepChildRow& child) const {
    return {child.state, child.tries, m_settled.contains(child.run)};
}

std::vector<std::optional<HeldRun>> SweepConductor::heldRuns(const Children& children) const {
    std::vector<std::optional<HeldRun>> held;
    for (const WantedRun& wanted : m_wanted) {
        const store::SweepChildRow* child = childFor(wanted, children);
        held.push_back(child ? std::optional(heldRun(*child)) : std::nullopt);
    }
    return held;
}

std::map<std::size_t, std::string> SweepConductor::heldUpRuns() const {
    std::map<std::string, std::optional<store::RunState>> states; // of the runs they build on
    std::map<std::size_t, std::string> heldUp;
    for (std::size_t i = 0; i < m_wanted.size(); ++i) {
        for (const std::string& needed : runsBuiltOn(m_wanted[i].spec)) {
            auto state = states.find(needed);
            if (state == states.end()) {
                const std::optional<store::RunRow> row = m_services.store.runs().find(needed);
                state = states.emplace(needed, row ? std::optional(row->state) : std::nullopt).first;
            }
            if (state->second && store::isEnded(*state->second) &&
                *state->second != store::RunState::Succeeded) {
                heldUp[i] =
                    fmt::format("The run {} it builds on is {}.", needed, store::toString(*state->second));
            }
        }
    }
    return heldUp;
}

std::set<std::size_t> SweepConductor::skippedRuns(const Children& children) const {
    std::set<std::size_t> skipped;
    for (const auto& [position, sentence] : m_refused) {
        skipped.insert(position);
    }
    for (const auto& [position, sentence] : heldUpRuns()) {
        skipped.insert(position);
    }
    for (std::size_t i = 0; i < m_wanted.size(); ++i) {
        if (!referencesOf(m_wanted[i].spec).empty()) { // until what it builds on has been queued
            skipped.insert(i);
        }
    }
    if (!m_plan.stopDominated) {
        return skipped;
    }
    skipped.merge(dominatedRuns(m_plan, m_wanted, m_companions.size(), [&](const WantedRun& wanted) {
        const store::SweepChildRow* child = childFor(wanted, children);
        return child && child->state == store::RunState::Succeeded
                   ? validationFigures(m_services.store, child->run, kHitsOfDominance)
                   : std::nullopt;
    }));
    return skipped;
}

bool SweepConductor::adoptWhatIsThere(const Children& children, Outcome& outcome) {
    bool isAnyAdopted = false;
    std::vector<StoredSpec> stored;
    for (const WantedRun& wanted : m_wanted) {
        if (childFor(wanted, children) || !referencesOf(wanted.spec).empty()) {
            continue;
        }
        if (stored.empty()) {
            stored = usableSpecs(m_services.store);
        }
        const StoredSpec* found = findAnswer(stored, wanted);
        if (found && !m_specs.contains(found->run)) {
            m_services.store.sweeps().adopt(m_sweep, found->run);
            m_specs.emplace(found->run, found->spec);
            outcome.changed.insert(found->run);
            isAnyAdopted = true;
        }
    }
    return isAnyAdopted;
}

void SweepConductor::start(std::size_t position, const Children& children, Outcome& outcome) {
    const WantedRun& wanted = m_wanted[position];
    if (const store::SweepChildRow* child = childFor(wanted, children)) {
        unlessOvertaken([&] {
            m_services.store.queue().requeue(child->run);
            m_services.store.sweeps().restarted(m_sweep, child->run, child->tries + 1);
        });
        outcome.changed.insert(child->run);
        return;
    }
    // Somebody may have had it run since the sweep began.
    const std::vector<StoredSpec> stored = usableSpecs(m_services.store);
    if (const StoredSpec* found = findAnswer(stored, wanted); found && !m_specs.contains(found->run)) {
        m_services.store.sweeps().adopt(m_sweep, found->run);
        outcome.changed.insert(found->run);
        return;
    }
    try {
        outcome.changed.insert(submitJob(wanted.spec, m_services.workspace, m_services.store, m_sweep));
    } catch (const Error& error) {
        // A backbone that failed or was deleted leaves out its runs, not the others. A search cannot go on
        // without.
        if (!isFinal(error.code()) || m_plan.search) {
            throw;
        }
        const std::vector<std::string> needed = runsBuiltOn(wanted.spec);
        const bool isOnChild = std::any_of(needed.begin(), needed.end(),
                                           [&](const std::string& id) { return m_specs.contains(id); });
        if (isOnChild && heldUpRuns().contains(position)) {
            return; // that one ended just now and may be run again
        }
        m_refused[position] = error.what();
    }
}

void SweepConductor::refuseTheRest(const Children& children) {
    for (const auto& [position, sentence] : heldUpRuns()) {
        if (!childFor(m_wanted[position], children)) {
            m_refused.try_emplace(position, sentence);
        }
    }
    for (std::size_t i = 0; i < m_wanted.size(); ++i) {
        const std::vector<std::string> references = referencesOf(m_wanted[i].spec);
        if (!references.empty()) {
            m_refused.try_emplace(i, fmt::format("It builds on the runs of {}, which could not be queued.",
                                                 fmt::join(references, " and ")));
        }
    }
}

void SweepConductor::finish(const Children& children, Outcome& outcome) {
    const SweepEnd how = sweepEnd(m_services.store, m_wanted, m_refused, m_settled,
                                  [&](const WantedRun& wanted) { return childFor(wanted, children); });
    end(how.state, how.code, how.message, outcome);
}

void SweepConductor::end(store::RunState state, const std::string& code, const std::string& message,
                         Outcome& outcome) {
    outcome.isOver = true;
    outcome.changed.insert(m_sweep);
    if (m_services.store.queue().end(m_sweep, m_services.host, state, code, message)) {
        outcome.ended.insert(m_sweep);
    }
}

void SweepConductor::readSpec(const std::string& run) {
    if (!m_specs.contains(run)) {
        m_specs.emplace(run, specOf(m_services.store, run));
    }
}

const store::SweepChildRow* SweepConductor::childFor(const WantedRun& wanted,
                                                     const Children& children) const {
    const auto found = std::find_if(children.begin(), children.end(), [&](const store::SweepChildRow& child) {
        const auto spec = m_specs.find(child.run);
        return spec != m_specs.end() && answers(spec->second, wanted);
    });
    return found == children.end() ? nullptr : &*found;
}

} // namespace up5::jobs
