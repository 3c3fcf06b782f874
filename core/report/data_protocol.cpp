#include "report/data_protocol.h"

#include <algorithm>

#include <fmt/format.h>

#include "jobs/option_text.h"
#include "jobs/options/protocol_options.h"

namespace up5::report {

namespace {

const std::vector<jobs::OptionInfo>& protocolInfos() {
    return jobs::ProtocolOptions::table().infos();
}

} // namespace

DataProtocol dataProtocolOf(const RunRecord& record) {
    DataProtocol protocol;
    for (const store::ArtifactRow& artifact : record.artifacts) {
        if (artifact.kind == "split" || artifact.kind == "candidates") {
            protocol.hashes[artifact.path] = artifact.sha256;
        }
    }
    for (const jobs::OptionInfo& info : protocolInfos()) {
        protocol.options[info.key] = record.options.value(info.key, info.defaultValue);
    }
    return protocol;
}

DataProtocol dataProtocolOf(const std::vector<RunRecord>& records, const RunRecord& record) {
    const auto isOwn = [](const RunRecord& run) {
        return run.problem.empty() && (run.run.kind == "backbone" || run.run.kind == "baseline");
    };
    if (isOwn(record)) {
        return dataProtocolOf(record);
    }
    const RunRecord* backbone = findRecord(records, record.run.backboneRun);
    if (backbone != nullptr && isOwn(*backbone)) {
        return dataProtocolOf(*backbone);
    }
    DataProtocol protocol = dataProtocolOf(record);
    protocol.options = nullptr;
    return protocol;
}

bool haveSameProtocol(const DataProtocol& a, const DataProtocol& b) {
    bool shared = false; // candidates, which rest on the split
    for (const auto& [what, hash] : a.hashes) {
        const auto other = b.hashes.find(what);
        if (other != b.hashes.end() && other->second != hash) {
            return false;
        }
        shared = shared || (other != b.hashes.end() && what.starts_with("candidates"));
    }
    return shared || a.options.is_null() || b.options.is_null() || a.options == b.options;
}

bool haveSameProtocol(const RunRecord& a, const RunRecord& b) {
    return haveSameProtocol(dataProtocolOf(a), dataProtocolOf(b));
}

std::string protocolDifference(const DataProtocol& a, const DataProtocol& b) {
    std::vector<std::string> differences;
    if (!a.options.is_null() && !b.options.is_null()) {
        for (const jobs::OptionInfo& info : protocolInfos()) {
            if (a.options.at(info.key) != b.options.at(info.key)) {
                differences.push_back(fmt::format("{} is {} and {}", info.key,
                                                  jobs::valueText(a.options.at(info.key)),
                                                  jobs::valueText(b.options.at(info.key))));
            }
        }
    }
    return differences.empty() ? "splits or candidates differ"
                               : fmt::format("{}", fmt::join(differences, ", "));
}

} // namespace up5::report
