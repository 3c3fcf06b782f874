#include "lookup.h"

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/run_plan.h"

namespace up5::cli {

store::RunRow newestBackbone(store::Store& store, const store::DatasetRow& dataset) {
    if (const auto run = jobs::newestBackbone(store, dataset.hash)) {
        return *run;
    }
    throw Error(ErrorCode::NotFound,
                fmt::format("There is no finished backbone of {}. Train one with: up5 run backbone "
                            "--dataset {} --wait",
                            dataset.name, dataset.hash.substr(0, 12)));
}

std::map<std::string, std::string> parseSettings(const std::vector<std::string>& texts) {
    std::map<std::string, std::string> settings;
    for (const std::string& text : texts) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0) {
            throw Error(ErrorCode::InvalidInput, "--set takes key=value, but got \"" + text + "\".");
        }
        if (!settings.emplace(text.substr(0, equals), text.substr(equals + 1)).second) {
            throw Error(ErrorCode::InvalidInput, "--set " + text.substr(0, equals) + " is given twice.");
        }
    }
    return settings;
}

} // namespace up5::cli
