#include "train/permutation_null.h"

#include <algorithm>

#include "base/random_stream.h"
#include "metrics/auc.h"
#include "train/permuted_regressions.h"

namespace up5::train {

namespace {

constexpr int kColumnsAtOnce = 256; // wide enough for full speed, narrow enough for the cache

std::vector<int> shuffled(std::vector<int> labels, RandomStream& random) {
    random.shuffle(std::span(labels));
    return labels;
}

} // namespace

std::vector<double> permutationNull(const ProbeSet& train, const ProbeSet& test, int numClasses,
                                    double penalty, const PermutationNullOptions& options,
                                    const CancelToken& cancel,
                                    const std::function<void(int done, int refits)>& progress) {
    RandomStream random(options.seed, "permutation null");
    const Standardiser standardised(train.states);
    const PermutedRegressions regressions(standardised(train.states), penalty);
    const torch::Tensor testStates = standardised(test.states);
    std::vector<double> aucs;
    const int block = std::max(1, kColumnsAtOnce / numClasses);
    for (int done = 0; done < options.refits; done += block) {
        const int refits = std::min(block, options.refits - done);
        std::vector<torch::Tensor> columns;
        std::vector<std::vector<int>> testLabels;
        for (int refit = 0; refit < refits; ++refit) {
            columns.push_back(labelTensor(shuffled(train.labels, random), train.states.device()));
            testLabels.push_back(shuffled(test.labels, random));
        }
        const torch::Tensor weights =
            regressions.fit(torch::stack(columns, 1), numClasses, options.tolerance, cancel);
        const torch::Tensor probabilities =
            PermutedRegressions::logits(weights, testStates).softmax(2).cpu().contiguous();
        const std::size_t each = test.labels.size() * static_cast<std::size_t>(numClasses);
        for (std::size_t refit = 0; refit < testLabels.size(); ++refit) {
            aucs.push_back(metrics::probeAucValue(
                testLabels[refit], {probabilities.data_ptr<double>() + refit * each, each}, numClasses));
        }
        if (progress) {
            progress(done + refits, options.refits);
        }
    }
    return aucs;
}

} // namespace up5::train
