#include "report/run_record.h"

#include <algorithm>

namespace up5::report {

const RunRecord* findRecord(const std::vector<RunRecord>& records, const std::string& id) {
    const auto found = std::find_if(records.begin(), records.end(),
                                    [&](const RunRecord& record) { return record.run.id == id; });
    return found == records.end() ? nullptr : &*found;
}

} // namespace up5::report
