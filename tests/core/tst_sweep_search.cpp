// The search for less leak and more hits: it can be played again from its results, keeps to its budget, and
// finds what there is to find.
#include <QtTest/QTest>

#include <cmath>
#include <map>
#include <set>

#include "jobs/job_kinds.h"
#include "jobs/sweep/nsga2_search.h"
#include "jobs/sweep/search_runs.h"

using namespace up5::jobs;

namespace {

using Values = std::vector<double>;

SweepSearch space() {
    return {{{"prefix_length", 1, 30, SearchVariable::Scale::Integer},
             {"lambda", 0.1, 100, SearchVariable::Scale::Log},
             {"direct_share", 0, 1, SearchVariable::Scale::Linear}},
            96,
            8,
            10};
}

/// The leak falls and the misses rise with λ; the other two cost hits away from 10 and 0.3. So the front is
/// where these are best, for any λ.
Objectives truth(const Values& values) {
    const double strength = std::log10(values[1] / 0.1) / 3;
    const double waste = std::abs(values[0] - 10) / 30 + std::abs(values[2] - 0.3);
    return {0.5 + 0.3 * (1 - strength) + 0.1 * waste, 0.3 + 0.4 * strength + 0.3 * waste};
}

/// Plays the search to its end; the settings in the order in which they were asked for.
std::vector<Values> played(const SweepSearch& search, std::uint64_t seed, int budget,
                           std::map<Values, Objectives> known = {}) {
    std::vector<Values> asked;
    for (;;) {
        const SearchStep step = nextGeneration(search, seed, budget, [&](const Values& values) {
            const auto found = known.find(values);
            return found == known.end() ? std::nullopt : std::optional(found->second);
        });
        if (step.missing.empty()) {
            return asked;
        }
        for (const Values& values : step.missing) {
            asked.push_back(values);
            known.emplace(values, truth(values));
        }
    }
}

double wasteOf(const std::vector<Values>& settings, std::size_t first, std::size_t last) {
    double sum = 0;
    for (std::size_t i = first; i < last; ++i) {
        sum += std::abs(settings[i][0] - 10) / 30 + std::abs(settings[i][2] - 0.3);
    }
    return sum / static_cast<double>(last - first);
}

} // namespace

class TestSweepSearch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksWithinBoundsAndScales() {
        std::set<Values> different;
        for (const Values& values : played(space(), 1, 96)) {
            QVERIFY(values[0] >= 1 && values[0] <= 30 && values[0] == std::round(values[0]));
            QVERIFY(values[1] >= 0.1 && values[1] <= 100);
            QVERIFY(values[2] >= 0 && values[2] <= 1);
            QVERIFY2(different.insert(values).second, "the same setting was asked for twice");
            // Three digits, as a person would write them.
            const QString text = QString::number(values[1], 'g', 3);
            QCOMPARE(text.toDouble(), values[1]);
        }
    }

    void theSameSeedGivesTheSameSearch() {
        const std::vector<Values> once = played(space(), 7, 64);
        QCOMPARE(played(space(), 7, 64), once);
        QVERIFY(played(space(), 8, 64) != once);
        QVERIFY(once.size() <= 64);
        QVERIFY(once.size() > 40); // not much of the budget is left
    }

    /// Interrupted after any number of results, it goes on as if it had not been.
    void goesOnFromItsResults() {
        const std::vector<Values> straight = played(space(), 3, 48);
        for (const std::size_t done : {std::size_t{1}, std::size_t{8}, std::size_t{21}}) {
            std::map<Values, Objectives> known;
            for (std::size_t i = 0; i < done; ++i) {
                known.emplace(straight[i], truth(straight[i]));
            }
            const std::vector<Values> rest = played(space(), 3, 48, known);
            QCOMPARE(rest, (std::vector<Values>(straight.begin() + static_cast<long>(done), straight.end())));
        }
    }

    void findsTheFront() {
        const std::vector<Values> settings = played(space(), 5, 400);
        QVERIFY(settings.size() > 200);
        const std::size_t n = settings.size();
        const double atFirst = wasteOf(settings, 0, 16), atLast = wasteOf(settings, n - 40, n);
        QVERIFY2(atLast < atFirst / 2, qPrintable(QStringLiteral("%1 → %2").arg(atFirst).arg(atLast)));
    }

    void aSpaceThatIsUsedUpEnds() {
        SweepSearch small;
        small.variables = {{"prefix_length", 1, 4, SearchVariable::Scale::Integer}};
        small.runs = 40;
        QCOMPARE(played(small, 1, 40).size(), std::size_t{4});
    }

    void runsOfASearch() {
        SweepPlan plan;
        plan.base.kind = "cfp";
        plan.base.backboneRun = "b1";
        plan.base.attributes = {"gender"};
        plan.seeds = {1, 2};
        plan.search = space();
        plan.search->runs = 40;
        const auto nothing = [](const WantedRun&) { return SearchResult{}; };
        std::vector<WantedRun> runs = searchRuns(plan, nothing);
        QCOMPARE(runs.size(), std::size_t{16}); // a generation with both seeds
        QCOMPARE(runs[0].spec.seed, std::uint64_t{1});
        QCOMPARE(runs[1].spec.seed, std::uint64_t{2});
        QVERIFY(runs[0].spec.options == runs[1].spec.options);
        QVERIFY(completed(runs[0].spec) == runs[0].spec);

        // Failed runs do not hold it up; those that succeeded with another seed count.
        const auto results = [&](const WantedRun& run) -> SearchResult {
            if (run.spec.seed == 2 && run.spec.options.at("prefix_length").get<int>() % 2 == 0) {
                return {true, std::nullopt};
            }
            const Objectives found = truth({run.spec.options.at("prefix_length").get<double>(),
                                            run.spec.options.at("lambda").get<double>(),
                                            run.spec.options.at("direct_share").get<double>()});
            return {true, ValidationFigures{{found.leak, 0, 0}, {1 - found.misses, 0, 0}}};
        };
        runs = searchRuns(plan, results);
        QVERIFY(runs.size() <= 40 && runs.size() >= 32);
        const auto failures = [](const WantedRun&) { return SearchResult{true, std::nullopt}; };
        QCOMPARE(searchRuns(plan, failures).size(), std::size_t{16}); // nothing to go on from
    }

    /// A failure is left at that once a later generation was chosen without it.
    void failuresOfTheLastGenerationAreOpen() {
        SweepPlan plan;
        plan.base.kind = "cfp";
        plan.base.backboneRun = "b1";
        plan.base.attributes = {"gender"};
        plan.seeds = {1};
        plan.search = space();
        std::vector<WantedRun> stored;
        std::set<std::size_t> failed;
        const auto childOf = [&](const WantedRun& wanted) -> std::optional<SearchChild> {
            for (std::size_t i = 0; i < stored.size(); ++i) {
                if (stored[i].spec == wanted.spec) {
                    const auto& options = wanted.spec.options;
                    const Objectives found =
                        truth({options.at("prefix_length").get<double>(), options.at("lambda").get<double>(),
                               options.at("direct_share").get<double>()});
                    const std::string run = std::to_string(i);
                    return failed.contains(i)
                               ? SearchChild{run, up5::store::RunState::Failed, std::nullopt}
                               : SearchChild{run, up5::store::RunState::Succeeded,
                                             ValidationFigures{{found.leak, 0, 0}, {1 - found.misses, 0, 0}}};
                }
            }
            return std::nullopt;
        };
        const auto resultOf = [&](const WantedRun& wanted) -> SearchResult {
            const auto child = childOf(wanted);
            return child ? SearchResult{true, child->figures} : SearchResult{};
        };
        using Settled = std::set<std::string>;
        stored = searchRuns(plan, resultOf);
        QCOMPARE(stored.size(), std::size_t{8});
        failed = {3};
        QCOMPARE(settledFailures(plan, stored.size(), childOf), Settled{});
        stored = searchRuns(plan, resultOf);
        QVERIFY(stored.size() > 8);
        failed.insert(stored.size() - 1);
        QCOMPARE(settledFailures(plan, stored.size(), childOf), Settled{"3"});
        const std::string last = std::to_string(stored.size() - 1);
        stored = searchRuns(plan, resultOf);
        QCOMPARE(settledFailures(plan, stored.size(), childOf), (Settled{"3", last}));
    }
};

QTEST_GUILESS_MAIN(TestSweepSearch)
#include "tst_sweep_search.moc"
