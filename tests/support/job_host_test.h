// A workspace with a host whose workers follow scripts (support/fake_worker.cpp).
#pragma once

#include <QtCore/QCoreApplication>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <fstream>
#include <memory>
#include <string>

#include "base/atomic_file.h"
#include "jobs/job_host.h"
#include "jobs/launcher.h"
#include "jobs/run_watcher.h"
#include "store/dataset_repository.h"
#include "store/queue_repository.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::test {

constexpr int kPatience = 60000; // milliseconds; other programs may keep the machine busy

inline std::filesystem::path besideThisProgram(const char* name) {
    return std::filesystem::path(QCoreApplication::applicationDirPath().toStdString()) / name;
}

inline jobs::HostTimes quickTimes() {
    jobs::HostTimes times;
    times.poll = std::chrono::milliseconds(5);
    times.killAfter = std::chrono::milliseconds(300);
    return times;
}

/// Base of tests of job hosts; each test function begins with setUp() and ends with tearDown().
class JobHostTest : public QObject {
protected:
    void setUp() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace.root = m_folder->path().toStdString();
        m_store = std::make_unique<store::Store>(m_workspace.database());
        m_store->datasets().upsert({"d1", "One", "csv", 1, 1, 1, "2026-01-01T00:00:00.000Z"});
        m_host = makeHost(*m_store);
    }

    void tearDown() {
        if (m_store) {
            for (const store::ServedRun& left : m_store->queue().running()) {
                if (left.worker.pid > 0) {
                    jobs::LocalLauncher().kill({left.worker.pid, left.worker.startTime});
                }
            }
        }
        m_host.reset();
        m_store.reset();
        m_folder.reset();
    }

    std::unique_ptr<jobs::JobHost> makeHost(store::Store& store,
                                            const jobs::HostTimes& times = quickTimes()) const {
        auto host = std::make_unique<jobs::JobHost>(
            m_workspace, store, std::make_unique<jobs::LocalLauncher>(besideThisProgram("fake_worker")));
        host->setTimes(times);
        return host;
    }

    static jobs::JobSpec spec(const std::string& script, const std::string& device = "cpu") {
        jobs::JobSpec spec;
        spec.kind = "backbone";
        spec.dataset = "d1";
        spec.device = device;
        spec.name = script;
        return spec;
    }

    std::string submit(const std::string& script, const std::string& device = "cpu") const {
        return m_host->submit(spec(script, device));
    }
    std::string submitImport(const std::string& script) const {
        jobs::JobSpec import;
        import.kind = "import";
        import.paths = {"/data"};
        import.name = script;
        return m_host->submit(import);
    }

    store::RunRow run(const std::string& id) const { return m_store->runs().find(id).value(); }
    jobs::RunFolder folder(const std::string& id) const { return {m_workspace.run(id)}; }
    std::size_t attempts(const std::string& id) const {
        return readFile(folder(id).state() / "attempts").size();
    }
    void touch(const char* name) const { std::ofstream(m_workspace.root / name) << "x"; }
    jobs::ProcessIdentity worker(const std::string& id) const {
        for (const store::ServedRun& served : m_store->queue().running()) {
            if (served.id == id) {
                return {served.worker.pid, served.worker.startTime};
            }
        }
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    jobs::Workspace m_workspace;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<jobs::JobHost> m_host;
};

} // namespace up5::test

#define UP5_WAIT_FOR_STATE(id, expected)                                                                     \
    QTRY_VERIFY2_WITH_TIMEOUT(run(id).state == (expected), store::toString(run(id).state), test::kPatience)
