#include "report/sanity_ranges.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/resources.h"

namespace up5::report {

namespace {

const std::string kSanityFile = "baselines/sanity.json";

std::vector<SanityRange> readRanges() {
    std::vector<SanityRange> ranges;
    try {
        for (const nlohmann::json& entry : nlohmann::json::parse(readResource(kSanityFile))) {
            ranges.push_back({entry.at("model").get<std::string>(), entry.at("dataset").get<std::string>(),
                              entry.at("task").get<std::string>(), entry.at("metric").get<std::string>(),
                              entry.at("low").get<double>(), entry.at("high").get<double>(),
                              entry.at("source").get<std::string>()});
        }
    } catch (const nlohmann::json::exception& error) {
        throw Error(ErrorCode::Corrupt,
                    fmt::format("{} is not a list of known ranges: {}.", kSanityFile, error.what()));
    }
    return ranges;
}

} // namespace

const std::vector<SanityRange>& sanityRanges() {
    static const std::vector<SanityRange> ranges = readRanges();
    return ranges;
}

std::optional<std::string> sanityWarning(const std::string& model, const std::string& dataset,
                                         const std::string& task, const std::string& metric, double value,
                                         std::optional<double> popularityValue) {
    std::string warning;
    if (model != "popularity" && popularityValue && value < *popularityValue) {
        warning = fmt::format("below popularity alone, which reaches {:.1f} %", 100 * *popularityValue);
    }
    for (const SanityRange& range : sanityRanges()) {
        const bool isAsked =
            range.model == model && range.dataset == dataset && range.task == task && range.metric == metric;
        if (isAsked && (value < range.low || value > range.high)) {
            warning += fmt::format("{}outside of {:.1f} to {:.1f} %: {}", warning.empty() ? "" : "; ",
                                   100 * range.low, 100 * range.high, range.source);
        }
    }
    return warning.empty() ? std::nullopt : std::optional(warning);
}

} // namespace up5::report
