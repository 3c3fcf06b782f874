#include "data/split.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "base/content_hash.h"
#include "base/error.h"
#include "base/random_stream.h"

namespace up5::data {

namespace {

/// Where 80 % and 90 % of so many end, as the published code rounds.
std::pair<std::size_t, std::size_t> cuts(std::size_t count) {
    const std::size_t trainEnd = (8 * count + 9) / 10;
    return {trainEnd, trainEnd + (count - trainEnd + 1) / 2};
}

} // namespace

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
    split.m_validationCount.assign(users, 0);
    split.m_testCount.assign(users, 0);
    switch (options.kind) {
    case SplitKind::LeaveOneOut:
        split.leaveOneOut();
        break;
    case SplitKind::ByUser8To1To1:
        split.cutByUser();
        break;
    case SplitKind::ByPair8To1To1:
        split.cutByPair();
        break;
    }
    if (std::ranges::all_of(split.m_testCount, [](std::int32_t count) { return count == 0; })) {
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
        m_testCount[user] = heldOut > 0 ? 1 : 0;
        m_validationCount[user] = heldOut > 1 ? 1 : 0;
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
    const auto [trainEnd, validationEnd] = cuts(users.size());
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
            (position < validationEnd ? m_validationCount : m_testCount)[user] = 1;
        }
    }
}

void Split::cutByPair() {
    const auto offsets = m_dataset.userOffsets();
    std::vector<std::int64_t> pairs; // positions in the data set
    for (std::size_t user = 0; user < m_trainCount.size(); ++user) {
        if (offsets[user + 1] - offsets[user] >= m_options.minInteractions) {
            for (std::int64_t position = offsets[user]; position < offsets[user + 1]; ++position) {
                pairs.push_back(position);
            }
        }
    }
    RandomStream random(m_options.seed, "split/by-pair");
    random.shuffle(std::span(pairs));
    const auto [trainEnd, validationEnd] = cuts(pairs.size());
    std::vector<SplitPart> parts(m_dataset.items().size(), SplitPart::Train);
    for (std::size_t i = trainEnd; i < pairs.size(); ++i) {
        parts[static_cast<std::size_t>(pairs[i])] =
            i < validationEnd ? SplitPart::Validation : SplitPart::Test;
    }
    for (std::size_t user = 0; user < m_trainCount.size(); ++user) {
        if (offsets[user + 1] - offsets[user] < m_options.minInteractions) {
            m_order.insert(m_order.end(), m_dataset.items().begin() + offsets[user],
                           m_dataset.items().begin() + offsets[user + 1]);
            continue;
        }
        const auto append = [&](SplitPart part) {
            std::int32_t count = 0;
            for (std::int64_t position = offsets[user]; position < offsets[user + 1]; ++position) {
                if (parts[static_cast<std::size_t>(position)] == part) {
                    m_order.push_back(m_dataset.items()[static_cast<std::size_t>(position)]);
                    ++count;
                }
            }
            return count;
        };
        m_trainCount[user] = m_historyCount[user] = append(SplitPart::Train);
        m_validationCount[user] = append(SplitPart::Validation);
        m_testCount[user] = append(SplitPart::Test);
    }
}

void Split::computeHash() {
    ContentHash hash;
    hash.add(fmt::format("up5 split 2\n{}\nkind {} test history {} seed {} from {}\n", m_dataset.hash(),
                         static_cast<int>(m_options.kind), static_cast<int>(m_options.testHistory),
                         m_options.seed, m_options.minInteractions));
    for (const auto* values : {&m_order, &m_trainCount, &m_historyCount, &m_validationCount, &m_testCount}) {
        hash.addValues(std::span<const std::int32_t>(*values));
    }
    m_hash = hash.hex();
}

std::span<const std::int32_t> Split::itemsOf(int user, std::int32_t begin, std::int32_t count) const {
    const auto all = m_order.empty() ? m_dataset.items() : std::span<const std::int32_t>(m_order);
    return all.subspan(
        static_cast<std::size_t>(m_dataset.userOffsets()[static_cast<std::size_t>(user)] + begin),
        static_cast<std::size_t>(count));
}

std::span<const std::int32_t> Split::trainItems(int user) const {
    return itemsOf(user, 0, m_trainCount[static_cast<std::size_t>(user)]);
}

std::span<const std::int32_t> Split::historyFor(SplitPart part, int user) const {
    if (targets(part, user).empty()) {
        return trainItems(user);
    }
    const auto index = static_cast<std::size_t>(user);
    const bool afterValidation = part == SplitPart::Test && m_options.kind == SplitKind::LeaveOneOut &&
                                 m_options.testHistory == TestHistory::IncludeValidation;
    return itemsOf(user, 0, m_historyCount[index] + (afterValidation ? m_validationCount[index] : 0));
}

std::span<const std::int32_t> Split::targets(SplitPart part, int user) const {
    const auto index = static_cast<std::size_t>(user);
    switch (part) {
    case SplitPart::Train:
        break;
    case SplitPart::Validation:
        return itemsOf(user, m_historyCount[index], m_validationCount[index]);
    case SplitPart::Test:
        return itemsOf(user, m_historyCount[index] + m_validationCount[index], m_testCount[index]);
    }
    return {};
}

int Split::target(SplitPart part, int user) const {
    const auto held = targets(part, user);
    return held.empty() ? -1 : held.front();
}

std::vector<std::int32_t> Split::usersWithTarget(SplitPart part) const {
    std::vector<std::int32_t> users;
    for (int user = 0; user < m_dataset.numUsers(); ++user) {
        if (!targets(part, user).empty()) {
            users.push_back(user);
        }
    }
    return users;
}

} // namespace up5::data
