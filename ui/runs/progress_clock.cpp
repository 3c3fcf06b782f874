#include "ui/runs/progress_clock.h"

#include <algorithm>

namespace up5::ui {

void ProgressClock::observe(const std::string& run, const std::string& stage, std::int64_t done,
                            std::int64_t total, double now) {
    Stage& known = m_runs[run];
    // A stage that starts again (a second epoch) has a new rate.
    if (known.name != stage || known.total != total || done < known.done) {
        known = {stage, done, done, total, now, now};
    } else if (done > known.done) {
        known.done = done;
        known.lastTime = now;
    }
}

std::optional<double> ProgressClock::secondsLeft(const std::string& run, double now) const {
    const auto found = m_runs.find(run);
    if (found == m_runs.end()) {
        return std::nullopt;
    }
    const Stage& stage = found->second;
    const double elapsed = stage.lastTime - stage.firstTime;
    const auto covered = static_cast<double>(stage.done - stage.firstDone);
    if (stage.total <= 0 || covered <= 0 || elapsed <= 0) {
        return std::nullopt;
    }
    const double left = static_cast<double>(stage.total - stage.done) * elapsed / covered;
    return std::max(0.0, left - (now - stage.lastTime));
}

} // namespace up5::ui
