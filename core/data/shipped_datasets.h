// Where the data sets that come with the program lie.
#pragma once

#include <filesystem>

namespace up5::data {

/// The folder `datasets`: UP5_DATASETS if set, else <prefix>/share/up5-workbench/datasets of the running
/// program, else that of the source tree it was built from. Throws Error{NotFound} naming the places looked
/// at.
std::filesystem::path shippedDatasets();

/// The demonstration set inside it. Throws Error{NotFound}.
std::filesystem::path demoDataset();

} // namespace up5::data
