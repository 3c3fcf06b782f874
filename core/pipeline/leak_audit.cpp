#include "pipeline/leak_audit.h"

#include <memory>

#include "base/error.h"
#include "metrics/auc.h"
#include "pipeline/tensor_batch.h"
#include "train/probes/probe_methods.h"

namespace up5::pipeline {

namespace {

constexpr int kTokensPerBatch = 16384;

struct LabelledUsers {
    std::vector<std::int32_t> users;
    std::vector<int> labels;
};

LabelledUsers labelled(const data::Attribute& attribute, const std::vector<std::int32_t>& users) {
    LabelledUsers result{users, {}};
    for (const std::int32_t user : users) {
        result.labels.push_back(attribute.values[static_cast<std::size_t>(user)]);
    }
    return result;
}

/// Probes of one target of attack (user span or all tokens).
class TargetAudit {
public:
    TargetAudit(std::string metric, const data::Attribute& attribute, const jobs::ProbeOptions& options,
                const JobContext& context)
        : m_metric(std::move(metric)), m_attribute(attribute), m_options(options), m_context(context),
          m_numClasses(static_cast<int>(attribute.classes.size())) {}

    void run(const train::ProbeSet& train, const train::ProbeSet& validation, const train::ProbeSet& test,
             const std::vector<std::int32_t>& testUsers) {
        train::ProbeTrainingOptions training;
        training.epochs = m_options.epochs;
        training.patience = m_options.patience;
        training.batchSize = m_options.batchSize;
        training.learningRate = m_options.learningRate;
        training.weightDecay = m_options.weightDecay;
        training.seed = m_context.spec.seed;
        std::vector<std::unique_ptr<train::Probe>> probes;
        for (const char* method : {"logistic", "mlp7"}) {
            probes.push_back(
                train::fitProbe(method, train, validation, m_numClasses, training, m_context.cancel));
        }
        const train::Probe* headline = nullptr;
        for (const auto& probe : probes) {
            report("/" + probe->name, *probe, train, validation, test, testUsers);
            if (headline == nullptr || probe->validationAuc > headline->validationAuc) {
                headline = probe.get();
            }
        }
        report("", *headline, train, validation, test, testUsers);
    }

private:
    void report(const std::string& suffix, const train::Probe& probe, const train::ProbeSet& train,
                const train::ProbeSet& validation, const train::ProbeSet& test,
                const std::vector<std::int32_t>& testUsers) {
        const metrics::BootstrapOptions bootstrap{.resamples = m_options.resamples,
                                                  .seed = static_cast<std::uint64_t>(m_options.userSeed)};
        jobs::MetricEvent event{.name = m_metric + suffix, .attribute = m_attribute.name};
        event.split = "validation";
        m_context.metric(event, metrics::probeAuc(validation.labels, probe.probabilities(validation),
                                                  m_numClasses, bootstrap));
        const std::vector<double> probabilities = probe.probabilities(test);
        event.split = "test";
        m_context.metric(event, metrics::probeAuc(test.labels, probabilities, m_numClasses, bootstrap));

        const metrics::CollapseCheck collapse = metrics::checkCollapse(
            probabilities, m_numClasses, probe.trainingLoss, train::priorEntropy(train.labels, m_numClasses));
        event.name = "probe_collapsed" + m_metric.substr(std::string("probe_auc").size()) + suffix;
        event.value = collapse.collapsed ? 1 : 0;
        event.n = static_cast<std::int64_t>(test.labels.size());
        m_context.sink.emitEvent(event);
        if (m_numClasses == 2) {
            std::vector<double> scores;
            for (std::size_t i = 1; i < probabilities.size(); i += 2) {
                scores.push_back(probabilities[i]);
            }
            m_context.userValues("probe_scores", m_metric + suffix, "test", "", m_attribute.name, testUsers,
                                 scores);
        }
    }

    std::string m_metric;
    const data::Attribute& m_attribute;
    const jobs::ProbeOptions& m_options;
    const JobContext& m_context;
    int m_numClasses;
};

/// A probe of one class measures nothing. Throws Error{InvalidInput} with the counts.
void requireTwoClasses(const data::Attribute& attribute, const std::vector<std::int32_t>& users,
                       const char* purpose) {
    std::vector<int> counts(attribute.classes.size());
    for (const std::int32_t user : users) {
        ++counts[static_cast<std::size_t>(attribute.values[static_cast<std::size_t>(user)])];
    }
    std::string listed;
    int classes = 0;
    for (std::size_t index = 0; index < counts.size(); ++index) {
        classes += counts[index] > 0 ? 1 : 0;
        listed += (index == 0 ? "" : ", ") + attribute.classes[index] + " " + std::to_string(counts[index]);
    }
    if (classes < 2) {
        throw Error(ErrorCode::InvalidInput,
                    "The attribute " + attribute.name + " cannot be audited: the users that " + purpose +
                        " need at least two classes, but have " + (listed.empty() ? "none" : listed) +
                        ". Choose another attribute or other shares of users.");
    }
}

} // namespace

UserStates userStates(LoadedBackbone& backbone, std::span<const std::int32_t> users,
                      const JobContext& context) {
    const torch::NoGradGuard noGradients;
    const Protocol& protocol = backbone.protocol;
    std::vector<text::EncodedText> texts;
    std::vector<int> lengths;
    for (const std::int32_t user : users) {
        texts.push_back(protocol.evaluationText(Task::Sequential, user, protocol.probeHistory(user), {}));
        lengths.push_back(static_cast<int>(texts.back().tokens.size()));
    }
    const auto count = static_cast<std::int64_t>(users.size());
    const auto options = torch::TensorOptions().dtype(torch::kFloat32).device(backbone.device);
    UserStates states{torch::zeros({count, backbone.network->config().dModel}, options),
                      torch::zeros({count, backbone.network->config().dModel}, options)};
    std::int64_t done = 0;
    for (const std::vector<int>& bucket : text::bucketByLength(lengths, kTokensPerBatch)) {
        context.cancel.throwIfCancelled();
        std::vector<const text::EncodedText*> rows;
        std::vector<std::int64_t> positions;
        for (const int index : bucket) {
            rows.push_back(&texts[static_cast<std::size_t>(index)]);
            positions.push_back(index);
        }
        const EncoderInputs inputs = encoderInputs(text::makeTokenBatch(rows), backbone.device);
        const torch::Tensor encoded = backbone.network->encode(inputs.tokens, inputs.wholeWordIds,
                                                               inputs.attentionMask, backbone.prefixOrNull());
        const torch::Tensor index = torch::tensor(positions, torch::kInt64).to(backbone.device);
        states.userSpan.index_copy_(0, index, train::pooledStates(encoded, inputs.userSpan));
        states.allTokens.index_copy_(0, index, train::pooledStates(encoded, inputs.attentionMask));
        done += static_cast<std::int64_t>(bucket.size());
        context.progress("probing", done, count);
    }
    return states;
}

data::UserGroups userGroups(const Protocol& protocol, const data::Attribute& attribute,
                            const jobs::ProbeOptions& options) {
    const auto fewest = static_cast<std::size_t>(protocol.options().minInteractions);
    data::Attribute known = attribute;
    for (int user = 0; user < protocol.dataset().numUsers(); ++user) {
        if (protocol.dataset().history(user).size() < fewest) {
            known.values[static_cast<std::size_t>(user)] = -1;
        }
    }
    data::UserGroups groups =
        data::makeUserGroups(known, {options.testShare, options.validationShare, options.adversaryShare,
                                     static_cast<std::uint64_t>(options.userSeed)});
    requireTwoClasses(attribute, groups.probeTrain, "train probes");
    requireTwoClasses(attribute, groups.probeValidation, "choose between probes");
    requireTwoClasses(attribute, groups.probeTest, "test probes");
    if (!groups.adversaryTrain.empty()) {
        requireTwoClasses(attribute, groups.adversaryTrain, "train the adversary");
    }
    return groups;
}

void auditLeak(LoadedBackbone& backbone, const data::Attribute& attribute, const jobs::ProbeOptions& options,
               const JobContext& context) {
    const data::UserGroups groups = userGroups(backbone.protocol, attribute, options);
    context.sink.emitEvent(jobs::ArtifactEvent{"split", "split", backbone.protocol.split().hash()});
    const LabelledUsers train = labelled(attribute, groups.probeTrain);
    const LabelledUsers validation = labelled(attribute, groups.probeValidation);
    const LabelledUsers test = labelled(attribute, groups.probeTest);
    const UserStates trainStates = userStates(backbone, train.users, context);
    const UserStates validationStates = userStates(backbone, validation.users, context);
    const UserStates testStates = userStates(backbone, test.users, context);
    TargetAudit("probe_auc", attribute, options, context)
        .run({trainStates.userSpan, train.labels}, {validationStates.userSpan, validation.labels},
             {testStates.userSpan, test.labels}, test.users);
    TargetAudit("probe_auc_all_tokens", attribute, options, context)
        .run({trainStates.allTokens, train.labels}, {validationStates.allTokens, validation.labels},
             {testStates.allTokens, test.labels}, test.users);
}

} // namespace up5::pipeline
