// Bold type and marks of the paper's tables: only where a test of the same users says so.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <cmath>

#include "report/paper_marks.h"
#include "support/expect_error.h"
#include "support/paper_records.h"
#include "support/small_dataset.h"

using namespace up5;
using namespace up5::report;
using namespace up5::test;

namespace {

constexpr int kUsers = 400;

data::Dataset markedDataset(const QTemporaryDir& folder) {
    data::DatasetContent content = variedContent(kUsers, 20, 60, true);
    const std::string hash = data::writeDataset(content, folder.path().toStdString());
    return data::Dataset::open(folder.path().toStdString(), hash);
}

store::UserValues ranksOf(const std::string& task, double worse) {
    store::UserValues values{"rank", "test", task, "", {}, {}};
    for (int user = 0; user < kUsers; ++user) {
        values.users.push_back(user);
        const double rank = 1 + (user * 7) % 20;
        values.values.push_back(user % 10 < worse * 10 ? rank + 10 : rank);
    }
    return values;
}

} // namespace

class TestPaperMarks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void bestIsBoldOnlyBeyondChance() {
        QTemporaryDir folder;
        const data::Dataset dataset = markedDataset(folder);
        const std::vector<RunRecord> records = comparable(workspace());
        const auto valuesOf = [](const std::string& run, const std::string& removed) {
            std::vector<store::UserValues> values;
            if (run == "cfp 10, seed 1") {
                values.push_back(ranksOf("direct", 0));
            } else if (run == "c-pmf") {
                values.push_back(ranksOf("direct", 0.4));
            } else if (run == "c-sx" && removed == "gender") {
                values.push_back(ranksOf("direct", 0.4));
            }
            return values;
        };
        PaperTable table = paperTable(records, request(4));
        markDifferences(table, records, valuesOf, dataset);
        // Three rows of hits with three models: both baselines against CFP; CFP is the best of all.
        QCOMPARE(table.comparisons, 8);
        QVERIFY(cellAt(table, "hit@10", "gender", "CFP").best);
        QVERIFY(!cellAt(table, "hit@10", "gender", "C-PMF").best);
        QVERIFY(cellAt(table, "hit@10", "gender", "C-PMF").mark == PaperMark::Below);
        QVERIFY(cellAt(table, "hit@10", "gender", "C-SX").mark == PaperMark::Below);
        QVERIFY(cellAt(table, "hit@10", "gender", "CFP").mark == PaperMark::None);
        QVERIFY(!cellAt(table, "AUC", "gender", "CFP").best); // no scores stored

        PaperRequest pinned = request(4);
        pinned.reference = "C-PMF";
        PaperTable against = paperTable(records, pinned);
        markDifferences(against, records, valuesOf, dataset);
        QVERIFY(cellAt(against, "hit@10", "gender", "CFP").mark == PaperMark::Above);
        QVERIFY2(against.notes.back().find("above and below C-PMF. Paired tests on the same users: sign-flip "
                                           "permutation test") != std::string::npos,
                 against.notes.back().c_str());
        QVERIFY(cellAt(against, "hit@10", "gender", "C-SX").mark == PaperMark::None); // ranks alike
        pinned.reference = "nobody";
        UP5_EXPECT_ERROR(paperTable(records, pinned), ErrorCode::InvalidInput, "C-PMF");

        const auto alike = [](const std::string&, const std::string&) {
            return std::vector{ranksOf("direct", 0)};
        };
        PaperTable same = paperTable(records, request(4));
        markDifferences(same, records, alike, dataset);
        QVERIFY(!cellAt(same, "hit@10", "gender", "CFP").best);
        QVERIFY(cellAt(same, "hit@10", "gender", "C-PMF").mark == PaperMark::None);
    }

    /// One run of a fair model serves every group, each with figures of its own.
    void everySubsetOfARunIsATestOfItsOwn() {
        QTemporaryDir folder;
        const data::Dataset dataset = markedDataset(folder);
        const std::vector<RunRecord> records =
            comparable({baselineRecord("c-pmf", "c-pmf", {"gender", "age"}, 0.57, 0.50),
                        baselineRecord("c-sx", "c-sx", {"gender", "age"}, 0.60, 0.48)});
        const auto valuesOf = [](const std::string& run, const std::string& removed) {
            const bool isWorse = (run == "c-sx") == (removed == "gender");
            return std::vector{ranksOf("direct", isWorse ? 0.4 : 0)};
        };
        PaperTable table = paperTable(records, request(4));
        markDifferences(table, records, valuesOf, dataset);
        QCOMPARE(table.comparisons, 8); // four hits of two groups
        QVERIFY(cellAt(table, "hit@10", "gender", "C-PMF").best);
        QVERIFY(!cellAt(table, "hit@10", "age", "C-PMF").best); // there the runs differ the other way
    }

    /// The figures differ beyond chance, but 0.42 is no smaller leak than 0.50.
    void anAucBelowOneHalfIsNoSmallerLeak() {
        QTemporaryDir folder;
        data::DatasetContent content = variedContent(kUsers, 20, 60, true);
        data::Attribute gender{"gender", {"F", "M"}, {}, {}};
        for (int user = 0; user < kUsers; ++user) {
            gender.values.push_back(user % 2);
        }
        content.attributes = {gender};
        const std::string hash = data::writeDataset(content, folder.path().toStdString());
        const data::Dataset dataset = data::Dataset::open(folder.path().toStdString(), hash);
        const auto valuesOf = [](const std::string& run, const std::string&) {
            store::UserValues scores{"probe_auc", "test", "", "gender", {}, {}};
            for (int user = 0; user < kUsers; ++user) {
                scores.users.push_back(user);
                const double noise = std::fmod((user / 2) * 0.618, 1.0);
                scores.values.push_back(noise + (run == "c-pmf" && user % 2 == 1 ? -0.3 : 0));
            }
            return std::vector{scores};
        };
        const auto table = [&](double filterAuc, double cfpAuc) {
            const std::vector<RunRecord> records = comparable(
                {backboneRecord("b"), cfpRecord("cfp", "b", 10, 1, cfpAuc, cfpAuc - 0.02, cfpAuc + 0.02, 0.6),
                 baselineRecord("c-pmf", "c-pmf", {"gender"}, filterAuc, 0.50)});
            PaperTable marked = paperTable(records, request(4));
            markDifferences(marked, records, valuesOf, dataset);
            return marked;
        };
        const PaperTable below = table(0.42, 0.50), above = table(0.55, 0.65);
        QCOMPARE(above.comparisons, 1); // the same users and scores in both
        QVERIFY(cellAt(above, "AUC", "gender", "C-PMF").best);
        QVERIFY(!cellAt(below, "AUC", "gender", "C-PMF").best && !cellAt(below, "AUC", "gender", "CFP").best);
        QVERIFY(cellAt(below, "AUC", "gender", "C-PMF").mark == PaperMark::None);
    }

    /// CFP hits more in the mean over its seeds, but less in the runs that are tested.
    void marksNeedTheDirectionShown() {
        QTemporaryDir folder;
        const data::Dataset dataset = markedDataset(folder);
        const std::vector<RunRecord> records = comparable(workspace());
        const auto valuesOf = [](const std::string& run, const std::string&) {
            std::vector<store::UserValues> values;
            if (run == "cfp 10, seed 1" || run == "c-pmf") {
                values.push_back(ranksOf("direct", run == "c-pmf" ? 0 : 0.4));
            }
            return values;
        };
        PaperTable table = paperTable(records, request(4));
        markDifferences(table, records, valuesOf, dataset);
        QCOMPARE(table.comparisons, 4); // hits, CFP against C-PMF
        const PaperCell &cfp = cellAt(table, "hit@10", "gender", "CFP"),
                        &filter = cellAt(table, "hit@10", "gender", "C-PMF");
        QVERIFY(cfp.ours->estimate.value > filter.ours->estimate.value);
        QVERIFY(!cfp.best && !filter.best && filter.mark == PaperMark::None);
        QVERIFY(table.notes.back().find("smallest where they share none") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestPaperMarks)
#include "tst_paper_marks.moc"
