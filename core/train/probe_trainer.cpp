#include "train/probe_trainer.h"

#include <cmath>
#include <numeric>

#include "base/random_stream.h"
#include "metrics/auc.h"
#include "nn/attribute_classifier.h"
#include "train/adam_w.h"
#include "train/resumable_state.h"

namespace up5::train {

namespace {

torch::Tensor labelTensor(const std::vector<int>& labels, torch::Device device) {
    return torch::tensor(std::vector<std::int64_t>(labels.begin(), labels.end()), torch::kInt64).to(device);
}

double aucOf(const Probe& probe, const ProbeSet& set) {
    const std::vector<double> probabilities = probe.probabilities(set.states);
    if (probe.numClasses == 2) {
        std::vector<double> scores;
        for (std::size_t i = 0; i < set.labels.size(); ++i) {
            scores.push_back(probabilities[2 * i + 1]);
        }
        return metrics::binaryAuc(set.labels, scores);
    }
    return metrics::oneVsOneMacroAuc(set.labels, probabilities, probe.numClasses).value;
}

class LogisticProbe : public Probe {
public:
    LogisticProbe(const ProbeSet& train, int classes) {
        name = "logistic";
        numClasses = classes;
        standardiseBy(train.states);
    }
    void fit(const ProbeSet& train, double penalty) {
        m_weights = fitLogistic(standardised(train.states), labelTensor(train.labels, train.states.device()),
                                numClasses, penalty);
        trainingLoss = m_weights.loss;
    }

protected:
    torch::Tensor standardisedLogits(const torch::Tensor& states) const override {
        return states.to(torch::kFloat64).matmul(m_weights.weight.t()) + m_weights.bias;
    }

private:
    LogisticWeights m_weights;
};

class MlpProbe : public Probe {
public:
    MlpProbe(const ProbeSet& train, int classes) : m_network("mlp7", train.states.size(1), classes) {
        name = "mlp7";
        numClasses = classes;
        standardiseBy(train.states);
        m_network->to(train.states.device());
    }
    /// Trains for one epoch and returns its mean loss.
    double trainEpoch(const ProbeSet& train, const torch::Tensor& labels, int batchSize, AdamW& optimiser,
                      RandomStream& random) {
        std::vector<std::int64_t> order(train.labels.size());
        std::iota(order.begin(), order.end(), 0);
        random.shuffle(std::span(order));
        const torch::Tensor shuffled = torch::tensor(order, torch::kInt64).to(labels.device());
        const torch::Tensor states = standardised(train.states).index_select(0, shuffled);
        const torch::Tensor targets = labels.index_select(0, shuffled);
        m_network->train();
        torch::Tensor sum = torch::zeros({}, states.options());
        const auto count = static_cast<std::int64_t>(order.size());
        std::int64_t used = 0;
        for (std::int64_t begin = 0; begin < count; begin += batchSize) {
            const std::int64_t rows = std::min<std::int64_t>(batchSize, count - begin);
            if (rows < 2 && count >= 2) {
                break; // batch normalisation needs two rows
            }
            const torch::Tensor loss = torch::nn::functional::cross_entropy(
                m_network->forward(states.narrow(0, begin, rows)), targets.narrow(0, begin, rows));
            loss.backward();
            optimiser.step();
            sum += loss.detach() * static_cast<double>(rows);
            used += rows;
        }
        m_network->eval();
        return sum.item<double>() / static_cast<double>(std::max<std::int64_t>(1, used));
    }
    nn::AttributeClassifier& network() { return m_network; }

protected:
    torch::Tensor standardisedLogits(const torch::Tensor& states) const override {
        return const_cast<nn::AttributeClassifier&>(m_network)->forward(states);
    }

private:
    nn::AttributeClassifier m_network;
};

} // namespace

std::vector<double> Probe::probabilities(const torch::Tensor& states) const {
    const torch::NoGradGuard noGradients;
    const torch::Tensor result =
        standardisedLogits(standardised(states)).to(torch::kFloat64).softmax(1).cpu().contiguous();
    return {result.data_ptr<double>(), result.data_ptr<double>() + result.numel()};
}

void Probe::standardiseBy(const torch::Tensor& states) {
    m_mean = states.mean(0, true);
    // A constant feature carries nothing: scale 1 leaves it at zero instead of blowing up rounding noise.
    const torch::Tensor deviation = states.std(0, false, true);
    m_scale = torch::where(deviation > 1e-7, deviation, torch::ones_like(deviation));
}

torch::Tensor Probe::standardised(const torch::Tensor& states) const {
    return (states - m_mean) / m_scale;
}

double priorEntropy(const std::vector<int>& labels, int numClasses) {
    std::vector<double> counts(static_cast<std::size_t>(numClasses), 0.0);
    for (const int label : labels) {
        counts[static_cast<std::size_t>(label)] += 1.0;
    }
    double entropy = 0;
    for (const double count : counts) {
        if (count > 0) {
            const double share = count / static_cast<double>(labels.size());
            entropy -= share * std::log(share);
        }
    }
    return entropy;
}

LogisticWeights fitLogistic(const torch::Tensor& states, const torch::Tensor& labels, int numClasses,
                            double penalty, int maxIterations) {
    const torch::Tensor inputs = states.to(torch::kFloat64);
    LogisticWeights weights{torch::zeros({numClasses, states.size(1)}, inputs.options()),
                            torch::zeros({numClasses}, inputs.options())};
    weights.weight.requires_grad_();
    weights.bias.requires_grad_();
    const auto crossEntropy = [&] {
        return torch::nn::functional::cross_entropy(inputs.matmul(weights.weight.t()) + weights.bias, labels);
    };
    torch::optim::LBFGS optimiser({weights.weight, weights.bias}, torch::optim::LBFGSOptions(1.0)
                                                                      .max_iter(maxIterations)
                                                                      .history_size(20)
                                                                      .tolerance_grad(1e-8)
                                                                      .tolerance_change(1e-12)
                                                                      .line_search_fn("strong_wolfe"));
    optimiser.step([&] {
        optimiser.zero_grad();
        const torch::Tensor objective = crossEntropy() + 0.5 * penalty * weights.weight.square().sum();
        objective.backward();
        return objective;
    });
    const torch::NoGradGuard noGradients;
    weights.loss = crossEntropy().item<double>();
    weights.weight = weights.weight.detach();
    weights.bias = weights.bias.detach();
    return weights;
}

std::unique_ptr<Probe> fitLogisticProbe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                        const CancelToken& cancel) {
    std::unique_ptr<LogisticProbe> best;
    for (const double penalty : {1.0, 0.1, 0.01, 1e-3, 1e-4}) {
        cancel.throwIfCancelled();
        auto probe = std::make_unique<LogisticProbe>(train, numClasses);
        probe->fit(train, penalty);
        probe->validationAuc = aucOf(*probe, validation);
        if (!best || probe->validationAuc > best->validationAuc) {
            best = std::move(probe);
        }
    }
    return best;
}

std::unique_ptr<Probe> fitMlpProbe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                   const ProbeTrainingOptions& options, const CancelToken& cancel) {
    torch::manual_seed(derivedSeed(options.seed, "probe mlp7 initialisation"));
    RandomStream random(options.seed, "probe mlp7 order");
    auto probe = std::make_unique<MlpProbe>(train, numClasses);
    AdamW optimiser(probe->network()->parameters(),
                    {.learningRate = options.learningRate, .weightDecay = options.weightDecay});
    const torch::Tensor labels = labelTensor(train.labels, train.states.device());
    ResumableState best;
    double bestAuc = -1;
    double bestLoss = 0;
    for (int epoch = 0, waited = 0; epoch < options.epochs && waited < options.patience; ++epoch, ++waited) {
        cancel.throwIfCancelled();
        const double loss = probe->trainEpoch(train, labels, options.batchSize, optimiser, random);
        const double auc = aucOf(*probe, validation);
        if (auc > bestAuc) {
            best.addModule("", *probe->network());
            bestAuc = auc;
            bestLoss = loss;
            waited = -1;
        }
    }
    if (bestAuc >= 0) {
        best.restoreModule("", *probe->network());
    }
    probe->validationAuc = bestAuc;
    probe->trainingLoss = bestLoss;
    return probe;
}

} // namespace up5::train
