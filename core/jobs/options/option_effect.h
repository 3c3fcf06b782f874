// Refuses an option that was chosen where it changes nothing, so that nobody takes it for a setting.
#pragma once

#include <string>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/option_set.h"
#include "jobs/option_text.h"

namespace up5::jobs {

/// Throws Error{InvalidInput} when the option is there and differs from its default. `why` ends the sentence
/// "Option t is 20, but …".
inline void requireNotChosen(const OptionTable& table, const nlohmann::json& options, const std::string& key,
                             const std::string& why) {
    if (options.contains(key) && options.at(key) != table.info(key).defaultValue) {
        throw Error(ErrorCode::InvalidInput, fmt::format("Option {} is {}, but {}. Leave it out.", key,
                                                         valueText(options.at(key)), why));
    }
}

} // namespace up5::jobs
