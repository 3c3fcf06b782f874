#include "report/difference_sentence.h"

#include <cmath>

#include <fmt/format.h>

#include "report/definitions.h"
#include "report/numbers.h"

namespace up5::report {

namespace {

/// "hit@10 (sequential task)" or "AUC of gender, user span".
std::string titleOf(const PairedDifference& difference) {
    if (!difference.attribute.empty()) {
        return fmt::format("{} ({})", metricTitle(difference.figure, 0), difference.attribute);
    }
    const std::string name = difference.figure == "mrr"       ? "MRR"
                             : difference.figure == "ndcg@10" ? "NDCG@10"
                                                              : difference.figure;
    return fmt::format("{} ({} task)", name, difference.task);
}

/// Shares in points of per cent, areas and means of ranks in their own unit.
std::string amount(const PairedDifference& difference, double value) {
    return difference.figure.starts_with("hit@") ? fmt::format("{:.1f}", 100 * value)
                                                 : fmt::format("{:.3f}", value);
}

} // namespace

std::string differenceSentence(const PairedDifference& difference, const std::string& a,
                               const std::string& b) {
    const metrics::Estimate& change = difference.difference;
    const std::string unit = difference.figure.starts_with("hit@") ? " points" : "";
    const auto signedAmount = [&](double value) {
        return signedText(amount(difference, std::abs(value)), value);
    };
    const std::string users = countText(change.n);
    if (std::isnan(difference.p)) {
        return fmt::format("{}: these {} users say nothing about a difference.", titleOf(difference), users);
    }
    const std::string evidence =
        fmt::format("95 % interval {} to {}{}, p_adj = {}; n = {} users", signedAmount(change.low),
                    signedAmount(change.high), unit, probabilityText(difference.adjusted), users);
    if (difference.adjusted < kClaimLevel) {
        return fmt::format("{} of run {} is {}{} {} than that of run {} ({}).", titleOf(difference), b,
                           amount(difference, std::abs(change.value)), unit,
                           change.value < 0 ? "lower" : "higher", a, evidence);
    }
    return fmt::format(
        "{}: no difference shown ({}{}, {}); smaller than {}{} cannot be seen with these users.",
        titleOf(difference), signedAmount(change.value), unit, evidence,
        amount(difference, difference.visible), unit);
}

} // namespace up5::report
