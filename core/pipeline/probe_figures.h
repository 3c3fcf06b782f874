// The scores of fitted probes as figures: headline, members, null band, collapse flags (spec C4, H2).
#pragma once

#include <string>
#include <vector>

#include "data/dataset.h"
#include "jobs/probe_targets.h"
#include "pipeline/job_context.h"
#include "pipeline/probe_users.h"

namespace up5::pipeline {

/// What one method says about the validation and test users of an audit.
struct ProbeScores {
    std::string method;
    std::vector<double> validation, test; ///< row-major n × classes
    double trainingLoss = 0;              ///< mean cross-entropy over the training users
    double validationAuc = 0;             ///< chooses the headline
};

/// How the AUCs of a target spread without any leak, by refitted logistic regression.
using NullAucs = std::vector<double>;

class ProbeFigures {
public:
    /// Keeps references to all of them.
    ProbeFigures(const data::Attribute& attribute, const ProbeUsers& users, const jobs::ProbeOptions& options,
                 const JobContext& context);

    /// Emits every figure of a target; a method with a score that is no number
    /// is only called collapsed. With an empty `null` the band comes from
    /// shuffling the test labels under the headline's scores.
    void report(const std::string& target, std::vector<ProbeScores> methods, const NullAucs& null);
    /// Emits the AUCs of one-hot decisions (`methods` holds them as scores) beside those of scores.
    void reportHard(const std::string& target, const std::vector<ProbeScores>& methods);
    /// Emits the strongest method over all targets reported, and the share of the largest class; call it
    /// last. The ceiling alone has no strongest.
    void finish() const;

private:
    struct Headline {
        std::string target;
        ProbeScores scores;
    };
    void emitAucs(const std::string& name, const ProbeScores& scores) const;
    void emitCollapse(const std::string& suffix, const ProbeScores& scores) const;
    void emitNull(const std::string& suffix, const ProbeScores& headline, const NullAucs& null) const;
    void emitDecisions(const std::string& suffix, const ProbeScores& headline) const;
    void emitOtherDefinitions(const std::string& suffix, const ProbeScores& headline) const;
    void storeScores(const std::string& name, const ProbeScores& scores, bool headline) const;
    void emitValue(const std::string& name, double value, std::int64_t n) const;

    const data::Attribute& m_attribute;
    const ProbeUsers& m_users;
    const jobs::ProbeOptions& m_options;
    const JobContext& m_context;
    int m_numClasses;
    std::vector<Headline> m_headlines;
};

} // namespace up5::pipeline
