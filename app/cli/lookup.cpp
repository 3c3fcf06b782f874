#include "lookup.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "store/run_repository.h"

namespace up5::cli {

store::RunRow resolveRun(store::Store& store, const std::string& text) {
    if (const auto exact = store.runs().find(text)) {
        return *exact;
    }
    std::vector<store::RunRow> matches;
    std::vector<std::string> ids;
    for (store::RunRow& run : store.runs().all()) {
        if (!text.empty() && (run.id.starts_with(text) || run.id.ends_with(text))) {
            ids.push_back(run.id);
            matches.push_back(std::move(run));
        }
    }
    if (matches.empty()) {
        throw Error(ErrorCode::NotFound,
                    fmt::format("There is no run {} in this workspace; `up5 runs` lists them.", text));
    }
    if (matches.size() > 1) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{} could be any of the runs {}.", text, fmt::join(ids, ", ")));
    }
    return matches.front();
}

store::RunRow newestBackbone(store::Store& store, const store::DatasetRow& dataset) {
    for (const store::RunRow& run : store.runs().ofKind("backbone")) {
        if (run.dataset == dataset.hash && run.state == store::RunState::Succeeded) {
            return run;
        }
    }
    throw Error(ErrorCode::NotFound,
                fmt::format("There is no finished backbone of {0}. Train one with: up5 run backbone "
                            "--dataset {1} --wait",
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
