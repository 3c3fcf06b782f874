#include "pipeline/leak_audit.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/error.h"
#include "metrics/auc.h"
#include "pipeline/answer_audit.h"
#include "pipeline/audited_backbone.h"
#include "pipeline/probe_figures.h"
#include "train/permutation_null.h"
#include "train/probes/probe_methods.h"

namespace up5::pipeline {

namespace {

/// Rows of the sorted users `all` in which these stand.
torch::Tensor rowsOf(const std::vector<std::int32_t>& users, const std::vector<std::int32_t>& all) {
    std::vector<std::int64_t> rows;
    for (const std::int32_t user : users) {
        rows.push_back(std::lower_bound(all.begin(), all.end(), user) - all.begin());
    }
    return torch::tensor(rows, torch::kInt64);
}

StateRequest requestOf(const jobs::ProbeOptions& options) {
    StateRequest request;
    for (const std::string& target : options.targetKeys()) {
        request.targets.insert(target);
    }
    const std::vector<std::string> methods = options.methodNames();
    request.tokens = request.targets.contains("all_tokens") &&
                     std::find(methods.begin(), methods.end(), "attention_pool") != methods.end();
    request.layers = options.leakMap;
    return request;
}

/// The bag of items each user is known to have, [n, items]: no model in it.
torch::Tensor bagsOfItems(const Protocol& protocol, const std::vector<std::int32_t>& users) {
    requireMemoryFor(static_cast<double>(users.size()) * protocol.dataset().numItems(),
                     fmt::format("the raw history of {} users", users.size()));
    torch::Tensor bags =
        torch::zeros({static_cast<std::int64_t>(users.size()), protocol.dataset().numItems()});
    auto at = bags.accessor<float, 2>();
    for (std::size_t row = 0; row < users.size(); ++row) {
        for (const std::int32_t item : protocol.knownHistory(users[row])) {
            at[static_cast<std::int64_t>(row)][item] = 1.0F;
        }
    }
    return bags;
}

/// Probes of one attribute.
class AttributeAudit {
public:
    AttributeAudit(const data::Attribute& attribute, const ProbeUsers& users,
                   const jobs::ProbeOptions& options, const JobContext& context)
        : m_users(users), m_options(options), m_context(context),
          m_numClasses(static_cast<int>(attribute.classes.size())),
          m_figures(attribute, users, options, context) {
        for (const train::ProbeMethod& method : train::probeMethods()) {
            const auto names = options.methodNames();
            if (std::find(names.begin(), names.end(), method.name) != names.end()) {
                m_methods.push_back(&method);
            }
        }
        m_training.epochs = options.epochs;
        m_training.patience = options.patience;
        m_training.batchSize = options.batchSize;
        m_training.learningRate = options.learningRate;
        m_training.weightDecay = options.weightDecay;
        m_training.seed = context.spec.seed;
    }

    /// `tokens` is given for the target that methods on single tokens attack.
    void attack(const std::string& target, const torch::Tensor& features, const train::TokenStates* tokens) {
        const auto set = [&](const ProbeUsers::Part& part) {
            const auto rows = [&](const torch::Tensor& all) { return all.narrow(0, part.begin, part.count); };
            train::ProbeSet result{rows(features), part.labels, {}};
            if (tokens != nullptr) {
                result.tokens = {rows(tokens->states), rows(tokens->mask)};
            }
            return result;
        };
        const train::ProbeSet train = set(m_users.train), validation = set(m_users.validation),
                              test = set(m_users.test);
        const bool isWide = features.size(1) > kWidestForNetworks;
        std::vector<ProbeScores> scores;
        double penalty = kDefaultPenalty;
        for (const train::ProbeMethod* method : m_methods) {
            if ((method->input == train::ProbeInput::TokenStates && tokens == nullptr) ||
                (method->isNetwork && isWide)) {
                continue;
            }
            const auto probe =
                train::fitProbe(method->name, train, validation, m_numClasses, m_training, m_context.cancel);
            scores.push_back({probe->name, probe->probabilities(validation), probe->probabilities(test),
                              probe->trainingLoss, probe->validationAuc});
            if (const auto chosen = probe->chosen.find("penalty"); chosen != probe->chosen.end()) {
                penalty = chosen->second;
            }
        }
        if (scores.empty()) {
            requireNoneWanted(target, features.size(1));
            return;
        }
        NullAucs null;
        if (m_options.nullRefits > 0 && !isWide && target != jobs::kRawHistory) {
            null = train::permutationNull(
                train, test, m_numClasses, penalty,
                {.refits = m_options.nullRefits, .seed = static_cast<std::uint64_t>(m_options.userSeed)},
                m_context.cancel);
        }
        m_figures.report(target, scores, null);
    }

    /// Logistic regression at every layer and position.
    void mapLeak(const std::vector<std::map<std::string, torch::Tensor>>& layers, const torch::Tensor& rows,
                 const std::string& attribute) {
        const metrics::BootstrapOptions bootstrap{.resamples = m_options.resamples,
                                                  .seed = static_cast<std::uint64_t>(m_options.userSeed)};
        for (std::size_t layer = 0; layer < layers.size(); ++layer) {
            for (const auto& [target, all] : layers[layer]) {
                const torch::Tensor features = all.index_select(0, rows);
                const auto set = [&](const ProbeUsers::Part& part) {
                    return train::ProbeSet{features.narrow(0, part.begin, part.count), part.labels, {}};
                };
                const auto probe = train::fitProbe("logistic", set(m_users.train), set(m_users.validation),
                                                   m_numClasses, m_training, m_context.cancel);
                m_context.metric({.name = fmt::format("leak_map/{}/{:02}", target, layer),
                                  .split = "test",
                                  .attribute = attribute},
                                 metrics::probeAuc(m_users.test.labels,
                                                   probe->probabilities(set(m_users.test)), m_numClasses,
                                                   bootstrap));
            }
        }
    }

    ProbeFigures& figures() { return m_figures; }

private:
    /// Asking in words alone attacks no states; classifiers of which none fits a target were asked in vain.
    void requireNoneWanted(const std::string& target, std::int64_t features) const {
        if (!m_methods.empty() && target != jobs::kRawHistory) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("None of the methods chosen attacks {}: attention_pool reads all_tokens, and "
                            "networks read at most {} features, of which this target has {}. Add "
                            "logistic, knn or boosted_trees, or leave the target out.",
                            target, kWidestForNetworks, features));
        }
    }

    static constexpr double kDefaultPenalty = 0.1; ///< of the null where no logistic probe chose one

    const ProbeUsers& m_users;
    const jobs::ProbeOptions& m_options;
    const JobContext& m_context;
    int m_numClasses;
    ProbeFigures m_figures;
    std::vector<const train::ProbeMethod*> m_methods;
    train::ProbeTrainingOptions m_training;
};

} // namespace

LeakAudit::LeakAudit(const Protocol& protocol, std::vector<std::string> attributes,
                     const jobs::ProbeOptions& options, const JobContext& context)
    : m_attributes(std::move(attributes)), m_options(options) {
    context.sink.emitEvent(jobs::ArtifactEvent{"split", "split", protocol.split().hash()});
    for (const std::string& name : m_attributes) {
        const data::Attribute& attribute = protocol.dataset().attribute(name);
        m_groups.push_back(userGroups(protocol, attribute, options));
        storeUserGroups(m_groups.back(), attribute, protocol.dataset(), context);
        m_users.emplace_back(m_groups.back(), attribute);
        m_everyone.insert(m_everyone.end(), m_users.back().users.begin(), m_users.back().users.end());
    }
    checkQuestions(protocol, m_attributes, options); // before anything that takes long
    std::sort(m_everyone.begin(), m_everyone.end());
    m_everyone.erase(std::unique(m_everyone.begin(), m_everyone.end()), m_everyone.end());
}

void LeakAudit::run(AuditedModel& model, const JobContext& context) const {
    const StateRequest request = requestOf(m_options);
    const UserStates states = model.states(m_everyone, request, context);
    for (std::size_t i = 0; i < m_attributes.size(); ++i) {
        const torch::Tensor index = rowsOf(m_users[i].users, m_everyone).to(model.device());
        const data::Attribute& attribute = model.protocol().dataset().attribute(m_attributes[i]);
        AttributeAudit audit(attribute, m_users[i], m_options, context);
        train::TokenStates tokens;
        if (request.tokens) {
            tokens = {states.tokens.index_select(0, index), states.tokenMask.index_select(0, index)};
        }
        for (const std::string& target : m_options.targetKeys()) {
            audit.attack(target, states.features.at(target).index_select(0, index),
                         target == "all_tokens" && request.tokens ? &tokens : nullptr);
        }
        if (m_options.ceiling) {
            audit.attack(jobs::kRawHistory,
                         bagsOfItems(model.protocol(), m_users[i].users).to(model.device()), nullptr);
        }
        audit.mapLeak(states.layers, index, m_attributes[i]);
        model.ask(attribute, m_groups[i], m_options, context, audit.figures());
        audit.figures().finish();
    }
}

void auditLeak(LoadedBackbone& backbone, const std::vector<std::string>& attributes,
               const jobs::ProbeOptions& options, const JobContext& context) {
    AuditedBackbone model(backbone);
    LeakAudit(backbone.protocol, attributes, options, context).run(model, context);
}

} // namespace up5::pipeline
