// From what a user writes to what the store holds.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "store/store.h"

namespace up5::cli {

/// Newest succeeded backbone of a data set. Throws Error{NotFound} saying how to train one.
store::RunRow newestBackbone(store::Store& store, const store::DatasetRow& dataset);

/// "key=value" texts as a map. Throws Error{InvalidInput} for a text without "=" or a key given twice.
std::map<std::string, std::string> parseSettings(const std::vector<std::string>& texts);

} // namespace up5::cli
