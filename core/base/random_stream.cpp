#include "base/random_stream.h"

#include <sstream>

#include <boost/random/gamma_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include "base/content_hash.h"
#include "base/error.h"

namespace up5 {

std::uint64_t derivedSeed(std::uint64_t seed, std::string_view purpose) {
    ContentHash hash;
    hash.add(std::to_string(seed));
    hash.add(":");
    hash.add(purpose);
    return std::stoull(hash.hex().substr(0, 16), nullptr, 16);
}

std::uint64_t RandomStream::below(std::uint64_t bound) {
    if (bound == 0) {
        throw Error(ErrorCode::Internal, "A random element of an empty list was asked for.");
    }
    return boost::random::uniform_int_distribution<std::uint64_t>(0, bound - 1)(m_engine);
}

double RandomStream::normal() {
    return boost::random::normal_distribution<double>()(m_engine);
}

double RandomStream::gamma(double shape) {
    return boost::random::gamma_distribution<double>(shape, 1.0)(m_engine);
}

std::string RandomStream::state() const {
    std::ostringstream out;
    out << m_engine;
    return out.str();
}

void RandomStream::restore(const std::string& state) {
    // The engine's reader skips space behind its last number and fails when the text ends there.
    std::istringstream in(state + '\n');
    in >> m_engine;
    if (!in) {
        throw Error(ErrorCode::Corrupt, "The stored state of a random stream cannot be read.");
    }
}

} // namespace up5
