#include "store/ingestion.h"

#include "base/clock.h"
#include "store/dataset_repository.h"
#include "store/sql.h"

namespace up5::store {

namespace {

bool isExpected(SQLite::Database& database, const std::string& runId, const ProcessRow& host,
                std::int64_t offset) {
    return Query(
               database,
               "SELECT 1 FROM runs WHERE id = ? AND state = 'running' AND event_offset = ? AND host_name = ? "
               "AND host_pid = ? AND host_start = ? AND host_instance = ?",
               runId, offset, host.machine, host.pid, host.startTime, host.instance)
        .step();
}

void applyHello(SQLite::Database& database, const std::string& runId, const RunBatch::Hello& hello) {
    // From now on the run stands in the line of the device it really uses.
    Query(database,
          "UPDATE runs SET program_version = ?, libtorch_version = ?, device = ?, hello_seen = 1, "
          "queue_device = CASE queue_device WHEN '' THEN '' ELSE ?3 END WHERE id = ?",
          hello.programVersion, hello.libtorchVersion, hello.device, runId)
        .run();
}

void applyMetric(SQLite::Database& database, const std::string& runId, const MetricRow& metric) {
    Query(database,
          "INSERT INTO metrics (run, name, split, task, attribute, class, k, step, value, low, high, n, "
          "removed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
          "ON CONFLICT (run, name, split, task, attribute, class, k, step, removed) DO UPDATE "
          "SET value = excluded.value, low = excluded.low, high = excluded.high, n = excluded.n",
          runId, metric.name, metric.split, metric.task, metric.attribute, metric.group, metric.k,
          metric.step, metric.value, metric.low, metric.high, metric.n, metric.removed)
        .run();
}

void applySeries(SQLite::Database& database, const std::string& runId, const SeriesRow& point) {
    Query(database,
          "INSERT INTO series (run, name, step, value) VALUES (?, ?, ?, ?) "
          "ON CONFLICT (run, name, step) DO UPDATE SET value = excluded.value",
          runId, point.name, point.step, point.value)
        .run();
}

void applyArtifact(SQLite::Database& database, const std::string& runId, const ArtifactRow& artifact) {
    Query(database,
          "INSERT INTO artifacts (run, kind, path, sha256) VALUES (?, ?, ?, ?) "
          "ON CONFLICT (run, path) DO UPDATE SET kind = excluded.kind, sha256 = excluded.sha256",
          runId, artifact.kind, artifact.path, artifact.sha256)
        .run();
}

void applyUserValues(SQLite::Database& database, const std::string& runId, const UserValues& values) {
    Query(database,
          "INSERT INTO user_values (run, name, split, task, attribute, users, user_values, removed) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
          "ON CONFLICT (run, name, split, task, attribute, removed) DO UPDATE "
          "SET users = excluded.users, user_values = excluded.user_values",
          runId, values.name, values.split, values.task, values.attribute,
          Blob{values.users.data(), values.users.size() * sizeof(std::int32_t)},
          Blob{values.values.data(), values.values.size() * sizeof(double)}, values.removed)
        .run();
}

void applyEnd(SQLite::Database& database, const std::string& runId, const RunBatch::End& end) {
    Query(database, "UPDATE runs SET state = ?, finished = ?, error_code = ?, error_message = ? WHERE id = ?",
          toString(end.state), nowIso8601(), end.errorCode, end.errorMessage, runId)
        .run();
}

} // namespace

bool applyBatch(SQLite::Database& database, const std::string& runId, const ProcessRow& host,
                const RunBatch& batch) {
    WriteTransaction transaction(database);
    if (!isExpected(database, runId, host, batch.begin)) {
        return false;
    }
    if (batch.hello) {
        applyHello(database, runId, *batch.hello);
    }
    if (batch.progress) {
        Query(database, "UPDATE runs SET stage = ?, done = ?, total = ? WHERE id = ?", batch.progress->stage,
              batch.progress->done, batch.progress->total, runId)
            .run();
    }
    for (const MetricRow& metric : batch.metrics) {
        applyMetric(database, runId, metric);
    }
    for (const SeriesRow& point : batch.series) {
        applySeries(database, runId, point);
    }
    for (const ArtifactRow& artifact : batch.artifacts) {
        applyArtifact(database, runId, artifact);
    }
    for (const UserValues& values : batch.userValues) {
        applyUserValues(database, runId, values);
    }
    for (const DatasetRow& dataset : batch.datasets) {
        DatasetRepository(database).upsert(dataset);
        Query(database, "UPDATE runs SET dataset = ? WHERE id = ?", dataset.hash, runId).run();
    }
    if (batch.ended) {
        applyEnd(database, runId, *batch.ended);
    }
    Query(database, "UPDATE runs SET event_offset = ? WHERE id = ?", batch.end, runId).run();
    transaction.commit();
    return true;
}

} // namespace up5::store
