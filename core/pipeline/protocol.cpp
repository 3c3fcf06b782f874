#include "pipeline/protocol.h"

#include "base/random_stream.h"

namespace up5::pipeline {

namespace {

constexpr int kSmallCatalogue = 100; // up to here every item not owned can be ranked

data::SplitOptions splitOptions(const data::Dataset& dataset, const jobs::BackboneOptions& options) {
    data::SplitOptions split;
    const bool byUser = options.split == "code-8-1-1" || (options.split == "auto" && !dataset.isOrdered());
    split.kind = byUser ? data::SplitKind::ByUser8To1To1 : data::SplitKind::LeaveOneOut;
    split.testHistory =
        options.testHistory == "code" ? data::TestHistory::Code : data::TestHistory::IncludeValidation;
    split.minInteractions = options.minInteractions;
    split.seed = static_cast<std::uint64_t>(options.splitSeed);
    return split;
}

/// The published code cuts the direct task by pair where it cuts the sequential one by user (spec A4).
std::optional<data::Split> pairSplit(const data::Dataset& dataset, data::SplitOptions options) {
    if (options.kind != data::SplitKind::ByUser8To1To1) {
        return std::nullopt;
    }
    options.kind = data::SplitKind::ByPair8To1To1;
    return data::Split::make(dataset, options);
}

text::Tokenizer buildTokenizer(const data::Dataset& dataset, const jobs::BackboneOptions& options) {
    return text::Tokenizer::build(dataset, data::TemplateSet::forNoun(dataset.noun()),
                                  text::identifierSchemeFromText(options.identifiers));
}

} // namespace

const char* toString(Task task) {
    return task == Task::Sequential ? "sequential" : "direct";
}

Protocol::Protocol(const jobs::Workspace& workspace, const std::string& dataset,
                   const jobs::BackboneOptions& options)
    : Protocol(workspace, dataset, options,
               buildTokenizer(data::Dataset::open(workspace.datasets(), dataset), options)) {}

Protocol::Protocol(const jobs::Workspace& workspace, const std::string& dataset,
                   const jobs::BackboneOptions& options, text::Tokenizer tokenizer)
    : m_workspace(workspace), m_options(options),
      m_dataset(data::Dataset::open(workspace.datasets(), dataset)),
      m_split(data::Split::make(m_dataset, splitOptions(m_dataset, options))),
      m_pairSplit(pairSplit(m_dataset, m_split.options())),
      m_templates(data::TemplateSet::forNoun(m_dataset.noun())), m_tokenizer(std::move(tokenizer)) {}

Protocol Protocol::withTokenizer(text::Tokenizer tokenizer) const {
    Protocol copy = *this;
    copy.m_tokenizer = std::move(tokenizer);
    return copy;
}

data::NegativeSource Protocol::negativeSource() const {
    if (m_options.negatives == "ids0_6039") {
        return data::NegativeSource::Ids0To6039;
    }
    const bool all = m_options.negatives == "all" ||
                     (m_options.negatives == "auto" && m_dataset.numItems() <= kSmallCatalogue);
    return all ? data::NegativeSource::AllUnowned : data::NegativeSource::Catalogue;
}

std::vector<std::int32_t> Protocol::trainItems(Task task, int user) const {
    const auto all = split(task).trainItems(user);
    std::vector<std::int32_t> items(all.begin(), all.end());
    if (m_pairSplit) {
        const data::Split& other = split(task == Task::Direct ? Task::Sequential : Task::Direct);
        for (const data::SplitPart part : {data::SplitPart::Validation, data::SplitPart::Test}) {
            for (const std::int32_t target : other.targets(part, user)) {
                std::erase(items, target);
            }
        }
    }
    return items;
}

data::CandidateSet Protocol::candidates(data::SplitPart part, Task task) const {
    return data::storedCandidates(
        m_dataset, split(task), part,
        {negativeSource(), m_options.negativeCount, static_cast<std::uint64_t>(m_options.splitSeed)},
        m_workspace.candidates());
}

std::span<const std::int32_t> Protocol::recent(std::span<const std::int32_t> history) const {
    const auto limit = static_cast<std::size_t>(m_options.maxHistory);
    return history.size() > limit ? history.last(limit) : history;
}

std::vector<std::int32_t> Protocol::knownHistory(int user) const {
    const bool hasTarget = m_split.target(data::SplitPart::Test, user) >= 0;
    const bool isValidationUser = !hasTarget && m_split.target(data::SplitPart::Validation, user) >= 0;
    const auto history =
        m_split.historyFor(isValidationUser ? data::SplitPart::Validation : data::SplitPart::Test, user);
    std::vector<std::int32_t> items(history.begin(), history.end());
    if (!m_dataset.isOrdered() && !hasTarget && !isValidationUser && items.size() > 1) {
        RandomStream random(static_cast<std::uint64_t>(m_options.splitSeed),
                            "probe history " + std::to_string(user));
        items.erase(items.begin() + static_cast<std::ptrdiff_t>(random.below(items.size())));
    }
    return items;
}

std::vector<std::int32_t> Protocol::probeHistory(int user) const {
    const std::vector<std::int32_t> items = knownHistory(user);
    const auto kept = recent(items);
    return {kept.begin(), kept.end()};
}

text::EncodedText Protocol::evaluationText(Task task, int user, std::span<const std::int32_t> history,
                                           std::span<const std::int32_t> candidates) const {
    const auto family =
        task == Task::Sequential ? data::TemplateFamily::NextItem : data::TemplateFamily::ChooseOne;
    text::SlotValues values;
    values.user = user;
    values.history = recent(history);
    values.candidates = candidates;
    return m_tokenizer.encodeInput(*m_templates.family(family).front(), values);
}

} // namespace up5::pipeline
