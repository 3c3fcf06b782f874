// The table of probe methods: a new one is a file pair beside the others and a line in probe_methods.cpp.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/cancel_token.h"
#include "train/probes/probe.h"

namespace up5::train {

enum class ProbeInput {
    PooledStates, ///< reads ProbeSet::states
    TokenStates,  ///< reads ProbeSet::tokens
};

struct ProbeMethod {
    const char* name;    ///< in options, metrics and the store
    const char* title;   ///< for people
    const char* meaning; ///< one sentence: what it can find
    ProbeInput input;
    bool isNetwork; ///< too many weights for thousands of features of few users
    std::unique_ptr<Probe> (*fit)(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                  const ProbeTrainingOptions& options, const CancelToken& cancel);
};

/// All methods, those without a network first.
std::span<const ProbeMethod> probeMethods();

/// Throws Error{NotFound} naming the methods there are.
const ProbeMethod& probeMethod(const std::string& name);

/// Fits a method on the training users; whatever it chooses, it chooses on the validation users' AUC.
/// Deterministic by options.seed. Throws as probeMethod does, Error{InvalidInput} when a set lacks what the
/// method reads, has no users, or a label is outside [0, numClasses), and Error{Cancelled}.
std::unique_ptr<Probe> fitProbe(const std::string& method, const ProbeSet& train, const ProbeSet& validation,
                                int numClasses, const ProbeTrainingOptions& options,
                                const CancelToken& cancel);

} // namespace up5::train
