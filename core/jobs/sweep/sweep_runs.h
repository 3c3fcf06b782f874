// Which runs a sweep wants, which stored ones count as these, and what it does next.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "jobs/job_spec.h"
#include "jobs/run_plan.h"
#include "jobs/sweep/sweep_plan.h"

namespace up5::jobs {

struct WantedRun {
    JobSpec spec; ///< complete; may hold references of a list, see run_list.h
    bool isCompanion = false;
    std::string id = {}; ///< of the job in a list
    bool once = false;   ///< that job is run with the first seed only
};

/// Companions of a sweep's prompts, once for all of them: those of every run of a grid, of a search those of
/// its base with each seed; of a list those that are not jobs of it. Empty for other kinds and where they are
/// not wanted.
std::vector<WantedRun> wantedCompanions(const SweepPlan& plan);
/// The companions, then the runs of a grid or list; of a search the companions alone, since its runs come by
/// and by. Attributes of mixtures must be filled in (withAttributesOfPrompts).
std::vector<WantedRun> wantedRuns(const SweepPlan& plan);

/// Whether a stored run (complete options) is what is wanted: for a run of the job itself, the same in
/// everything but the name (and the device as long as it stands in the same line), for a companion as
/// servesAs() says.
bool answers(const JobSpec& stored, const WantedRun& wanted);
/// The stored run that counts as the wanted one: one that succeeded rather than one that still may, and the
/// newest of them. nullptr when there is none.
const StoredSpec* findAnswer(const std::vector<StoredSpec>& stored, const WantedRun& wanted);

/// How far a wanted run is.
struct HeldRun {
    store::RunState state = store::RunState::Queued;
    int tries = 0;          ///< starts in this attempt of the sweep
    bool isSettled = false; ///< left at that, whatever it came to
};

struct SweepMoves {
    std::vector<std::size_t> start; ///< positions of wanted runs to be queued, for the first time or again
    std::size_t over = 0;           ///< runs that are not going to change any more
    bool finished = false;          ///< nothing is left to be done
};

/// What comes next, given how far each wanted run is (nullopt = not part of the sweep yet). At most `ahead`
/// of them wait or run at a time: two, so that the device is never idle and the jobs of others get their
/// turn, or one where each result may decide on the next run. A run that was interrupted is tried a second
/// time; one that failed or was cancelled is left at that until the sweep is resumed. Positions in `skipped`
/// are not started.
SweepMoves nextMoves(const std::vector<std::optional<HeldRun>>& held, const std::set<std::size_t>& skipped,
                     std::size_t ahead = 2);

} // namespace up5::jobs
