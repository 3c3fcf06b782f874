#include "report/run_record.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/job_kinds.h"

namespace up5::report {

void checkSettings(RunRecord& record) {
    try {
        if (const jobs::OptionTable* options = jobs::jobKind(record.run.kind).options) {
            options->check(record.options);
        }
    } catch (const Error& error) {
        record.problem = error.what();
    }
}

std::vector<std::string> unreadableRuns(const std::vector<RunRecord>& records) {
    std::vector<std::string> sentences;
    for (const RunRecord& record : records) {
        if (record.run.state == store::RunState::Succeeded && !record.problem.empty()) {
            sentences.push_back(
                fmt::format("Run {} ({}) is left out, because its settings cannot be read: {}", record.run.id,
                            record.run.kind, record.problem));
        }
    }
    return sentences;
}

jobs::JobSpec jobSpecOf(const RunRecord& record) {
    jobs::JobSpec spec = jobs::jobSpecFromJson(nlohmann::json::parse(record.run.spec));
    spec.options = record.options;
    return spec;
}

const RunRecord* findRecord(const std::vector<RunRecord>& records, const std::string& id) {
    const auto found = std::find_if(records.begin(), records.end(),
                                    [&](const RunRecord& record) { return record.run.id == id; });
    return found == records.end() ? nullptr : &*found;
}

} // namespace up5::report
