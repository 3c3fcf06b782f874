#include "train/probes/probe.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "metrics/auc.h"

namespace up5::train {

std::vector<double> Probe::probabilities(const ProbeSet& set) const {
    const torch::NoGradGuard noGradients;
    const torch::Tensor result = classProbabilities(set).to(torch::kFloat64).cpu().contiguous();
    return {result.data_ptr<double>(), result.data_ptr<double>() + result.numel()};
}

Standardiser::Standardiser(const torch::Tensor& rows) : m_mean(rows.mean(0, true)) {
    // A constant feature carries nothing: scale 1 leaves it at zero instead of blowing up rounding noise.
    const torch::Tensor deviation = rows.std(0, false, true);
    m_scale = torch::where(deviation > 1e-7, deviation, torch::ones_like(deviation));
}

torch::Tensor labelTensor(const std::vector<int>& labels, torch::Device device) {
    return torch::tensor(std::vector<std::int64_t>(labels.begin(), labels.end()), torch::kInt64).to(device);
}

double probeAucOn(const Probe& probe, const ProbeSet& set) {
    const std::vector<double> probabilities = probe.probabilities(set);
    const bool diverged = std::any_of(probabilities.begin(), probabilities.end(),
                                      [](double probability) { return std::isnan(probability); });
    return diverged ? std::numeric_limits<double>::quiet_NaN()
                    : metrics::probeAucValue(set.labels, probabilities, probe.numClasses);
}

double crossEntropy(const std::vector<int>& labels, const std::vector<double>& probabilities,
                    int numClasses) {
    double sum = 0;
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const double own =
            probabilities[row * static_cast<std::size_t>(numClasses) + static_cast<std::size_t>(labels[row])];
        sum -= std::log(std::max(own, 1e-300));
    }
    return sum / static_cast<double>(labels.size());
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

} // namespace up5::train
