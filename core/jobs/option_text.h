// Options as text: what their tables say, in the user's language, and their values as the user writes them.
#pragma once

#include <string>

#include <QtCore/QCoreApplication>
#include <QtCore/QString>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

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

} // namespace up5::jobs
