// Options as text: what their tables say, in the user's language, and their values as the user writes them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <QtCore/QCoreApplication>
#include <QtCore/QString>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"

namespace up5::jobs {

/// `text` is a help or summary that QT_TRANSLATE_NOOP("up5::jobs::Options", …) marks; without a translation
/// it comes back as it is.
inline QString shownText(const std::string& text) {
    return QCoreApplication::translate("up5::jobs::Options", text.c_str());
}

/// A value as parseOption() reads it: texts without quotation marks, numbers as short as they can be (10, not
/// 10.0).
inline std::string valueText(const nlohmann::json& value) {
    return value.is_string()         ? value.get<std::string>()
           : value.is_number_float() ? fmt::format("{}", value.get<double>())
                                     : value.dump();
}

/// "key=value" texts as a map. Throws Error{InvalidInput} for a text without "=" or a key given twice.
inline std::map<std::string, std::string> parseSettings(const std::vector<std::string>& texts) {
    std::map<std::string, std::string> settings;
    for (const std::string& text : texts) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0) {
            throw Error(ErrorCode::InvalidInput, "A setting is key=value, but one is \"" + text + "\".");
        }
        if (!settings.emplace(text.substr(0, equals), text.substr(equals + 1)).second) {
            throw Error(ErrorCode::InvalidInput,
                        "The setting " + text.substr(0, equals) + " is given twice.");
        }
    }
    return settings;
}

} // namespace up5::jobs
