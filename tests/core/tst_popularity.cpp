// Splits and candidates on the real data sets: ranking by popularity reaches the known figures (spec H1.5,
// I.3).
#include <QtTest>

#include <algorithm>
#include <array>
#include <map>

#include "data/candidate_set.h"
#include "data/importer.h"
#include "support/small_dataset.h"

using namespace up5;
using namespace up5::data;

namespace {

using Items = std::vector<std::int32_t>;

/// hit@1, 3, 5 and 10 in per cent.
using Hits = std::array<double, 4>;
constexpr std::array<double, 4> kCutoffs = {1, 3, 5, 10};

std::vector<double> trainPopularity(const Dataset& dataset, const Split& split) {
    std::vector<double> popularity(static_cast<std::size_t>(dataset.numItems()), 0);
    for (int user = 0; user < dataset.numUsers(); ++user) {
        for (const std::int32_t item : split.trainItems(user)) {
            ++popularity[static_cast<std::size_t>(item)];
        }
    }
    return popularity;
}

/// `score(user, item)` ranks the target among its candidates; ties count half.
template <class Score> Hits hitsOf(const CandidateSet& set, const Score& score) {
    Hits hits{};
    for (std::size_t position = 0; position < set.users.size(); ++position) {
        const int user = set.users[position];
        const double targetScore = score(user, set.targets[position]);
        double rank = 0.5; // the target is half a rank ahead of itself
        for (const std::int32_t item : set.candidates(position)) {
            const double other = score(user, item);
            rank += other > targetScore ? 1 : other == targetScore ? 0.5 : 0;
        }
        for (std::size_t index = 0; index < kCutoffs.size(); ++index) {
            hits[index] += rank <= kCutoffs[index] ? 100.0 / static_cast<double>(set.users.size()) : 0;
        }
    }
    return hits;
}

Hits popularityHits(const Dataset& dataset, const Split& split, const CandidateSet& set) {
    const std::vector<double> popularity = trainPopularity(dataset, split);
    return hitsOf(set, [&](int, std::int32_t item) { return popularity[static_cast<std::size_t>(item)]; });
}

/// Counts the training baskets that are the user's history and the item; popularity decides between equal
/// counts.
Hits exactBasketHits(const Dataset& dataset, const Split& split, const CandidateSet& set) {
    std::map<Items, double> baskets;
    for (int user = 0; user < dataset.numUsers(); ++user) {
        Items basket(split.trainItems(user).begin(), split.trainItems(user).end());
        std::ranges::sort(basket);
        ++baskets[basket];
    }
    const std::vector<double> popularity = trainPopularity(dataset, split);
    return hitsOf(set, [&](int user, std::int32_t item) {
        const auto history = split.historyFor(set.part, user);
        Items basket(history.begin(), history.end());
        basket.push_back(item);
        std::ranges::sort(basket);
        const auto found = baskets.find(basket);
        return (found == baskets.end() ? 0 : found->second) +
               1e-6 * popularity[static_cast<std::size_t>(item)];
    });
}

QString shown(const Hits& hits) {
    return QStringLiteral("hit@1/3/5/10 = %1/%2/%3/%4").arg(hits[0]).arg(hits[1]).arg(hits[2]).arg(hits[3]);
}

bool within(const Hits& hits, const Hits& expected, double tolerance) {
    return std::ranges::equal(hits, expected,
                              [tolerance](double a, double b) { return std::abs(a - b) <= tolerance; });
}

} // namespace

class TestPopularity : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    Dataset import(const char* file) {
        const std::filesystem::path path = qEnvironmentVariable("UP5_DATA_DIR").toStdString() + "/" + file;
        ImportReport report;
        const DatasetContent content =
            detectImporter({path}, {})
                .read(
                    {path}, {}, report, [](std::int64_t, std::int64_t) {}, CancelToken());
        return test::writeAndOpen(content, m_dir.path().toStdString());
    }

private Q_SLOTS:
    void init() {
        if (qEnvironmentVariableIsEmpty("UP5_DATA_DIR")) {
            QSKIP("UP5_DATA_DIR does not name the folder with the real data sets");
        }
    }

    void insuranceLeaveOneOut() {
        const Dataset dataset = import("insurance/Train.csv");
        const Split split = Split::make(dataset, {});
        QCOMPARE(split.usersWithTarget(SplitPart::Test).size(), std::size_t(29132));
        QCOMPARE(split.usersWithTarget(SplitPart::Validation).size(), std::size_t(29132 - 22732));
        CandidateOptions options;
        options.source = NegativeSource::AllUnowned;
        const CandidateSet set = drawCandidates(dataset, split, SplitPart::Test, options);
        checkCandidates(set, dataset, split);
        const Hits hits = popularityHits(dataset, split, set);
        qInfo().noquote() << shown(hits);
        QVERIFY2(within(hits, {77.5, 86.0, 89.8, 97.1}, 0.5), qPrintable(shown(hits)));
    }

    void insuranceByUser() {
        const Dataset dataset = import("insurance/Train.csv");
        SplitOptions byUser;
        byUser.kind = SplitKind::ByUser8To1To1;
        const Split split = Split::make(dataset, byUser);
        QCOMPARE(split.usersWithTarget(SplitPart::Validation).size(), std::size_t(2913));
        QCOMPARE(split.usersWithTarget(SplitPart::Test).size(), std::size_t(2913));
        CandidateOptions options;
        options.source = NegativeSource::AllUnowned;
        const CandidateSet set = drawCandidates(dataset, split, SplitPart::Test, options);
        checkCandidates(set, dataset, split);
        const Hits popularity = popularityHits(dataset, split, set);
        QVERIFY2(within(popularity, {77.8, 86.0, 89.9, 97.0}, 2), qPrintable(shown(popularity)));
        const Hits exact = exactBasketHits(dataset, split, set);
        qInfo().noquote() << "popularity" << shown(popularity) << "exact basket" << shown(exact);
        QVERIFY2(within(exact, {84.0, 93.2, 96.8, 99.4}, 2), qPrintable(shown(exact)));
        QVERIFY2(exact[0] > popularity[0] + 4, qPrintable(shown(exact)));
    }

    void insuranceByPair() {
        const Dataset dataset = import("insurance/Train.csv");
        SplitOptions byPair;
        byPair.kind = SplitKind::ByPair8To1To1;
        const Split split = Split::make(dataset, byPair);
        std::map<SplitPart, std::size_t> pairs;
        for (int user = 0; user < dataset.numUsers(); ++user) {
            pairs[SplitPart::Train] += split.trainItems(user).size();
            for (const SplitPart part : {SplitPart::Validation, SplitPart::Test}) {
                pairs[part] += split.targets(part, user).size();
            }
        }
        QCOMPARE(pairs[SplitPart::Train], std::size_t(53083)); // spec A4
        QCOMPARE(pairs[SplitPart::Validation], std::size_t(6635));
        QCOMPARE(pairs[SplitPart::Test], std::size_t(6635));
    }

    void movieLens1M() {
        const Dataset dataset = import("ml-1m.zip");
        const Split split = Split::make(dataset, {});
        for (int user = 0; user < dataset.numUsers(); ++user) { // spec I.2
            QCOMPARE(split.trainItems(user).size(), dataset.history(user).size() - 2);
        }
        for (const SplitPart part : {SplitPart::Validation, SplitPart::Test}) {
            const CandidateSet set = drawCandidates(dataset, split, part, {});
            checkCandidates(set, dataset, split);
            QCOMPARE(set.users.size(), std::size_t(6040));
            QCOMPARE(set.items.size(), std::size_t(6040 * 101));
            QCOMPARE(set.shortUsers, std::int64_t(0));
            const Hits hits = popularityHits(dataset, split, set);
            qInfo().noquote() << toString(part) << shown(hits);
            QVERIFY2(std::abs(hits[0] - 10.0) <= 1.5 && std::abs(hits[3] - 45.2) <= 1.5,
                     qPrintable(shown(hits)));
        }
    }

    void movieLens1MPublishedIds() {
        const Dataset dataset = import("ml-1m.zip");
        const Split split = Split::make(dataset, {});
        CandidateOptions options;
        options.source = NegativeSource::Ids0To6039;
        const CandidateSet set = drawCandidates(dataset, split, SplitPart::Test, options);
        checkCandidates(set, dataset, split);
        // 3,883 of the 6,040 ids are movies: 35.7 % of the draws are none (spec A3).
        const double impossible = 100.0 * static_cast<double>(set.impossible) / (6040.0 * 100);
        QVERIFY2(std::abs(impossible - 35.7) < 0.3, qPrintable(QString::number(impossible)));
    }
};

QTEST_GUILESS_MAIN(TestPopularity)
#include "tst_popularity.moc"
