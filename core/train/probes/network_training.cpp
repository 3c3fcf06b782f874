#include "train/probes/network_training.h"

#include <numeric>

#include "base/random_stream.h"
#include "train/adam_w.h"
#include "train/resumable_state.h"

namespace up5::train {

namespace {

using Logits = std::function<torch::Tensor(const torch::Tensor& rows)>;

void trainEpoch(const torch::Tensor& labels, const Logits& logits, int batchSize, AdamW& optimiser,
                RandomStream& random) {
    std::vector<std::int64_t> order(static_cast<std::size_t>(labels.size(0)));
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(std::span(order));
    const torch::Tensor shuffled = torch::tensor(order, torch::kInt64).to(labels.device());
    const std::int64_t count = labels.size(0);
    for (std::int64_t begin = 0; begin < count; begin += batchSize) {
        const std::int64_t rows = std::min<std::int64_t>(batchSize, count - begin);
        if (rows < 2 && count >= 2) {
            break; // batch normalisation needs two rows
        }
        const torch::Tensor batch = shuffled.narrow(0, begin, rows);
        torch::nn::functional::cross_entropy(logits(batch), labels.index_select(0, batch)).backward();
        optimiser.step();
    }
}

/// Mean cross-entropy over all rows in evaluation mode.
double meanLoss(const torch::Tensor& labels, const Logits& logits) {
    const torch::NoGradGuard noGradients;
    constexpr std::int64_t kRowsAtOnce = 1024;
    double sum = 0;
    for (const torch::Tensor& rows : torch::arange(labels.size(0), labels.device()).split(kRowsAtOnce)) {
        sum += torch::nn::functional::cross_entropy(
                   logits(rows), labels.index_select(0, rows),
                   torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kSum))
                   .item<double>();
    }
    return sum / static_cast<double>(labels.size(0));
}

} // namespace

StoppedAt trainNetwork(torch::nn::Module& network, const torch::Tensor& labels, const Logits& logits,
                       const std::function<double()>& validationAuc, const std::string& method,
                       const ProbeTrainingOptions& options, const CancelToken& cancel) {
    RandomStream random(options.seed, "probe " + method + " order");
    AdamW optimiser(network.parameters(),
                    {.learningRate = options.learningRate, .weightDecay = options.weightDecay});
    ResumableState best;
    StoppedAt stopped;
    for (int epoch = 1, waited = 0; epoch <= options.epochs && waited < options.patience; ++epoch, ++waited) {
        cancel.throwIfCancelled();
        network.train();
        trainEpoch(labels, logits, options.batchSize, optimiser, random);
        network.eval();
        const double auc = validationAuc();
        if (auc > stopped.validationAuc) {
            best.addModule("", network);
            stopped = {.epochs = epoch, .validationAuc = auc};
            waited = -1;
        }
    }
    if (stopped.epochs > 0) {
        best.restoreModule("", network);
    }
    stopped.trainingLoss = meanLoss(labels, logits);
    return stopped;
}

void seedInitialisation(const std::string& method, const ProbeTrainingOptions& options) {
    torch::manual_seed(derivedSeed(options.seed, "probe " + method + " initialisation"));
}

} // namespace up5::train
