#include "pipeline/user_states.h"

#include <algorithm>

#include <unistd.h>

#include <fmt/format.h>

#include "base/error.h"
#include "pipeline/decoder_states.h"
#include "pipeline/tensor_batch.h"
#include "train/prompt_trainer.h"

namespace up5::pipeline {

namespace {

/// Puts the rows of batches into tensors over all users.
class Collector {
public:
    Collector(std::int64_t users, torch::Device device)
        : m_users(users), m_options(torch::TensorOptions().dtype(torch::kFloat32).device(device)) {}

    void put(torch::Tensor& whole, const torch::Tensor& rows, const torch::Tensor& index) const {
        if (!whole.defined()) {
            std::vector<std::int64_t> shape = rows.sizes().vec();
            shape[0] = m_users;
            whole = torch::zeros(shape, m_options.dtype(rows.dtype()));
        }
        whole.index_copy_(0, index, rows);
    }

private:
    std::int64_t m_users;
    torch::TensorOptions m_options;
};

/// The means that any layer has.
std::map<std::string, torch::Tensor> pooled(const torch::Tensor& states, const EncoderInputs& inputs) {
    return {{"user_span", train::pooledStates(states, inputs.userSpan)},
            {"history_tokens", train::pooledStates(states, inputs.history)},
            {"all_tokens", train::pooledStates(states, train::maskOfAll(states, inputs.attentionMask))}};
}

/// One batch of users' sentences: encodes it and hands out what is asked for.
class Batch {
public:
    Batch(LoadedBackbone& backbone, const EncoderInputs& inputs, std::vector<std::int32_t> users, bool layers)
        : m_backbone(backbone), m_inputs(inputs), m_users(std::move(users)) {
        m_encoded = backbone.network->encode(inputs.tokens, inputs.wholeWordIds, inputs.attentionMask,
                                             backbone.prefixOrNull(), layers ? &m_layers : nullptr);
        m_pooled = pooled(m_encoded, inputs);
    }

    torch::Tensor feature(const std::string& target) {
        if (const auto found = m_pooled.find(target); found != m_pooled.end()) {
            return found->second;
        }
        if (target == "decoder_start") {
            return m_backbone.network->startState(m_encoded, m_inputs.attentionMask,
                                                  m_backbone.prefixOrNull());
        }
        if (target == "item_scores") {
            return scores();
        }
        if (target == "recommended_list") {
            return recommendedRows(m_backbone.protocol, scores(), m_users);
        }
        throw Error(ErrorCode::InvalidInput, "There are no states of the target " + target + ".");
    }
    const torch::Tensor& encoded() const { return m_encoded; }
    const std::vector<torch::Tensor>& layers() const { return m_layers; }

private:
    const torch::Tensor& scores() {
        if (!m_scores.defined()) {
            m_scores = itemScores(m_backbone, m_encoded, m_inputs.attentionMask);
        }
        return m_scores;
    }

    LoadedBackbone& m_backbone;
    const EncoderInputs& m_inputs;
    std::vector<std::int32_t> m_users;
    torch::Tensor m_encoded, m_scores;
    std::vector<torch::Tensor> m_layers;
    std::map<std::string, torch::Tensor> m_pooled;
};

} // namespace

void requireMemoryFor(double numbers, const std::string& what) {
    constexpr double kGigabyte = 1e9;
    const double needed = 2 * sizeof(float) * numbers / kGigabyte;
    const double present = static_cast<double>(sysconf(_SC_PHYS_PAGES)) *
                           static_cast<double>(sysconf(_SC_PAGE_SIZE)) / kGigabyte;
    if (needed > present) {
        throw Error(
            ErrorCode::Unsupported,
            fmt::format("Probing {} needs about {:.0f} GB of memory, but this machine has {:.0f} GB. "
                        "Attack less (target=user_span, method=logistic, ceiling=false) or fewer users "
                        "(larger adversary_share).",
                        what, needed, present));
    }
}

UserTexts userTexts(const Protocol& protocol, std::span<const std::int32_t> users) {
    UserTexts made{{users.begin(), users.end()}, {}, {}};
    for (const std::int32_t user : users) {
        made.texts.push_back(
            protocol.evaluationText(Task::Sequential, user, protocol.probeHistory(user), {}));
        made.lengths.push_back(static_cast<int>(made.texts.back().tokens.size()));
    }
    return made;
}

UserStates userStates(LoadedBackbone& backbone, std::span<const std::int32_t> users,
                      const StateRequest& request, const JobContext& context) {
    return userStates(backbone, userTexts(backbone.protocol, users), request, context);
}

UserStates userStates(LoadedBackbone& backbone, const UserTexts& texts, const StateRequest& request,
                      const JobContext& context) {
    const torch::NoGradGuard noGradients;
    const Protocol& protocol = backbone.protocol;
    int longest = texts.lengths.empty() ? 0 : *std::max_element(texts.lengths.begin(), texts.lengths.end());
    const nn::KvPrefix* prefix = backbone.prefixOrNull();
    if (prefix != nullptr && prefix->encoderInput.defined()) {
        longest += static_cast<int>(prefix->encoderInput.size(0));
    }
    const auto count = static_cast<std::int64_t>(texts.users.size());
    if (request.tokens) {
        requireMemoryFor(static_cast<double>(count) * longest *
                             static_cast<double>(backbone.network->config().dModel),
                         fmt::format("all tokens of {} users", count));
    }
    if (request.targets.count("item_scores") || request.targets.count("recommended_list")) {
        requireMemoryFor(static_cast<double>(count) * protocol.dataset().numItems(),
                         fmt::format("the scores of all items of {} users", count));
    }
    const Collector collector(count, backbone.device);
    UserStates states;
    std::int64_t done = 0;
    for (const std::vector<int>& bucket : text::bucketByLength(texts.lengths, kTokensPerPass)) {
        context.cancel.throwIfCancelled();
        std::vector<const text::EncodedText*> rows;
        std::vector<std::int32_t> bucketUsers;
        for (const int row : bucket) {
            rows.push_back(&texts.texts[static_cast<std::size_t>(row)]);
            bucketUsers.push_back(texts.users[static_cast<std::size_t>(row)]);
        }
        const EncoderInputs inputs = encoderInputs(text::makeTokenBatch(rows), backbone.device);
        const torch::Tensor index =
            torch::tensor(std::vector<std::int64_t>(bucket.begin(), bucket.end()), torch::kInt64)
                .to(backbone.device);
        Batch batch(backbone, inputs, std::move(bucketUsers), request.layers);
        for (const std::string& target : request.targets) {
            collector.put(states.features[target], batch.feature(target), index);
        }
        if (request.tokens) {
            const torch::Tensor mask = train::maskOfAll(batch.encoded(), inputs.attentionMask);
            const std::int64_t padding = longest - mask.size(1);
            const torch::Tensor kept = batch.encoded() * mask.unsqueeze(-1);
            collector.put(states.tokens, torch::constant_pad_nd(kept, {0, 0, 0, padding}), index);
            collector.put(states.tokenMask, torch::constant_pad_nd(mask, {0, padding}), index);
        }
        states.layers.resize(batch.layers().size());
        for (std::size_t layer = 0; layer < batch.layers().size(); ++layer) {
            for (const auto& [target, feature] : pooled(batch.layers()[layer], inputs)) {
                collector.put(states.layers[layer][target], feature, index);
            }
        }
        done += static_cast<std::int64_t>(bucket.size());
        context.progress("probing", done, count);
    }
    return states;
}

} // namespace up5::pipeline
