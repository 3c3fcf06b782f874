// An importer's settings: read by name, checked against what is allowed.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "data/importer.h"

namespace up5::data {

/// Value of a setting with a fixed list of values, its default if it is not given. Throws
/// Error{InvalidInput}.
std::string chosenSetting(const ImporterSetting& setting, const nlohmann::json& settings);

/// Throws Error{InvalidInput} naming a setting the importer does not have, and those it has.
void checkSettingNames(const std::vector<ImporterSetting>& known, const nlohmann::json& settings);

} // namespace up5::data
