#include "data/synthetic_catalogue.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/synthetic_population.h"

namespace up5::data {

SyntheticCatalogue::SyntheticCatalogue(const SyntheticOptions& options)
    : m_chain(options.chain), m_genres(static_cast<std::size_t>(options.genres)),
      m_genre(static_cast<std::size_t>(options.items)), m_follower(m_genre.size()), m_metBy(m_genre.size()) {
    RandomStream random(options.seed, "synthetic catalogue");
    std::vector<std::int32_t> order(m_genre.size());
    std::iota(order.begin(), order.end(), 0);
    random.shuffle<std::int32_t>(order);
    for (std::size_t position = 0; position < order.size(); ++position) {
        const std::size_t genre = position % m_genres.size();
        m_genre[static_cast<std::size_t>(order[position])] = static_cast<std::int32_t>(genre);
        m_genres[genre].items.push_back(order[position]);
    }
    for (Genre& genre : m_genres) {
        double sum = 0.0;
        for (std::size_t rank = 1; rank <= genre.items.size(); ++rank) {
            genre.cumulative.push_back(sum +=
                                       std::pow(static_cast<double>(rank), -options.popularityExponent));
        }
        std::vector<std::int32_t> cycle = genre.items;
        random.shuffle<std::int32_t>(cycle);
        for (std::size_t i = 0; i < cycle.size(); ++i) {
            m_follower[static_cast<std::size_t>(cycle[i])] = cycle[(i + 1) % cycle.size()];
        }
    }
}

std::string SyntheticCatalogue::genreName(int item) const {
    return "Genre " + letterName(genreOf(item));
}

void SyntheticCatalogue::beginUser() {
    ++m_user;
    for (Genre& genre : m_genres) {
        genre.last = -1;
    }
}

int SyntheticCatalogue::drawItem(int genreIndex, RandomStream& random) {
    Genre& genre = m_genres[static_cast<std::size_t>(genreIndex)];
    int item = -1;
    if (genre.last >= 0 && random.bernoulli(m_chain)) {
        const int follower = m_follower[static_cast<std::size_t>(genre.last)];
        item = isMet(follower) ? -1 : follower;
    }
    if (item < 0) {
        item = drawByPopularity(genre, random);
    }
    m_metBy[static_cast<std::size_t>(item)] = m_user;
    genre.last = item;
    return item;
}

int SyntheticCatalogue::drawByPopularity(const Genre& genre, RandomStream& random) const {
    // Drawing until an item is new is fast while much is left; afterwards the new ones are weighed up. Both
    // draw by popularity among the items not met.
    constexpr int kTries = 8;
    for (int attempt = 0; attempt < kTries; ++attempt) {
        const double u = random.uniform() * genre.cumulative.back();
        const auto found = std::upper_bound(genre.cumulative.begin(), genre.cumulative.end() - 1, u);
        const int item = genre.items[static_cast<std::size_t>(found - genre.cumulative.begin())];
        if (!isMet(item)) {
            return item;
        }
    }
    const auto weight = [&](std::size_t rank) {
        return isMet(genre.items[rank])
                   ? 0.0
                   : genre.cumulative[rank] - (rank > 0 ? genre.cumulative[rank - 1] : 0.0);
    };
    double left = 0.0;
    for (std::size_t rank = 0; rank < genre.items.size(); ++rank) {
        left += weight(rank);
    }
    double u = random.uniform() * left;
    int item = -1;
    for (std::size_t rank = 0; rank < genre.items.size() && (item < 0 || u >= 0.0); ++rank) {
        if (!isMet(genre.items[rank])) {
            item = genre.items[rank];
            u -= weight(rank);
        }
    }
    return item;
}

} // namespace up5::data
