// What every pipeline is given: the spec, the folders, where to report to and when to stop.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "base/cancel_token.h"
#include "jobs/job_event.h"
#include "jobs/job_spec.h"
#include "jobs/run_folder.h"
#include "metrics/bootstrap.h"

namespace up5::pipeline {

struct JobContext {
    jobs::JobSpec spec;
    jobs::Workspace workspace;
    jobs::RunFolder folder;
    jobs::EventSink& sink;
    CancelToken cancel;
    /// Subset of a mixture's attributes (jobs::subsetKey) that all figures emitted through this context are
    /// about; empty for figures of the run as a whole.
    std::string removed = {};

    /// The same job, its figures about one subset.
    JobContext forSubset(const std::string& key) const {
        JobContext context = *this;
        context.removed = key;
        return context;
    }

    /// Shorthands for the events a pipeline emits.
    void progress(const std::string& stage, std::int64_t done, std::int64_t total) const {
        sink.emitEvent(jobs::ProgressEvent{stage, done, total});
    }
    void series(const std::string& name, std::int64_t step, double value) const {
        sink.emitEvent(jobs::SeriesEvent{name, step, value});
    }
    void metric(jobs::MetricEvent event) const {
        event.removed = removed;
        sink.emitEvent(event);
    }
    /// Fills value, interval and n of a metric from an estimate.
    void metric(jobs::MetricEvent event, const metrics::Estimate& estimate) const {
        event.value = estimate.value;
        event.low = estimate.low;
        event.high = estimate.high;
        event.n = estimate.n;
        metric(std::move(event));
    }
    /// Hashes a finished file and announces it; `path` is relative to the run folder.
    void artifact(const std::string& kind, const std::string& path) const;
    /// Writes one value per user as an artifact of kind "ranks", "probe_scores" or "user_values".
    void userValues(const std::string& kind, const std::string& name, const std::string& split,
                    const std::string& task, const std::string& attribute,
                    const std::vector<std::int32_t>& users, const std::vector<double>& values) const;
};

} // namespace up5::pipeline
