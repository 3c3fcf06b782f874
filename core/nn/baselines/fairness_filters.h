// Filters that take sensitive attributes out of a recommender's user vectors (Li et al. 2021; spec E5).
#pragma once

#include <memory>
#include <vector>

#include "nn/baselines/vector_model.h"

namespace up5::nn {

/// A recommender whose user vectors pass through filters: C-PMF and C-SX.
class FilteredModelImpl : public VectorModel {
public:
    enum class Mode {
        Combine,  ///< a filter per attribute; of several chosen ones the mean of their outputs
        Separate, ///< a filter per non-empty set of attributes
    };

    FilteredModelImpl(std::shared_ptr<VectorModel> plain, std::int64_t dimensions, std::size_t attributes,
                      Mode mode);

    /// Of the plain model, filtered by what is selected; nothing selected: unchanged.
    torch::Tensor userVectors(const UserBatch& batch) override {
        return filtered(m_plain->userVectors(batch));
    }
    torch::Tensor asQueries(const torch::Tensor& vectors) override { return m_plain->asQueries(vectors); }
    torch::Tensor itemVectors() override { return m_plain->itemVectors(); }
    torch::Tensor itemBias() override { return m_plain->itemBias(); }
    /// One entry per attribute.
    void select(const std::vector<bool>& removed) override;

    /// [B, d] → [B, d] by the selected filters.
    torch::Tensor filtered(const torch::Tensor& vectors);

private:
    std::shared_ptr<VectorModel> m_plain;
    std::vector<torch::nn::Sequential> m_filters;
    Mode m_mode;
    std::vector<bool> m_removed;
};
TORCH_MODULE(FilteredModel);

} // namespace up5::nn
