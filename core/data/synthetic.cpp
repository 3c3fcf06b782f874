#include "data/synthetic.h"

#include <chrono>
#include <cmath>

#include "data/synthetic_catalogue.h"
#include "data/synthetic_population.h"
#include "metrics/auc.h"

namespace up5::data {

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16; ///< interactions written at once
constexpr std::int64_t kFirstDay = 1577836800;       ///< 2020-01-01
constexpr std::uint64_t kYear = 365 * 86400, kLongestPause = 2 * 86400;

/// Calls on at most ten times a second, and at the end.
class Throttle {
public:
    explicit Throttle(const ImportProgress& progress) : m_progress(progress) {}
    void operator()(std::int64_t done, std::int64_t total) {
        const auto now = std::chrono::steady_clock::now();
        if (m_progress && (done == total || now - m_last >= std::chrono::milliseconds(100))) {
            m_last = now;
            m_progress(done, total);
        }
    }

private:
    const ImportProgress& m_progress;
    std::chrono::steady_clock::time_point m_last;
};

/// Generates one population: first who there is and how long their histories are, then the interactions.
class Generation {
public:
    Generation(const SyntheticOptions& options, const ImportProgress& progress, const CancelToken& cancel)
        : m_options(options), m_population(options), m_catalogue(options), m_progress(progress),
          m_cancel(cancel), m_genres(static_cast<std::size_t>(options.maxHistory)) {}

    std::string writeTo(const std::filesystem::path& folder) {
        DatasetWriter writer(labels(), {.timestamp = true, .rating = false}, folder);
        writeInteractions(writer, writer.labels().userOffsets);
        const std::vector<double> best = bestPossibleAucs(writer.labels().attributes);
        for (std::size_t j = 0; j < best.size(); ++j) {
            if (!std::isnan(best[j])) {
                writer.labels().attributes[j].bestPossibleAuc = best[j];
            }
        }
        m_cancel.throwIfCancelled();
        return writer.commit();
    }

private:
    DatasetContent labels();
    void drawUsers(DatasetContent& content);
    void writeInteractions(DatasetWriter& writer, const std::vector<std::int64_t>& offsets);
    std::vector<double> bestPossibleAucs(const std::vector<Attribute>& attributes) const;
    RandomStream stream(const char* purpose) const {
        return {m_options.seed, std::string("synthetic ") + purpose};
    }

    const SyntheticOptions& m_options;
    SyntheticPopulation m_population;
    SyntheticCatalogue m_catalogue;
    Throttle m_progress;
    const CancelToken& m_cancel;
    std::vector<std::int32_t> m_genres;       ///< of the user being drawn
    std::vector<std::int32_t> m_jointClass;   ///< per user
    std::vector<std::int32_t> m_wishedLength; ///< per user
    std::vector<double> m_posterior;          ///< per user, attributes one after the other
};

DatasetContent Generation::labels() {
    DatasetContent content;
    content.name = m_options.name;
    content.nameIsChosen = m_options.name != SyntheticOptions().name;
    content.format = "generated";
    content.noun = "movies";
    content.provenance = {{"generator", "synthetic population"},
                          {"settings", syntheticOptionsToJson(m_options)}};
    for (int item = 0; item < m_options.items; ++item) {
        content.itemIds.push_back(std::to_string(item + 1));
        content.itemTitles.push_back("Item " + content.itemIds.back());
        content.itemGenres.push_back(m_catalogue.genreName(item));
    }
    for (const SyntheticAttribute& attribute : m_options.attributes) {
        Attribute& column = content.attributes.emplace_back();
        column.name = attribute.name;
        column.classes = attribute.classNames;
        for (int c = static_cast<int>(column.classes.size()); c < attribute.classes; ++c) {
            column.classes.push_back(letterName(c));
        }
    }
    drawUsers(content);
    return content;
}

void Generation::drawUsers(DatasetContent& content) {
    RandomStream classes = stream("classes"), lengths = stream("lengths"), genres = stream("genres");
    const bool mayEndEarly = m_options.maxHistory > m_population.smallestGenre();
    const auto range = static_cast<std::uint64_t>(m_options.maxHistory - m_options.minHistory + 1);
    content.userOffsets = {0};
    for (int user = 0; user < m_options.users; ++user) {
        if (user % 1024 == 0) {
            m_cancel.throwIfCancelled();
        }
        const int joint = m_population.drawJointClass(classes);
        int length = m_options.minHistory + static_cast<int>(lengths.below(range));
        m_jointClass.push_back(joint);
        m_wishedLength.push_back(length);
        if (mayEndEarly) { // only the genres themselves tell; they are drawn again, alike, when they are
                           // written
            length = m_population.drawGenres(
                joint, std::span(m_genres).first(static_cast<std::size_t>(length)), genres);
        }
        content.userIds.push_back(std::to_string(user + 1));
        content.userOffsets.push_back(content.userOffsets.back() + length);
        for (std::size_t j = 0; j < content.attributes.size(); ++j) {
            content.attributes[j].values.push_back(m_population.classOf(joint, static_cast<int>(j)));
        }
    }
}

void Generation::writeInteractions(DatasetWriter& writer, const std::vector<std::int64_t>& offsets) {
    RandomStream genres = stream("genres"), items = stream("items"), times = stream("times");
    std::vector<std::int32_t> item, counts(static_cast<std::size_t>(m_options.genres));
    std::vector<std::int64_t> timestamp;
    m_posterior.resize(m_jointClass.size() * static_cast<std::size_t>(m_population.posteriorSize()));
    auto posterior = std::span(m_posterior);
    for (std::size_t user = 0; user < m_jointClass.size(); ++user) {
        const auto wished = std::span(m_genres).first(static_cast<std::size_t>(m_wishedLength[user]));
        const int length = m_population.drawGenres(m_jointClass[user], wished, genres);
        m_catalogue.beginUser();
        std::fill(counts.begin(), counts.end(), 0);
        std::int64_t time = kFirstDay + static_cast<std::int64_t>(times.below(kYear));
        for (const std::int32_t genre : wished.first(static_cast<std::size_t>(length))) {
            item.push_back(m_catalogue.drawItem(genre, items));
            timestamp.push_back(time);
            time += 1 + static_cast<std::int64_t>(times.below(kLongestPause));
            ++counts[static_cast<std::size_t>(genre)];
        }
        m_population.posterior(counts,
                               posterior.first(static_cast<std::size_t>(m_population.posteriorSize())));
        posterior = posterior.subspan(static_cast<std::size_t>(m_population.posteriorSize()));
        if (item.size() >= kBlock || user + 1 == m_jointClass.size()) {
            m_cancel.throwIfCancelled();
            writer.append(item, timestamp);
            item.clear();
            timestamp.clear();
            m_progress(offsets[user + 1], offsets.back());
        }
    }
}

std::vector<double> Generation::bestPossibleAucs(const std::vector<Attribute>& attributes) const {
    std::vector<double> aucs;
    const auto stride = static_cast<std::size_t>(m_population.posteriorSize());
    std::size_t begin = 0;
    for (std::size_t j = 0; j < attributes.size(); ++j) {
        const auto classes = attributes[j].classes.size();
        std::vector<double> probabilities;
        for (std::size_t row = begin; row < m_posterior.size(); row += stride) {
            const auto* p = m_posterior.data() + row;
            probabilities.insert(probabilities.end(), p, p + classes);
        }
        begin += classes;
        // Without a leak the posterior is the prior, but for rounding, which is no score.
        aucs.push_back(
            m_options.attributes[j].strength == 0.0
                ? 0.5
                : metrics::probeAucValue(attributes[j].values, probabilities, static_cast<int>(classes)));
    }
    return aucs;
}

} // namespace

std::string generateDataset(const SyntheticOptions& options, const std::filesystem::path& folder,
                            const ImportProgress& progress, const CancelToken& cancel) {
    return Generation(options, progress, cancel).writeTo(folder);
}

} // namespace up5::data
