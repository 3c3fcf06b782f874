#include "data/user_groups.h"

#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "base/content_hash.h"
#include "base/error.h"
#include "base/random_stream.h"

namespace up5::data {

namespace {

void checkOptions(const UserGroupOptions& options) {
    const auto isShare = [](double share) { return share >= 0 && share <= 1; };
    if (!isShare(options.testShare) || !isShare(options.validationShare) ||
        !isShare(options.adversaryShare) || options.testShare + options.validationShare >= 1) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("The shares of users are test {}, validation {} and adversary {}; each is from 0 to "
                        "1, and test and validation together below 1.",
                        options.testShare, options.validationShare, options.adversaryShare));
    }
}

constexpr std::size_t kSets = 4; ///< adversary, probe training, probe validation, probe test

/// Deals users out to the sets, class by class, the rarest first.
class Dealer {
public:
    Dealer(std::span<const Attribute> attributes, const UserGroupOptions& options)
        : m_attributes(attributes), m_users(attributes.front().values.size()), m_setOf(m_users, -1) {
        const double rest = 1 - options.testShare - options.validationShare;
        m_shares = {rest * options.adversaryShare, rest * (1 - options.adversaryShare),
                    options.validationShare, options.testShare};
        std::size_t classes = 0;
        for (const Attribute& attribute : attributes) {
            m_firstClass.push_back(classes);
            classes += attribute.classes.size();
        }
        m_usersOfClass.resize(classes);
        for (std::size_t user = 0; user < m_users; ++user) {
            forClassesOf(
                user, [&](std::size_t c) { m_usersOfClass[c].push_back(static_cast<std::int32_t>(user)); });
        }
        for (std::size_t set = 0; set < kSets; ++set) {
            for (const auto& users : m_usersOfClass) {
                m_wantedOfClass[set].push_back(m_shares[set] * static_cast<double>(users.size()));
            }
        }
    }

    /// The set of every user; -1 without any known value.
    std::vector<int> deal(RandomStream& random) {
        std::vector<std::size_t> left;
        for (auto& users : m_usersOfClass) {
            random.shuffle(std::span(users));
            left.push_back(users.size());
        }
        for (;;) {
            std::size_t rarest = left.size();
            for (std::size_t c = 0; c < left.size(); ++c) {
                if (left[c] > 0 && (rarest == left.size() || left[c] < left[rarest])) {
                    rarest = c;
                }
            }
            if (rarest == left.size()) {
                return m_setOf;
            }
            for (const std::int32_t user : m_usersOfClass[rarest]) {
                const auto index = static_cast<std::size_t>(user);
                if (m_setOf[index] < 0) {
                    const std::size_t set = neediest(rarest);
                    m_setOf[index] = static_cast<int>(set);
                    ++m_size[set];
                    ++m_dealt;
                    forClassesOf(index, [&](std::size_t c) {
                        m_wantedOfClass[set][c] -= 1;
                        --left[c];
                    });
                }
            }
        }
    }

private:
    template <class Use> void forClassesOf(std::size_t user, Use use) const {
        for (std::size_t i = 0; i < m_attributes.size(); ++i) {
            if (const std::int32_t value = m_attributes[i].values[user]; value >= 0) {
                use(m_firstClass[i] + static_cast<std::size_t>(value));
            }
        }
    }
    /// The set that lacks most users of the class. Where each lacks less than one, rounding decides, and the
    /// set that is most behind its share of all users so far gets the user. Never one without a share.
    std::size_t neediest(std::size_t c) const {
        const auto lacks = [&](std::size_t set) {
            return m_shares[set] > 0 ? m_wantedOfClass[set][c] : -1e9;
        };
        const auto behind = [&](std::size_t set) {
            return m_shares[set] * static_cast<double>(m_dealt + 1) - static_cast<double>(m_size[set]);
        };
        std::size_t most = 0, last = kSets;
        for (std::size_t set = 0; set < kSets; ++set) {
            if (lacks(set) > lacks(most)) {
                most = set;
            }
            if (lacks(set) > 1e-9 && (last == kSets || behind(set) > behind(last))) {
                last = set;
            }
        }
        return lacks(most) >= 1 || last == kSets ? most : last;
    }

    std::span<const Attribute> m_attributes;
    std::size_t m_users;
    std::vector<int> m_setOf;
    std::array<double, kSets> m_shares{};
    std::array<std::size_t, kSets> m_size{};                ///< users dealt to each set
    std::size_t m_dealt = 0;                                ///< to all sets
    std::array<std::vector<double>, kSets> m_wantedOfClass; ///< what each set still lacks, by class
    std::vector<std::size_t> m_firstClass;                  ///< of each attribute among all classes
    std::vector<std::vector<std::int32_t>> m_usersOfClass;
};

} // namespace

UserGroups makeUserGroups(std::span<const Attribute> attributes, std::size_t index,
                          const UserGroupOptions& options) {
    checkOptions(options);
    const Attribute& attribute = attributes[index];
    RandomStream random(options.seed, "user groups");
    const std::vector<int> setOf = Dealer(attributes, options).deal(random);
    UserGroups groups;
    const std::array<std::vector<std::int32_t>*, kSets> sets = {&groups.adversaryTrain, &groups.probeTrain,
                                                                &groups.probeValidation, &groups.probeTest};
    for (std::size_t user = 0; user < setOf.size(); ++user) {
        if (attribute.values[user] >= 0) {
            sets[static_cast<std::size_t>(setOf[user])]->push_back(static_cast<std::int32_t>(user));
        }
    }
    ContentHash hash;
    hash.add("up5 user groups 2\n" + attribute.name + "\n");
    std::size_t known = 0;
    for (const auto* users : sets) {
        known += users->size();
        hash.add(fmt::format("{} ", users->size()));
        hash.addValues(std::span<const std::int32_t>(*users));
    }
    if (known == 0) {
        throw Error(ErrorCode::InvalidInput, "No user has a known value of " + attribute.name +
                                                 ", so it cannot be probed. Choose another attribute.");
    }
    groups.hash = hash.hex();
    return groups;
}

std::vector<std::int32_t> sampledUsers(std::vector<std::int32_t> users, int count, std::uint64_t seed,
                                       std::string_view purpose) {
    if (count > 0 && static_cast<std::size_t>(count) < users.size()) {
        RandomStream random(seed, purpose);
        random.shuffle(std::span(users));
        users.resize(static_cast<std::size_t>(count));
        std::ranges::sort(users);
    }
    return users;
}

} // namespace up5::data
