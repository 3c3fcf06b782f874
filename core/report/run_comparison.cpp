#include "report/run_comparison.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "metrics/delong.h"
#include "metrics/holm.h"
#include "metrics/moments.h"
#include "metrics/paired_auc.h"
#include "metrics/permutation.h"
#include "metrics/probe_auc.h"
#include "metrics/ranking.h"
#include "report/comparison_checks.h"
#include "report/definitions.h"
#include "report/difference_sentence.h"
#include "report/numbers.h"
#include "report/probe_names.h"

namespace up5::report {

namespace {

using UserMap = std::map<std::int32_t, double>;

// A true difference of (z(0.975) + z(0.8)) standard errors shows four times in five; an interval's half-width
// is z(0.975) of them.
constexpr double kVisibleHalfWidths = (1.959964 + 0.841621) / 1.959964;

struct RankingMeasure {
    std::string figure;
    std::function<double(double)> ofRank;
};

const std::vector<RankingMeasure>& rankingMeasures() {
    static const std::vector<RankingMeasure> measures = [] {
        std::vector<RankingMeasure> all;
        for (const int k : {1, 3, 5, 10}) {
            all.push_back({fmt::format("hit@{}", k), [k](double rank) { return metrics::hitAtK(rank, k); }});
        }
        all.push_back({"ndcg@10", [](double rank) { return metrics::ndcgAtK(rank, 10); }});
        all.push_back({"mrr", metrics::reciprocalRank});
        return all;
    }();
    return measures;
}

const store::UserValues* findValues(const ComparedRun& run, const std::string& name, const std::string& task,
                                    const std::string& attribute) {
    const auto found =
        std::find_if(run.values.begin(), run.values.end(), [&](const store::UserValues& values) {
            return values.name == name && values.split == "test" && values.task == task &&
                   values.attribute == attribute;
        });
    return found == run.values.end() ? nullptr : &*found;
}

/// Mean of f over each user's values.
UserMap perUser(const store::UserValues& values, const std::function<double(double)>& f) {
    std::map<std::int32_t, std::pair<double, int>> sums;
    for (std::size_t i = 0; i < values.users.size(); ++i) {
        auto& [sum, count] = sums[values.users[i]];
        sum += f(values.values[i]);
        ++count;
    }
    UserMap means;
    for (const auto& [user, sum] : sums) {
        means[user] = sum.first / sum.second;
    }
    return means;
}

double identity(double value) {
    return value;
}

std::vector<std::int32_t> sharedUsers(const UserMap& a, const UserMap& b) {
    std::vector<std::int32_t> users;
    for (const auto& [user, value] : a) {
        if (b.count(user)) {
            users.push_back(user);
        }
    }
    return users;
}

std::vector<double> valuesOf(const UserMap& map, const std::vector<std::int32_t>& users) {
    std::vector<double> values;
    for (const std::int32_t user : users) {
        values.push_back(map.at(user));
    }
    return values;
}

/// Compares what two runs stored for the users they share.
class Comparer {
public:
    Comparer(const ComparedRun& a, const ComparedRun& b, const data::Dataset& dataset,
             const RunComparisonOptions& options, RunComparison& result)
        : m_a(a), m_b(b), m_dataset(dataset), m_options(options), m_result(result) {}

    void compareRankings() {
        for (const std::string task : {"sequential", "direct"}) {
            const store::UserValues* a = findValues(m_a, "rank", task, "");
            const store::UserValues* b = findValues(m_b, "rank", task, "");
            if (a == nullptr || b == nullptr) {
                continue;
            }
            for (const RankingMeasure& measure : rankingMeasures()) {
                if (isWanted(measure.figure)) {
                    requireSameCandidates(m_a.record, m_b.record, task);
                    addRanking(measure, task, *a, *b);
                }
            }
        }
    }

    void compareProbes() {
        std::set<std::pair<std::string, std::string>> headlines; // attribute, name
        for (const store::UserValues& values : m_a.values) {
            const std::string name = values.name.substr(0, values.name.find('#'));
            const auto parsed = parseProbeName(name);
            if (values.split == "test" && parsed && parsed->quantity == ProbeQuantity::Auc &&
                parsed->method.empty() && isWanted(name)) {
                headlines.insert({values.attribute, name});
            }
        }
        for (const auto& [attribute, name] : headlines) {
            compareProbe(attribute, name);
        }
    }

private:
    bool isWanted(const std::string& figure) const {
        return m_options.only.empty() ||
               std::find(m_options.only.begin(), m_options.only.end(), figure) != m_options.only.end();
    }

    metrics::BootstrapOptions bootstrap() const {
        return {.resamples = m_options.resamples, .seed = m_options.seed};
    }
    metrics::PermutationOptions permutation() const {
        return {.permutations = m_options.permutations, .seed = m_options.seed};
    }

    /// Users both runs have; a note where one has more.
    std::vector<std::int32_t> shared(const std::string& figure, const UserMap& a, const UserMap& b) {
        std::vector<std::int32_t> users = sharedUsers(a, b);
        if (users.size() != a.size() || users.size() != b.size()) {
            m_result.notes.push_back(fmt::format("{}: compared on the {} users both runs have, of {} and {}.",
                                                 figure, countText(static_cast<std::int64_t>(users.size())),
                                                 countText(static_cast<std::int64_t>(a.size())),
                                                 countText(static_cast<std::int64_t>(b.size()))));
        }
        return users;
    }

    void addRanking(const RankingMeasure& measure, const std::string& task, const store::UserValues& ranksA,
                    const store::UserValues& ranksB) {
        const UserMap mapA = perUser(ranksA, measure.ofRank);
        const UserMap mapB = perUser(ranksB, measure.ofRank);
        const std::vector<std::int32_t> users = shared(measure.figure + ", " + task, mapA, mapB);
        if (users.empty()) {
            return;
        }
        const std::vector<double> a = valuesOf(mapA, users), b = valuesOf(mapB, users);
        PairedDifference difference;
        difference.figure = measure.figure;
        difference.task = task;
        difference.a = metrics::meanOf(a);
        difference.b = metrics::meanOf(b);
        difference.difference = metrics::bootstrapPairedDifference(b, a, bootstrap());
        const metrics::PermutationTest test = metrics::signFlipTest(b, a, permutation());
        difference.test = fmt::format("sign-flip permutation test ({})", permutationText(test));
        difference.p = test.p;
        m_result.differences.push_back(std::move(difference));
    }

    /// Scores per class of a headline; empty when the run does not have them.
    std::vector<UserMap> scoresOf(const ComparedRun& run, const std::string& attribute,
                                  const std::string& name, int numClasses) const {
        std::vector<UserMap> scores;
        for (int index = 0; index < (numClasses == 2 ? 1 : numClasses); ++index) {
            const std::string stored = numClasses == 2 ? name : fmt::format("{}#{}", name, index);
            const store::UserValues* values = findValues(run, stored, "", attribute);
            if (values == nullptr) {
                return {};
            }
            scores.push_back(perUser(*values, identity));
        }
        return scores;
    }

    void compareProbe(const std::string& attribute, const std::string& name) {
        const auto& attributes = m_dataset.attributes();
        if (std::none_of(attributes.begin(), attributes.end(),
                         [&](const data::Attribute& known) { return known.name == attribute; })) {
            m_result.notes.push_back(fmt::format("{} of {} is not compared: its answers join classes of the "
                                                 "data set.",
                                                 metricTitle(name, 0), attribute));
            return;
        }
        const data::Attribute& values = m_dataset.attribute(attribute);
        const int numClasses = static_cast<int>(values.classes.size());
        const std::vector<UserMap> a = scoresOf(m_a, attribute, name, numClasses);
        const std::vector<UserMap> b = scoresOf(m_b, attribute, name, numClasses);
        if (a.empty() || b.empty()) {
            m_result.notes.push_back(fmt::format("{} of {} is not compared: only one of the runs stored its "
                                                 "scores.",
                                                 metricTitle(name, 0), attribute));
            return;
        }
        std::vector<std::int32_t> users =
            shared(metricTitle(name, 0) + " of " + attribute, a.front(), b.front());
        std::vector<int> labels;
        for (const std::int32_t user : users) {
            labels.push_back(values.values[static_cast<std::size_t>(user)]);
        }
        PairedDifference difference;
        difference.figure = name;
        difference.attribute = attribute;
        if (numClasses == 2) {
            testBinary(labels, valuesOf(a.front(), users), valuesOf(b.front(), users), difference);
        } else {
            testClasses(labels, interleaved(a, users), interleaved(b, users), numClasses, difference);
        }
        m_result.differences.push_back(std::move(difference));
    }

    static std::vector<double> interleaved(const std::vector<UserMap>& classes,
                                           const std::vector<std::int32_t>& users) {
        std::vector<double> scores;
        for (const std::int32_t user : users) {
            for (const UserMap& map : classes) {
                const auto found = map.find(user);
                scores.push_back(found == map.end() ? 0 : found->second);
            }
        }
        return scores;
    }

    static void testBinary(const std::vector<int>& labels, const std::vector<double>& a,
                           const std::vector<double>& b, PairedDifference& difference) {
        const metrics::DeLongTest test = metrics::deLongTest(labels, b, a);
        difference.a = metrics::deLongAuc(labels, a).auc.value;
        difference.b = metrics::deLongAuc(labels, b).auc.value;
        difference.difference = test.difference;
        difference.p = test.p;
        difference.test = "DeLong's test";
    }

    void testClasses(const std::vector<int>& labels, const std::vector<double>& a,
                     const std::vector<double>& b, int numClasses, PairedDifference& difference) const {
        difference.a = metrics::WeightedProbeAuc(labels, a, numClasses).value();
        difference.b = metrics::WeightedProbeAuc(labels, b, numClasses).value();
        difference.difference = metrics::bootstrapAucDifference(labels, b, a, numClasses, bootstrap());
        const metrics::PermutationTest test = metrics::aucSwapTest(labels, b, a, numClasses, permutation());
        difference.p = test.p;
        difference.test =
            fmt::format("permutation test of the two models' scores ({})", permutationText(test));
    }

    static std::string permutationText(const metrics::PermutationTest& test) {
        return test.exact ? fmt::format("all {} arrangements", countText(test.permutations))
                          : fmt::format("{} permutations", countText(test.permutations));
    }

    const ComparedRun& m_a;
    const ComparedRun& m_b;
    const data::Dataset& m_dataset;
    const RunComparisonOptions& m_options;
    RunComparison& m_result;
};

void correct(RunComparison& comparison) {
    std::vector<double> pValues;
    for (const PairedDifference& difference : comparison.differences) {
        pValues.push_back(difference.p);
    }
    const metrics::HolmAdjustment holm = metrics::holmAdjusted(pValues);
    comparison.comparisons = holm.comparisons;
    for (std::size_t i = 0; i < pValues.size(); ++i) {
        PairedDifference& difference = comparison.differences[i];
        difference.adjusted = holm.adjusted[i];
        difference.visible =
            kVisibleHalfWidths * (difference.difference.high - difference.difference.low) / 2;
    }
}

/// A figure that was asked for and is not there would change how many comparisons the p-values are corrected
/// for. Throws Error{InvalidInput} naming it.
void requireAllCompared(const RunComparisonOptions& options, const RunComparison& comparison) {
    for (const std::string& wanted : options.only) {
        const bool isThere =
            std::any_of(comparison.differences.begin(), comparison.differences.end(),
                        [&](const PairedDifference& difference) { return difference.figure == wanted; });
        if (!isThere) {
            std::set<std::string> names;
            for (const PairedDifference& difference : comparison.differences) {
                names.insert(difference.figure);
            }
            throw Error(ErrorCode::InvalidInput,
                        fmt::format("The runs have no figure {} in common for the same test users; of those "
                                    "asked for they have {}.",
                                    wanted, fmt::join(names, ", ")));
        }
    }
}

/// The promise of allow_overlap: every figure of such a run is marked.
void noteOverlap(const ComparedRun& run, RunComparison& comparison) {
    for (const store::MetricRow& metric : run.record.metrics) {
        if (metric.name == "adversary_overlap" && metric.value > 0) {
            comparison.notes.push_back(fmt::format(
                "Run {}: the prompt's adversary had seen {} of the users that {} was probed on; its "
                "AUCs are not those of an independent auditor, and the leak may be larger.",
                run.record.run.id, countText(static_cast<std::int64_t>(metric.value)), metric.attribute));
        }
    }
}

std::string joinedFigures(const ComparedRun& run) {
    std::set<std::string> names;
    for (const store::UserValues& values : run.values) {
        if (values.split == "test") {
            names.insert(values.name == "rank" ? "ranks of the " + values.task + " task"
                                               : values.name + " of " + values.attribute);
        }
    }
    return names.empty() ? "nothing" : fmt::format("{}", fmt::join(names, ", "));
}

} // namespace

RunComparison compareRuns(const ComparedRun& a, const ComparedRun& b, const data::Dataset& dataset,
                          const RunComparisonOptions& options) {
    requireComparable(a.record, b.record);
    RunComparison comparison;
    comparison.a = a.record.run.id;
    comparison.b = b.record.run.id;
    Comparer comparer(a, b, dataset, options, comparison);
    comparer.compareRankings();
    comparer.compareProbes();
    if (comparison.differences.empty()) {
        throw Error(
            ErrorCode::InvalidInput,
            fmt::format("Runs {} and {} have no {} in common for the same test users: the first stores "
                        "{}; the second {}.",
                        comparison.a, comparison.b,
                        options.only.empty() ? "figure" : fmt::format("{}", fmt::join(options.only, " or ")),
                        joinedFigures(a), joinedFigures(b)));
    }
    requireAllCompared(options, comparison);
    noteOverlap(a, comparison);
    noteOverlap(b, comparison);
    correct(comparison);
    for (PairedDifference& difference : comparison.differences) {
        difference.sentence = differenceSentence(difference, comparison.a, comparison.b);
    }
    return comparison;
}

} // namespace up5::report
