#include "data/candidate_set.h"

#include <fmt/format.h>

#include "base/error.h"

namespace up5::data {

namespace {

void checkShape(const CandidateSet& set, const Split& split) {
    const auto refuse = [&](const std::string& what) {
        throw Error(ErrorCode::Corrupt, fmt::format("The candidates of the {} part do not fit the split: {}.",
                                                    toString(set.part), what));
    };
    std::vector<std::int32_t> users;
    for (const std::int32_t user : split.usersWithTarget(set.part)) {
        users.insert(users.end(), split.targets(set.part, user).size(), user);
    }
    if (set.users != users) {
        refuse("their users are not those of the targets");
    }
    if (set.targets.size() != set.users.size() || set.offsets.size() != set.users.size() + 1) {
        refuse(fmt::format("{} targets and {} offsets for {} rows", set.targets.size(), set.offsets.size(),
                           set.users.size()));
    }
    if (set.offsets.front() != 0 || set.offsets.back() != static_cast<std::int64_t>(set.items.size())) {
        refuse("the offsets do not cover the items");
    }
    for (std::size_t position = 0; position < set.users.size(); ++position) {
        if (set.offsets[position + 1] < set.offsets[position]) {
            refuse("the offsets are not ascending");
        }
    }
}

/// Checks the lists of all rows; a mark is the row it was last made for.
class ListCheck {
public:
    ListCheck(const CandidateSet& set, const Dataset& dataset, const Split& split)
        : m_set(set), m_dataset(dataset), m_split(split),
          m_owned(static_cast<std::size_t>(dataset.numItems()), kNever), m_listed(m_owned) {}

    void check(std::size_t position) {
        const int user = m_set.users[position];
        const std::int32_t target = m_set.targets[position];
        if (target != m_split.targets(m_set.part, user)[numberOfTarget(position)]) {
            refuse(user, target, "is given as target, which is not the split's");
        }
        markOwned(position, user);
        bool targetListed = false;
        for (const std::int32_t item : m_set.candidates(position)) {
            if (item < 0 || item >= m_dataset.numItems()) {
                throw Error(ErrorCode::Corrupt,
                            fmt::format("A {} candidate of user {} has item index {}; 0 to {} is allowed.",
                                        toString(m_set.part), userName(user), item,
                                        m_dataset.numItems() - 1));
            }
            const auto index = static_cast<std::size_t>(item);
            if (m_listed[index] == position) {
                refuse(user, item, "is listed twice");
            }
            m_listed[index] = position;
            targetListed = targetListed || item == target;
            if (item != target && m_owned[index] == position) {
                refuse(user, item, "is the user's own and cannot be a negative");
            }
        }
        if (!targetListed) {
            refuse(user, target, "is the target and is not listed");
        }
    }

private:
    static constexpr std::size_t kNever = static_cast<std::size_t>(-1);

    /// Which of the user's targets the row is for.
    std::size_t numberOfTarget(std::size_t position) const {
        std::size_t number = 0;
        while (number < position && m_set.users[position - number - 1] == m_set.users[position]) {
            ++number;
        }
        return number;
    }

    void markOwned(std::size_t position, int user) {
        if (m_set.source == NegativeSource::Ids0To6039) {
            return;
        }
        for (const std::int32_t item : m_dataset.history(user)) {
            m_owned[static_cast<std::size_t>(item)] = position;
        }
    }

    const std::string& userName(int user) const {
        return m_dataset.userIds()[static_cast<std::size_t>(user)];
    }

    [[noreturn]] void refuse(int user, std::int32_t item, const char* what) const {
        const bool known = item >= 0 && item < m_dataset.numItems();
        throw Error(
            ErrorCode::Corrupt,
            fmt::format(
                "Among the {} candidates of user {}, item {} {}.", toString(m_set.part), userName(user),
                known ? m_dataset.itemIds()[static_cast<std::size_t>(item)] : std::to_string(item), what));
    }

    const CandidateSet& m_set;
    const Dataset& m_dataset;
    const Split& m_split;
    std::vector<std::size_t> m_owned, m_listed;
};

} // namespace

void checkCandidates(const CandidateSet& candidates, const Dataset& dataset, const Split& split) {
    checkShape(candidates, split);
    ListCheck lists(candidates, dataset, split);
    for (std::size_t position = 0; position < candidates.users.size(); ++position) {
        lists.check(position);
    }
}

} // namespace up5::data
