// The data protocol of runs: which items are ranked for whom.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "report/run_record.h"

namespace up5::report {

/// How a run drew targets and candidates.
struct DataProtocol {
    std::map<std::string, std::string> hashes; ///< of splits and candidates that it announced, by path
    nlohmann::json options; ///< those of jobs::ProtocolOptions; null when they are not known
};

/// Of a run with options of its own: a backbone or a baseline.
DataProtocol dataProtocolOf(const RunRecord& record);
/// Of any run: what rests on a backbone of P5 has that one's.
DataProtocol dataProtocolOf(const std::vector<RunRecord>& records, const RunRecord& record);

/// Whether both rank the same items for the same users: by the hashes of splits and candidates that they
/// announced, where they have candidates of the same kind, else by their options. Nothing speaks against it
/// where these are not known.
bool haveSameProtocol(const DataProtocol& a, const DataProtocol& b);
bool haveSameProtocol(const RunRecord& a, const RunRecord& b);

/// In what two protocols differ that are not the same: "min_interactions is 10 and 1"; what cannot be told
/// from options: "splits or candidates differ".
std::string protocolDifference(const DataProtocol& a, const DataProtocol& b);

} // namespace up5::report
