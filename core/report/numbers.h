// How reports write numbers.
#pragma once

#include <optional>
#include <string>

#include "metrics/bootstrap.h"
#include "report/comparison.h"
#include "report/document.h"

namespace up5::report {

/// False when either bound is missing.
bool hasInterval(const metrics::Estimate& estimate);

std::string percent(double share);     ///< 0.7134 → "71.3"
std::string areaText(double auc);      ///< 0.6341 → "0.634"
std::string probabilityText(double p); ///< 0.0432 → "0.043"; "below 0.0001" for smaller ones
/// Where so few shuffles leave Holm's correction for so many comparisons no way below 0.05: "; 100 shuffles
/// allow none below 0.36", of the smallest adjusted p that can be. Else empty.
std::string permutationFloorText(int shuffles, int comparisons);
std::string countText(std::int64_t n); ///< 1000209 → "1,000,209"
/// "+1.2" / "−0.031" with a real minus sign.
std::string signedText(const std::string& magnitude, double value);

/// Value with its interval under it; "–" when missing.
Cell shareCell(const metrics::Estimate* estimate);
Cell areaCell(const std::optional<metrics::Estimate>& estimate, bool collapsed = false);
/// Mean with ± sample standard deviation under it.
Cell shareCell(const SeedSpread* spread);
Cell areaCell(const std::optional<SeedSpread>& spread);

/// "0.634 (0.583–0.686, 604 users)".
std::string areaWithInterval(const metrics::Estimate& estimate);
/// "71.3 % (69.2–73.4 %)".
std::string shareWithInterval(const metrics::Estimate& estimate);

} // namespace up5::report
