// The training loop of probes that are networks: shuffled batches, AdamW, early stopping.
#pragma once

#include <functional>
#include <string>

#include "base/cancel_token.h"
#include "train/probes/probe.h"

namespace up5::train {

/// The epoch a network was stopped at.
struct StoppedAt {
    int epochs = 0;            ///< trained up to there
    double trainingLoss = 0;   ///< mean cross-entropy of all training users at that point
    double validationAuc = -1; ///< −1 when no epoch had one
};

/// Trains on cross-entropy until the validation AUC has not risen for options.patience epochs, and leaves the
/// network in evaluation mode with the parameters of its best epoch.
/// - labels: int64 [n] of the training users
/// - logits: of the training users at the given rows (int64 [b]), [b, numClasses]
/// - validationAuc: of the network as it is, called after every epoch in evaluation mode
/// - method: names the random stream of the order
StoppedAt trainNetwork(torch::nn::Module& network, const torch::Tensor& labels,
                       const std::function<torch::Tensor(const torch::Tensor& rows)>& logits,
                       const std::function<double()>& validationAuc, const std::string& method,
                       const ProbeTrainingOptions& options, const CancelToken& cancel);

/// Seeds torch's generator for the initialisation of a method's network.
void seedInitialisation(const std::string& method, const ProbeTrainingOptions& options);

} // namespace up5::train
