#include "jobs/sweep/nsga2_search.h"

#include <algorithm>
#include <cmath>

#include <pagmo/algorithms/nsga2.hpp>
#include <pagmo/bfe.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>

#include "base/error.h"

namespace up5::jobs {

namespace {

/// A generation may consist of settings known already; so many of these in a row mean that nothing new comes.
constexpr int kMostGenerationsOfKnown = 50;

double roundedToThreeDigits(double value) {
    if (value == 0) {
        return 0;
    }
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value)) + 1e-9) - 2);
    // Units below 1 are divided out, so that the result is the decimal number meant (0.3, not
    // 0.30000000000000004).
    return unit < 1 ? std::round(value / unit) / std::round(1 / unit) : std::round(value / unit) * unit;
}

/// pagmo wants whole numbers last; the search has its variables in any order.
class Space {
public:
    explicit Space(const std::vector<SearchVariable>& variables) : m_variables(variables) {
        for (const bool whole : {false, true}) {
            for (std::size_t i = 0; i < variables.size(); ++i) {
                if ((variables[i].scale == SearchVariable::Scale::Integer) == whole) {
                    m_order.push_back(i);
                }
            }
        }
    }

    std::pair<pagmo::vector_double, pagmo::vector_double> bounds() const {
        std::pair<pagmo::vector_double, pagmo::vector_double> bounds;
        for (const std::size_t i : m_order) {
            const bool isLog = m_variables[i].scale == SearchVariable::Scale::Log;
            bounds.first.push_back(isLog ? std::log(m_variables[i].from) : m_variables[i].from);
            bounds.second.push_back(isLog ? std::log(m_variables[i].to) : m_variables[i].to);
        }
        return bounds;
    }

    pagmo::vector_double::size_type wholeNumbers() const {
        return static_cast<std::size_t>(
            std::count_if(m_variables.begin(), m_variables.end(), [](const SearchVariable& variable) {
                return variable.scale == SearchVariable::Scale::Integer;
            }));
    }

    /// Values of the variables, in their order, at a place of pagmo's.
    std::vector<double> values(const double* place) const {
        std::vector<double> values(m_variables.size());
        for (std::size_t i = 0; i < m_order.size(); ++i) {
            const SearchVariable& variable = m_variables[m_order[i]];
            const double raw = variable.scale == SearchVariable::Scale::Log ? std::exp(place[i]) : place[i];
            const double rounded = variable.scale == SearchVariable::Scale::Integer
                                       ? std::round(raw)
                                       : roundedToThreeDigits(raw);
            values[m_order[i]] = std::clamp(rounded, variable.from, variable.to);
        }
        return values;
    }

private:
    const std::vector<SearchVariable>& m_variables;
    std::vector<std::size_t> m_order; ///< pagmo's position → ours
};

/// What one replay has seen.
struct Replay {
    const Space& space;
    const KnownObjectives& known;
    std::size_t mostSettings;
    std::vector<std::vector<double>> tried; ///< in the order in which they were first wanted
};

/// Thrown out of pagmo where the search stands: it is no failure. Nothing is missing when it is over.
struct Standstill {
    std::vector<std::vector<double>> missing;
};

/// Evaluates a whole generation from what is known.
struct KnownOnly {
    Replay* replay = nullptr;

    pagmo::vector_double operator()(const pagmo::problem& problem, const pagmo::vector_double& places) const {
        Standstill standstill;
        std::vector<std::vector<double>> tried = replay->tried;
        pagmo::vector_double objectives;
        for (std::size_t i = 0; i < places.size(); i += problem.get_nx()) {
            const std::vector<double> values = replay->space.values(places.data() + i);
            const std::optional<Objectives> found = replay->known(values);
            const Objectives shown = found.value_or(Objectives{});
            objectives.insert(objectives.end(), {shown.leak, shown.misses});
            if (std::find(tried.begin(), tried.end(), values) != tried.end()) {
                continue;
            }
            tried.push_back(values);
            if (!found) {
                standstill.missing.push_back(values);
            }
        }
        if (tried.size() > replay->mostSettings) {
            throw Standstill{};
        }
        replay->tried = std::move(tried);
        if (!standstill.missing.empty()) {
            throw standstill;
        }
        return objectives;
    }

    template <typename Archive> void serialize(Archive&, unsigned) {}
};

struct TwoObjectives {
    const Space* space = nullptr;

    pagmo::vector_double fitness(const pagmo::vector_double&) const {
        throw std::logic_error("generations are evaluated as a whole");
    }
    std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const { return space->bounds(); }
    pagmo::vector_double::size_type get_nix() const { return space->wholeNumbers(); }
    pagmo::vector_double::size_type get_nobj() const { return 2; }

    template <typename Archive> void serialize(Archive&, unsigned) {}
};

} // namespace

SearchStep nextGeneration(const SweepSearch& search, std::uint64_t seed, int settings,
                          const KnownObjectives& known) {
    const Space space(search.variables);
    Replay replay{space, known, static_cast<std::size_t>(settings), {}};
    const pagmo::bfe evaluator{KnownOnly{&replay}};
    const auto pagmoSeed = static_cast<unsigned>(seed ^ (seed >> 32));
    pagmo::nsga2 algorithm(1u, 0.95, 10., 1.0 / static_cast<double>(search.variables.size()), 50., pagmoSeed);
    algorithm.set_bfe(evaluator);
    SearchStep step;
    try {
        pagmo::population population(pagmo::problem{TwoObjectives{&space}}, evaluator,
                                     static_cast<std::size_t>(search.population), pagmoSeed);
        for (int withoutNew = 0; withoutNew < kMostGenerationsOfKnown; ++withoutNew) {
            const std::size_t before = replay.tried.size();
            population = algorithm.evolve(population);
            if (replay.tried.size() > before) {
                withoutNew = 0;
            }
        }
    } catch (Standstill& standstill) {
        step.missing = std::move(standstill.missing);
    } catch (const Error&) {
        throw; // of whoever says what is known
    } catch (const std::exception& error) {
        // pagmo's own refusals; the checks of a plan leave none that are known.
        throw Error(ErrorCode::Internal, std::string("The search cannot go on: ") + error.what() + ".");
    }
    step.settings = std::move(replay.tried);
    return step;
}

} // namespace up5::jobs
