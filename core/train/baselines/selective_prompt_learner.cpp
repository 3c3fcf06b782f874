#include "train/baselines/selective_prompt_learner.h"

#include <algorithm>

#include "base/error.h"
#include "base/random_stream.h"
#include "train/adversaries/adversary.h"
#include "train/baselines/losses.h"
#include "train/resumable_state.h"

namespace up5::train {

namespace {

torch::nn::ModuleList freshDiscriminators(std::int64_t width,
                                          const std::vector<PromptedAttribute>& attributes,
                                          std::uint64_t seed, torch::Device device) {
    torch::manual_seed(derivedSeed(seed, "discriminators of the selective prompt"));
    torch::nn::ModuleList result;
    for (const PromptedAttribute& attribute : attributes) {
        result->push_back(nn::PromptDiscriminator(width, attribute.labels.numClasses));
    }
    result->to(device);
    return result;
}

} // namespace

SelectivePromptLearner::SelectivePromptLearner(nn::PromptedEncoder network,
                                               std::shared_ptr<const ItemSequences> sequences,
                                               NegativeSampler negatives,
                                               std::vector<PromptedAttribute> attributes,
                                               const SelectivePromptTraining& options)
    : m_network(std::move(network)), m_source(std::move(sequences)), m_sequences(m_source),
      m_negatives(std::move(negatives)), m_attributes(std::move(attributes)), m_options(options),
      m_discriminators(freshDiscriminators(m_network->encoder().options().dModel, m_attributes, options.seed,
                                           m_sequences->device())),
      m_promptOptimiser(m_network->parameters(), {.learningRate = options.learningRate, .l2 = options.l2}),
      m_discriminatorOptimiser(m_discriminators->parameters(),
                               {.learningRate = options.discriminatorRate, .l2 = options.l2}) {
    torch::Tensor known = torch::zeros_like(m_sequences->counts(), torch::kBool);
    for (PromptedAttribute& attribute : m_attributes) {
        attribute.labels.classes = attribute.labels.classes.to(m_sequences->device());
        attribute.classWeights = attribute.classWeights.to(m_sequences->device());
        known = known.bitwise_or(attribute.labels.classes.ge(0));
    }
    m_users = known.bitwise_and(m_sequences->counts().ge(2)).nonzero().squeeze(1);
    if (m_users.size(0) == 0) {
        throw Error(ErrorCode::InvalidInput,
                    "None of the users whose attributes the adversary may know has two items to train on; "
                    "choose another split, attribute or model.");
    }
}

int SelectivePromptLearner::beginEpoch(int epoch) {
    if (!m_options.isOrdered) {
        m_sequences = std::make_shared<ItemSequences>(
            m_source->shuffled(m_options.seed, "items of prompt epoch " + std::to_string(epoch)));
    }
    return m_options.stepsPerEpoch;
}

torch::Tensor SelectivePromptLearner::drawUsers() const {
    return m_users.index_select(0, torch::randint(m_users.size(0), {m_options.batch}, m_users.options()));
}

torch::Tensor SelectivePromptLearner::historiesOf(const SequenceWindows& windows) const {
    return m_sequences->items(windows,
                              std::min(m_network->encoder().options().maxLength, m_sequences->longest()),
                              m_network->encoder().paddingId());
}

nn::UserBatch SelectivePromptLearner::drawAttacked() const {
    const torch::Tensor users = drawUsers();
    return {users, historiesOf({users, m_sequences->counts().index_select(0, users)})};
}

SelectivePromptLearner::RankedBatch SelectivePromptLearner::drawRanked() const {
    const torch::Tensor users = drawUsers();
    const torch::Tensor bounds = m_sequences->counts().index_select(0, users) - 1; // cuts 1 … counts − 1
    const torch::Tensor cuts =
        (torch::rand({m_options.batch}, m_users.options().dtype(torch::kFloat64)) * bounds)
            .floor()
            .to(torch::kInt64)
            .minimum(bounds - 1) +
        1;
    const torch::Tensor next = m_sequences->items({users, cuts + 1}, 1, m_network->encoder().paddingId());
    return {{users, historiesOf({users, cuts})}, torch::cat({next, m_negatives.draw(users, 1)}, 1)};
}

torch::Tensor SelectivePromptLearner::discriminatorLoss(const torch::Tensor& vectors,
                                                        const torch::Tensor& users) {
    std::vector<torch::Tensor> losses;
    for (std::size_t i = 0; i < m_attributes.size(); ++i) {
        losses.push_back(knownCrossEntropy(
            m_discriminators->ptr<nn::PromptDiscriminatorImpl>(i)->forward(vectors),
            m_attributes[i].labels.classes.index_select(0, users), m_attributes[i].classWeights));
    }
    return torch::stack(losses).mean();
}

torch::Tensor SelectivePromptLearner::discriminatorStep(const nn::UserBatch& attacked) {
    torch::Tensor vectors;
    {
        const torch::NoGradGuard noGradients;
        vectors = m_network->userVectors(attacked);
    }
    m_discriminatorOptimiser.zeroGradients(); // a prompt step leaves some
    const torch::Tensor loss = discriminatorLoss(vectors, attacked.users);
    loss.backward();
    m_discriminatorOptimiser.step();
    return loss.detach();
}

std::pair<torch::Tensor, torch::Tensor> SelectivePromptLearner::promptStep(const RankedBatch& ranked,
                                                                           const nn::UserBatch& attacked) {
    // One pass for both, of as wide histories.
    const torch::Tensor vectors =
        m_network->userVectors({torch::cat({ranked.users.users, attacked.users}),
                                torch::cat({ranked.users.history, attacked.history})});
    const torch::Tensor scores = m_network->scores(vectors.narrow(0, 0, ranked.users.size()), ranked.pairs);
    const torch::Tensor rec = bprLoss(scores.select(1, 0), scores.narrow(1, 1, 1));
    const torch::Tensor dis =
        discriminatorLoss(vectors.narrow(0, ranked.users.size(), attacked.size()), attacked.users);
    (rec - weight() * dis).backward();
    m_promptOptimiser.step();
    return {rec.detach(), dis.detach()};
}

std::map<std::string, torch::Tensor> SelectivePromptLearner::takeStep(const EpochStep& step) {
    const nn::UserBatch attacked = drawAttacked();
    if (step.step % m_options.cycle != m_options.cycle - 1) {
        return {{"loss_dis", discriminatorStep(attacked)}};
    }
    const auto [rec, dis] = promptStep(drawRanked(), attacked);
    return {{"loss", rec - weight() * dis}, {"loss_rec", rec}, {"loss_dis", dis}};
}

void SelectivePromptLearner::save(std::map<std::string, torch::Tensor>& tensors) const {
    ResumableState state;
    state.addModule("discriminator.", *m_discriminators);
    tensors.merge(state.tensors);
    m_promptOptimiser.save("prompt_optimiser.", tensors);
    m_discriminatorOptimiser.save("discriminator_optimiser.", tensors);
}

void SelectivePromptLearner::restore(const std::map<std::string, torch::Tensor>& tensors) {
    ResumableState state;
    state.tensors = tensors;
    state.restoreModule("discriminator.", *m_discriminators);
    m_promptOptimiser.restore("prompt_optimiser.", tensors);
    m_discriminatorOptimiser.restore("discriminator_optimiser.", tensors);
}

} // namespace up5::train
