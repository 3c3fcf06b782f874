#include "pipeline/live_control.h"

#include <algorithm>

#include "base/random_stream.h"
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

/// At most `count` (0 = all) of the users, the same ones every time.
std::vector<std::int32_t> liveSample(std::vector<std::int32_t> users, int count, const char* purpose) {
    if (count > 0 && users.size() > static_cast<std::size_t>(count)) {
        RandomStream random(0, purpose);
        random.shuffle(std::span(users));
        users.resize(static_cast<std::size_t>(count));
        std::ranges::sort(users);
    }
    return users;
}

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
    m_probeTrain = liveSample(groups.probeTrain, options.probeUsers, "live probe training");
    m_probeValidation = liveSample(groups.probeValidation, options.users, "live probe validation");
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
