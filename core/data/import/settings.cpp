#include "data/import/settings.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"

namespace up5::data {

std::string chosenSetting(const ImporterSetting& setting, const nlohmann::json& settings) {
    if (!settings.contains(setting.name)) {
        return setting.defaultValue;
    }
    const nlohmann::json& value = settings.at(setting.name);
    if (!value.is_string() ||
        std::find(setting.allowed.begin(), setting.allowed.end(), value) == setting.allowed.end()) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("Setting {} is {}; one of {} is allowed.", setting.name,
                                value.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace),
                                fmt::join(setting.allowed, ", ")));
    }
    return value;
}

void checkSettingNames(const std::vector<ImporterSetting>& known, const nlohmann::json& settings) {
    if (!settings.is_object()) {
        throw Error(ErrorCode::InvalidInput, "The importer's settings must be a JSON object.");
    }
    std::string names;
    for (const ImporterSetting& setting : known) {
        names += (names.empty() ? "" : ", ") + setting.name;
    }
    for (const auto& [name, value] : settings.items()) {
        const auto isNamed = [&name = name](const ImporterSetting& setting) { return setting.name == name; };
        if (std::none_of(known.begin(), known.end(), isNamed)) {
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("There is no setting {} for this format; it has {}.", name,
                                    names.empty() ? "none" : names));
        }
    }
}

} // namespace up5::data
