// Stored figures as a text table.
#pragma once

#include <vector>

#include "store/rows.h"
#include "text.h"

namespace up5::cli {

TextTable metricTable(const std::vector<store::MetricRow>& metrics);

} // namespace up5::cli
