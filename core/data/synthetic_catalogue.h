// The items of a generated population and how a user who wants a genre meets one of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/random_stream.h"
#include "data/synthetic.h"

namespace up5::data {

/// Items spread evenly over genres, each genre with a popularity order and a cycle in which one item follows
/// another. Nothing here knows of users' classes.
class SyntheticCatalogue {
public:
    explicit SyntheticCatalogue(const SyntheticOptions& options);

    int genreOf(int item) const { return m_genre[static_cast<std::size_t>(item)]; }
    std::string genreName(int item) const;

    /// Starts the next user, who has met nothing yet.
    void beginUser();
    /// An item of the genre that this user has not met; there must be one. With the chance `chain` the
    /// follower of the user's last item of the genre (if not met), otherwise by popularity among those not
    /// met.
    int drawItem(int genre, RandomStream& random);

private:
    struct Genre {
        std::vector<std::int32_t> items; ///< most popular first
        std::vector<double> cumulative;  ///< popularity weights summed up
        int last = -1;                   ///< this user's last item
    };
    bool isMet(int item) const { return m_metBy[static_cast<std::size_t>(item)] == m_user; }
    int drawByPopularity(const Genre& genre, RandomStream& random) const;

    double m_chain;
    std::vector<Genre> m_genres;
    std::vector<std::int32_t> m_genre;    ///< per item
    std::vector<std::int32_t> m_follower; ///< per item
    std::vector<std::int64_t> m_metBy;    ///< per item: the last user who met it
    std::int64_t m_user = 0;
};

} // namespace up5::data
