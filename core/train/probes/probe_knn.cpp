#include "train/probes/probe_knn.h"

#include <algorithm>
#include <limits>

#include "metrics/auc.h"

namespace up5::train {

namespace {

constexpr std::int64_t kNeighbours[] = {100, 50, 25, 15, 5};
constexpr std::int64_t kDistancesAtOnce = 1 << 22; // 32 MiB of doubles

class KnnProbe : public Probe {
public:
    KnnProbe(const ProbeSet& train, int classes, const CancelToken& cancel)
        : m_cancel(cancel), m_standardised(train.states),
          m_users(m_standardised(train.states).to(torch::kFloat64)), m_squares(m_users.square().sum(1)),
          m_labels(labelTensor(train.labels, train.states.device())) {
        name = "knn";
        numClasses = classes;
        // Nothing is trained, and smoothed shares of a rare class never beat its entropy.
        trainingLoss = -std::numeric_limits<double>::infinity();
    }
    std::int64_t size() const { return m_users.size(0); }

    /// Classes of the k nearest training users, the nearest first: int64 [n, k].
    torch::Tensor nearestClasses(const torch::Tensor& states, std::int64_t k) const {
        const torch::Tensor asked = m_standardised(states).to(torch::kFloat64);
        const std::int64_t rows = std::max<std::int64_t>(1, kDistancesAtOnce / size());
        std::vector<torch::Tensor> blocks;
        for (const torch::Tensor& block : asked.split(rows)) {
            m_cancel.throwIfCancelled();
            // Squared distances, but for what is equal in a row. Sorted stably, so that ties have an order.
            const torch::Tensor distances = m_squares - 2.0 * block.matmul(m_users.t());
            const torch::Tensor order = std::get<1>(distances.sort(true, 1, false)).narrow(1, 0, k);
            blocks.push_back(m_labels.index_select(0, order.flatten()).reshape(order.sizes()));
        }
        return torch::cat(blocks);
    }

    /// [n, k] → [n, numClasses].
    torch::Tensor smoothedShares(const torch::Tensor& nearest) const {
        const torch::Tensor counts = torch::one_hot(nearest, numClasses).sum(1).to(torch::kFloat64);
        return (counts + 1.0) / static_cast<double>(nearest.size(1) + numClasses);
    }

    void useNeighbours(std::int64_t k, double auc) {
        chosen["k"] = static_cast<double>(k);
        validationAuc = auc;
        m_k = k;
    }

protected:
    torch::Tensor classProbabilities(const ProbeSet& set) const override {
        return smoothedShares(nearestClasses(set.states, m_k));
    }

private:
    CancelToken m_cancel;
    Standardiser m_standardised;
    torch::Tensor m_users, m_squares, m_labels; ///< [n, d] standardised, [n], [n]
    std::int64_t m_k = 1;
};

} // namespace

std::unique_ptr<Probe> fitKnnProbe(const ProbeSet& train, const ProbeSet& validation, int numClasses,
                                   const ProbeTrainingOptions&, const CancelToken& cancel) {
    const torch::NoGradGuard noGradients;
    auto probe = std::make_unique<KnnProbe>(train, numClasses, cancel);
    const std::int64_t most = std::min(probe->size(), kNeighbours[0]);
    const torch::Tensor nearest = probe->nearestClasses(validation.states, most);
    double bestAuc = -1;
    for (const std::int64_t wanted : kNeighbours) {
        const std::int64_t k = std::min(wanted, most);
        const torch::Tensor shares = probe->smoothedShares(nearest.narrow(1, 0, k)).cpu().contiguous();
        const double auc = metrics::probeAucValue(
            validation.labels, {shares.data_ptr<double>(), static_cast<std::size_t>(shares.numel())},
            numClasses);
        if (wanted == kNeighbours[0] || auc > bestAuc) {
            probe->useNeighbours(k, auc);
            bestAuc = auc;
        }
    }
    return probe;
}

} // namespace up5::train
