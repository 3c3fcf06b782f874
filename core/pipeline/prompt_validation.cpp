#include "pipeline/prompt_validation.h"

#include <algorithm>
#include <utility>

#include "jobs/probe_targets.h"
#include "metrics/ranking.h"
#include "train/probes/probe_logistic.h"
#include "train/probes/probe_methods.h"

namespace up5::pipeline {

namespace {

constexpr int kChosenBy = 10; // hit@k that a checkpoint is chosen by
// Of curves, whatever the size of the data set. They are the same users at each validation, so that they show
// a trend well enough.
constexpr int kMostRanked = 200, kMostFitted = 1000, kMostScored = 750;

using UserList = std::vector<std::int32_t>;

bool decides(const jobs::AdversarialOptions& options) {
    return options.selection != "last";
}

/// How many users are ranked; 0 = all.
int rankedUsers(const jobs::AdversarialOptions& options) {
    const int asked = options.validationUsers;
    return decides(options) || (asked > 0 && asked < kMostRanked) ? asked : kMostRanked;
}

/// Targets of the probes after training without those that score all items, which would take too long here.
std::set<std::string> validatedTargets(const jobs::ProbeOptions& options) {
    std::set<std::string> targets = {"user_span"};
    for (const std::string& target : options.targetKeys()) {
        if (target != "item_scores" && target != "recommended_list") {
            targets.insert(target);
        }
    }
    return targets;
}

/// Those of an attribute's users that are looked at, ascending; of curves at most so many, first those who
/// are looked at for other attributes (`looked`, to which they are added): a user costs time, a label none.
UserList lookedAtUsers(const UserList& users, std::set<std::int32_t>& looked, int most,
                       const jobs::AdversarialOptions& options) {
    UserList chosen, others;
    for (const std::int32_t user : users) {
        (decides(options) || looked.contains(user) ? chosen : others).push_back(user);
    }
    if (std::ssize(chosen) < most) {
        const UserList more =
            data::sampledUsers(others, most - static_cast<int>(chosen.size()),
                               static_cast<std::uint64_t>(options.probe.userSeed), "curve users");
        chosen.insert(chosen.end(), more.begin(), more.end());
        std::ranges::sort(chosen);
    }
    looked.insert(chosen.begin(), chosen.end());
    return chosen;
}

} // namespace

PromptValidation::PromptValidation(const LoadedBackbone& backbone,
                                   const std::vector<const data::Attribute*>& attributes,
                                   const std::vector<data::UserGroups>& groups,
                                   const jobs::AdversarialOptions& options)
    : m_ranking(backbone.protocol, {{.part = data::SplitPart::Validation, .maxUsers = rankedUsers(options)}}),
      m_decides(decides(options)), m_targets(validatedTargets(options.probe)) {
    std::vector<std::pair<UserList, UserList>> lookedAt; // fitted and scored, of each attribute
    std::set<std::int32_t> fitted, scored;
    for (const data::UserGroups& own : groups) {
        lookedAt.emplace_back(lookedAtUsers(own.adversaryTrain, fitted, kMostFitted, options),
                              lookedAtUsers(own.probeValidation, scored, kMostScored, options));
    }
    std::set<std::int32_t> all = fitted;
    all.insert(scored.begin(), scored.end());
    m_texts = userTexts(backbone.protocol, UserList(all.begin(), all.end()));
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        m_probed.push_back({partOf(lookedAt[i].first, *attributes[i], backbone.device),
                            partOf(lookedAt[i].second, *attributes[i], backbone.device),
                            static_cast<int>(attributes[i]->classes.size())});
    }
}

PromptValidation::Part PromptValidation::partOf(const std::vector<std::int32_t>& users,
                                                const data::Attribute& attribute,
                                                torch::Device device) const {
    std::vector<std::int64_t> rows;
    Part part;
    for (const std::int32_t user : users) {
        rows.push_back(std::ranges::lower_bound(m_texts.users, user) - m_texts.users.begin());
        part.labels.push_back(attribute.values[static_cast<std::size_t>(user)]);
    }
    part.rows = torch::tensor(rows, torch::kInt64).to(device);
    return part;
}

double PromptValidation::hits(LoadedBackbone& backbone, std::int64_t step, const JobContext& context) const {
    const Ranks ranks = m_ranking.rank(backbone, context);
    double chosenBy = 0;
    for (const int k : {1, kChosenBy}) {
        double hits = 0;
        for (const double rank : ranks.ranks) {
            hits += metrics::hitAtK(rank, k) / static_cast<double>(ranks.ranks.size());
        }
        context.series("validation_hit@" + std::to_string(k), step, hits);
        chosenBy = hits;
    }
    return chosenBy;
}

metrics::CheckpointFigures PromptValidation::figures(LoadedBackbone& backbone, std::int64_t step,
                                                     const JobContext& context) const {
    metrics::CheckpointFigures figures;
    figures.hit = hits(backbone, step, context);
    const auto states = userStates(backbone, m_texts, {.targets = m_targets}, context).features;
    std::map<std::string, double> highest;
    for (const Probed& probed : m_probed) {
        for (const std::string& target : m_targets) {
            const auto setOf = [&](const Part& part) {
                return train::ProbeSet{states.at(target).index_select(0, part.rows), part.labels, {}};
            };
            const train::ProbeSet train = setOf(probed.train), validation = setOf(probed.validation);
            const auto probe =
                m_decides
                    ? train::fitProbe("logistic", train, validation, probed.numClasses, {}, context.cancel)
                    : train::fitLogisticProbeForCurve(train, validation, probed.numClasses, context.cancel);
            highest[target] = std::max(highest[target], probe->validationAuc);
        }
    }
    for (const auto& [target, auc] : highest) {
        context.series("validation_auc" + jobs::probeTarget(target).suffix, step, auc);
        figures.auc = std::max(figures.auc, auc);
    }
    return figures;
}

} // namespace up5::pipeline
