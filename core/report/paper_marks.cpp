#include "report/paper_marks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/error.h"
#include "jobs/attribute_subsets.h"
#include "metrics/holm.h"
#include "report/pareto.h"
#include "report/run_comparison.h"

namespace up5::report {

namespace {

constexpr int kMarkPermutations = 1999; // p-values down to 0.0005, times the tests of a table
constexpr int kMarkResamples = 100;     // intervals of differences are not shown

/// A test whose adjusted p-value decides about marks of one cell or more.
struct PaperTest {
    std::size_t row = 0, better = 0, worse = 0; ///< subjects, `better` the one with the higher figure
    double p = 0;
    std::string name;    ///< of the test, in words
    bool agrees = false; ///< whether the tested runs differ in the direction that the figures show
};

class Marker {
public:
    Marker(PaperTable& table, const std::vector<RunRecord>& records, const UserValuesOf& valuesOf,
           const data::Dataset& dataset)
        : m_table(table), m_records(records), m_valuesOf(valuesOf), m_dataset(dataset) {}

    void mark() {
        for (std::size_t row = 0; row < m_table.quantities.size(); ++row) {
            const PaperQuantity& quantity = m_table.quantities[row];
            if (!quantity.extra && !quantity.figure.empty()) {
                for (const std::vector<std::size_t>& group : groups(row)) {
                    addTests(row, group);
                }
            }
        }
        // A leak is the same in the groups of both tasks: one test, which counts once.
        std::map<std::string, std::size_t> places;
        std::vector<double> pValues;
        for (const PaperTest& test : m_tests) {
            if (places.emplace(identityOf(test), pValues.size()).second) {
                pValues.push_back(test.p);
            }
        }
        const metrics::HolmAdjustment holm = metrics::holmAdjusted(pValues);
        m_table.comparisons = holm.comparisons;
        for (const PaperTest& test : m_tests) {
            if (holm.adjusted[places.at(identityOf(test))] < kClaimLevel && test.agrees) {
                apply(test);
            }
        }
    }

    /// Names of the tests that were made, each once, in words.
    std::set<std::string> testNames() const {
        std::set<std::string> names;
        for (const PaperTest& test : m_tests) {
            names.insert(test.name);
        }
        return names;
    }

private:
    /// Subjects of each group that have a figure in this row, those of hits by task; the paper's models
    /// alone.
    std::vector<std::vector<std::size_t>> groups(std::size_t row) const {
        const bool isHit = m_table.quantities[row].figure.starts_with("hit@");
        std::vector<std::pair<std::string, std::vector<std::size_t>>> found;
        for (std::size_t i = 0; i < m_table.subjects.size(); ++i) {
            const PaperSubject& subject = m_table.subjects[i];
            const std::optional<PaperFigure>& ours = m_table.cells[row][i].ours;
            if ((subject.extra && !subject.reference) || !ours ||
                ours->collapsed) { // a collapsed probe's AUC measures nothing
                continue;
            }
            const std::string name = subject.group + (isHit ? "|" + subject.task : "");
            auto group = std::find_if(found.begin(), found.end(),
                                      [&](const auto& known) { return known.first == name; });
            if (group == found.end()) {
                group = found.insert(found.end(), {name, {}});
            }
            group->second.push_back(i);
        }
        std::vector<std::vector<std::size_t>> members;
        for (auto& [name, group] : found) {
            members.push_back(std::move(group));
        }
        return members;
    }

    /// Figure, task where it has one, and the runs compared, each with the subset of attributes it is of.
    std::string identityOf(const PaperTest& test) const {
        const PaperQuantity& quantity = m_table.quantities[test.row];
        const std::string task = !quantity.figure.starts_with("hit@") ? attributeOf(test.row, test.better)
                                 : quantity.task.empty()              ? m_table.subjects[test.better].task
                                                                      : quantity.task;
        const auto runs = [&](std::size_t subject) {
            const std::vector<std::string>& own = m_table.cells[test.row][subject].ours->runs;
            const RunRecord* record = findRecord(m_records, own.front());
            return fmt::format("{} {}", fmt::join(own, "+"),
                               record == nullptr ? "" : removedBy(*record, m_table.subjects[subject]));
        };
        return fmt::format("{}|{}|{}|{}", quantity.figure, task, runs(test.better), runs(test.worse));
    }

    /// What counts of a figure: of an AUC the leak it speaks of.
    double valueAt(std::size_t row, std::size_t subject) const {
        const double value = m_table.cells[row][subject].ours->estimate.value;
        return m_table.quantities[row].more ? value : leakOf(value);
    }

    void addTests(std::size_t row, std::vector<std::size_t> group) {
        const bool more = m_table.quantities[row].more;
        std::stable_sort(group.begin(), group.end(), [&](std::size_t a, std::size_t b) {
            return more ? valueAt(row, a) > valueAt(row, b) : valueAt(row, a) < valueAt(row, b);
        });
        std::set<std::pair<std::size_t, std::size_t>> pairs;
        const auto ordered = [](std::size_t a, std::size_t b) {
            return std::pair(std::min(a, b), std::max(a, b));
        };
        if (group.size() > 1) {
            m_first[{row, group[0]}] = group[1];
            pairs.insert(ordered(group[0], group[1]));
        }
        for (const std::size_t subject : group) {
            for (const std::size_t other : group) {
                if (subject != other && m_table.subjects[other].reference) {
                    pairs.insert(ordered(subject, other));
                }
            }
        }
        for (const auto& [a, b] : pairs) {
            if (const std::optional<PairedDifference> tested = testedDifference(row, a, b)) {
                const double shown = valueAt(row, b) - valueAt(row, a);
                const bool agrees = shown * tested->difference.value > 0;
                m_tests.push_back(
                    {row, shown < 0 ? a : b, shown < 0 ? b : a, tested->p, tested->test, agrees});
            }
        }
    }

    /// Runs behind a figure, by seed.
    std::map<std::uint64_t, std::vector<const RunRecord*>> runsBySeed(std::size_t row,
                                                                      std::size_t subject) const {
        std::map<std::uint64_t, std::vector<const RunRecord*>> runs;
        for (const std::string& id : m_table.cells[row][subject].ours->runs) {
            if (const RunRecord* record = findRecord(m_records, id)) {
                runs[record->run.seed].push_back(record);
            }
        }
        return runs;
    }

    /// The run of these that stored what the figure is computed from.
    std::optional<ComparedRun> withValues(const std::vector<const RunRecord*>& runs, std::size_t row,
                                          std::size_t subject) {
        const PaperQuantity& quantity = m_table.quantities[row];
        const bool isHit = quantity.figure.starts_with("hit@");
        const std::string task = quantity.task.empty() ? m_table.subjects[subject].task : quantity.task;
        for (const RunRecord* record : runs) {
            const std::vector<store::UserValues>& values =
                valuesOf(record->run.id, removedBy(*record, m_table.subjects[subject]));
            const bool hasValues =
                std::any_of(values.begin(), values.end(), [&](const store::UserValues& stored) {
                    return stored.split == "test" &&
                           (isHit ? stored.name == "rank" && stored.task == task
                                  : stored.name.substr(0, stored.name.find('#')) == quantity.figure &&
                                        stored.attribute == attributeOf(row, subject));
                });
            if (hasValues) {
                return ComparedRun{*record, values};
            }
        }
        return std::nullopt;
    }

    const std::vector<store::UserValues>& valuesOf(const std::string& run, const std::string& removed) {
        const auto known = m_values.find({run, removed});
        return known != m_values.end()
                   ? known->second
                   : m_values.emplace(std::pair(run, removed), m_valuesOf(run, removed)).first->second;
    }

    std::string attributeOf(std::size_t row, std::size_t subject) const {
        const std::string& attribute = m_table.quantities[row].attribute;
        const std::vector<std::string>& own = m_table.subjects[subject].attributes;
        return !attribute.empty() ? attribute : own.size() == 1 ? own.front() : std::string();
    }

    /// Key of the subset that a run's figures are of; empty for those of the run as a whole.
    static std::string removedBy(const RunRecord& record, const PaperSubject& subject) {
        if (record.subsetMetrics.empty()) {
            return {};
        }
        std::vector<std::string> removed;
        std::copy_if(record.run.attributes.begin(), record.run.attributes.end(), std::back_inserter(removed),
                     [&](const std::string& attribute) {
                         return std::count(subject.attributes.begin(), subject.attributes.end(), attribute) >
                                0;
                     });
        return jobs::subsetKey(removed);
    }

    /// b − a in the runs of the smallest seed both have, else of the smallest of each; nullopt where users
    /// cannot be paired.
    std::optional<PairedDifference> testedDifference(std::size_t row, std::size_t a, std::size_t b) {
        const auto runsA = runsBySeed(row, a), runsB = runsBySeed(row, b);
        if (runsA.empty() || runsB.empty()) {
            return std::nullopt;
        }
        auto seedA = runsA.begin(), seedB = runsB.begin();
        for (auto seed = runsA.begin(); seed != runsA.end(); ++seed) {
            if (const auto same = runsB.find(seed->first); same != runsB.end()) {
                seedA = seed;
                seedB = same;
                break;
            }
        }
        const auto first = withValues(seedA->second, row, a), second = withValues(seedB->second, row, b);
        if (!first || !second) {
            return std::nullopt;
        }
        const PaperQuantity& quantity = m_table.quantities[row];
        RunComparisonOptions options;
        options.only = {quantity.figure};
        options.permutations = kMarkPermutations;
        options.resamples = kMarkResamples;
        try {
            const RunComparison comparison = compareRuns(*first, *second, m_dataset, options);
            const std::string task = quantity.task.empty() ? m_table.subjects[a].task : quantity.task;
            for (const PairedDifference& difference : comparison.differences) {
                const bool isHit = difference.attribute.empty();
                if ((isHit ? difference.task == task : difference.attribute == attributeOf(row, a)) &&
                    std::isfinite(difference.p)) {
                    return difference;
                }
            }
        } catch (const Error& error) { // other targets or candidates: no test can be made
            if (error.code() != ErrorCode::InvalidInput) {
                throw;
            }
        }
        return std::nullopt;
    }

    void apply(const PaperTest& test) {
        std::vector<PaperCell>& row = m_table.cells[test.row];
        const bool more = m_table.quantities[test.row].more;
        const std::size_t best = more ? test.better : test.worse;
        const auto first = m_first.find({test.row, best});
        if (first != m_first.end() && first->second == (more ? test.worse : test.better)) {
            row[best].best = true;
        }
        if (m_table.subjects[test.worse].reference) {
            row[test.better].mark = PaperMark::Above;
        }
        if (m_table.subjects[test.better].reference) {
            row[test.worse].mark = PaperMark::Below;
        }
    }

    PaperTable& m_table;
    const std::vector<RunRecord>& m_records;
    const UserValuesOf& m_valuesOf;
    const data::Dataset& m_dataset;
    std::map<std::pair<std::string, std::string>, std::vector<store::UserValues>> m_values; ///< as read
    std::vector<PaperTest> m_tests;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t>
        m_first; ///< best of a row's group → the second
};

} // namespace

void markDifferences(PaperTable& table, const std::vector<RunRecord>& records, const UserValuesOf& valuesOf,
                     const data::Dataset& dataset) {
    Marker marker(table, records, valuesOf, dataset);
    marker.mark();
    if (table.comparisons == 0) {
        return;
    }
    const auto reference = std::find_if(table.subjects.begin(), table.subjects.end(),
                                        [](const PaperSubject& subject) { return subject.reference; });
    table.notes.push_back(fmt::format(
        "Bold: the best of ours, where it differs from the second; ∧ and ∨: above and below {}. Paired tests "
        "on the same users: {} (of several seeds, the runs of the smallest seed both have, or of each one's "
        "smallest where they share none), p < {} after Holm's correction for {} tests. No mark where these "
        "runs differ the other way than the figures shown, and of AUCs none within those below 50 %, which "
        "speak "
        "of no leak.",
        reference == table.subjects.end() ? "the reference" : reference->title,
        fmt::join(marker.testNames(), ", "), kClaimLevel, table.comparisons));
}

void markDifferences(PaperTable& table, const std::vector<RunRecord>& records, const UserValuesOf& valuesOf,
                     const std::filesystem::path& datasets) {
    std::optional<data::Dataset> dataset;
    try {
        dataset = data::Dataset::open(datasets, table.dataset);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::NotFound) {
            throw;
        }
        return;
    }
    markDifferences(table, records, valuesOf, *dataset);
}

} // namespace up5::report
