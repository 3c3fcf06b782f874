// The reading of what belongs to a run; writing is done by ingestion only.
#include "store/run_repository.h"

#include "store/sql.h"

namespace up5::store {

namespace {

#define UP5_METRIC_QUERY                                                                                     \
    "SELECT name, split, task, attribute, class, k, step, value, low, high, n, removed FROM metrics "        \
    "WHERE run = ? "

MetricRow rowToMetric(const Query& query) {
    MetricRow metric;
    metric.name = query.text(0);
    metric.split = query.text(1);
    metric.task = query.text(2);
    metric.attribute = query.text(3);
    metric.group = query.text(4);
    metric.k = static_cast<int>(query.integer(5));
    metric.step = query.integer(6);
    metric.value = query.real(7);
    metric.low = query.optionalReal(8);
    metric.high = query.optionalReal(9);
    metric.n = query.integer(10);
    metric.removed = query.text(11);
    return metric;
}

SeriesRow rowToSeries(const Query& query) {
    return {query.text(0), query.integer(1), query.real(2)};
}

ArtifactRow rowToArtifact(const Query& query) {
    return {query.text(0), query.text(1), query.text(2)};
}

UserValues rowToUserValues(const Query& query) {
    UserValues values{
        query.text(0),          query.text(1), query.text(2), query.text(3), query.values<std::int32_t>(4),
        query.values<double>(5)};
    if (values.users.size() != values.values.size()) {
        throw Error(ErrorCode::Corrupt, "The workspace's database holds values for " +
                                            std::to_string(values.values.size()) + " of " +
                                            std::to_string(values.users.size()) + " users.");
    }
    return values;
}

} // namespace

std::vector<MetricRow> RunRepository::metrics(const std::string& id) const {
    return readAll(Query(m_database,
                         UP5_METRIC_QUERY "AND removed = '' "
                                          "ORDER BY name, split, task, attribute, class, k, step",
                         id),
                   rowToMetric);
}

std::vector<MetricRow> RunRepository::subsetMetrics(const std::string& id) const {
    return readAll(Query(m_database,
                         UP5_METRIC_QUERY "AND removed <> '' "
                                          "ORDER BY removed, name, split, task, attribute, class, k, step",
                         id),
                   rowToMetric);
}

std::vector<SeriesRow> RunRepository::series(const std::string& id) const {
    return readAll(
        Query(m_database, "SELECT name, step, value FROM series WHERE run = ? ORDER BY name, step", id),
        rowToSeries);
}

std::vector<ArtifactRow> RunRepository::artifacts(const std::string& id) const {
    return readAll(
        Query(m_database, "SELECT kind, path, sha256 FROM artifacts WHERE run = ? ORDER BY kind, path", id),
        rowToArtifact);
}

std::vector<UserValues> RunRepository::userValues(const std::string& id, const std::string& removed) const {
    return readAll(Query(m_database,
                         "SELECT name, split, task, attribute, users, user_values FROM user_values "
                         "WHERE run = ? AND removed = ? ORDER BY name, split, task, attribute",
                         id, removed),
                   rowToUserValues);
}

} // namespace up5::store
