#include "jobs/sweep/sweep_text.h"

#include <algorithm>
#include <charconv>
#include <sstream>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/option_text.h"

namespace up5::jobs {

namespace {

[[noreturn]] void refuseText(const char* form, const std::string& text) {
    throw Error(ErrorCode::InvalidInput, fmt::format("{} is expected, but \"{}\" was given.", form, text));
}

/// Key and what follows the first "=".
std::pair<std::string, std::string> keyAndRest(const char* form, const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
        refuseText(form, text);
    }
    return {text.substr(0, equals), text.substr(equals + 1)};
}

std::vector<std::string> partsOf(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    std::string part;
    while (std::getline(stream, part, separator)) {
        parts.push_back(part);
    }
    if (!text.empty() && text.back() == separator) {
        parts.emplace_back(); // what follows the last one is a part, too, and none that anyone meant
    }
    return parts;
}

std::string trimmed(const std::string& text) {
    const char* spaces = " \t";
    const std::size_t first = text.find_first_not_of(spaces);
    return first == std::string::npos ? std::string()
                                      : text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

char separatorOf(const OptionInfo& info) {
    return info.list || (info.defaultValue.is_string() && info.choices.empty()) ? ';' : ',';
}

bool isRunKey(const std::string& key) {
    return key == kBackboneKey || key == kAttributeKey;
}

const OptionInfo* findOption(const JobKind& kind, const std::string& key) {
    const std::vector<OptionInfo>& options = kind.options->infos();
    const auto found =
        std::find_if(options.begin(), options.end(), [&](const OptionInfo& info) { return info.key == key; });
    return found == options.end() ? nullptr : &*found;
}

std::string keyOf(const std::string& setting) {
    return trimmed(setting.substr(0, setting.find('=')));
}

/// What stands between semicolons; what begins with no key that may vary is more of the values before it
/// where these have semicolons between them.
std::vector<std::string> settingsOf(const JobKind& kind, const std::string& text) {
    std::vector<std::string> settings;
    for (const std::string& raw : partsOf(text, ';')) {
        const std::string part = trimmed(raw);
        const OptionInfo* before = settings.empty() ? nullptr : findOption(kind, keyOf(settings.back()));
        const bool begins = isRunKey(keyOf(part)) || findOption(kind, keyOf(part)) != nullptr;
        if (before != nullptr && separatorOf(*before) == ';' && !begins && !part.empty()) {
            settings.back() += ';' + part;
        } else if (!part.empty()) {
            settings.push_back(part);
        }
    }
    return settings;
}

double numberFrom(const char* form, const std::string& part, const std::string& text) {
    double number = 0;
    const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc() || stop != part.data() + part.size()) {
        refuseText(form, text);
    }
    return number;
}

constexpr const char* kGridForm = "An axis like lambda=0,1,10";
constexpr const char* kPointForm = "A point like \"lambda=1 prefix_length=5\"";
constexpr const char* kSearchForm = "A range like lambda=0.1:100:log or prefix_length=1:30";
constexpr const char* kSeedForm = "A list of seeds like 1,2,3";

} // namespace

std::vector<SweepValues> gridAxis(const JobKind& kind, const std::string& text) {
    const auto [key, rest] = keyAndRest(kGridForm, text);
    const OptionInfo& info = kind.options->info(key);
    std::vector<SweepValues> axis;
    for (const std::string& part : partsOf(rest, separatorOf(info))) {
        axis.push_back({{key, parseOption(info, part)}});
    }
    return axis;
}

std::vector<std::vector<SweepValues>> gridAxes(const JobKind& kind, const std::string& text) {
    std::vector<std::vector<SweepValues>> axes;
    for (const std::string& setting : settingsOf(kind, text)) {
        const auto [rawKey, rest] = keyAndRest(kGridForm, setting);
        const std::string key = trimmed(rawKey);
        const char separator = isRunKey(key) ? ',' : separatorOf(kind.options->info(key));
        std::vector<std::string> values;
        for (const std::string& part : partsOf(rest, separator)) {
            values.push_back(trimmed(part));
        }
        if (isRunKey(key)) {
            if (std::find(values.begin(), values.end(), std::string()) != values.end()) {
                refuseText(kGridForm, setting);
            }
            axes.push_back(axisOver(key, values));
        } else {
            axes.push_back(
                gridAxis(kind, fmt::format("{}={}", key, fmt::join(values, std::string(1, separator)))));
        }
    }
    return axes;
}

std::string gridText(const JobKind& kind, const std::vector<SweepValues>& axis) {
    const std::string key = axis.front().begin().key();
    std::string text = key + '=';
    for (const SweepValues& values : axis) {
        if (text.back() != '=') {
            text += separatorOf(kind.options->info(key));
        }
        text += valueText(values.at(key));
    }
    return text;
}

SweepValues listPoint(const JobKind& kind, const std::string& text) {
    SweepValues values = nlohmann::json::object();
    for (const std::string& word : partsOf(text, ' ')) {
        if (word.empty()) {
            continue;
        }
        const auto [key, rest] = keyAndRest(kPointForm, word);
        if (values.contains(key)) {
            throw Error(ErrorCode::InvalidInput, "The point \"" + text + "\" sets " + key + " twice.");
        }
        values[key] = parseOption(kind.options->info(key), rest);
    }
    if (values.empty()) {
        refuseText(kPointForm, text);
    }
    return values;
}

std::string pointText(const SweepValues& values) {
    std::string text;
    for (const auto& [key, value] : values.items()) {
        text += (text.empty() ? "" : " ") + key + '=' + valueText(value);
    }
    return text;
}

SearchVariable searchVariable(const JobKind& kind, const std::string& text) {
    const auto [key, rest] = keyAndRest(kSearchForm, text);
    const bool whole = kind.options->info(key).defaultValue.is_number_integer();
    const std::vector<std::string> parts = partsOf(rest, ':');
    if (parts.size() < 2 || parts.size() > 3) {
        refuseText(kSearchForm, text);
    }
    SearchVariable variable{key, numberFrom(kSearchForm, parts[0], text),
                            numberFrom(kSearchForm, parts[1], text),
                            whole ? SearchVariable::Scale::Integer : SearchVariable::Scale::Linear};
    if (parts.size() == 3) {
        variable.scale = scaleFromString(parts[2]);
    }
    return variable;
}

std::vector<SearchVariable> searchVariables(const JobKind& kind, const std::string& text) {
    std::vector<SearchVariable> variables;
    for (const std::string& part : partsOf(text, ';')) {
        if (!trimmed(part).empty()) {
            variables.push_back(searchVariable(kind, trimmed(part)));
        }
    }
    return variables;
}

std::string searchText(const SearchVariable& variable) {
    return fmt::format("{}={}:{}:{}", variable.key, variable.from, variable.to, toString(variable.scale));
}

std::vector<std::uint64_t> seedList(const std::string& text) {
    std::vector<std::uint64_t> seeds;
    for (const std::string& part : partsOf(text, ',')) {
        std::uint64_t seed = 0;
        const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), seed);
        if (error != std::errc() || stop != part.data() + part.size()) {
            refuseText(kSeedForm, text);
        }
        seeds.push_back(seed);
    }
    if (seeds.empty()) {
        refuseText(kSeedForm, text);
    }
    return seeds;
}

} // namespace up5::jobs
