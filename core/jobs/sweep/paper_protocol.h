// In what runs differ from the settings that the paper, or where it is silent its published code, gives
// (resources/published/protocol.json).
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace up5::jobs {

struct JobSpec;
struct Recipe;

/// Options of a run of this kind that are not the paper's in the recipe's experiment, as sentences. What the
/// recipe says of the paper goes over what the paper says everywhere; null there leaves an option open, and
/// what the recipe varies is never compared. `paperDataset`: what the paper calls the data set; settings
/// that it gives for another one alone do not count. Throws what OptionTable::check() does for `options`.
std::vector<std::string> optionDifferences(const Recipe& recipe, const std::string& kind,
                                           const nlohmann::json& options, const std::string& paperDataset);

/// In what the runs of a figure differ from the paper: data set, the options of the backbone that they rest
/// on, and their own. `datasetName`: the paper's name of the data set, or its own. `backbone` is null where
/// these are not known (then said so).
std::vector<std::string> protocolDifferences(const Recipe& recipe, const JobSpec& base,
                                             const nlohmann::json& backbone, const std::string& datasetName);

} // namespace up5::jobs
