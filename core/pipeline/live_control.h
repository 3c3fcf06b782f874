// λ as a live control: a conditional prompt measured at any λ within a second, on a sample of validation
// users.
#pragma once

#include <map>
#include <string>

#include "jobs/live_protocol.h"
#include "pipeline/conditional_prompt.h"
#include "pipeline/ranking.h"

namespace up5::pipeline {

/// The sample: the same users for every λ, drawn at random from the validation users and from those that the
/// audit's probe is fitted to. Its size bounds an answer's time whatever the size of the data set; the aim is
/// half a second, since the window may have to wait for the answer before (bench_engine_live_control measures
/// it). The smaller it is, the wider the intervals that are shown.
struct LiveOptions {
    int users = 300;      ///< sampled users whose validation targets are ranked, and at most probed; 0 = all
    int probeUsers = 400; ///< users at most that the probe is fitted to; 0 = all
    int resamples = 300;  ///< of the intervals
};

/// Holds backbone, generator, sentences and candidates, so that an answer takes two passes of the encoder,
/// one of the decoder and a logistic regression. Nothing is stored: these are looks at validation users for
/// choosing λ, the figures to report come from audits.
class LiveControl {
public:
    /// Throws as loadBackbone() and loadConditionalPrompt(), and Error{InvalidInput} when the attribute
    /// cannot be probed.
    LiveControl(const jobs::Workspace& workspace, const std::string& promptRun, torch::Device device,
                const LiveOptions& options);
    LiveControl(const LiveControl&) = delete; // holds references into itself
    LiveControl& operator=(const LiveControl&) = delete;

    /// Users the probe is fitted to.
    std::size_t probeUsers() const { return m_probeTrain.size(); }
    const jobs::CfpOptions& trainedWith() const { return m_prompt.options; }
    /// hit@1, 3, 5, 10 and NDCG@10 of the sequential task on validation targets, and "auc": that of a
    /// logistic probe of the user span on the run's probe-validation users, fitted to its probe-train users,
    /// as the audit's probe_auc/logistic. Throws Error{InvalidInput} for λ that the prompt was not trained
    /// for.
    std::map<std::string, jobs::LiveFigure> measure(double lambda);

private:
    metrics::Estimate leak(const JobContext& context);

    LoadedBackbone m_backbone;
    ConditionalPrompt m_prompt;
    const data::Attribute& m_attribute;
    LiveOptions m_options;
    PreparedRanking m_ranking;
    std::vector<std::int32_t> m_probeTrain, m_probeValidation;
};

} // namespace up5::pipeline
