// The generated population: its exact posterior against independent values, and the data against the
// posterior.
#include <QtTest/QTest>

#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <set>

#include "base/atomic_file.h"
#include "data/synthetic.h"
#include "data/synthetic_population.h"
#include "metrics/auc.h"
#include "metrics/ranking.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::data;

namespace {

class Folder {
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    Dataset generate(const SyntheticOptions& options) const {
        return Dataset::open(path(), generateDataset(options, path(), {}, {}));
    }
    std::size_t files() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path()), {}));
    }

private:
    QTemporaryDir m_folder;
};

SyntheticOptions withStrength(double strength, int users = 4000) {
    SyntheticOptions options;
    options.users = users;
    options.attributes = {{"gender", 2, strength}};
    return options;
}

/// Genre index of each item, from the genre's letter.
std::vector<int> genresOf(const Dataset& dataset) {
    std::vector<int> genres;
    for (const std::string& name : dataset.itemGenres()) {
        genres.push_back(name.back() - 'A');
    }
    return genres;
}

std::vector<std::int32_t> genreCounts(std::span<const std::int32_t> history, const std::vector<int>& genres,
                                      int numGenres) {
    std::vector<std::int32_t> counts(static_cast<std::size_t>(numGenres));
    for (const std::int32_t item : history) {
        ++counts[static_cast<std::size_t>(genres[static_cast<std::size_t>(item)])];
    }
    return counts;
}

/// A population small enough to list every history: 3 genres of 2 items, so that most histories end early.
SyntheticOptions tiny() {
    SyntheticOptions options;
    options.users = 1;
    options.items = 6;
    options.genres = 3;
    options.minHistory = 1;
    options.maxHistory = 5;
    options.attributes = {{"gender", 2, 1.5}};
    return options;
}

/// Calls use(genres, counts) for every history of the tiny population, of up to 5 genres.
void forEachTinyHistory(std::vector<std::int32_t>& genres, std::vector<std::int32_t>& counts,
                        const std::function<void()>& use) {
    if (!genres.empty()) {
        use();
    }
    for (std::int32_t genre = 0; genre < 3 && genres.size() < 5; ++genre) {
        if (counts[static_cast<std::size_t>(genre)] < 2) {
            genres.push_back(genre);
            ++counts[static_cast<std::size_t>(genre)];
            forEachTinyHistory(genres, counts, use);
            --counts[static_cast<std::size_t>(genre)];
            genres.pop_back();
        }
    }
}

/// Probability of a history given a class: logLikelihood with the parts that are the same for all classes.
double probability(const SyntheticPopulation& population, int joint, const std::vector<std::int32_t>& counts,
                   double concentration, int numLengths) {
    double length = 0;
    for (const std::int32_t count : counts) {
        length += count;
    }
    return std::exp(population.logLikelihood(joint, counts) + std::lgamma(concentration) -
                    std::lgamma(concentration + length)) /
           numLengths;
}

} // namespace

class SyntheticTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void posteriorAgreesWithIndependentValues() {
        const auto golden = readJsonFile(UP5_SOURCE_DIR "/tests/golden/posterior.json");
        SyntheticPopulation population(syntheticOptionsFromJson(golden.at("settings")));
        std::vector<double> posterior(static_cast<std::size_t>(population.posteriorSize()));
        for (const auto& [part, tolerance] : {std::pair{"closed_form", 1e-12}, std::pair{"sampled", 0.01}}) {
            QVERIFY(golden.at(part).size() >= 4);
            for (const auto& row : golden.at(part)) {
                population.posterior(row.at("counts").get<std::vector<std::int32_t>>(), posterior);
                const auto expected = row.at("posterior").get<std::vector<double>>();
                QCOMPARE(posterior.size(), expected.size());
                for (std::size_t i = 0; i < expected.size(); ++i) {
                    QVERIFY2(std::abs(posterior[i] - expected[i]) < tolerance, row.dump().c_str());
                }
            }
        }
    }

    void probabilitiesOfAllHistoriesAddUpToOne() {
        const SyntheticPopulation population(tiny());
        for (const int joint : {0, 1}) {
            double sum = 0.0;
            std::vector<std::int32_t> genres, counts(3);
            forEachTinyHistory(genres, counts,
                               [&] { sum += probability(population, joint, counts, 4.0, 5); });
            QVERIFY2(std::abs(sum - 1.0) < 1e-12, qPrintable(QString::number(sum, 'g', 17)));
        }
    }

    void drawsFollowTheLikelihood() {
        SyntheticPopulation population(tiny());
        RandomStream random(1, "draws");
        constexpr int kDraws = 200000;
        std::map<std::vector<std::int32_t>, int> drawn;
        for (int i = 0; i < kDraws; ++i) {
            std::vector<std::int32_t> history(1 + random.below(5));
            history.resize(static_cast<std::size_t>(population.drawGenres(1, history, random)));
            ++drawn[history];
        }
        double chiSquare = 0.0;
        int cells = 0;
        std::vector<std::int32_t> genres, counts(3);
        forEachTinyHistory(genres, counts, [&] {
            const double expected = kDraws * probability(population, 1, counts, 4.0, 5);
            const double difference = drawn[genres] - expected;
            chiSquare += difference * difference / expected;
            ++cells;
        });
        const double freedom = cells - 1;
        QVERIFY2(std::abs(chiSquare - freedom) < 5 * std::sqrt(2 * freedom),
                 qPrintable(QStringLiteral("%1 with %2").arg(chiSquare).arg(freedom)));
    }

    void posteriorIsCalibratedOnTheGeneratedUsers() {
        SyntheticOptions options;
        options.users = 8000;
        options.attributes = {{"gender", 2, 1.0, {"F", "M"}, {0.3, 0.7}}, {"age", 3, 0.6}};
        const Folder folder;
        const Dataset dataset = folder.generate(options);
        SyntheticPopulation population(options);
        const auto genres = genresOf(dataset);
        std::vector<double> posterior(5), women, ages;
        std::array<int, 10> users{}, hits{};
        for (int user = 0; user < dataset.numUsers(); ++user) {
            population.posterior(genreCounts(dataset.history(user), genres, options.genres), posterior);
            ages.insert(ages.end(), posterior.begin() + 2, posterior.end());
            women.insert(women.end(), {posterior[0], posterior[1]});
            const auto bin = static_cast<std::size_t>(std::min(posterior[1] * 10, 9.0));
            ++users[bin];
            hits[bin] += dataset.attribute("gender").values[static_cast<std::size_t>(user)];
        }
        for (std::size_t bin = 0; bin < users.size(); ++bin) {
            const double share = static_cast<double>(hits[bin]) / users[bin];
            const double middle = 0.1 * static_cast<double>(bin) + 0.05;
            const double noise = 4 * std::sqrt(middle * (1 - middle) / users[bin]);
            QVERIFY2(std::abs(share - middle) < 0.05 + noise, qPrintable(QString::number(share)));
        }
        // The figure in the manifest is the AUC of exactly this posterior.
        const auto& gender = dataset.attribute("gender");
        const auto& age = dataset.attribute("age");
        QCOMPARE(*gender.bestPossibleAuc, metrics::probeAucValue(gender.values, women, 2));
        QCOMPARE(*age.bestPossibleAuc, metrics::oneVsOneMacroAuc(age.values, ages, 3).value);
        QVERIFY(std::abs(std::count(gender.values.begin(), gender.values.end(), 1) - 5600.0) < 4 * 41);
    }

    void strengthIsCalibrated() {
        const Folder folder;
        const auto best = [&](double strength) {
            return *folder.generate(withStrength(strength)).attribute("gender").bestPossibleAuc;
        };
        QCOMPARE(best(0.0), 0.5);
        const double half = best(0.5), one = best(1.0), oneAndAHalf = best(1.5);
        QVERIFY(half > 0.70 && half < 0.80);
        QVERIFY(one > 0.85 && one < 0.95);
        QVERIFY(oneAndAHalf > 0.95 && oneAndAHalf < 1.0);
    }

    void noLeakMeansNoInformation() {
        SyntheticOptions options = withStrength(0.0);
        options.attributes.push_back({"age", 3, 1.0});
        SyntheticPopulation population(options);
        std::vector<double> posterior(5);
        population.posterior(std::vector<std::int32_t>{9, 1, 0, 0, 2, 0, 0, 3}, posterior);
        QVERIFY(std::abs(posterior[0] - 0.5) < 1e-15);
        QVERIFY(std::abs(posterior[2] - 1.0 / 3) > 0.05);
        const Folder folder;
        const Dataset dataset = folder.generate(options);
        QCOMPARE(*dataset.attribute("gender").bestPossibleAuc, 0.5);
        QVERIFY(*dataset.attribute("age").bestPossibleAuc > 0.7);
    }

    void itemsWithinAGenreDoNotDependOnTheClass() {
        const Folder folder;
        const Dataset dataset = folder.generate(withStrength(2.0, 20000));
        const auto genres = genresOf(dataset);
        const auto& gender = dataset.attribute("gender").values;
        // Each user's first item of each genre: independent draws. Pearson's test of item × class in each
        // genre.
        std::vector<std::array<double, 2>> seen(static_cast<std::size_t>(dataset.numItems()));
        std::vector<std::array<double, 2>> ofGenre(8);
        for (int user = 0; user < dataset.numUsers(); ++user) {
            std::set<int> met;
            const auto c = static_cast<std::size_t>(gender[static_cast<std::size_t>(user)]);
            for (const std::int32_t item : dataset.history(user)) {
                const int genre = genres[static_cast<std::size_t>(item)];
                if (met.insert(genre).second) {
                    ++seen[static_cast<std::size_t>(item)][c];
                    ++ofGenre[static_cast<std::size_t>(genre)][c];
                }
            }
        }
        double chiSquare = 0.0;
        for (std::size_t item = 0; item < seen.size(); ++item) {
            const auto& total = ofGenre[static_cast<std::size_t>(genres[item])];
            for (std::size_t c = 0; c < 2; ++c) {
                const double expected = (seen[item][0] + seen[item][1]) * total[c] / (total[0] + total[1]);
                chiSquare += (seen[item][c] - expected) * (seen[item][c] - expected) / expected;
            }
        }
        const double freedom = dataset.numItems() - 8;
        QVERIFY2(std::abs(chiSquare - freedom) < 5 * std::sqrt(2 * freedom),
                 qPrintable(QString::number(chiSquare)));
    }

    void historiesKeepTheirRules() {
        const Folder folder;
        const SyntheticOptions options;
        const Dataset dataset = folder.generate(options);
        QCOMPARE(dataset.numUsers(), 1000);
        QCOMPARE(dataset.numItems(), 200);
        QCOMPARE(dataset.noun(), std::string("movies"));
        QCOMPARE(dataset.format(), std::string("generated"));
        QVERIFY(dataset.isOrdered());
        QCOMPARE(dataset.itemIds()[16], std::string("17"));
        QCOMPARE(dataset.itemTitles()[16], std::string("Item 17"));
        QCOMPARE(dataset.attribute("gender").classes, (std::vector<std::string>{"A", "B"}));
        QCOMPARE(syntheticOptionsToJson(syntheticOptionsFromJson(dataset.provenance().at("settings"))),
                 syntheticOptionsToJson(options));
        const auto genres = genresOf(dataset);
        for (int user = 0; user < dataset.numUsers(); ++user) {
            const auto history = dataset.history(user);
            QVERIFY(history.size() >= 12 && history.size() <= 40);
            QCOMPARE(std::set<std::int32_t>(history.begin(), history.end()).size(), history.size());
            const auto first =
                static_cast<std::size_t>(dataset.userOffsets()[static_cast<std::size_t>(user)]);
            const auto times = dataset.timestamps().subspan(first, history.size());
            QVERIFY(std::is_sorted(times.begin(), times.end(), std::less_equal<>()));
        }
        for (int genre = 0; genre < 8; ++genre) {
            QCOMPARE(std::count(genres.begin(), genres.end(), genre), 25);
        }
    }

    void someHistoriesEndWhenAGenreIsUsedUp() {
        SyntheticOptions options = withStrength(1.0, 2000);
        options.items = 96; // 12 a genre
        options.tasteConcentration = 1.0;
        const Folder folder;
        const Dataset dataset = folder.generate(options);
        const auto genres = genresOf(dataset);
        double shorter = 0;
        int usedUp = 0;
        for (int user = 0; user < dataset.numUsers(); ++user) {
            QVERIFY(dataset.history(user).size() >= 12);
            const auto counts = genreCounts(dataset.history(user), genres, 8);
            usedUp += *std::max_element(counts.begin(), counts.end()) == 12 ? 1 : 0;
            shorter += (26.0 - static_cast<double>(dataset.history(user).size())) / dataset.numUsers();
        }
        QVERIFY(usedUp > 500);
        QVERIFY(shorter > 3.0);
    }

    void sequencesCanBePredictedWhereCountsCannot() {
        // Followers counted within each genre, against popularity: next item of each user among 100 others.
        const Folder folder;
        const Dataset dataset = folder.generate(withStrength(1.0, 1500));
        const auto genres = genresOf(dataset);
        const auto items = static_cast<std::size_t>(dataset.numItems());
        std::vector<float> follows(items * items), popularity(items);
        const auto lastOfGenres = [&](std::span<const std::int32_t> history, auto use) {
            std::map<int, std::size_t> last;
            for (const std::int32_t index : history) {
                const auto item = static_cast<std::size_t>(index);
                use(last, item);
                last[genres[item]] = item;
            }
            return last;
        };
        for (int user = 0; user < dataset.numUsers(); ++user) {
            const auto history = dataset.history(user);
            lastOfGenres(history.first(history.size() - 1), [&](auto& last, std::size_t item) {
                ++popularity[item];
                if (const auto found = last.find(genres[item]); found != last.end()) {
                    ++follows[found->second * items + item];
                }
            });
        }
        RandomStream random(1, "negatives");
        std::vector<double> byChain, byPopularity;
        for (int user = 0; user < dataset.numUsers(); ++user) {
            const auto history = dataset.history(user);
            const std::set<std::int32_t> owned(history.begin(), history.end());
            const auto last = lastOfGenres(history.first(history.size() - 1), [](auto&, std::size_t) {});
            std::vector<std::size_t> candidates = {static_cast<std::size_t>(history.back())};
            while (candidates.size() < 101) {
                const auto item = random.below(items);
                if (!owned.contains(static_cast<std::int32_t>(item))) {
                    candidates.push_back(item);
                }
            }
            std::vector<float> chain, popular;
            for (const std::size_t item : candidates) {
                const auto found = last.find(genres[item]);
                chain.push_back(found == last.end() ? 0.0F : follows[found->second * items + item]);
                popular.push_back(popularity[item]);
            }
            byChain.push_back(metrics::rankOfTarget(chain, 0));
            byPopularity.push_back(metrics::rankOfTarget(popular, 0));
        }
        std::vector<std::int32_t> users(byChain.size());
        std::iota(users.begin(), users.end(), 0);
        const double chained = metrics::meanHitAtK({byChain, users}, 10, {}).value;
        const double popular = metrics::meanHitAtK({byPopularity, users}, 10, {}).value;
        QVERIFY2(chained > 0.65 && popular < 0.35,
                 qPrintable(QStringLiteral("chain %1, popularity %2").arg(chained).arg(popular)));
    }

    void deterministicBySeed() {
        const Folder a, b;
        const SyntheticOptions options;
        const std::string hash = generateDataset(options, a.path(), {}, {});
        QCOMPARE(generateDataset(options, b.path(), {}, {}), hash);
        QCOMPARE(readFile(a.path() / (hash + ".json")), readFile(b.path() / (hash + ".json")));
        SyntheticOptions other = options;
        other.seed = 2023;
        QVERIFY(generateDataset(other, b.path(), {}, {}) != hash);
        // The classes, genres and lengths do not move when the items are chosen differently.
        other = options;
        other.chain = 0.1;
        const Dataset before = Dataset::open(a.path(), hash), after = b.generate(other);
        QVERIFY(std::ranges::equal(before.userOffsets(), after.userOffsets()));
        QCOMPARE(before.attribute("gender").values, after.attribute("gender").values);
        QCOMPARE(*before.attribute("gender").bestPossibleAuc, *after.attribute("gender").bestPossibleAuc);
        QVERIFY(!std::ranges::equal(before.items(), after.items()));
    }

    void progressReachesTheEndAndCancelLeavesNothing() {
        const Folder folder;
        std::vector<std::int64_t> done;
        const SyntheticOptions options = withStrength(1.0, 20000);
        const std::string hash = generateDataset(options, folder.path(),
                                                 [&](std::int64_t now, std::int64_t total) {
                                                     done.push_back(now);
                                                     QVERIFY(now <= total);
                                                 },
                                                 {});
        QVERIFY(std::is_sorted(done.begin(), done.end()));
        QCOMPARE(done.back(), Dataset::open(folder.path(), hash).numInteractions());
        QCOMPARE(folder.files(), std::size_t{2});

        const Folder empty;
        const CancelToken cancel;
        const auto cancelAtOnce = [&](std::int64_t, std::int64_t) { cancel.cancel(); };
        UP5_EXPECT_ERROR(generateDataset(options, empty.path(), cancelAtOnce, cancel), ErrorCode::Cancelled,
                         "");
        QCOMPARE(empty.files(), std::size_t{0});
    }

    void settingsAreChecked() {
        const auto refused = [](const char* json, const char* text) {
            UP5_EXPECT_ERROR(syntheticOptionsFromJson(nlohmann::json::parse(json)), ErrorCode::InvalidInput,
                             text);
        };
        refused(R"({"users": 0})", "0 users");
        refused(R"({"genres": 2})", "2 genres");
        refused(R"({"min_history": 9, "max_history": 8})", "9 to 8");
        refused(R"({"items": 90})", "11 items a genre");
        refused(R"({"chain": 1.5})", "1.5");
        refused(R"({"taste_concentration": 0})", "concentration is 0");
        refused(R"({"popularity_exponent": -1})", "-1");
        refused(R"({"attributes": []})", "at least one attribute");
        refused(R"({"attributes": [{"name": "a", "classes": 1}]})", "1 classes");
        refused(R"({"attributes": [{"name": "a", "strength": 6}]})", "strength 6");
        refused(R"({"attributes": [{"name": "a"}, {"name": "a"}]})", "called a");
        refused(R"({"attributes": [{"classes": 2}]})", "needs a name");
        refused(R"({"attributes": [{"name": "a", "shares": [0.5, 0.4]}]})", "adding up to 1");
        refused(R"({"attributes": [{"name": "a", "class_names": ["x"]}]})", "1 class names");
        refused(R"({"attributes": [{"name": "a", "class_names": ["x", "x"]}]})", "same name");
        refused(R"({"genres": 4, "attributes": [{"name": "a"}, {"name": "b"}, {"name": "c"}]})",
                "4 genres can carry 2");
        refused(R"({"user": 5})", "user is not a setting");
        refused(R"({"users": "many"})", "\"many\"");
        refused(R"([])", "JSON object");
        SyntheticOptions huge;
        huge.genres = 12;
        huge.items = 100000;
        huge.attributes = {{"a", 50, 1}, {"b", 50, 1}};
        huge.maxHistory = 5000;
        UP5_EXPECT_ERROR(SyntheticPopulation{huge}, ErrorCode::InvalidInput, "too many combinations");
    }

    void lettersGoOn() {
        QCOMPARE(letterName(0), std::string("A"));
        QCOMPARE(letterName(25), std::string("Z"));
        QCOMPARE(letterName(26), std::string("AA"));
        QCOMPARE(letterName(701), std::string("ZZ"));
        QCOMPARE(letterName(702), std::string("AAA"));
    }
};

QTEST_GUILESS_MAIN(SyntheticTest)
#include "tst_synthetic.moc"
