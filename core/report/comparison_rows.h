// Comparison points as rows of a table or marks of a chart, one per run or one per setting, with their
// references.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/comparison.h"

namespace up5::report {

/// A point, or the mean over the seeds of a setting with the interval of metrics::meanOverSeeds().
struct ComparisonRow {
    std::string key; ///< stable identity, never empty
    std::string label;
    Family family = Family::Untreated;
    std::string model; ///< as of a point, like its family and subject
    std::optional<jobs::BaselineFamily> baseline;
    std::string subject;
    std::string dataset, datasetName, backboneRun, attribute, split;
    DataProtocol protocol; ///< as of a point
    int history = 0;       ///< likewise
    TrainingBudget budget; ///< of all its points
    double lambda = 0;     ///< NaN when untreated
    int prefixLength = 0;  ///< 0 when untreated
    std::vector<std::string> treated;
    std::string control, promptSettings; ///< as of a point
    bool probedAgain = false;
    std::vector<std::uint64_t> seeds; ///< different ones, ascending
    int models = 1;                   ///< what the means are over: see newestPerSeed()
    SeedLeaks leaks;                  ///< of these models
    std::vector<std::string> runs;    ///< those that stand for the row, repeats included
    std::optional<metrics::Estimate> aucStrongest, auc, aucAllTokens;
    bool collapsedStrongest = false, collapsed = false, collapsedAllTokens = false; ///< of any seed
    int adversaryOverlap = 0; ///< the most users of a probe that the prompt's adversary had seen
    std::optional<double> bestPossibleAuc;
    std::vector<RankingFigure> ranking; ///< over all users, without groups
    std::vector<std::string> warnings;  ///< sentences of addSanityWarnings()
    std::string unknownRange;           ///< a sentence where no range of its figures is known, else empty

    /// Positions in the same vector of what the row is compared with: the λ = 0 control of otherwise equal
    /// settings and the untreated model (for a fair baseline its plain one, for a frozen one the very run it
    /// rests on), both of the same subject,
    /// attribute and data protocol (the same seed if there is one).
    std::optional<std::size_t> controlRow, untreatedRow;

    const metrics::Estimate* rankingFigure(const std::string& name, const std::string& task, int k) const;
};

enum class RowGrouping { Runs, Settings };

/// In the order of the points.
std::vector<ComparisonRow> comparisonRows(const std::vector<ComparisonPoint>& points, RowGrouping grouping);

/// Marks rows of which a hit@k is below what popularity alone reaches under the same data protocol on the
/// same part of the data, outside the range known from elsewhere (test figures alone), or, of a fair
/// baseline, above its plain model beyond both intervals; says where no range is known. `points` may hold
/// more than the rows; `paperDataset`: see publishedDataset().
void addSanityWarnings(std::vector<ComparisonRow>& rows, const std::vector<ComparisonPoint>& points,
                       const std::string& paperDataset);

/// Labels, each once, of rows with hits beside which no run of popularity stands: nothing says whether they
/// are above that floor. `points` as of addSanityWarnings().
std::vector<std::string> rowsWithoutFloor(const std::vector<ComparisonRow>& rows,
                                          const std::vector<ComparisonPoint>& points);

/// That a fair baseline recommends better than the model it treats, beyond both intervals; else nullopt.
std::optional<std::string> abovePlain(const metrics::Estimate& fair, const metrics::Estimate& plain);

/// value − reference; nullopt when one is missing.
std::optional<double> difference(const metrics::Estimate* value, const metrics::Estimate* reference);

} // namespace up5::report
