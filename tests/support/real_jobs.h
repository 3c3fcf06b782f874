// A workspace of its own whose jobs are done by the real worker, and waiting for their ends.
#pragma once

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <algorithm>

#include "data/dataset.h"
#include "jobs/job_host.h"
#include "jobs/job_kinds.h"
#include "jobs/launcher.h"
#include "jobs/run_watcher.h"
#include "store/dataset_repository.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::test {

class RealJobs {
public:
    static constexpr int kLongMs = 120'000;

    RealJobs()
        : workspace(created(m_folder)), store(workspace.database()),
          host(workspace, store, std::make_unique<jobs::LocalLauncher>(UP5_BIN_DIR "/up5-worker")) {
        jobs::HostTimes times;
        times.poll = std::chrono::milliseconds(5);
        host.setTimes(times);
    }

    /// Makes a stored data set known to the workspace.
    void add(const data::Dataset& set) {
        store.datasets().upsert({set.hash(), set.name(), set.format(), set.numUsers(), set.numItems(),
                                 set.numInteractions(), "2026-01-01T00:00:00Z"});
    }

    /// A spec for the CPU with the defaults written out.
    static jobs::JobSpec spec(const std::string& kind, const std::string& dataset,
                              const nlohmann::json& options) {
        jobs::JobSpec spec;
        spec.kind = kind;
        spec.dataset = dataset;
        spec.device = "cpu";
        spec.options = jobs::jobKind(kind).options->check(options);
        return spec;
    }

    /// Submits and waits for the end, however it ends.
    std::string run(const jobs::JobSpec& spec) {
        const std::string id = host.submit(spec);
        static_cast<void>(QTest::qWaitFor([&] { return hasEnded(id); }, kLongMs));
        return id;
    }

    store::RunState stateOf(const std::string& run) { return store.runs().find(run)->state; }
    bool hasEnded(const std::string& run) { return store::isEnded(stateOf(run)); }

    /// The figure on the test part of the sequential task, or of no task.
    std::optional<store::MetricRow> figure(const std::string& run, const std::string& name, int k = 0) {
        for (const store::MetricRow& metric : store.runs().metrics(run)) {
            if (metric.name == name && metric.k == k && metric.split == "test" && metric.task != "direct") {
                return metric;
            }
        }
        return std::nullopt;
    }

    /// The hash of the artifact with this path; empty when there is none.
    std::string artifact(const std::string& run, const std::string& path) {
        for (const store::ArtifactRow& artifact : store.runs().artifacts(run)) {
            if (artifact.path == path) {
                return artifact.sha256;
            }
        }
        return {};
    }

private:
    static jobs::Workspace created(const QTemporaryDir& folder) {
        const jobs::Workspace workspace{folder.path().toStdString()};
        workspace.create();
        return workspace;
    }

    QTemporaryDir m_folder;

public:
    jobs::Workspace workspace;
    store::Store store;
    jobs::JobHost host;
};

} // namespace up5::test
