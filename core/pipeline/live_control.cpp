#include "pipeline/live_control.h"

#include "data/user_groups.h"
#include "metrics/auc.h"
#include "metrics/ranking.h"
#include "pipeline/probe_users.h"
#include "pipeline/user_states.h"
#include "train/probes/probe_methods.h"

namespace up5::pipeline {

namespace {

/// Progress within a second is of no use.
class Unheard : public jobs::EventSink {
public:
    void emitEvent(const jobs::JobEvent&) override {}
};

jobs::LiveFigure liveFigure(const metrics::Estimate& estimate) {
    return {estimate.value, estimate.low, estimate.high, estimate.n};
}

} // namespace

LiveControl::LiveControl(const jobs::Workspace& workspace, const std::string& promptRun, torch::Device device,
                         const LiveOptions& options)
    : m_backbone(loadBackbone(workspace, conditionalSpec(workspace, promptRun).backboneRun, {}, device)),
      m_prompt(loadConditionalPrompt(m_backbone, workspace, promptRun)),
      m_attribute(m_backbone.protocol.dataset().attribute(m_prompt.spec.attributes.front())),
      m_options(options),
      m_ranking(m_backbone.protocol, {{.part = data::SplitPart::Validation, .maxUsers = options.users}}) {
    const data::UserGroups groups = userGroups(m_backbone.protocol, m_attribute, m_prompt.options.probe);
    constexpr std::uint64_t kSeed = 0; // the same users every time
    m_probeTrain = data::sampledUsers(groups.probeTrain, options.probeUsers, kSeed, "live probe training");
    m_probeValidation =
        data::sampledUsers(groups.probeValidation, options.users, kSeed, "live probe validation");
}

std::map<std::string, jobs::LiveFigure> LiveControl::measure(double lambda) {
    m_backbone.prefix = m_prompt.at(lambda);
    Unheard unheard;
    const JobContext context{m_prompt.spec, {}, {}, unheard, {}};
    const metrics::BootstrapOptions bootstrap{.resamples = m_options.resamples};
    const Ranks ranks = m_ranking.rank(m_backbone, context);
    const metrics::RankedTargets targets{ranks.ranks, ranks.users};
    std::map<std::string, jobs::LiveFigure> figures;
    for (const int k : {1, 3, 5, 10}) {
        figures["hit@" + std::to_string(k)] = liveFigure(metrics::meanHitAtK(targets, k, bootstrap));
    }
    figures["ndcg@10"] = liveFigure(metrics::meanNdcgAtK(targets, 10, bootstrap));
    figures["auc"] = liveFigure(leak(context));
    return figures;
}

metrics::Estimate LiveControl::leak(const JobContext& context) {
    const auto setOf = [&](const std::vector<std::int32_t>& users) {
        train::ProbeSet set;
        set.states =
            userStates(m_backbone, users, {.targets = {"user_span"}}, context).features.at("user_span");
        for (const std::int32_t user : users) {
            set.labels.push_back(m_attribute.values[static_cast<std::size_t>(user)]);
        }
        return set;
    };
    const auto numClasses = static_cast<int>(m_attribute.classes.size());
    const train::ProbeSet validation = setOf(m_probeValidation);
    const auto probe =
        train::fitProbe("logistic", setOf(m_probeTrain), validation, numClasses, {}, context.cancel);
    return metrics::probeAuc(validation.labels, probe->probabilities(validation), numClasses,
                             {.resamples = m_options.resamples});
}

} // namespace up5::pipeline
