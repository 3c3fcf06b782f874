#include "pipeline/pipelines.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/attribute_subsets.h"
#include "jobs/baseline_models.h"
#include "pipeline/baselines/audited_baseline.h"
#include "pipeline/baselines/baseline_ranking.h"
#include "pipeline/baselines/baseline_training.h"
#include "pipeline/leak_audit.h"
#include "pipeline/probe_users.h"
#include "train/device.h"

namespace up5::pipeline {

namespace {

Protocol protocolOf(const jobs::BaselineOptions& options, const JobContext& context) {
    jobs::BackboneOptions protocol;
    static_cast<jobs::ProtocolOptions&>(protocol) = options;
    std::string dataset = context.spec.dataset;
    if (dataset.empty()) {
        dataset = jobs::RunFolder{context.workspace.run(context.spec.backboneRun)}.readSpec().dataset;
    }
    return Protocol(context.workspace, dataset, protocol);
}

/// Rankers of one task: for its validation and its test targets.
struct TaskRankers {
    TaskRankers(const Protocol& protocol, Task task, int validationUsers, torch::Device device)
        : validation(
              RankingTargets(
                  protocol, {.task = task, .part = data::SplitPart::Validation, .maxUsers = validationUsers}),
              device),
          test(RankingTargets(protocol, {.task = task, .part = data::SplitPart::Test}), device) {}
    BaselineRanker validation, test;
};

/// One model on one task: trained, ranked, and audited if asked for.
class BaselineTask {
public:
    BaselineTask(const BaselineSetup& setup, const JobContext& context)
        : m_setup(setup), m_context(context), m_info(jobs::baselineModel(setup.options.model)),
          m_rankers(setup.protocol, setup.task, setup.options.validationUsers, setup.device) {}

    void run(bool isAudited) {
        TrainedBaseline trained = trainBaseline(m_setup, m_rankers.validation, m_context);
        UserHistories histories(m_setup.protocol, m_setup.task, trained.model->historyLength(),
                                m_setup.device);
        std::optional<LeakAudit> audit;
        if (isAudited && !m_context.spec.attributes.empty()) {
            audit.emplace(m_setup.protocol, m_context.spec.attributes, probeOptions(), m_context);
        }
        const auto measure = [&](const JobContext& context) {
            if (audit) {
                AuditedBaseline model(*trained.model, histories, m_setup.protocol, m_setup.device);
                audit->run(model, context);
            }
            rank(*trained.model, histories, context);
        };
        if (m_setup.attributes.size() < 2) {
            measure(m_context);
            return;
        }
        for (const std::vector<std::string>& subset : jobs::attributeSubsets(m_context.spec.attributes)) {
            // A treatment of a frozen model is trained for one set of attributes: all of them.
            if (!m_info.isFrozen || subset.size() == m_setup.attributes.size()) {
                trained.model->select(membership(subset));
                measure(m_context.forSubset(jobs::subsetKey(subset)));
            }
        }
    }

private:
    std::vector<bool> membership(const std::vector<std::string>& subset) const {
        std::vector<bool> isMember;
        for (const data::Attribute* attribute : m_setup.attributes) {
            isMember.push_back(std::find(subset.begin(), subset.end(), attribute->name) != subset.end());
        }
        return isMember;
    }

    jobs::ProbeOptions probeOptions() const {
        jobs::ProbeOptions probe = m_setup.options.probe;
        probe.ceiling = m_setup.options.ceiling && !m_info.isFair;
        probe.targets.clear();
        for (const std::string& target : jobs::listParts(m_setup.options.probeTargets)) {
            if (target != jobs::kUserVector || m_info.hasUserVector) {
                probe.targets += (probe.targets.empty() ? "" : ",") + target;
            }
        }
        return probe;
    }

    void rank(BaselineModel& model, UserHistories& histories, const JobContext& context) {
        for (const BaselineRanker* ranker : {&m_rankers.validation, &m_rankers.test}) {
            reportRanks(ranker->rank(model, histories, context), m_setup.task,
                        ranker->targets().request().part, {.resamples = m_setup.options.probe.resamples},
                        context);
        }
    }

    const BaselineSetup& m_setup;
    const JobContext& m_context;
    const jobs::BaselineModelInfo& m_info;
    TaskRankers m_rankers;
};

} // namespace

void trainBaselineModel(JobContext& context) {
    const auto options = jobs::BaselineOptions::table().read(context.spec.options);
    const jobs::BaselineModelInfo& info = jobs::baselineModel(options.model);
    context.progress("preparing", 0, 0);
    const Protocol protocol = protocolOf(options, context);
    BaselineSetup setup{.protocol = protocol,
                        .options = options,
                        .device = train::deviceFromText(context.spec.device),
                        .seed = context.spec.seed};
    if (info.isFrozen) {
        setup.task = info.ranksDirect ? Task::Direct : Task::Sequential;
        setup.plain = loadBaseline(context.spec.backboneRun, setup, context.workspace);
    }
    if (info.isFair) {
        for (const std::string& name : context.spec.attributes) {
            setup.attributes.push_back(&protocol.dataset().attribute(name));
            setup.groups.push_back(userGroups(protocol, *setup.attributes.back(), options.probe));
            if (setup.groups.back().adversaryTrain.empty()) {
                throw Error(
                    ErrorCode::InvalidInput,
                    fmt::format("The adversary of {} may see no user with a known {}. Choose a larger "
                                "probe.adversary_share, or another attribute.",
                                info.id, name));
            }
        }
    }
    bool isFirst = true;
    for (const Task task : {Task::Sequential, Task::Direct}) {
        if (task == Task::Sequential ? info.ranksSequential : info.ranksDirect) {
            setup.task = task;
            BaselineTask(setup, context).run(isFirst);
            isFirst = false;
        }
    }
}

} // namespace up5::pipeline
