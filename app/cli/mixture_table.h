// What a mixture's subsets cost and leave readable, as a text table.
#pragma once

#include <string>

namespace up5::store {
class Store;
}

namespace up5::cli {

/// Prints ranking figures, avg. AUC and the cross-leak matrix of a mixture's test users; nothing for runs of
/// other kinds or without figures of subsets.
void printMixture(store::Store& store, const std::string& run);

} // namespace up5::cli
