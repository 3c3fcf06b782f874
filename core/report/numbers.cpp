#include "report/numbers.h"

#include <cmath>

#include <fmt/format.h>

namespace up5::report {

namespace {

const std::string kMissing = "–";

/// "± 0.013"; of one seed nothing.
std::string deviationText(std::string (*text)(double), double deviation) {
    return std::isnan(deviation) ? std::string() : "± " + text(deviation);
}

} // namespace

bool hasInterval(const metrics::Estimate& estimate) {
    return !std::isnan(estimate.low) && !std::isnan(estimate.high);
}

std::string percent(double share) {
    return fmt::format("{:.1f}", 100 * share);
}

std::string areaText(double auc) {
    return std::isnan(auc) ? kMissing : fmt::format("{:.3f}", auc);
}

std::string probabilityText(double p) {
    if (std::isnan(p)) {
        return kMissing;
    }
    return p < 1e-4 ? "below 0.0001" : fmt::format("{:.2g}", p);
}

std::string permutationFloorText(int shuffles, int comparisons) {
    const double smallest = std::min(1.0, static_cast<double>(comparisons) / (shuffles + 1));
    return smallest < 0.05 ? std::string()
                           : fmt::format("; {} shuffles allow none below {}", countText(shuffles),
                                         probabilityText(smallest));
}

std::string countText(std::int64_t n) {
    std::string digits = std::to_string(n);
    for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > (n < 0 ? 1 : 0); at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

std::string signedText(const std::string& magnitude, double value) {
    return (value < 0 ? "−" : "+") + (magnitude.starts_with('-') ? magnitude.substr(1) : magnitude);
}

Cell shareCell(const metrics::Estimate* estimate) {
    if (estimate == nullptr || std::isnan(estimate->value)) {
        return {kMissing};
    }
    return {percent(estimate->value),
            hasInterval(*estimate) ? percent(estimate->low) + "–" + percent(estimate->high) : ""};
}

Cell areaCell(const std::optional<metrics::Estimate>& estimate, bool collapsed) {
    if (!estimate || std::isnan(estimate->value)) {
        return {kMissing};
    }
    std::string detail =
        hasInterval(*estimate) ? areaText(estimate->low) + "–" + areaText(estimate->high) : "no interval";
    return {areaText(estimate->value), collapsed ? detail + ", probe collapsed" : detail};
}

Cell shareCell(const SeedSpread* spread) {
    return spread == nullptr ? Cell{kMissing}
                             : Cell{percent(spread->mean), deviationText(percent, spread->deviation)};
}

Cell areaCell(const std::optional<SeedSpread>& spread) {
    return spread ? Cell{areaText(spread->mean), deviationText(areaText, spread->deviation)} : Cell{kMissing};
}

std::string areaWithInterval(const metrics::Estimate& estimate) {
    if (!hasInterval(estimate)) {
        return fmt::format("{} (no interval, {} users)", areaText(estimate.value), countText(estimate.n));
    }
    return fmt::format("{} ({}–{}, {} users)", areaText(estimate.value), areaText(estimate.low),
                       areaText(estimate.high), countText(estimate.n));
}

std::string shareWithInterval(const metrics::Estimate& estimate) {
    if (!hasInterval(estimate)) {
        return percent(estimate.value) + " %";
    }
    return fmt::format("{} % ({}–{} %)", percent(estimate.value), percent(estimate.low),
                       percent(estimate.high));
}

} // namespace up5::report
