#include "jobs/sweep/paper_protocol.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "base/resources.h"
#include "jobs/job_kinds.h"
#include "jobs/job_spec.h"
#include "jobs/option_text.h"
#include "jobs/sweep/recipe.h"

namespace up5::jobs {

namespace {

const std::string kProtocolFile = "published/protocol.json";

/// Sources of settings in the file, and how a sentence calls them.
constexpr std::array kSources = {std::pair{"paper", "the paper"}, std::pair{"code", "the published code"}};

const nlohmann::json& publishedProtocol() {
    static const nlohmann::json protocol = [] {
        nlohmann::json read = nlohmann::json::parse(readResource(kProtocolFile), nullptr, false);
        if (!read.is_object()) {
            throw Error(ErrorCode::Corrupt, kProtocolFile + " is no JSON object.");
        }
        return read;
    }();
    return protocol;
}

nlohmann::json settingsIn(const nlohmann::json& source, const std::string& kind) {
    return source.value(kind, nlohmann::json::object());
}

/// null where the paper says nothing about this data set.
nlohmann::json valueOn(const nlohmann::json& value, const std::string& paperDataset) {
    return value.is_object() ? value.value(paperDataset, nlohmann::json()) : value;
}

bool isAmong(const nlohmann::json& value, const nlohmann::json& allowed) {
    return allowed.is_array() ? std::find(allowed.begin(), allowed.end(), value) != allowed.end()
                              : value == allowed;
}

std::string textOf(const nlohmann::json& value) {
    if (value.is_array()) {
        std::vector<std::string> parts;
        std::transform(value.begin(), value.end(), std::back_inserter(parts), textOf);
        return fmt::format("{}", fmt::join(parts, " or "));
    }
    return valueText(value);
}

} // namespace

std::vector<std::string> optionDifferences(const Recipe& recipe, const std::string& kind,
                                           const nlohmann::json& given, const std::string& paperDataset) {
    std::vector<std::string> sentences;
    const nlohmann::json options = jobKind(kind).options->check(given);
    const nlohmann::json own = settingsIn(recipe.paper, kind);
    const auto compare = [&](const std::string& key, const nlohmann::json& settings, const char* source) {
        const nlohmann::json published = valueOn(settings, paperDataset);
        if (key != recipe.key && !published.is_null() && !isAmong(options.at(key), published)) {
            sentences.push_back(
                fmt::format("{}: {}; {}: {}.", key, textOf(options.at(key)), source, textOf(published)));
        }
    };
    for (const auto& [key, settings] : own.items()) {
        compare(key, settings, kSources.front().second);
    }
    for (const auto& [name, source] : kSources) {
        const nlohmann::json general = settingsIn(publishedProtocol().at(name), kind);
        for (const auto& [key, settings] : general.items()) {
            if (!own.contains(key)) {
                compare(key, settings, source);
            }
        }
    }
    return sentences;
}

std::vector<std::string> protocolDifferences(const Recipe& recipe, const JobSpec& base,
                                             const nlohmann::json& backbone, const std::string& datasetName) {
    std::vector<std::string> sentences;
    if (!recipe.dataset.empty() && datasetName != recipe.dataset) {
        sentences.push_back("Data set: " + datasetName + "; the paper: " + recipe.dataset + ".");
    }
    const auto add = [&](const std::string& kind, const nlohmann::json& options) {
        std::vector<std::string> found = optionDifferences(recipe, kind, options, recipe.dataset);
        std::move(found.begin(), found.end(), std::back_inserter(sentences));
    };
    if (backbone.is_null()) {
        sentences.push_back("The settings of the backbone are not known.");
    } else {
        add("backbone", backbone);
    }
    add(base.kind, base.options);
    return sentences;
}

} // namespace up5::jobs
