#include "train/probes/probe_attention_pool.h"

#include "base/error.h"
#include "nn/attention_pool.h"
#include "train/probes/network_training.h"

namespace up5::train {

namespace {

constexpr std::int64_t kRowsAtOnce = 256;

void requireTokens(const TokenStates& tokens, const char* which) {
    if (!tokens.mask.any(1).all().item<bool>()) {
        throw Error(
            ErrorCode::InvalidInput,
            std::string("The probe attention_pool needs at least one token of every user; some of the ") +
                which + " users have none.");
    }
}

class AttentionPoolProbe : public Probe {
public:
    AttentionPoolProbe(const TokenStates& train, int classes) : m_network(train.states.size(2), classes) {
        name = "attention_pool";
        numClasses = classes;
        m_network->to(train.states.device());
        m_standardised = Standardiser(train.states.flatten(0, 1)
                                          .index_select(0, train.mask.flatten().nonzero().squeeze(1))
                                          .to(torch::kFloat32));
    }
    /// Logits of the users at the given rows.
    torch::Tensor logits(const TokenStates& tokens, const torch::Tensor& rows) const {
        const torch::Tensor states = tokens.states.index_select(0, rows).to(torch::kFloat32);
        return m_network.ptr()->forward(m_standardised(states), tokens.mask.index_select(0, rows));
    }
    torch::nn::Module& network() { return *m_network; }

protected:
    torch::Tensor classProbabilities(const ProbeSet& set) const override {
        requireTokens(set.tokens, "probed");
        const torch::Tensor all = torch::arange(set.tokens.states.size(0), set.tokens.mask.device());
        std::vector<torch::Tensor> blocks;
        for (const torch::Tensor& rows : all.split(kRowsAtOnce)) {
            blocks.push_back(logits(set.tokens, rows));
        }
        return torch::cat(blocks).to(torch::kFloat64).softmax(1);
    }

private:
    Standardiser m_standardised;
    nn::AttentionPoolClassifier m_network;
};

} // namespace

std::unique_ptr<Probe> fitAttentionPoolProbe(const ProbeSet& train, const ProbeSet& validation,
                                             int numClasses, const ProbeTrainingOptions& options,
                                             const CancelToken& cancel) {
    requireTokens(train.tokens, "training");
    requireTokens(validation.tokens, "validation");
    seedInitialisation("attention_pool", options);
    auto probe = std::make_unique<AttentionPoolProbe>(train.tokens, numClasses);
    const StoppedAt stopped = trainNetwork(
        probe->network(), labelTensor(train.labels, train.tokens.states.device()),
        [&](const torch::Tensor& rows) { return probe->logits(train.tokens, rows); },
        [&] { return probeAucOn(*probe, validation); }, probe->name, options, cancel);
    probe->validationAuc = stopped.validationAuc;
    probe->trainingLoss = stopped.trainingLoss;
    probe->chosen["epochs"] = stopped.epochs;
    return probe;
}

} // namespace up5::train
