#include "pipeline/baselines/matching_models.h"

#include "nn/baselines/fairness_filters.h"
#include "nn/baselines/matrix_factorization.h"
#include "nn/baselines/simplex.h"
#include "pipeline/baselines/adversary_labels.h"
#include "pipeline/baselines/user_histories.h"
#include "pipeline/baselines/vector_baseline.h"
#include "train/baselines/matching_learner.h"

namespace up5::pipeline {

namespace {

constexpr std::int64_t kSmallCatalogueItems = 100; // up to here every item a user has not is a negative
constexpr int kSimplexHistory = 50;                // RecBole
constexpr int kMatchingBatch = 1024;
constexpr double kMatchingRate = 1e-3, kMatchingL2 = 1e-5;

train::MatchingData matchingData(const BaselineSetup& setup, int historyLength) {
    std::vector<std::int64_t> users, items;
    std::vector<std::vector<std::int32_t>> owned;
    for (int user = 0; user < setup.numUsers(); ++user) {
        owned.push_back(setup.protocol.trainItems(setup.task, user));
        for (const std::int32_t item : owned.back()) {
            users.push_back(user);
            items.push_back(item);
        }
    }
    const auto onDevice = [&](const std::vector<std::int64_t>& values) {
        return torch::tensor(values, torch::kInt64).to(setup.device);
    };
    return {onDevice(users), onDevice(items),
            paddedHistories(owned, historyLength, setup.numItems()).to(setup.device),
            train::NegativeSampler(owned, setup.numItems(), setup.device), setup.numItems()};
}

/// Users who train, bool [users].
torch::Tensor learntUsers(const BaselineSetup& setup) {
    torch::Tensor learnt = torch::zeros({setup.numUsers()}, torch::kBool);
    auto at = learnt.accessor<bool, 1>();
    for (int user = 0; user < setup.numUsers(); ++user) {
        at[user] = !setup.protocol.trainItems(setup.task, user).empty();
    }
    return learnt;
}

train::MatchingTraining matchingTraining(const BaselineSetup& setup) {
    train::MatchingTraining training;
    training.batchSize = setup.options.batchSizeOr(kMatchingBatch);
    training.learningRate = setup.options.learningRateOr(kMatchingRate);
    training.l2 = setup.options.l2Or(kMatchingL2);
    training.seed = setup.seed;
    return training;
}

std::unique_ptr<train::FilterAdversary> makeAdversary(const BaselineSetup& setup) {
    std::vector<train::AdversaryLabels> labels;
    for (std::size_t i = 0; i < setup.attributes.size(); ++i) {
        labels.push_back(adversaryLabels(setup, i));
    }
    train::FilterAdversaryOptions options;
    options.lambda = setup.options.lambda;
    options.steps = setup.options.discriminatorSteps;
    options.users = setup.options.discriminatorUsers;
    options.learningRate = setup.options.discriminatorLearningRate;
    options.seed = setup.seed;
    return std::make_unique<train::FilterAdversary>(std::move(labels), setup.options.dimensions, options,
                                                    setup.device);
}

/// Trained as it is, or behind filters where the setup names attributes to remove.
std::unique_ptr<BaselineModel> matchingModel(const BaselineSetup& setup,
                                             std::shared_ptr<nn::VectorModel> network, int historyLength,
                                             const train::MatchingTraining& training) {
    const bool isFair = !setup.attributes.empty();
    if (isFair) {
        using Mode = nn::FilteredModelImpl::Mode;
        network = std::make_shared<nn::FilteredModelImpl>(
            std::move(network), setup.options.dimensions, setup.attributes.size(),
            setup.options.filters == "combine" ? Mode::Combine : Mode::Separate);
    }
    network->to(setup.device);
    return std::make_unique<VectorBaseline>(network, historyLength, [=] {
        return std::make_unique<train::MatchingLearner>(network, matchingData(setup, historyLength), training,
                                                        isFair ? makeAdversary(setup) : nullptr);
    });
}

} // namespace

std::unique_ptr<BaselineModel> pmfModel(const BaselineSetup& setup) {
    train::MatchingTraining training = matchingTraining(setup);
    training.loss = setup.options.pmfLoss == "bpr" ? train::MatchingLoss::Bpr : train::MatchingLoss::Squared;
    training.negatives = setup.options.trainNegatives > 0 ? setup.options.trainNegatives : 1;
    const auto network = std::make_shared<nn::MatrixFactorizationImpl>(setup.numUsers(), setup.numItems(),
                                                                       setup.options.dimensions);
    network->users().setLearnt(learntUsers(setup));
    return matchingModel(setup, network, 0, training);
}

std::unique_ptr<BaselineModel> simplexModel(const BaselineSetup& setup) {
    const bool isSmall = setup.numItems() <= kSmallCatalogueItems;
    train::MatchingTraining training = matchingTraining(setup);
    training.loss = train::MatchingLoss::CosineContrastive;
    training.negatives = setup.options.trainNegatives > 0 ? setup.options.trainNegatives : isSmall ? 0 : 100;
    training.margin = setup.options.margin >= 0 ? setup.options.margin : isSmall ? 0.2 : 0.5;
    training.negativeWeight = setup.options.negativeWeight;
    nn::SimplexOptions shape;
    shape.users = setup.numUsers();
    shape.items = setup.numItems();
    shape.dimensions = setup.options.dimensions;
    shape.aggregator = setup.options.aggregator;
    shape.gamma = setup.options.gamma;
    shape.dropout = setup.options.dropoutOr(0.1);
    const auto network = std::make_shared<nn::SimplexImpl>(shape);
    network->users().setLearnt(learntUsers(setup));
    return matchingModel(setup, network, setup.options.historyOr(kSimplexHistory), training);
}

} // namespace up5::pipeline
