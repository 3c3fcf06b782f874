#include "pipeline/baselines/counting_models.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "base/random_stream.h"
#include "pipeline/baselines/user_histories.h"
#include "pipeline/user_states.h"

namespace up5::pipeline {

namespace {

constexpr int kCountedHistory = 200; // items of a history at most, unless the options say otherwise

/// What is counted: each training user's latest items, as sets.
std::vector<std::vector<std::int32_t>> trainingBaskets(const BaselineSetup& setup, int length) {
    std::vector<std::vector<std::int32_t>> baskets;
    for (int user = 0; user < setup.numUsers(); ++user) {
        std::vector<std::int32_t> items = setup.protocol.trainItems(setup.task, user);
        items.erase(items.begin(), items.end() - static_cast<std::ptrdiff_t>(std::min(
                                                     items.size(), static_cast<std::size_t>(length))));
        std::sort(items.begin(), items.end());
        items.erase(std::unique(items.begin(), items.end()), items.end());
        baskets.push_back(std::move(items));
    }
    return baskets;
}

/// Share of training users who have each item, float32 [items].
torch::Tensor popularity(const BaselineSetup& setup) {
    torch::Tensor counts = torch::zeros({setup.numItems()}, torch::kFloat32);
    auto at = counts.accessor<float, 1>();
    for (const auto& basket : trainingBaskets(setup, std::numeric_limits<int>::max())) {
        for (const std::int32_t item : basket) {
            at[item] += 1.0F;
        }
    }
    return (counts / static_cast<double>(setup.numUsers())).to(setup.device);
}

/// A model that has the scores of all items anyway.
class CountingModel : public BaselineModel {
public:
    CountingModel(const BaselineSetup& setup, int length)
        : m_popularity(popularity(setup)), m_numItems(setup.numItems()), m_length(length) {}

    int historyLength() const override { return m_length; }
    torch::Tensor scores(const nn::UserBatch& batch, const torch::Tensor& items) override {
        const torch::Tensor all = counted(batch);
        return items.defined() ? all.gather(1, items) : all;
    }

protected:
    /// [B, items]
    virtual torch::Tensor counted(const nn::UserBatch& batch) const = 0;

    torch::Tensor m_popularity;
    std::int64_t m_numItems;

private:
    int m_length;
};

class Popularity : public CountingModel {
public:
    explicit Popularity(const BaselineSetup& setup) : CountingModel(setup, 0) {}

protected:
    torch::Tensor counted(const nn::UserBatch& batch) const override {
        return m_popularity.expand({batch.size(), m_numItems});
    }
};

/// 1 for the items that users have, float32 [B, items].
torch::Tensor bags(const torch::Tensor& history, std::int64_t numItems) {
    return torch::zeros({history.size(0), numItems + 1}, history.options().dtype(torch::kFloat32))
        .scatter_(1, history, 1.0)
        .narrow(1, 0, numItems);
}

class Cooccurrence : public CountingModel {
public:
    explicit Cooccurrence(const BaselineSetup& setup)
        : CountingModel(setup, setup.options.historyOr(kCountedHistory)) {
        requireMemoryFor(static_cast<double>(m_numItems) * static_cast<double>(m_numItems),
                         fmt::format("how often {} items occur together", m_numItems));
        const torch::Tensor histories =
            paddedHistories(trainingBaskets(setup, historyLength()), historyLength(), m_numItems)
                .to(setup.device);
        m_shares = torch::zeros({m_numItems, m_numItems}, m_popularity.options());
        for (const torch::Tensor& block : histories.split(kUsersAtOnce)) {
            const torch::Tensor rows = bags(block, m_numItems);
            m_shares.addmm_(rows.t(), rows);
        }
        m_shares /= m_shares.diagonal().clone().clamp_min(1).unsqueeze(1);
    }

protected:
    torch::Tensor counted(const nn::UserBatch& batch) const override {
        const torch::Tensor owned = bags(batch.history, m_numItems);
        return owned.matmul(m_shares) / owned.sum(1, true).clamp_min(1) + kTieWeight * m_popularity;
    }

private:
    static constexpr std::int64_t kUsersAtOnce = 1024;
    static constexpr double kTieWeight = 1e-4; ///< decides where scores differ by less
    torch::Tensor m_shares; ///< [items, items]: of the row's users, those with the column's
};

/// Sets of items under 64-bit keys: the exclusive or of a random number per item, so that leaving an item out
/// is one operation. Two of n sets share a key by accident with a chance below n² / 2⁶⁵.
class BasketKeys {
public:
    explicit BasketKeys(std::int64_t numItems) {
        RandomStream random(0, "basket keys");
        for (std::int64_t item = 0; item < numItems; ++item) {
            m_numbers.push_back(random.bits());
        }
    }
    std::uint64_t of(std::int32_t item) const { return m_numbers[static_cast<std::size_t>(item)]; }
    template <class Items> std::uint64_t of(const Items& items) const {
        std::uint64_t key = 0;
        for (const auto item : items) {
            key ^= of(static_cast<std::int32_t>(item));
        }
        return key;
    }

private:
    std::vector<std::uint64_t> m_numbers;
};

class ExactBasket : public CountingModel {
public:
    explicit ExactBasket(const BaselineSetup& setup)
        : CountingModel(setup, setup.options.historyOr(kCountedHistory)), m_keys(m_numItems) {
        for (const std::vector<std::int32_t>& basket : trainingBaskets(setup, historyLength())) {
            const std::uint64_t whole = m_keys.of(basket);
            for (const std::int32_t item : basket) {
                m_found.push_back({whole ^ m_keys.of(item), item});
            }
        }
        std::sort(m_found.begin(), m_found.end());
    }

protected:
    torch::Tensor counted(const nn::UserBatch& batch) const override {
        const torch::Tensor history = batch.history.to(torch::kCPU).contiguous();
        torch::Tensor counts = torch::zeros({batch.size(), m_numItems}, torch::kFloat32);
        auto at = counts.accessor<float, 2>();
        const auto* row = history.data_ptr<std::int64_t>();
        for (std::int64_t user = 0; user < batch.size(); ++user, row += history.size(1)) {
            std::vector<std::int64_t> items(row, row + history.size(1));
            std::sort(items.begin(), items.end());
            items.erase(std::unique(items.begin(), items.end()), items.end());
            std::erase(items, m_numItems);
            const std::uint64_t key = m_keys.of(items);
            for (auto found = std::lower_bound(m_found.begin(), m_found.end(), Found{key, 0});
                 found != m_found.end() && found->key == key; ++found) {
                at[user][found->item] += 1.0F;
            }
        }
        return counts.to(batch.users.device()) + 0.5 * m_popularity; // a share, so less than one user
    }

private:
    /// A training basket without one of its items, and that item.
    struct Found {
        std::uint64_t key;
        std::int32_t item;
        auto operator<=>(const Found&) const = default;
    };

    BasketKeys m_keys;
    std::vector<Found> m_found; ///< ascending
};

} // namespace

std::unique_ptr<BaselineModel> popularityModel(const BaselineSetup& setup) {
    return std::make_unique<Popularity>(setup);
}

std::unique_ptr<BaselineModel> cooccurrenceModel(const BaselineSetup& setup) {
    return std::make_unique<Cooccurrence>(setup);
}

std::unique_ptr<BaselineModel> exactBasketModel(const BaselineSetup& setup) {
    return std::make_unique<ExactBasket>(setup);
}

} // namespace up5::pipeline
