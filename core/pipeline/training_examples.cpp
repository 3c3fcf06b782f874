#include "pipeline/training_examples.h"

#include <algorithm>
#include <unordered_set>

namespace up5::pipeline {

namespace {

double sumOf(const TaskShares& shares) {
    return shares.nextItem + shares.following + shares.chooseOne + shares.yesNo;
}

data::TemplateFamily drawFamily(const TaskShares& shares, RandomStream& random) {
    double point = random.uniform() * sumOf(shares);
    if ((point -= shares.nextItem) < 0) {
        return data::TemplateFamily::NextItem;
    }
    if ((point -= shares.following) < 0) {
        return data::TemplateFamily::FollowingItems;
    }
    // Rounding may leave a point at the very end; a family without a share must not get it.
    return (point -= shares.chooseOne) < 0 || shares.yesNo == 0 ? data::TemplateFamily::ChooseOne
                                                                : data::TemplateFamily::YesNo;
}

} // namespace

ExampleSource::ExampleSource(const Protocol& protocol, const TaskShares& shares, Cuts cuts)
    : m_protocol(protocol), m_shares(shares), m_cuts(cuts) {
    const std::vector<std::int64_t> counts = protocol.dataset().itemCounts();
    for (std::size_t item = 0; item < counts.size(); ++item) {
        if (counts[item] > 0) {
            m_ratedItems.push_back(static_cast<std::int32_t>(item));
        }
    }
    // In an ordered history the target needs a past; of a basket with one item the past is empty.
    const std::size_t minItems = protocol.dataset().isOrdered() ? 2 : 1;
    for (int user = 0; user < protocol.dataset().numUsers(); ++user) {
        TaskShares& own = m_userShares.emplace_back(shares);
        if (protocol.trainItems(Task::Sequential, user).size() < minItems) {
            own.nextItem = own.following = own.yesNo = 0;
        }
        if (protocol.trainItems(Task::Direct, user).size() < minItems) {
            own.chooseOne = 0;
        }
    }
}

bool ExampleSource::canServe(int user) const {
    return sumOf(sharesOf(user)) > 0;
}

std::vector<std::int32_t> ExampleSource::drawNegatives(std::span<const std::int32_t> trainItems, int count,
                                                       RandomStream& random) const {
    // Only training items are left out: that a user holds an item in validation or test is not known in
    // training.
    std::unordered_set<std::int32_t> taken(trainItems.begin(), trainItems.end());
    std::vector<std::int32_t> negatives;
    if (m_protocol.negativeSource() == data::NegativeSource::AllUnowned) {
        for (int item = 0; item < m_protocol.dataset().numItems(); ++item) {
            if (!taken.contains(item)) {
                negatives.push_back(item);
            }
        }
        return negatives;
    }
    const auto available = m_ratedItems.size() > taken.size() ? m_ratedItems.size() - taken.size() : 0;
    const auto wanted = std::min(static_cast<std::size_t>(count), available);
    while (negatives.size() < wanted) {
        const std::int32_t item = m_ratedItems[random.below(m_ratedItems.size())];
        if (taken.insert(item).second) {
            negatives.push_back(item);
        }
    }
    return negatives;
}

void ExampleSource::appendItem(int item, std::vector<text::TokenId>& labels) const {
    const auto pieces = m_protocol.tokenizer().itemPieces(item);
    labels.insert(labels.end(), pieces.begin(), pieces.end());
}

TrainingExample ExampleSource::draw(int user, RandomStream& random,
                                    std::optional<std::size_t> wording) const {
    const data::TemplateFamily family = drawFamily(sharesOf(user), random);
    const Task task = family == data::TemplateFamily::ChooseOne ? Task::Direct : Task::Sequential;
    std::vector<std::int32_t> items = m_protocol.trainItems(task, user);
    std::size_t cut = items.size() - 1;
    if (!m_protocol.dataset().isOrdered()) {
        random.shuffle(std::span(items));
    } else if (cut > 1) {
        const auto full = static_cast<std::size_t>(m_protocol.options().maxHistory);
        const std::size_t first = m_cuts == Cuts::FullHistory ? std::min(full, cut) : 1;
        cut = first + random.below(cut - first + 1); // uniform in first … size − 1
    }
    const auto templates = m_protocol.templates().family(family);
    const data::PromptTemplate& promptTemplate =
        *templates[(wording ? *wording : random.below(templates.size())) % templates.size()];

    TrainingExample example;
    example.user = user;
    example.family = family;
    text::SlotValues values;
    values.user = user;
    values.history = m_protocol.recent(std::span(items).first(cut));
    std::vector<std::int32_t> candidates;
    switch (family) {
    case data::TemplateFamily::NextItem:
        appendItem(items[cut], example.labels);
        break;
    case data::TemplateFamily::FollowingItems: {
        const auto last =
            std::min(items.size(), cut + static_cast<std::size_t>(m_protocol.options().followingItems));
        for (std::size_t i = cut; i < last; ++i) {
            appendItem(items[i], example.labels);
        }
        break;
    }
    case data::TemplateFamily::ChooseOne:
        candidates = drawNegatives(items, m_protocol.options().negativeCount, random);
        candidates.push_back(items[cut]);
        random.shuffle(std::span(candidates));
        values.candidates = candidates;
        appendItem(items[cut], example.labels);
        break;
    case data::TemplateFamily::YesNo: {
        const bool yes = random.bernoulli(0.5);
        const std::vector<std::int32_t> negatives =
            yes ? std::vector<std::int32_t>{} : drawNegatives(items, 1, random);
        const bool positive = yes || negatives.empty();
        values.item = positive ? items[cut] : negatives[random.below(negatives.size())];
        example.labels = m_protocol.tokenizer().wordPieces(positive ? "yes" : "no");
        break;
    }
    }
    example.input = m_protocol.tokenizer().encodeInput(promptTemplate, values);
    example.labels.push_back(text::kEosId);
    return example;
}

std::vector<TrainingExample> ExampleSource::drawEpoch(int perUser, RandomStream& random) const {
    std::vector<TrainingExample> examples;
    const int users = m_protocol.dataset().numUsers();
    examples.reserve(static_cast<std::size_t>(users) * static_cast<std::size_t>(perUser));
    for (int user = 0; user < users; ++user) {
        // A user who can serve some families only gives so many fewer, or these would exceed their share.
        const double share = sumOf(sharesOf(user)) / sumOf(m_shares);
        for (int i = 0; share > 0 && i < perUser; ++i) {
            if (share == 1 || random.bernoulli(share)) {
                examples.push_back(draw(user, random));
            }
        }
    }
    return examples;
}

} // namespace up5::pipeline
