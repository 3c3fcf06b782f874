// Who gets the good recommendations and who pays for a treatment: group figures of the models of an audit.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/group_figures.h"

namespace up5::report {

struct ReportData;

/// What is asked of a model's stored ranks.
struct GroupQuestion {
    std::vector<std::string> attributes; ///< one, or several for their intersection
    std::string task = "sequential";
    RankingMetric metric;
    std::string reference; ///< empty = the largest group
};

/// One model's answer.
struct ModelGroups {
    std::string label; ///< of its comparison point; empty for a run that was named directly
    std::string run;   ///< holds the ranks
    std::uint64_t seed = 0;
    GroupFigures figures;
    std::string untreatedRun;           ///< holds the ranks the change is taken from; empty when none
    std::optional<GroupFigures> change; ///< treated − untreated of the same users
};

/// The models of one audit, cut by one attribute or an intersection, in the order of the settings.
struct GroupAudit {
    std::string dataset, datasetName;
    GroupQuestion question;
    std::string partition;           ///< "gender" or "gender × age"
    std::vector<ModelGroups> models; ///< of several seeds of a setting, the first
    int comparisons = 0;             ///< differences and changes tested; the adjusted p are over all of them
};

/// The untreated point beside a treated one: of the same backbone, the same seed if there is one; nullptr
/// when there is none.
const ComparisonPoint* untreatedBeside(const std::vector<ComparisonPoint>& points,
                                       const ComparisonPoint& point);

/// A run's groups, and with `untreatedRun` their change. Throws Error{NotFound} when a run has no ranks of
/// the task's test targets, and what partitionUsers() and groupFigures() throw. Reads the store: any thread
/// that owns it.
ModelGroups groupsOfRun(store::Store& store, const data::Dataset& dataset, const std::string& run,
                        const std::string& untreatedRun, const GroupQuestion& question);

/// For every audited attribute of `data`, and for every pair of audited attributes of one set the untreated
/// models: hit@10 of the sequential task. Needs the records' ranks (see addRanks()); what has none, and sets
/// that cannot be opened, are passed over.
std::vector<GroupAudit> groupAudits(const ReportData& data, const std::vector<RunRecord>& records,
                                    const std::filesystem::path& datasets);

/// Derived figures as rows of the run they belong to, named "hit@k" with a group, "group_gap/…",
/// "group_difference/…", "group_ratio/…" and "group_change/…".
std::vector<store::MetricRow> metricRows(const GroupAudit& audit, const ModelGroups& model);

/// {partition, reference, users, unknown, all, groups, gap, against}.
nlohmann::json toJson(const GroupFigures& figures);
nlohmann::json toJson(const ModelGroups& model);
nlohmann::json toJson(const GroupAudit& audit);

} // namespace up5::report
