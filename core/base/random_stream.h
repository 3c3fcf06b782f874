// Seeded random numbers whose streams are derived from (seed, purpose), so that adding one consumer does not
// move another. Boost.Random's distributions give the same numbers with every standard library.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_01.hpp>

namespace up5 {

/// A deterministic 64-bit seed from a seed and a purpose name (first 8 bytes of a SHA-256).
std::uint64_t derivedSeed(std::uint64_t seed, std::string_view purpose);

class RandomStream {
public:
    RandomStream(std::uint64_t seed, std::string_view purpose) : m_engine(derivedSeed(seed, purpose)) {}

    /// Uniform 64 bits.
    std::uint64_t bits() { return m_engine(); }
    /// Uniform in [0, 1).
    double uniform() { return boost::random::uniform_01<double>()(m_engine); }
    /// Uniform integer in [0, bound). Throws Error{Internal} for bound 0: there is nothing to draw from.
    std::uint64_t below(std::uint64_t bound);
    /// Standard normal.
    double normal();
    /// Gamma with the given shape > 0 and scale 1.
    double gamma(double shape);
    /// True with probability p.
    bool bernoulli(double p) { return uniform() < p; }

    /// Fisher–Yates.
    template <class T> void shuffle(std::span<T> values) {
        for (std::size_t i = values.size(); i > 1; --i) {
            std::swap(values[i - 1], values[below(i)]);
        }
    }

    /// The whole state as text; restoring it continues the stream exactly.
    std::string state() const;
    void restore(const std::string& state);

private:
    boost::random::mt19937_64 m_engine;
};

} // namespace up5
