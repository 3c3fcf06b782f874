// Time left of running jobs, from the rate of their progress.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace up5::ui {

class ProgressClock {
public:
    /// Tells that a run stands at done/total of a stage. `now` in seconds on any steady clock.
    void observe(const std::string& run, const std::string& stage, std::int64_t done, std::int64_t total,
                 double now);

    /// Seconds until the stage is done at the mean rate since it was first seen; none while the rate is
    /// unknown.
    std::optional<double> secondsLeft(const std::string& run, double now) const;

    void forget(const std::string& run) { m_runs.erase(run); }

private:
    struct Stage {
        std::string name;
        std::int64_t firstDone = 0, done = 0, total = 0;
        double firstTime = 0, lastTime = 0;
    };
    std::map<std::string, Stage> m_runs;
};

} // namespace up5::ui
