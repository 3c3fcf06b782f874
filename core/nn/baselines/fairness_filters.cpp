#include "nn/baselines/fairness_filters.h"

#include <algorithm>

#include "base/error.h"

namespace up5::nn {

namespace {

torch::nn::LeakyReLU leaky() {
    return torch::nn::LeakyReLU(torch::nn::LeakyReLUOptions().negative_slope(0.01));
}

torch::nn::Sequential makeFilter(std::int64_t d) {
    return torch::nn::Sequential(torch::nn::Linear(d, 2 * d), leaky(), torch::nn::Linear(2 * d, d), leaky(),
                                 torch::nn::BatchNorm1d(d));
}

} // namespace

FilteredModelImpl::FilteredModelImpl(std::shared_ptr<VectorModel> plain, std::int64_t dimensions,
                                     std::size_t attributes, Mode mode)
    : m_plain(register_module("plain", std::move(plain))), m_mode(mode), m_removed(attributes, false) {
    const std::size_t filters =
        mode == Mode::Combine ? attributes : (std::size_t{1} << attributes) - std::size_t{1};
    for (std::size_t i = 0; i < filters; ++i) {
        m_filters.push_back(register_module("filter" + std::to_string(i), makeFilter(dimensions)));
    }
}

void FilteredModelImpl::select(const std::vector<bool>& removed) {
    if (removed.size() != m_removed.size()) {
        throw Error(ErrorCode::Internal, "A selection of attributes must say yes or no to each of them.");
    }
    m_removed = removed;
}

torch::Tensor FilteredModelImpl::filtered(const torch::Tensor& vectors) {
    const auto count = std::count(m_removed.begin(), m_removed.end(), true);
    if (count == 0) {
        return vectors;
    }
    if (m_mode == Mode::Separate) {
        std::size_t set = 0;
        for (std::size_t i = 0; i < m_removed.size(); ++i) {
            set |= m_removed[i] ? std::size_t{1} << i : 0;
        }
        return m_filters[set - 1]->forward(vectors);
    }
    torch::Tensor sum;
    for (std::size_t i = 0; i < m_removed.size(); ++i) {
        if (m_removed[i]) {
            const torch::Tensor own = m_filters[i]->forward(vectors);
            sum = sum.defined() ? sum + own : own;
        }
    }
    return sum / static_cast<double>(count);
}

} // namespace up5::nn
