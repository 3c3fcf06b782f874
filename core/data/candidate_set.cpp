#include "data/candidate_set.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include <fmt/format.h>

#include "base/content_hash.h"
#include "base/error.h"
#include "base/random_stream.h"

namespace up5::data {

namespace {

constexpr int kPublishedIds = 6040; // the published code draws below the number of users (spec A3)

/// Draws negatives row by row. `m_mark[item] == m_row` says that the item may not be drawn (again).
class Drawer {
public:
    Drawer(const Dataset& dataset, const CandidateOptions& options)
        : m_dataset(dataset), m_options(options), m_mark(static_cast<std::size_t>(dataset.numItems()), -1) {
        const std::vector<std::int64_t> counts = dataset.itemCounts();
        for (std::size_t item = 0; item < counts.size(); ++item) {
            if (counts[item] > 0) {
                m_rated.push_back(static_cast<std::int32_t>(item));
            }
        }
        if (options.source == NegativeSource::Ids0To6039) {
            mapPublishedIds();
        }
    }

    void nextRow() { ++m_row; }

    /// Appends `count` rated items outside the user's history, or all if there are fewer; says which.
    bool drawRated(int user, RandomStream& random, std::vector<std::int32_t>& items) {
        std::size_t available = m_rated.size();
        for (const std::int32_t item : m_dataset.history(user)) {
            available -= forbid(item) ? 1 : 0; // every item of a history is rated
        }
        const auto count = std::min(static_cast<std::size_t>(m_options.count), available);
        if (available < 2 * count || available < m_rated.size() / 4) {
            drawFromList(count, random, items);
        } else {
            for (std::size_t drawn = 0; drawn < count;) {
                const std::int32_t item = m_rated[random.below(m_rated.size())];
                if (forbid(item)) {
                    items.push_back(item);
                    ++drawn;
                }
            }
        }
        return count == static_cast<std::size_t>(m_options.count);
    }

    /// Appends the items among `count` distinct ids other than the target's; returns how many were no items.
    std::int64_t drawPublishedIds(int target, RandomStream& random, std::vector<std::int32_t>& items) {
        m_pool.resize(kPublishedIds);
        std::iota(m_pool.begin(), m_pool.end(), 0);
        std::int64_t impossible = 0;
        int drawn = 0;
        for (std::size_t next = 0; drawn < m_options.count; ++next) {
            std::swap(m_pool[next], m_pool[next + random.below(m_pool.size() - next)]);
            const std::int32_t item = m_publishedItems[static_cast<std::size_t>(m_pool[next])];
            if (item == target) {
                continue;
            }
            ++drawn;
            if (item < 0) {
                ++impossible;
            } else {
                items.push_back(item);
            }
        }
        return impossible;
    }

    /// Appends every item outside the user's history; of the other held-out item a model must not be told
    /// that it is a negative.
    void listUnowned(int user, int target, std::vector<std::int32_t>& items) {
        for (const std::int32_t item : m_dataset.history(user)) {
            forbid(item);
        }
        for (std::int32_t item = 0; item < m_dataset.numItems(); ++item) {
            if (item != target && m_mark[static_cast<std::size_t>(item)] != m_row) {
                items.push_back(item);
            }
        }
    }

private:
    bool forbid(std::int32_t item) {
        std::int64_t& mark = m_mark[static_cast<std::size_t>(item)];
        if (mark == m_row) {
            return false;
        }
        mark = m_row;
        return true;
    }

    void drawFromList(std::size_t count, RandomStream& random, std::vector<std::int32_t>& items) {
        m_pool.clear();
        for (const std::int32_t item : m_rated) {
            if (m_mark[static_cast<std::size_t>(item)] != m_row) {
                m_pool.push_back(item);
            }
        }
        for (std::size_t drawn = 0; drawn < count; ++drawn) {
            std::swap(m_pool[drawn], m_pool[drawn + random.below(m_pool.size() - drawn)]);
            items.push_back(m_pool[drawn]);
        }
    }

    void mapPublishedIds() {
        m_publishedItems.assign(kPublishedIds, -1);
        bool any = false;
        for (std::int32_t item = 0; item < m_dataset.numItems(); ++item) {
            const std::string& id = m_dataset.itemIds()[static_cast<std::size_t>(item)];
            int number = -1;
            const auto parsed = std::from_chars(id.data(), id.data() + id.size(), number);
            if (parsed.ec == std::errc() && parsed.ptr == id.data() + id.size() && number >= 0 &&
                number < kPublishedIds) {
                m_publishedItems[static_cast<std::size_t>(number)] = item;
                any = true;
            }
        }
        if (!any) {
            throw Error(
                ErrorCode::InvalidInput,
                fmt::format("Negatives from the integers 0 to {} need item ids of that form; {} has none. "
                            "Choose negatives from the catalogue.",
                            kPublishedIds - 1, m_dataset.name()));
        }
    }

    const Dataset& m_dataset;
    CandidateOptions m_options;
    std::int64_t m_row = 0;
    std::vector<std::int64_t> m_mark;
    std::vector<std::int32_t> m_rated, m_pool, m_publishedItems;
};

void checkOptions(const CandidateOptions& options) {
    const bool published = options.source == NegativeSource::Ids0To6039;
    if (options.source != NegativeSource::AllUnowned &&
        (options.count < 1 || (published && options.count >= kPublishedIds))) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("{} negatives per user were asked for; {} are possible.", options.count,
                                published ? fmt::format("1 to {}", kPublishedIds - 1) : "1 or more"));
    }
}

} // namespace

std::string candidateHash(const CandidateSet& candidates, const Split& split) {
    ContentHash hash;
    hash.add(fmt::format("up5 candidates 1\n{}\n{} source {}\n", split.hash(), toString(candidates.part),
                         static_cast<int>(candidates.source)));
    for (const auto* values : {&candidates.users, &candidates.targets, &candidates.items}) {
        hash.addValues(std::span<const std::int32_t>(*values));
    }
    hash.addValues(std::span<const std::int64_t>(candidates.offsets));
    return hash.hex();
}

CandidateSet drawCandidates(const Dataset& dataset, const Split& split, SplitPart part,
                            const CandidateOptions& options) {
    checkOptions(options);
    Drawer drawer(dataset, options);
    CandidateSet set;
    set.part = part;
    set.source = options.source;
    set.offsets.push_back(0);
    const auto addRow = [&](int user, std::int32_t target, RandomStream random) {
        const std::size_t begin = set.items.size();
        drawer.nextRow();
        set.users.push_back(user);
        set.targets.push_back(target);
        set.items.push_back(target);
        switch (options.source) {
        case NegativeSource::Catalogue:
            set.shortUsers += drawer.drawRated(user, random, set.items) ? 0 : 1;
            break;
        case NegativeSource::AllUnowned:
            drawer.listUnowned(user, target, set.items);
            break;
        case NegativeSource::Ids0To6039:
            set.impossible += drawer.drawPublishedIds(target, random, set.items);
            break;
        }
        random.shuffle(std::span(set.items).subspan(begin));
        set.offsets.push_back(static_cast<std::int64_t>(set.items.size()));
    };
    for (const std::int32_t user : split.usersWithTarget(part)) {
        std::string stream = fmt::format("candidates/{}/{}", toString(part), user);
        for (const std::int32_t target : split.targets(part, user)) {
            addRow(user, target, RandomStream(options.seed, stream));
            stream += "/next";
        }
    }
    set.hash = candidateHash(set, split);
    return set;
}

} // namespace up5::data
