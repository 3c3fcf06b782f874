// A data set as plain CSV files with the mapping that reads them back.
#pragma once

#include <filesystem>

#include "data/dataset.h"

namespace up5::data {

/// Writes interactions.csv, users.csv, items.csv and mapping.json into `folder` (made if missing, files of
/// these names are replaced). Importing the folder gives the same users, items, interactions and classes, and
/// the best possible AUCs as stated in the mapping; the hash is the same if class names are in ascending
/// order and each class has users. The interactions stream. Throws Error{InvalidInput} when a text contains a
/// line break or an attribute is called "user", Error{Io}.
void exportCsv(const Dataset& dataset, const std::filesystem::path& folder);

} // namespace up5::data
