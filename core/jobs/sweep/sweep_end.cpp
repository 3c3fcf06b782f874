#include "jobs/sweep/sweep_end.h"

#include <fmt/format.h>

#include "base/error.h"
#include "store/run_repository.h"

namespace up5::jobs {

namespace {

constexpr std::size_t kMostNamed = 5;

/// What resuming a sweep does about its failures, of which a search has settled some.
std::string whatIsNext(std::size_t failures, std::size_t settled) {
    return settled == 0          ? "Resume the sweep to try them again."
           : settled == failures ? "The search went on without them, so they are not tried again."
                                 : fmt::format("The search went on without {} of them, which are not tried "
                                               "again. Resume the sweep to try the others again.",
                                               settled);
}

} // namespace

SweepEnd sweepEnd(store::Store& store, const std::vector<WantedRun>& wanted,
                  const std::map<std::size_t, std::string>& refused, const std::set<std::string>& settled,
                  const std::function<const store::SweepChildRow*(const WantedRun&)>& childOf) {
    std::vector<std::string> named;
    std::size_t without = 0, left = 0;
    SweepEnd end{store::RunState::Failed, toString(ErrorCode::Cancelled), {}};
    for (const auto& [position, sentence] : refused) {
        ++without;
        end.code = toString(ErrorCode::InvalidInput);
        if (named.size() < kMostNamed) {
            named.push_back(fmt::format("one that could not be queued ({})", sentence));
        }
    }
    for (const WantedRun& one : wanted) {
        const store::SweepChildRow* child = childOf(one);
        if (!child || child->state == store::RunState::Succeeded) {
            continue;
        }
        ++without;
        left += settled.contains(child->run) ? 1 : 0;
        const auto row = store.runs().find(child->run);
        if (row && child->state == store::RunState::Failed) {
            end.code = row->errorCode;
        }
        if (named.size() < kMostNamed && row) {
            named.push_back(row->errorMessage.empty()
                                ? fmt::format("{} ({})", child->run, store::toString(child->state))
                                : fmt::format("{} ({}: {})", child->run, store::toString(child->state),
                                              row->errorMessage));
        }
    }
    if (without == 0) {
        return {};
    }
    const std::string more =
        without > named.size() ? fmt::format(" and {} more", without - named.size()) : std::string();
    end.message = fmt::format("{} of its {} runs did not succeed: {}{}. {}", without, wanted.size(),
                              fmt::join(named, ", "), more, whatIsNext(without, left));
    return end;
}

} // namespace up5::jobs
