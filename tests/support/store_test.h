// A fresh workspace database with runs of a few words.
#pragma once

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <filesystem>
#include <memory>
#include <string>

#include "store/queue_repository.h"
#include "store/run_repository.h"
#include "store/store.h"

namespace up5::test {

inline const store::ProcessRow kHost{"here", 100, 7, 0};
inline const store::ProcessRow kOther{"here", 100, 7, 1};

inline store::RunRow runRow(const std::string& id, const std::string& kind = "backbone") {
    store::RunRow run;
    run.id = id;
    run.kind = kind;
    run.device = "cpu";
    run.spec = "{}";
    run.created = "2026-01-01T00:00:00.000Z";
    return run;
}

/// Base of tests that each begin with an empty database.
class StoreTest : public QObject {
protected:
    std::filesystem::path file() const {
        return std::filesystem::path(m_folder->path().toStdString()) / "workspace.db";
    }
    void open() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<store::Store>(file());
    }
    void close() {
        m_store.reset();
        m_folder.reset();
    }

    store::RunRepository& runs() const { return m_store->runs(); }
    store::QueueRepository& queue() const { return m_store->queue(); }
    store::RunState stateOf(const std::string& id) const { return runs().find(id)->state; }

    void insert(const std::string& id, const std::string& device = "cpu") const {
        runs().insert(runRow(id), device);
    }
    std::optional<store::ServedRun> claim() const {
        return queue().claimNext(kHost, 1000, [](const std::string&) { return std::int64_t{0}; });
    }
    void endAs(const std::string& id, store::RunState state) const {
        while (auto run = claim()) {
            if (run->id == id) {
                break;
            }
        }
        QVERIFY(queue().end(id, kHost, state, "", ""));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<store::Store> m_store;
};

} // namespace up5::test
