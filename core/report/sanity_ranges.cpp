#include "report/sanity_ranges.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "base/resources.h"
#include "jobs/options/protocol_options.h"

namespace up5::report {

namespace {

const std::string kSanityFile = "baselines/sanity.json";

struct Sanity {
    std::vector<SanityRange> ranges;
    std::vector<UnknownRange> unknown;
};

Sanity readSanity() {
    Sanity sanity;
    try {
        const nlohmann::json file = nlohmann::json::parse(readResource(kSanityFile));
        const auto text = [](const nlohmann::json& entry, const char* key) {
            return entry.at(key).get<std::string>();
        };
        for (const nlohmann::json& entry : file.at("ranges")) {
            sanity.ranges.push_back({text(entry, "model"), text(entry, "dataset"), text(entry, "task"),
                                     text(entry, "metric"), entry.at("low").get<double>(),
                                     entry.at("high").get<double>(), text(entry, "split"),
                                     text(entry, "negatives"), entry.at("negative_count").get<int>(),
                                     entry.at("min_interactions").get<int>(),
                                     entry.at("least_history").get<int>(), text(entry, "source")});
        }
        for (const nlohmann::json& entry : file.at("unknown")) {
            sanity.unknown.push_back(
                {text(entry, "model"), text(entry, "dataset"), text(entry, "task"), text(entry, "reason")});
        }
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Corrupt,
                    fmt::format("{} is not a list of known ranges: {}.", kSanityFile, error.what()));
    }
    return sanity;
}

const Sanity& sanity() {
    static const Sanity known = readSanity();
    return known;
}

/// What "auto" stands for on a data set of the paper: MovieLens has times and a large catalogue, Insurance
/// neither.
jobs::ProtocolOptions resolvedProtocol(const MeasuredModel& measured) {
    jobs::ProtocolOptions options = jobs::ProtocolOptions::table().read(measured.protocol);
    const bool isInsurance = measured.dataset == "Insurance";
    if (options.split == "auto") {
        options.split = isInsurance ? "code-8-1-1" : "loo";
    }
    if (options.negatives == "auto") {
        options.negatives = isInsurance ? "all" : "catalogue";
    }
    return options;
}

bool isRangeOf(const SanityRange& range, const MeasuredModel& measured, const std::string& task) {
    return range.model == measured.model && range.dataset == measured.dataset && range.task == task;
}

bool holdsFor(const SanityRange& range, const MeasuredModel& measured) {
    if (measured.protocol.is_null()) {
        return false;
    }
    const jobs::ProtocolOptions options = resolvedProtocol(measured);
    return range.split == options.split && range.negatives == options.negatives &&
           (range.negativeCount == 0 || range.negativeCount == options.negativeCount) &&
           range.minInteractions == options.minInteractions &&
           (measured.history == 0 || measured.history >= range.leastHistory);
}

} // namespace

const std::vector<SanityRange>& sanityRanges() {
    return sanity().ranges;
}

const std::vector<UnknownRange>& unknownRanges() {
    return sanity().unknown;
}

std::optional<std::string> sanityWarning(const MeasuredModel& measured, const std::string& task,
                                         const std::string& metric, double value,
                                         std::optional<double> popularityValue) {
    std::string warning;
    if (measured.model != "popularity" && popularityValue && value < *popularityValue) {
        warning = fmt::format("below popularity alone, which reaches {:.1f} %", 100 * *popularityValue);
    }
    for (const SanityRange& range : sanityRanges()) {
        const bool isAsked = measured.onTest && isRangeOf(range, measured, task) && range.metric == metric;
        if (isAsked && (value < range.low || value > range.high) && holdsFor(range, measured)) {
            warning += fmt::format("{}outside of {:.1f} to {:.1f} %: {}", warning.empty() ? "" : "; ",
                                   100 * range.low, 100 * range.high, range.source);
        }
    }
    return warning.empty() ? std::nullopt : std::optional(warning);
}

std::optional<std::string> withoutRange(const MeasuredModel& measured, const std::string& task) {
    const std::vector<SanityRange>& ranges = sanityRanges();
    if (std::any_of(ranges.begin(), ranges.end(), [&](const SanityRange& range) {
            return isRangeOf(range, measured, task) && holdsFor(range, measured);
        })) {
        return std::nullopt;
    }
    for (const UnknownRange& unknown : unknownRanges()) {
        if (unknown.model == measured.model && unknown.dataset == measured.dataset && unknown.task == task) {
            return fmt::format("no known range of its hits, {} task: {}", task, unknown.reason);
        }
    }
    return fmt::format("no known range of its hits, {} task, under this split, candidates and history", task);
}

std::optional<double> leastPopularity(const std::string& dataset, const std::string& task,
                                      const std::string& metric) {
    std::optional<double> least;
    for (const SanityRange& range : sanityRanges()) {
        if (range.model == "popularity" && range.dataset == dataset && range.task == task &&
            range.metric == metric) {
            least = std::min(least.value_or(range.low), range.low);
        }
    }
    return least;
}

} // namespace up5::report
