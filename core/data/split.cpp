#include "data/split.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "base/content_hash.h"
#include "base/error.h"
#include "base/random_stream.h"

namespace up5::data {

const char* toString(SplitPart part) {
    switch (part) {
    case SplitPart::Train:
        return "train";
    case SplitPart::Validation:
        return "validation";
    case SplitPart::Test:
        return "test";
    }
    return "";
}

Split Split::make(const Dataset& dataset, const SplitOptions& options) {
    if (options.minInteractions < 1) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("The smallest number of interactions of a user is {}; at least 1 is needed.",
                                options.minInteractions));
    }
    Split split;
    split.m_dataset = dataset;
    split.m_options = options;
    const auto users = static_cast<std::size_t>(dataset.numUsers());
    split.m_trainCount.assign(users, 0);
    split.m_historyCount.assign(users, 0);
    split.m_validationTarget.assign(users, -1);
    split.m_testTarget.assign(users, -1);
    if (options.kind == SplitKind::LeaveOneOut) {
        split.leaveOneOut();
    } else {
        split.cutByUser();
    }
    if (std::ranges::all_of(split.m_testTarget, [](std::int32_t target) { return target < 0; })) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("No user of {} can be tested: with this split a user needs at least {} "
                        "interactions. Choose another split or import more data.",
                        dataset.name(),
                        std::max(options.minInteractions,
                                 options.kind == SplitKind::LeaveOneOut && dataset.isOrdered() ? 3 : 2)));
    }
    split.computeHash();
    return split;
}

void Split::leaveOneOut() {
    const bool ordered = m_dataset.isOrdered();
    const std::int64_t testable = ordered ? 3 : 2;
    RandomStream random(m_options.seed, "split/leave-one-out");
    if (!ordered) {
        m_order.assign(m_dataset.items().begin(), m_dataset.items().end());
    }
    const auto offsets = m_dataset.userOffsets();
    for (std::size_t user = 0; user < m_trainCount.size(); ++user) {
        const std::int64_t length = offsets[user + 1] - offsets[user];
        if (length < m_options.minInteractions) {
            continue;
        }
        if (!ordered) {
            random.shuffle(std::span(m_order).subspan(static_cast<std::size_t>(offsets[user]),
                                                      static_cast<std::size_t>(length)));
        }
        const int heldOut = length < testable ? 0 : length < 3 ? 1 : 2;
        const auto trained = static_cast<std::int32_t>(length - heldOut);
        m_trainCount[user] = trained;
        m_historyCount[user] = trained;
        const auto items = firstItems(static_cast<int>(user), static_cast<std::int32_t>(length));
        if (heldOut > 0) {
            m_testTarget[user] = items.back();
        }
        if (heldOut > 1) {
            m_validationTarget[user] = items[items.size() - 2];
        }
    }
}

void Split::cutByUser() {
    const auto offsets = m_dataset.userOffsets();
    std::vector<std::int32_t> users;
    for (std::size_t user = 0; user < m_trainCount.size(); ++user) {
        if (offsets[user + 1] - offsets[user] >= m_options.minInteractions) {
            users.push_back(static_cast<std::int32_t>(user));
        }
    }
    RandomStream random(m_options.seed, "split/by-user");
    random.shuffle(std::span(users));
    const std::size_t trainEnd = (8 * users.size() + 9) / 10;
    const std::size_t validationEnd = trainEnd + (users.size() - trainEnd + 1) / 2;
    m_order.assign(m_dataset.items().begin(), m_dataset.items().end());
    for (std::size_t position = 0; position < users.size(); ++position) {
        const auto user = static_cast<std::size_t>(users[position]);
        const auto items =
            std::span(m_order).subspan(static_cast<std::size_t>(offsets[user]),
                                       static_cast<std::size_t>(offsets[user + 1] - offsets[user]));
        if (position < trainEnd) {
            m_trainCount[user] = static_cast<std::int32_t>(items.size());
            m_historyCount[user] = m_trainCount[user];
        } else if (items.size() >= 2) {
            if (!m_dataset.isOrdered()) {
                std::swap(items[random.below(items.size())], items.back());
            }
            m_historyCount[user] = static_cast<std::int32_t>(items.size() - 1);
            (position < validationEnd ? m_validationTarget : m_testTarget)[user] = items.back();
        }
    }
}

void Split::computeHash() {
    ContentHash hash;
    hash.add(fmt::format("up5 split 1\n{}\nkind {} test history {} seed {} from {}\n", m_dataset.hash(),
                         static_cast<int>(m_options.kind), static_cast<int>(m_options.testHistory),
                         m_options.seed, m_options.minInteractions));
    for (const auto* values :
         {&m_order, &m_trainCount, &m_historyCount, &m_validationTarget, &m_testTarget}) {
        hash.addValues(std::span<const std::int32_t>(*values));
    }
    m_hash = hash.hex();
}

std::span<const std::int32_t> Split::firstItems(int user, std::int32_t count) const {
    const auto all = m_order.empty() ? m_dataset.items() : std::span<const std::int32_t>(m_order);
    return all.subspan(static_cast<std::size_t>(m_dataset.userOffsets()[static_cast<std::size_t>(user)]),
                       static_cast<std::size_t>(count));
}

std::span<const std::int32_t> Split::trainItems(int user) const {
    return firstItems(user, m_trainCount[static_cast<std::size_t>(user)]);
}

std::span<const std::int32_t> Split::historyFor(SplitPart part, int user) const {
    if (part == SplitPart::Test && m_options.testHistory == TestHistory::Code) {
        return firstItems(user, target(part, user) < 0 ? m_trainCount[static_cast<std::size_t>(user)]
                                                       : m_historyCount[static_cast<std::size_t>(user)]);
    }
    return ownedBefore(part, user);
}

std::span<const std::int32_t> Split::ownedBefore(SplitPart part, int user) const {
    if (target(part, user) < 0) {
        return trainItems(user);
    }
    const bool afterValidation = part == SplitPart::Test && target(SplitPart::Validation, user) >= 0;
    return firstItems(user, m_historyCount[static_cast<std::size_t>(user)] + (afterValidation ? 1 : 0));
}

int Split::target(SplitPart part, int user) const {
    switch (part) {
    case SplitPart::Train:
        return -1;
    case SplitPart::Validation:
        return m_validationTarget[static_cast<std::size_t>(user)];
    case SplitPart::Test:
        return m_testTarget[static_cast<std::size_t>(user)];
    }
    return -1;
}

std::vector<std::int32_t> Split::usersWithTarget(SplitPart part) const {
    std::vector<std::int32_t> users;
    for (int user = 0; user < m_dataset.numUsers(); ++user) {
        if (target(part, user) >= 0) {
            users.push_back(user);
        }
    }
    return users;
}

} // namespace up5::data
