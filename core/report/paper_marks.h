// Which of our figures in a paper table differ beyond chance: bold type and marks.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "report/paper_table.h"

namespace up5::store {
class Store;
}

namespace up5::report {

/// Per-user values of a run, or, with a key, of the run with this subset of attributes removed.
using UserValuesOf =
    std::function<std::vector<store::UserValues>(const std::string& run, const std::string& removed)>;

/// From the store.
UserValuesOf storedUserValues(store::Store& store);

/// In each group of the table and for each figure that the paper prints: the best of ours is marked when it
/// differs from the second, and each other model when it differs from the reference, by paired tests on the
/// users both rank or probe (those of compareRuns()), corrected by Holm over all tests of the table. Of
/// models with several seeds, the runs of the smallest seed both have are compared, or of each one's smallest
/// where they share none; no mark where these runs differ the other way than the figures shown, nor for
/// models without per-user values or with other candidates. AUCs are ranked by their leakOf(). Adds a note
/// that says so.
void markDifferences(PaperTable& table, const std::vector<RunRecord>& records, const UserValuesOf& valuesOf,
                     const data::Dataset& dataset);
/// The same with the data set of the table from the workspace's folder; no marks where it is not there (any
/// more).
void markDifferences(PaperTable& table, const std::vector<RunRecord>& records, const UserValuesOf& valuesOf,
                     const std::filesystem::path& datasets);

} // namespace up5::report
