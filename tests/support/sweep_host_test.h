// A host with sweeps, as several tests need it.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "jobs/sweep/sweep_plan.h"
#include "store/sweep_repository.h"
#include "support/job_host_test.h"

namespace up5::test {

class SweepHostTest : public JobHostTest {
protected:
    std::string submitSweep(const jobs::SweepPlan& made) const {
        return m_host->submit(jobs::sweepSpec(made, "mine"));
    }
    std::vector<store::SweepChildRow> children(const std::string& sweep) const {
        return m_store->sweeps().children(sweep);
    }
    std::size_t runsOfKind(const std::string& kind) const { return m_store->runs().ofKind(kind).size(); }
    /// Its worker has said hello.
    bool hasBegun(const std::string& id) const {
        const auto running = m_store->queue().running();
        return std::any_of(running.begin(), running.end(), [&](const store::ServedRun& served) {
            return served.id == id && served.helloSeen;
        });
    }
};

} // namespace up5::test
