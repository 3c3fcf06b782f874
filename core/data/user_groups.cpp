#include "data/user_groups.h"

#include <algorithm>
#include <cmath>
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

/// Hands out a share of a total that comes class by class: what rounding keeps back from one class goes to a
/// later one.
class ShareCounter {
public:
    explicit ShareCounter(double share) : m_share(share) {}

    /// How many of the next `offered` users to take, at most `limit`.
    std::size_t take(std::size_t offered, std::size_t limit) {
        m_offered += offered;
        const auto due = static_cast<std::size_t>(std::llround(m_share * static_cast<double>(m_offered)));
        const std::size_t count = std::min(due - std::min(due, m_taken), limit);
        m_taken += count;
        return count;
    }

private:
    double m_share;
    std::size_t m_offered = 0, m_taken = 0;
};

} // namespace

UserGroups makeUserGroups(const Attribute& attribute, const UserGroupOptions& options) {
    checkOptions(options);
    std::vector<std::vector<std::int32_t>> usersOfClass(attribute.classes.size());
    for (std::size_t user = 0; user < attribute.values.size(); ++user) {
        if (attribute.values[user] >= 0) {
            usersOfClass[static_cast<std::size_t>(attribute.values[user])].push_back(
                static_cast<std::int32_t>(user));
        }
    }
    UserGroups groups;
    RandomStream random(options.seed, "user groups/" + attribute.name);
    ShareCounter test(options.testShare), validation(options.validationShare),
        adversary(options.adversaryShare);
    for (std::vector<std::int32_t>& users : usersOfClass) {
        random.shuffle(std::span(users));
        auto next = users.begin();
        const auto move = [&next](std::vector<std::int32_t>& group, std::size_t count) {
            group.insert(group.end(), next, next + static_cast<std::ptrdiff_t>(count));
            next += static_cast<std::ptrdiff_t>(count);
        };
        const auto left = [&] { return static_cast<std::size_t>(users.end() - next); };
        move(groups.probeTest, test.take(users.size(), left()));
        move(groups.probeValidation, validation.take(users.size(), left()));
        move(groups.adversaryTrain, adversary.take(left(), left()));
        move(groups.probeTrain, left());
    }
    ContentHash hash;
    hash.add("up5 user groups 1\n" + attribute.name + "\n");
    std::size_t known = 0;
    for (auto* users :
         {&groups.adversaryTrain, &groups.probeTrain, &groups.probeValidation, &groups.probeTest}) {
        std::ranges::sort(*users);
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

} // namespace up5::data
