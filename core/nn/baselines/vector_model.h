// Recommenders that score an item by the product of a user's vector and the item's.
#pragma once

#include <vector>

#include <torch/torch.h>

namespace up5::nn {

/// Some users and what is known of each, on the model's device.
struct UserBatch {
    torch::Tensor users;   ///< int64 [B], user indices
    torch::Tensor history; ///< int64 [B, L], item indices, the latest in the last column; padded in front
                           ///< with the number of items

    std::int64_t size() const { return users.size(0); }
    /// bool [B, L], false where padded.
    torch::Tensor mask(std::int64_t numItems) const { return history.ne(numItems); }
};

class VectorModel : public torch::nn::Module {
public:
    /// [B, d], with gradients where these are on.
    virtual torch::Tensor userVectors(const UserBatch& batch) = 0;
    /// What meets the items: the vectors themselves, or for cosines their directions. [B, d] → [B, d].
    virtual torch::Tensor asQueries(const torch::Tensor& vectors) { return vectors; }
    /// [items, d], as they meet queries.
    virtual torch::Tensor itemVectors() = 0;
    /// [items]; undefined when there is none.
    virtual torch::Tensor itemBias() { return {}; }
    /// A fair model: which of its attributes are removed from now on.
    virtual void select(const std::vector<bool>& /*removed*/) {}

    /// Scores of all items [B, items] for users' vectors [B, d].
    torch::Tensor allScores(const torch::Tensor& vectors);
    /// Scores of the given items, int64 [B, n] → [B, n].
    torch::Tensor scores(const torch::Tensor& vectors, const torch::Tensor& items);
};

/// Queries [B, d] times the vectors of items [B, n] out of a table [items, d]: [B, n]. Multiplies with the
/// whole table where that is less work than collecting its rows.
torch::Tensor productsWith(const torch::Tensor& queries, const torch::Tensor& table,
                           const torch::Tensor& items);

} // namespace up5::nn
