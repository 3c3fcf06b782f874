#include "report/comparison_checks.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"

namespace up5::report {

namespace {

std::string shortHash(const std::string& hash) {
    return hash.empty() ? "none" : hash.substr(0, 12);
}

/// Empty when the run stored no such hash.
std::string hashOf(const RunRecord& record, const std::string& path) {
    const auto found =
        std::find_if(record.artifacts.begin(), record.artifacts.end(),
                     [&](const store::ArtifactRow& artifact) { return artifact.path == path; });
    return found == record.artifacts.end() ? std::string() : found->sha256;
}

[[noreturn]] void refuse(const RunRecord& a, const RunRecord& b, const std::string& what) {
    throw Error(ErrorCode::InvalidInput,
                fmt::format("Runs {} and {} cannot be compared user by user: {}", a.run.id, b.run.id, what));
}

void requireSucceeded(const RunRecord& record) {
    if (record.run.state != store::RunState::Succeeded) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("Run {} is {}; only runs that succeeded are compared.", record.run.id,
                                store::toString(record.run.state)));
    }
}

} // namespace

void requireComparable(const RunRecord& a, const RunRecord& b) {
    requireSucceeded(a);
    requireSucceeded(b);
    if (a.run.id == b.run.id) {
        refuse(a, b, "they are the same run.");
    }
    if (a.run.dataset != b.run.dataset) {
        refuse(a, b,
               fmt::format("they lie on different data sets, {} ({}) and {} ({}).", a.datasetName,
                           shortHash(a.run.dataset), b.datasetName, shortHash(b.run.dataset)));
    }
    for (const store::ArtifactRow& artifact : a.artifacts) {
        const std::string other = hashOf(b, artifact.path);
        if (artifact.kind == "split" && !other.empty() && other != artifact.sha256) {
            refuse(a, b,
                   fmt::format("their splits differ ({} and {}). Their backbones' split options must agree.",
                               shortHash(artifact.sha256), shortHash(other)));
        }
    }
}

void requireSameCandidates(const RunRecord& a, const RunRecord& b, const std::string& task) {
    // A task with a split of its own stores its candidates under its own name.
    for (const std::string& path : {"candidates/" + task + "/test", std::string("candidates/test")}) {
        const std::string ofA = hashOf(a, path), ofB = hashOf(b, path);
        if (ofA != ofB) {
            refuse(
                a, b,
                fmt::format("their candidates of the {} task differ ({} and {}), so their ranks are not of "
                            "one task.",
                            task, shortHash(ofA), shortHash(ofB)));
        }
    }
}

} // namespace up5::report
