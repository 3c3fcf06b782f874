// Settings of a job kind that have a name: a line each in named_settings.cpp.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace up5::jobs {

/// Titles and summaries are English; shownText() translates them.
struct NamedSettings {
    std::string kind;       ///< of the job
    std::string name;       ///< as it is asked for: "paper"
    std::string title;      ///< "As published"
    std::string summary;    ///< what they are for, in a sentence or two
    nlohmann::json options; ///< those that differ from the defaults; never λ and the prefix length
};

/// Those of a kind; none for most kinds.
std::vector<NamedSettings> namedSettings(const std::string& kind);
/// Throws Error{NotFound} naming those there are.
NamedSettings namedSettingsCalled(const std::string& kind, const std::string& name);
/// `options` (their own settings) over the named ones, without those of the named that nothing reads then.
/// Throws as namedSettingsCalled().
nlohmann::json overNamedSettings(const std::string& kind, const std::string& name,
                                 const nlohmann::json& options);

} // namespace up5::jobs
