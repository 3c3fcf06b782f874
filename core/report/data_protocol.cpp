#include "report/data_protocol.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "jobs/options/protocol_options.h"

namespace up5::report {

namespace {

/// Hashes of splits and candidates that a run worked on, by what they are of.
std::map<std::string, std::string> protocolHashes(const RunRecord& record) {
    std::map<std::string, std::string> hashes;
    for (const store::ArtifactRow& artifact : record.artifacts) {
        if (artifact.kind == "split" || artifact.kind == "candidates") {
            hashes[artifact.path] = artifact.sha256;
        }
    }
    return hashes;
}

} // namespace

bool haveSameProtocol(const RunRecord& a, const RunRecord& b) {
    const std::map<std::string, std::string> ofA = protocolHashes(a), ofB = protocolHashes(b);
    bool shared = false; // candidates, which rest on the split
    for (const auto& [what, hash] : ofA) {
        const auto other = ofB.find(what);
        if (other != ofB.end() && other->second != hash) {
            return false;
        }
        shared = shared || (other != ofB.end() && what.starts_with("candidates"));
    }
    if (shared) {
        return true;
    }
    const std::vector<jobs::OptionInfo>& infos = jobs::ProtocolOptions::table().infos();
    return std::all_of(infos.begin(), infos.end(), [&](const jobs::OptionInfo& info) {
        return a.options.value(info.key, info.defaultValue) == b.options.value(info.key, info.defaultValue);
    });
}

} // namespace up5::report
