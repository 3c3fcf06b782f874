// Options of `up5 run baseline`: which recommender, the data protocol it shares with P5, its training, and
// the audit.
#pragma once

#include <string>

#include "jobs/options/matching_options.h"
#include "jobs/options/probe_options.h"
#include "jobs/options/protocol_options.h"
#include "jobs/options/sequential_options.h"

namespace up5::jobs {

struct JobSpec;

/// Metric of a fair model whose λ was chosen on validation users: the one chosen.
inline const std::string kTunedLambda = "tuned_lambda";

/// Meanings, ranges and sources stand in the table (baseline_options.cpp).
struct BaselineOptions : ProtocolOptions, MatchingOptions, SequentialOptions {
    std::string model = "pmf";
    int history = 0; ///< 0 = the model's own
    int dimensions = 64;
    double lambda = 1;
    double learningRate = 0; ///< 0 = the model's own
    double l2 = -1;          ///< −1 = the model's own
    double dropout = -1;     ///< likewise
    int batchSize = 0;       ///< 0 = the model's own
    int epochs = 100;
    double maxMinutes = 0;
    int patience = 0; ///< 0 = the model's own
    int validationUsers = 0;
    std::string tune = "no";
    std::string probeTargets = "user_vector,item_scores,recommended_list";
    bool ceiling = true;
    ProbeOptions probe;

    /// History, learning rate, L2, dropout, batch size and patience with the model's own where the options
    /// have none.
    int historyOr(int own) const { return history > 0 ? history : own; }
    double learningRateOr(double own) const { return learningRate > 0 ? learningRate : own; }
    double l2Or(double own) const { return l2 >= 0 ? l2 : own; }
    double dropoutOr(double own) const { return dropout >= 0 ? dropout : own; }
    int batchSizeOr(int own) const { return batchSize > 0 ? batchSize : own; }
    int patienceOr(int own) const { return patience > 0 ? patience : own; }
    bool isTuned() const { return tune == "yes"; }

    static const OptionSet<BaselineOptions>& table();
    /// Refuses settings that do not go together: Error{InvalidInput}.
    static void check(const JobSpec& spec);
    /// Refuses options that the model does not take and that are set to anything but their default:
    /// Error{InvalidInput}. Of new jobs only: earlier versions took what meant nothing, and their runs are
    /// still what they were.
    static void requireEffect(const JobSpec& spec);
    /// Whether the spec's model starts from the frozen run of another one.
    static bool startsFromRun(const JobSpec& spec);
    /// Throws Error{InvalidInput} unless `plain` trains the model that the spec's treats, under the same data
    /// protocol.
    static void requirePlainRun(const JobSpec& spec, const JobSpec& plain);
};

} // namespace up5::jobs
