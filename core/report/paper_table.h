// The paper's Tables 1 to 12 in its layout: ours from stored runs, beside what it prints.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "report/comparison.h"
#include "report/run_record.h"

namespace up5::report {

constexpr int kPaperTables = 12;

/// Which table of which data set, and of which prompts.
struct PaperRequest {
    int table = 0;                   ///< 1 to 12
    std::string dataset;             ///< hash
    std::string paperDataset;        ///< publishedDataset() of its format
    std::string backbone;            ///< run of P5; empty = the newest on which something was measured
    std::optional<double> lambda;    ///< of prompts; empty = the paper's
    std::optional<int> prefixLength; ///< of prompts; empty = the paper's
    std::string reference; ///< title of the model that the others are marked against; empty = the paper's own
    std::optional<double> mixtureLambda = {}; ///< empty = the paper's
    /// By kind of job: options that its runs must have, so that no others are shown.
    std::map<std::string, nlohmann::json> settings = {};
};

/// One number of ours: a run's own with its interval over users, or the mean over seeds with its interval.
struct PaperFigure {
    metrics::Estimate estimate; ///< shares and AUCs from 0 to 1, sizes as shares of the backbone
    int seeds = 1;
    std::vector<std::string> runs;
    bool collapsed = false; ///< a probe behind it did
};

/// Against the reference of its group, where the difference survives Holm's correction.
enum class PaperMark { None, Below, Above };

struct PaperCell {
    std::optional<PaperFigure> ours;        ///< missing: not measured
    std::optional<double> published;        ///< as printed, in per cent
    bool best = false;                      ///< of ours, and apart from the second by a corrected test
    PaperMark mark = PaperMark::None;       ///< of ours
    std::vector<std::string> warnings = {}; ///< what is not credible about ours
    std::string doubt = {};                 ///< what is odd about the printed one; empty when nothing is
};

/// A model that the table is about: a column of the paper's, in Table 12 a row.
struct PaperSubject {
    std::string group;                    ///< attributes removed or probed, as the paper heads them
    std::vector<std::string> attributes;  ///< these
    std::string title;                    ///< "C-PMF"
    std::string setting;                  ///< which of our settings stands for it; empty when there is none
    std::vector<std::string> runs;        ///< of ours
    std::vector<AttributeLeaks> leaks;    ///< of ours, of each attribute removed or probed
    bool isTreated = true;                ///< or a control
    std::vector<std::string> differences; ///< sentences: in what ours differ from the paper's protocol
    std::string task;                     ///< of its hits where the quantity has none
    bool extra = false;                   ///< the paper has no such model
    bool reference = false;               ///< the others of its group are marked against it
};

/// What is measured: a row of the paper's, in Table 12 a column.
struct PaperQuantity {
    std::string title;     ///< "hit@1", "AUC"
    bool more = true;      ///< the more the better
    bool extra = false;    ///< the paper has no such figure
    std::string figure;    ///< in a RunComparison: "hit@1", "probe_auc"; empty: not compared user by user
    std::string attribute; ///< of an AUC; empty: the subject's
    std::string task;      ///< of hits; empty: the subject's
};

struct PaperTable {
    int number = 0;
    std::string title, dataset, datasetName, paperDataset;
    std::string backbone; ///< run that P5's figures are of; empty when there is none
    std::vector<PaperSubject> subjects;
    std::vector<PaperQuantity> quantities;
    std::vector<std::vector<PaperCell>> cells; ///< by quantity, then subject
    bool subjectsAreRows = false;
    std::vector<std::string> notes; ///< sentences: which runs were taken and why, what the marks mean
    int comparisons = 0;            ///< tests that bold type and marks are corrected for; 0 = none was made

    bool hasOurs() const;
    bool hasPublished() const;
};

/// Whether the paper has this table for the data set, or ours can be shown in its layout.
bool fitsTable(int table, const std::string& paperDataset);

/// Every model of the table that has no cell of ours, as a sentence each: what is missing.
std::vector<std::string> missingFigures(const PaperTable& table);

/// The table from stored runs. Nothing is chosen by test figures: where runs of several settings fit, the
/// rule in `notes` decides. Throws Error{InvalidInput} for a table that does not fit the data set, or a
/// reference that it has not.
PaperTable paperTable(const std::vector<RunRecord>& records, const PaperRequest& request);
/// The same with the records' points on test users at hand.
PaperTable paperTable(const std::vector<RunRecord>& records, const std::vector<ComparisonPoint>& points,
                      const PaperRequest& request);

/// {number, title, dataset, backbone, notes, comparisons, subjects, quantities, cells: [{quantity, group,
/// model, ours, published, best, mark, warnings, published_doubt}]}; null where there is nothing.
nlohmann::json toJson(const PaperTable& table);

} // namespace up5::report
