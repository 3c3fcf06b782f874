#include "report/probe_figures.h"

#include <algorithm>
#include <array>
#include <utility>

#include "jobs/probe_targets.h"

namespace up5::report {

namespace {

constexpr std::array kMethods = {
    std::pair("logistic", "logistic"),
    std::pair("knn", "nearest neighbours"),
    std::pair("boosted_trees", "boosted trees"),
    std::pair("mlp7", "mlp7"),
    std::pair("mlp9-code", "mlp9 of the published code"),
    std::pair("attention_pool", "attention pooling"),
    std::pair("zero-shot-without-history", "asked without history"),
    std::pair("zero-shot-with-history", "asked with history"),
    std::pair("in-context-without-history", "asked with examples, without history"),
    std::pair("in-context-with-history", "asked with examples and history"),
    std::pair("soft-prompt", "soft prompt"),
};

auto findMethod(const std::string& method) {
    return std::find_if(kMethods.begin(), kMethods.end(),
                        [&](const auto& known) { return known.first == method; });
}

/// A baseline's vector of a user stands where a backbone's user span does.
auto findTarget(const std::string& key) {
    const std::vector<jobs::ProbeTarget>& targets =
        key == jobs::kUserVector ? jobs::baselineProbeTargets() : jobs::probeTargets();
    return std::find_if(targets.begin(), targets.end(),
                        [&](const jobs::ProbeTarget& target) { return target.key == key; });
}

} // namespace

const char* toString(AucChoice choice) {
    switch (choice) {
    case AucChoice::Strongest:
        return "strongest";
    case AucChoice::UserSpan:
        return "user_span";
    case AucChoice::AllTokens:
        break;
    }
    return "all_tokens";
}

std::string methodTitle(const std::string& method) {
    const auto found = findMethod(method);
    return found == kMethods.end() ? method : found->second;
}

std::vector<std::string> suiteMethods() {
    std::vector<std::string> methods;
    for (const auto& [key, title] : kMethods) {
        methods.emplace_back(key);
    }
    return methods;
}

int methodOrder(const std::string& method) {
    return static_cast<int>(findMethod(method) - kMethods.begin());
}

int targetOrder(const std::string& target) {
    return target == jobs::kUserVector ? 0
                                       : static_cast<int>(findTarget(target) - jobs::probeTargets().begin());
}

std::string targetTitle(const std::string& target) {
    const auto found = findTarget(target);
    return target != jobs::kUserVector && found == jobs::probeTargets().end() ? target : found->title;
}

} // namespace up5::report
