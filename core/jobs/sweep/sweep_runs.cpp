#include "jobs/sweep/sweep_runs.h"

#include <algorithm>

#include "jobs/companions.h"
#include "jobs/job_submission.h"
#include "jobs/sweep/run_list.h"

namespace up5::jobs {

namespace {

constexpr int kTriesWhenInterrupted = 2;

/// Of the prompts of a list, but for those that are jobs of it.
std::vector<WantedRun> companionsOfList(const std::vector<WantedRun>& listed) {
    std::vector<JobSpec> prompts;
    for (const WantedRun& run : listed) {
        if (hasCompanions(run.spec.kind)) {
            prompts.push_back(run.spec);
        }
    }
    std::vector<WantedRun> wanted;
    for (JobSpec& companion : companionsOf(std::move(prompts))) {
        const bool isListed = std::any_of(listed.begin(), listed.end(), [&](const WantedRun& run) {
            return servesAs(run.spec, companion);
        });
        if (!isListed) {
            wanted.push_back({std::move(companion), true});
        }
    }
    return wanted;
}

enum class Progress { Startable, Alive, Over };

Progress progressOf(const std::optional<HeldRun>& held) {
    if (!held) {
        return Progress::Startable;
    }
    if (!store::isEnded(held->state)) {
        return Progress::Alive;
    }
    if (held->state == store::RunState::Succeeded || held->isSettled) {
        return Progress::Over;
    }
    const int allowed = held->state == store::RunState::Interrupted ? kTriesWhenInterrupted : 1;
    return held->tries < allowed ? Progress::Startable : Progress::Over;
}

} // namespace

std::vector<WantedRun> wantedCompanions(const SweepPlan& plan) {
    std::vector<WantedRun> wanted;
    if (!plan.jobs.empty()) {
        return plan.companions ? companionsOfList(listedRuns(plan)) : wanted;
    }
    if (plan.companions && hasCompanions(plan.base.kind)) {
        for (JobSpec& companion : companionsOf(sweepRuns(plan))) {
            wanted.push_back({std::move(companion), true});
        }
    }
    return wanted;
}

std::vector<WantedRun> wantedRuns(const SweepPlan& plan) {
    std::vector<WantedRun> wanted = wantedCompanions(plan);
    if (!plan.jobs.empty()) {
        std::vector<WantedRun> listed = listedRuns(plan);
        std::move(listed.begin(), listed.end(), std::back_inserter(wanted));
    } else if (!plan.search) {
        for (JobSpec& run : sweepRuns(plan)) {
            wanted.push_back({std::move(run), false});
        }
    }
    return wanted;
}

bool answers(const JobSpec& stored, const WantedRun& wanted) {
    // A job on a backbone takes its data set from there.
    const bool sameDataset = !wanted.spec.backboneRun.empty() || stored.dataset == wanted.spec.dataset;
    const bool fits =
        wanted.isCompanion
            ? servesAs(stored, wanted.spec)
            : sameDataset && stored.kind == wanted.spec.kind && stored.seed == wanted.spec.seed &&
                  stored.backboneRun == wanted.spec.backboneRun &&
                  stored.promptRun == wanted.spec.promptRun && stored.attributes == wanted.spec.attributes &&
                  stored.paths == wanted.spec.paths && stored.mixedPrompts == wanted.spec.mixedPrompts &&
                  stored.options == wanted.spec.options;
    return fits && queueDevice(stored) == queueDevice(wanted.spec);
}

const StoredSpec* findAnswer(const std::vector<StoredSpec>& stored, const WantedRun& wanted) {
    const StoredSpec* found = nullptr;
    for (const StoredSpec& entry : stored) {
        const bool succeeded = entry.state == store::RunState::Succeeded;
        if ((!found || (succeeded && found->state != store::RunState::Succeeded)) &&
            answers(entry.spec, wanted)) {
            found = &entry;
        }
    }
    return found;
}

SweepMoves nextMoves(const std::vector<std::optional<HeldRun>>& held, const std::set<std::size_t>& skipped,
                     std::size_t ahead) {
    SweepMoves moves;
    std::size_t alive = 0;
    std::vector<std::size_t> startable;
    for (std::size_t i = 0; i < held.size(); ++i) {
        switch (progressOf(held[i])) {
        case Progress::Startable:
            if (!skipped.contains(i)) {
                startable.push_back(i);
            }
            break;
        case Progress::Alive:
            ++alive;
            break;
        case Progress::Over:
            ++moves.over;
            break;
        }
    }
    moves.finished = alive == 0 && startable.empty();
    const std::size_t room = alive < ahead ? ahead - alive : 0;
    startable.resize(std::min(startable.size(), room));
    moves.start = std::move(startable);
    return moves;
}

} // namespace up5::jobs
