// The probability model of a generated population: how classes shape taste, and what a history says about
// them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/random_stream.h"
#include "data/synthetic.h"

namespace up5::data {

/// "A" … "Z", "AA", "AB", …: names of genres and classes.
std::string letterName(int index);

/// Tastes of the classes and the likelihood of genre counts. A joint class is one combination of the classes
/// of all attributes; the last attribute varies fastest.
///
/// α_g(c) = A · softmax_g( 0.4 · Σ_j s_j · √2 · cos(2π m_j g / G + φ_j − 2π c_j / C_j) ) with concentration
/// A, strengths s_j and G genres. Each attribute has its own frequency m_j and phase φ_j, so that the
/// attributes' effects are orthogonal; every class deviates equally far (root mean square 0.4 s_j).
class SyntheticPopulation {
public:
    /// Throws Error{InvalidInput} as checkSyntheticOptions does, or when there are too many combinations of
    /// classes.
    explicit SyntheticPopulation(const SyntheticOptions& options);

    int numJointClasses() const { return static_cast<int>(m_prior.size()); }
    int classOf(int jointClass, int attribute) const;
    int drawJointClass(RandomStream& random) const;

    /// Number of items of a genre; they differ by at most one.
    int genreSize(int genre) const;
    int smallestGenre() const { return genreSize(m_options.genres - 1); }

    /// Dirichlet parameter of a genre.
    double alpha(int jointClass, int genre) const {
        return m_alpha[static_cast<std::size_t>(jointClass * m_options.genres + genre)];
    }

    /// Draws the genres of one user's history into `genres` (length = wished length) and returns how many
    /// there are: fewer when a drawn genre had no item left. Pólya's urn, which is the Dirichlet taste
    /// integrated out.
    int drawGenres(int jointClass, std::span<std::int32_t> genres, RandomStream& random);

    /// Log probability of having exactly this history length and these genres in one given order, but for the
    /// items and for what does not depend on the class. counts: per genre.
    double logLikelihood(int jointClass, std::span<const std::int32_t> counts) const;

    /// Exact posterior of every attribute, attributes one after the other (length Σ_j C_j).
    void posterior(std::span<const std::int32_t> counts, std::span<double> probabilities);
    int posteriorSize() const;

private:
    void setTastes();
    void setLogRising();

    SyntheticOptions m_options;
    std::vector<double> m_prior; ///< per joint class
    std::vector<double> m_cumulativePrior;
    std::vector<double> m_alpha, m_cumulativeAlpha; ///< joint class × genre
    std::vector<std::size_t> m_logRisingBegin;      ///< per genre, within one joint class; last = stride
    std::vector<double> m_logRising;    ///< log Γ(α + n) / Γ(α) for n up to the most there can be
    std::vector<std::int32_t> m_counts; ///< of the user being drawn
    std::vector<double> m_joint;        ///< of the posterior being computed
};

} // namespace up5::data
