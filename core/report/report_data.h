// Everything a report says, as plain data put together from stored runs.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/dataset_profile.h"
#include "report/comparison.h"
#include "report/group_audit.h"
#include "report/mixture.h"
#include "report/paper_curves.h"
#include "report/paper_table.h"
#include "report/report.h"
#include "report/run_record.h"

namespace up5::report {

struct ReportedDataset {
    std::string hash, name, format;
    bool ordered = true;
    std::optional<data::DatasetProfile> profile; ///< none when the set is no longer in the workspace
    nlohmann::json provenance;
    std::string problem; ///< why it cannot be read although it is there; else empty
};

struct ReportedRun {
    RunRecord record;
    bool added =
        false; ///< not asked for: stands beside what was (backbone, control, untreated figures, import)
    std::string command; ///< repeats it; empty when its settings are of another version
};

/// One attribute of one data set: all models side by side.
struct Audit {
    std::string dataset, datasetName, attribute;
    std::vector<ComparisonPoint> points;     ///< on test users
    std::vector<ComparisonPoint> validation; ///< the same models on validation users
    std::vector<SettingSummary> settings;    ///< of `points`
};

struct ReportData {
    std::string title;
    std::string created; ///< ISO 8601 UTC
    std::string programVersion;
    std::vector<ReportedDataset> datasets;
    std::vector<Audit> audits;
    std::vector<MixtureAudit> mixtures; ///< on test users
    std::vector<PaperTable>
        paperTables; ///< with one of its models among ours; marks are added by markDifferences()
    std::vector<PaperCurves> paperFigures; ///< the paper's Figures 5 to 9, as far as they were measured
    std::vector<GroupAudit> groups;        ///< of the audited attributes, then of pairs of them
    std::vector<ReportedRun> runs;         ///< oldest first
    std::vector<RunRecord> unfinished;     ///< runs on these data sets that did not succeed
    std::vector<std::string> leftOut;      ///< sentences about runs whose settings cannot be read
};

/// Picks the runs, adds those that must stand beside them (untreated figures and λ = 0 controls of otherwise
/// equal settings, backbones, imports), profiles the data sets. Runs and sets that cannot be read are named
/// and passed over. Throws Error{NotFound} for an unknown run, Error{InvalidInput} when no run has succeeded.
ReportData assembleReport(const std::vector<RunRecord>& records, const std::filesystem::path& datasets,
                          const ReportRequest& request);

const ReportedRun* findReported(const ReportData& data, const std::string& run);

} // namespace up5::report
