#include "jobs/sweep/sweep_estimate.h"

#include <limits>
#include <set>

#include <QtCore/QDateTime>

#include "jobs/job_submission.h"
#include "jobs/run_plan.h"
#include "jobs/sweep/run_list.h"
#include "jobs/sweep/sweep_runs.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::jobs {

namespace {

struct TimedSpec {
    JobSpec spec;
    std::string line; ///< the device's
    double seconds = 0;
};

std::optional<double> secondsOf(const store::RunRow& run) {
    const auto time = [](const std::string& text) {
        return QDateTime::fromString(QString::fromStdString(text), Qt::ISODateWithMs);
    };
    const QDateTime started = time(run.started), finished = time(run.finished);
    return started.isValid() && finished.isValid()
               ? std::optional(static_cast<double>(started.msecsTo(finished)) / 1000)
               : std::nullopt;
}

std::vector<TimedSpec> timedSpecs(store::Store& store) {
    std::vector<TimedSpec> timed;
    for (StoredSpec& stored : usableSpecs(store)) {
        const auto run = store.runs().find(stored.run);
        const auto seconds = run && run->state == store::RunState::Succeeded ? secondsOf(*run) : std::nullopt;
        if (seconds && stored.spec.kind != kSweepKind) {
            std::string line = queueDevice(stored.spec);
            timed.push_back({std::move(stored.spec), std::move(line), *seconds});
        }
    }
    return timed;
}

/// In how many of the varied options they differ; nullopt when in another one too.
std::optional<int> difference(const JobSpec& a, const JobSpec& b, const std::set<std::string>& varied) {
    int count = 0;
    for (const auto& [key, value] : a.options.items()) {
        if (b.options.at(key) == value) {
            continue;
        }
        if (!varied.contains(key)) {
            return std::nullopt;
        }
        ++count;
    }
    return count;
}

class Times {
public:
    Times(const SweepPlan& plan, store::Store& store) : m_store(store), m_timed(timedSpecs(store)) {
        if (plan.jobs.empty()) { // jobs of a list are different work
            const std::vector<std::string> keys = sweptKeys(plan);
            m_varied = {keys.begin(), keys.end()};
        }
        m_varied.insert("lambda"); // costs no time, and a control differs in it
    }

    /// `anyDistance`: over all that differ in the varied options alone, instead of the nearest. nullopt also
    /// where the data set is that of a backbone still to come.
    std::optional<double> secondsFor(const JobSpec& wanted, bool anyDistance) const {
        if (wanted.dataset.empty() && isReference(wanted.backboneRun)) {
            return std::nullopt;
        }
        const std::string line = queueDevice(wanted);
        const std::string dataset =
            wanted.dataset.empty() ? datasetOfRun(m_store, wanted.backboneRun) : wanted.dataset;
        double sum = 0;
        int count = 0;
        int nearest = std::numeric_limits<int>::max();
        for (const TimedSpec& timed : m_timed) {
            // A mixture audits every subset of its prompts.
            if (timed.spec.kind != wanted.kind || timed.line != line || timed.spec.dataset != dataset ||
                timed.spec.mixedPrompts.size() != wanted.mixedPrompts.size()) {
                continue;
            }
            const std::optional<int> distance = difference(timed.spec, wanted, m_varied);
            if (!distance || (!anyDistance && *distance > nearest)) {
                continue;
            }
            if (!anyDistance && *distance < nearest) {
                nearest = *distance;
                sum = 0;
                count = 0;
            }
            sum += timed.seconds;
            ++count;
        }
        return count > 0 ? std::optional(sum / count) : std::nullopt;
    }

private:
    store::Store& m_store;
    std::vector<TimedSpec> m_timed;
    std::set<std::string> m_varied;
};

} // namespace

SweepEstimate estimateSweep(const SweepPlan& asked, store::Store& store) {
    checkPlan(asked);
    const SweepPlan plan = withAttributesOfPrompts(asked, store);
    SweepEstimate estimate;
    const std::vector<StoredSpec> stored = usableSpecs(store);
    const Times times(plan, store);
    const auto add = [&](const std::optional<double>& seconds, int runs) {
        if (seconds && runs > 0) {
            estimate.known += runs;
            estimate.seconds = estimate.seconds.value_or(0) + *seconds * runs;
        }
    };
    std::vector<WantedRun> runs = wantedRuns(plan);
    resolveReferences(runs, [&](const WantedRun& wanted) -> std::optional<std::string> {
        const StoredSpec* found = findAnswer(stored, wanted);
        return found ? std::optional(found->run) : std::nullopt;
    });
    for (const WantedRun& wanted : runs) {
        ++(wanted.isCompanion ? estimate.companions : estimate.runs);
        if (findAnswer(stored, wanted)) {
            ++estimate.present;
        } else {
            add(times.secondsFor(wanted.spec, false), 1);
        }
    }
    if (plan.search) {
        estimate.runs = plan.search->runs;
        add(times.secondsFor(sweepSettings(plan).front(), true), estimate.runs);
    }
    return estimate;
}

} // namespace up5::jobs
