#include "data/synthetic_population.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include <fmt/format.h>

#include "base/error.h"

namespace up5::data {

namespace {

/// Makes strength 1 a best possible AUC of about 0.9 for two classes and the default settings.
constexpr double kShift = 0.4;
constexpr std::size_t kMostTableEntries = std::size_t{1} << 24; // 128 MiB

/// Position of the first cumulative weight above u.
int pick(std::span<const double> cumulative, double u) {
    const auto found = std::upper_bound(cumulative.begin(), cumulative.end() - 1, u);
    return static_cast<int>(found - cumulative.begin());
}

} // namespace

std::string letterName(int index) {
    std::string name;
    for (int rest = index; rest >= 0; rest = rest / 26 - 1) {
        name.insert(name.begin(), static_cast<char>('A' + rest % 26));
    }
    return name;
}

SyntheticPopulation::SyntheticPopulation(const SyntheticOptions& options) : m_options(options) {
    checkSyntheticOptions(options);
    std::size_t perJointClass = 0;
    for (int genre = 0; genre < options.genres; ++genre) {
        m_logRisingBegin.push_back(perJointClass);
        perJointClass += static_cast<std::size_t>(std::min(options.maxHistory, genreSize(genre))) + 1;
    }
    m_logRisingBegin.push_back(perJointClass);
    m_prior = {1.0};
    for (const SyntheticAttribute& attribute : options.attributes) {
        std::vector<double> finer;
        if (m_prior.size() * static_cast<std::size_t>(attribute.classes) * perJointClass >
            kMostTableEntries) {
            throw Error(ErrorCode::InvalidInput,
                        "The attributes' classes have too many combinations for the exact "
                        "posterior. Use fewer attributes, classes or items.");
        }
        for (const double share : m_prior) {
            for (int c = 0; c < attribute.classes; ++c) {
                finer.push_back(share * (attribute.shares.empty()
                                             ? 1.0 / attribute.classes
                                             : attribute.shares[static_cast<std::size_t>(c)]));
            }
        }
        m_prior = std::move(finer);
    }
    m_cumulativePrior.resize(m_prior.size());
    std::partial_sum(m_prior.begin(), m_prior.end(), m_cumulativePrior.begin());
    m_counts.resize(static_cast<std::size_t>(options.genres));
    m_joint.resize(m_prior.size());
    setTastes();
    setLogRising();
}

void SyntheticPopulation::setTastes() {
    const int genres = m_options.genres, frequencies = (genres - 1) / 2;
    for (int joint = 0; joint < numJointClasses(); ++joint) {
        std::vector<double> weights;
        for (int genre = 0; genre < genres; ++genre) {
            double exponent = 0.0;
            for (int j = 0; j < static_cast<int>(m_options.attributes.size()); ++j) {
                const SyntheticAttribute& attribute = m_options.attributes[static_cast<std::size_t>(j)];
                const double turn = static_cast<double>((1 + j % frequencies) * genre) / genres +
                                    0.25 * (j / frequencies) -
                                    static_cast<double>(classOf(joint, j)) / attribute.classes;
                exponent += kShift * attribute.strength * std::numbers::sqrt2 *
                            std::cos(2.0 * std::numbers::pi * turn);
            }
            weights.push_back(std::exp(exponent));
        }
        const double scale =
            m_options.tasteConcentration / std::accumulate(weights.begin(), weights.end(), 0.0);
        double sum = 0.0;
        for (const double weight : weights) {
            m_alpha.push_back(scale * weight);
            m_cumulativeAlpha.push_back(sum += scale * weight);
        }
    }
}

void SyntheticPopulation::setLogRising() {
    m_logRising.resize(m_prior.size() * m_logRisingBegin.back());
    std::size_t position = 0;
    for (int joint = 0; joint < numJointClasses(); ++joint) {
        for (int genre = 0; genre < m_options.genres; ++genre) {
            const std::size_t g = static_cast<std::size_t>(genre);
            double sum = 0.0;
            for (std::size_t n = 0; n < m_logRisingBegin[g + 1] - m_logRisingBegin[g]; ++n) {
                m_logRising[position++] = sum;
                sum += std::log(alpha(joint, genre) + static_cast<double>(n));
            }
        }
    }
}

int SyntheticPopulation::classOf(int jointClass, int attribute) const {
    for (auto j = m_options.attributes.size() - 1; j > static_cast<std::size_t>(attribute); --j) {
        jointClass /= m_options.attributes[j].classes;
    }
    return jointClass % m_options.attributes[static_cast<std::size_t>(attribute)].classes;
}

int SyntheticPopulation::drawJointClass(RandomStream& random) const {
    return pick(m_cumulativePrior, random.uniform() * m_cumulativePrior.back());
}

int SyntheticPopulation::genreSize(int genre) const {
    return m_options.items / m_options.genres + (genre < m_options.items % m_options.genres ? 1 : 0);
}

int SyntheticPopulation::drawGenres(int jointClass, std::span<std::int32_t> genres, RandomStream& random) {
    const auto numGenres = static_cast<std::size_t>(m_options.genres);
    const auto taste =
        std::span(m_cumulativeAlpha).subspan(static_cast<std::size_t>(jointClass) * numGenres, numGenres);
    std::fill(m_counts.begin(), m_counts.end(), 0);
    for (std::size_t drawn = 0; drawn < genres.size(); ++drawn) {
        // P(g) = (α_g + n_g) / (A + n): n of A + n parts repeat one of the earlier draws.
        const auto earlier = static_cast<double>(drawn);
        const double u = random.uniform() * (taste.back() + earlier);
        const int genre = u < earlier ? genres[static_cast<std::size_t>(u)] : pick(taste, u - earlier);
        if (m_counts[static_cast<std::size_t>(genre)] == genreSize(genre)) {
            return static_cast<int>(drawn);
        }
        ++m_counts[static_cast<std::size_t>(genre)];
        genres[drawn] = genre;
    }
    return static_cast<int>(genres.size());
}

double SyntheticPopulation::logLikelihood(int jointClass, std::span<const std::int32_t> counts) const {
    const double* table = m_logRising.data() + static_cast<std::size_t>(jointClass) * m_logRisingBegin.back();
    double log = 0.0, exhausted = 0.0;
    std::int64_t length = 0;
    for (std::size_t genre = 0; genre < counts.size(); ++genre) {
        log += table[m_logRisingBegin[genre] + static_cast<std::size_t>(counts[genre])];
        length += counts[genre];
        if (counts[genre] == genreSize(static_cast<int>(genre))) {
            exhausted += alpha(jointClass, static_cast<int>(genre)) + counts[genre];
        }
    }
    // Either this was the wished length (1 of max − min + 1 lengths), or a longer one was wished (max − n of
    // them) and the next draw was a genre without items. Γ(A) / Γ(A + n) is the same for all classes.
    if (exhausted > 0.0) {
        log += std::log1p(static_cast<double>(m_options.maxHistory - length) * exhausted /
                          (m_options.tasteConcentration + static_cast<double>(length)));
    }
    return log;
}

int SyntheticPopulation::posteriorSize() const {
    int size = 0;
    for (const SyntheticAttribute& attribute : m_options.attributes) {
        size += attribute.classes;
    }
    return size;
}

void SyntheticPopulation::posterior(std::span<const std::int32_t> counts, std::span<double> probabilities) {
    for (std::size_t joint = 0; joint < m_joint.size(); ++joint) {
        m_joint[joint] = logLikelihood(static_cast<int>(joint), counts);
    }
    const double largest = *std::max_element(m_joint.begin(), m_joint.end());
    double sum = 0.0;
    for (std::size_t joint = 0; joint < m_joint.size(); ++joint) {
        m_joint[joint] = m_prior[joint] * std::exp(m_joint[joint] - largest);
        sum += m_joint[joint];
    }
    std::fill(probabilities.begin(), probabilities.end(), 0.0);
    std::size_t begin = 0;
    for (std::size_t j = 0; j < m_options.attributes.size(); ++j) {
        for (std::size_t joint = 0; joint < m_joint.size(); ++joint) {
            const int c = classOf(static_cast<int>(joint), static_cast<int>(j));
            probabilities[begin + static_cast<std::size_t>(c)] += m_joint[joint] / sum;
        }
        begin += static_cast<std::size_t>(m_options.attributes[j].classes);
    }
}

} // namespace up5::data
