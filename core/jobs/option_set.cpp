#include "jobs/option_set.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "base/error.h"

namespace up5::jobs {

namespace {

std::string allowedText(const OptionInfo& info) {
    if (!info.choices.empty()) {
        return fmt::format("{}one of {}",
                           info.list ? "a list, with commas and without blanks, of at least " : "",
                           fmt::join(info.choices, ", "));
    }
    const char* type = info.defaultValue.is_boolean()          ? "true or false"
                       : info.defaultValue.is_number_integer() ? "a whole number"
                       : info.defaultValue.is_number()         ? "a number"
                                                               : "text";
    if (info.min && info.max) {
        return fmt::format("{} from {} to {}", type, *info.min, *info.max);
    }
    return info.min ? fmt::format("{} of at least {}", type, *info.min) : type;
}

[[noreturn]] void refuse(const OptionInfo& info, const std::string& found) {
    throw Error(ErrorCode::InvalidInput,
                fmt::format("Option {} is {}, but must be {}.", info.key, found, allowedText(info)));
}

std::size_t editDistance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substitute = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substitute});
        }
    }
    return row.back();
}

} // namespace

std::vector<std::string> listParts(const std::string& value) {
    std::vector<std::string> parts(1);
    for (const char letter : value) {
        if (letter == ',') {
            parts.emplace_back();
        } else {
            parts.back() += letter;
        }
    }
    return parts;
}

nlohmann::json checkOption(const OptionInfo& info, const nlohmann::json& value) {
    const nlohmann::json& model = info.defaultValue;
    const bool fits = model.is_boolean()          ? value.is_boolean()
                      : model.is_number_integer() ? value.is_number_integer()
                      : model.is_number()         ? value.is_number()
                                                  : value.is_string();
    if (!fits) {
        refuse(info, value.dump());
    }
    if (value.is_number()) {
        const double number = value.get<double>();
        if (!std::isfinite(number) || (info.min && number < *info.min) || (info.max && number > *info.max)) {
            refuse(info, value.dump());
        }
    }
    if (!info.choices.empty()) {
        std::set<std::string> seen;
        const auto text = value.get<std::string>();
        for (const std::string& part : info.list ? listParts(text) : std::vector{text}) {
            if (std::find(info.choices.begin(), info.choices.end(), part) == info.choices.end() ||
                !seen.insert(part).second) {
                refuse(info, value.dump());
            }
        }
    }
    return value;
}

nlohmann::json parseOption(const OptionInfo& info, const std::string& text) {
    const nlohmann::json& model = info.defaultValue;
    const char* begin = text.data();
    const char* end = begin + text.size();
    nlohmann::json value = text;
    if (model.is_boolean()) {
        if (text != "true" && text != "false") {
            refuse(info, "\"" + text + "\"");
        }
        value = text == "true";
    } else if (model.is_number_integer()) {
        std::int64_t number = 0;
        const auto [stop, error] = std::from_chars(begin, end, number);
        if (error != std::errc() || stop != end) {
            refuse(info, "\"" + text + "\"");
        }
        value = number;
    } else if (model.is_number()) {
        double number = 0;
        const auto [stop, error] = std::from_chars(begin, end, number);
        if (error != std::errc() || stop != end) {
            refuse(info, "\"" + text + "\"");
        }
        value = number;
    }
    return checkOption(info, value);
}

void refuseUnknownOption(const std::string& key, const std::vector<OptionInfo>& known) {
    std::string nearest;
    std::size_t best = key.size() / 2 + 2;
    for (const OptionInfo& info : known) {
        const std::size_t distance = editDistance(key, info.key);
        if (distance < best) {
            best = distance;
            nearest = info.key;
        }
    }
    throw Error(ErrorCode::InvalidInput,
                "There is no option " + key + "." +
                    (nearest.empty() ? " See `up5 options KIND`." : " Did you mean " + nearest + "?"));
}

const OptionInfo& OptionTable::info(const std::string& key) const {
    const auto found = std::find_if(m_infos.begin(), m_infos.end(),
                                    [&](const OptionInfo& option) { return option.key == key; });
    if (found == m_infos.end()) {
        refuseUnknownOption(key, m_infos);
    }
    return *found;
}

nlohmann::json OptionTable::parse(const std::map<std::string, std::string>& settings) const {
    nlohmann::json values = nlohmann::json::object();
    for (const auto& [key, text] : settings) {
        values[key] = parseOption(info(key), text);
    }
    return values;
}

nlohmann::json OptionTable::resolve(const std::map<std::string, std::string>& settings) const {
    return check(parse(settings));
}

nlohmann::json OptionTable::check(const nlohmann::json& values) const {
    nlohmann::json complete = nlohmann::json::object();
    for (const OptionInfo& option : m_infos) {
        complete[option.key] = option.defaultValue;
    }
    for (const auto& [key, value] : values.items()) {
        complete[key] = checkOption(info(key), value);
    }
    return complete;
}

} // namespace up5::jobs
