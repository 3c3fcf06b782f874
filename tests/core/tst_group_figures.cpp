// Groups of users: cuts by attributes, per-user figures from ranks, worst first, and what a report says.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include "base/atomic_file.h"
#include "report/group_audit.h"
#include "report/renderers.h"
#include "report/sections.h"
#include "support/expect_error.h"
#include "support/report_records.h"
#include "support/small_dataset.h"

using namespace up5;
using namespace up5::report;
using namespace up5::test;

namespace {

constexpr int kUsers = 120;

/// 120 users: sex F, M alternate; age young, old, rare by thirds of ten users … the last four are "rare", the
/// first two have no age.
data::Dataset attributedSet(const std::filesystem::path& folder) {
    data::DatasetContent content = variedContent(kUsers, 9, 40, true);
    data::Attribute sex{"sex", {"F", "M"}, {}, {}};
    data::Attribute age{"age", {"young", "old", "rare"}, {}, {}};
    for (int user = 0; user < kUsers; ++user) {
        sex.values.push_back(user % 2);
        age.values.push_back(user < 2 ? -1 : user >= kUsers - 4 ? 2 : (user / 2) % 2);
    }
    content.attributes = {sex, age};
    return writeAndOpen(content, folder);
}

/// Every user's rank: `female` for even users, `male` for odd ones.
store::UserValues ranksBySex(double female, double male, const std::string& task = "sequential") {
    store::UserValues ranks{"rank", "test", task, "", {}, {}};
    for (int user = 0; user < kUsers; ++user) {
        ranks.users.push_back(user);
        ranks.values.push_back(user % 2 == 0 ? female : male);
    }
    return ranks;
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

class TestGroupFigures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_dataset.emplace(attributedSet(m_folder.path().toStdString())); }

    void metricNames() {
        QVERIFY((rankingMetricFromText("hit@10") == RankingMetric{"hit@k", 10}));
        QVERIFY((rankingMetricFromText("NDCG@5") == RankingMetric{"ndcg@k", 5}));
        QVERIFY((rankingMetricFromText("MRR") == RankingMetric{"mrr", 0}));
        UP5_EXPECT_ERROR(rankingMetricFromText("hit@7"), ErrorCode::InvalidInput, "hit@7");
    }

    void severalTargetsOfAUserAreAveraged() {
        const store::UserValues ranks{"rank", "test", "direct", "", {3, 3, 8}, {1, 20, 2}};
        const PerUserValues hits = perUserMetric(ranks, {"hit@k", 10});
        QCOMPARE(hits.users, (std::vector<std::int32_t>{3, 8}));
        QCOMPARE(hits.values, (std::vector<double>{0.5, 1}));
        QCOMPARE(perUserMetric(ranks, {"mrr", 0}).values, (std::vector<double>{(1 + 1.0 / 20) / 2, 0.5}));
        // 1/log2(2 + 1)
        QVERIFY(std::abs(perUserMetric(ranks, {"ndcg@k", 10}).values[1] - 0.6309297536) < 1e-9);
    }

    void changesArePairedByUser() {
        const PerUserValues change = pairedChange({{1, 2, 5}, {1, 0, 1}}, {{2, 3, 5}, {1, 1, 0.5}});
        QCOMPARE(change.users, (std::vector<std::int32_t>{2, 5}));
        QCOMPARE(change.values, (std::vector<double>{-1, 0.5}));
    }

    void intersectionsAreGroups() {
        const UserPartition one = partitionUsers(*m_dataset, {"age"});
        QCOMPARE(one.names, (std::vector<std::string>{"young", "old", "rare"}));
        const UserPartition both = partitionUsers(*m_dataset, {"sex", "age"});
        QCOMPARE(both.title, std::string("sex × age"));
        QCOMPARE(both.names, (std::vector<std::string>{"F × young", "F × old", "F × rare", "M × young",
                                                       "M × old", "M × rare"}));
        QCOMPARE(both.groupOf[0], -1); // no age
        QCOMPARE(both.names[static_cast<std::size_t>(both.groupOf[2])], std::string("F × old"));
        QCOMPARE(both.names[static_cast<std::size_t>(both.groupOf[119])], std::string("M × rare"));
        UP5_EXPECT_ERROR(partitionUsers(*m_dataset, {"shoes"}), ErrorCode::NotFound, "shoes");
        UP5_EXPECT_ERROR(partitionUsers(*m_dataset, {"sex", "sex"}), ErrorCode::InvalidInput, "twice");
        UP5_EXPECT_ERROR(partitionUsers(*m_dataset, {}), ErrorCode::InvalidInput, "at least one");
    }

    void worstFirstWithGapAndReference() {
        const PerUserValues values = perUserMetric(ranksBySex(20, 2), {"hit@k", 10});
        const GroupFigures figures = groupFigures(values, partitionUsers(*m_dataset, {"sex"}), "M");
        QCOMPARE(figures.groups.size(), std::size_t{2});
        QCOMPARE(figures.groups[0].group, std::string("F"));
        QCOMPARE(figures.groups[0].mean.value, 0.0);
        QCOMPARE(figures.groups[1].mean.value, 1.0);
        QCOMPARE(figures.groups[1].mean.n, 60);
        QCOMPARE(figures.all.value, 0.5);
        QCOMPARE(figures.gap->gap.value, 1.0);
        QCOMPARE(figures.gap->worst, std::string("F"));
        QVERIFY(figures.gap->p < 0.001);
        QCOMPARE(figures.against.size(), std::size_t{1});
        QCOMPARE(figures.against[0].difference.value, -1.0);
        QCOMPARE(figures.against[0].ratio.value, 0.0);
        QVERIFY(figures.against[0].adjustedP < 0.001);
    }

    void smallAndUnknownGroupsAreLeftOut() {
        const PerUserValues values = perUserMetric(ranksBySex(20, 2), {"hit@k", 10});
        const UserPartition age = partitionUsers(*m_dataset, {"age"});
        const GroupFigures figures = groupFigures(values, age);
        QCOMPARE(figures.unknown, 2);
        QCOMPARE(figures.all.n, 118);
        QCOMPARE(figures.groups.back().group, std::string("rare")); // whatever its mean
        QVERIFY(figures.groups.back().small);
        QCOMPARE(figures.groups.back().mean.n, 4);
        QCOMPARE(figures.against.size(), std::size_t{1});
        QVERIFY(figures.gap->gap.n == 114 && figures.gap->worst != "rare" && figures.gap->best != "rare");
        UP5_EXPECT_ERROR(groupFigures(values, age, "rare"), ErrorCode::InvalidInput, "4 users");
        UP5_EXPECT_ERROR(groupFigures(values, age, "ancient"), ErrorCode::NotFound, "young, old, rare");
        const PerUserValues outside{{kUsers}, {1}};
        UP5_EXPECT_ERROR(groupFigures(outside, age), ErrorCode::Corrupt, "user 120");
    }

    /// The same figures as NumPy's from the ranks and groups in the golden file.
    void agreesWithNumPy() {
        const auto golden = readJsonFile(UP5_SOURCE_DIR "/tests/golden/groups.json");
        int checked = 0;
        for (const auto& row : golden.at("cases")) {
            const store::UserValues ranks{"rank", "test", "sequential", "", row.at("users"), row.at("ranks")};
            UserPartition partition{"group", {}, row.at("group_of").get<std::vector<std::int32_t>>()};
            for (int group = 0; group < row.at("groups").get<int>(); ++group) {
                partition.names.push_back(std::to_string(group));
            }
            const GroupFigures figures = groupFigures(perUserMetric(ranks, {row.at("metric"), row.at("k")}),
                                                      partition, row.at("reference"));
            QCOMPARE(figures.unknown, row.at("unknown").get<int>());
            QCOMPARE(figures.groups.size(), row.at("order").size());
            for (std::size_t i = 0; i < figures.groups.size(); ++i) {
                const GroupMean& group = figures.groups[i];
                QCOMPARE(group.group, row.at("order").at(i).get<std::string>());
                QVERIFY(std::abs(group.mean.value - row.at("means").at(group.group).get<double>()) < 1e-12);
                ++checked;
            }
            QVERIFY(std::abs(figures.gap->gap.value - row.at("gap").get<double>()) < 1e-12);
            for (const GroupComparison& comparison : figures.against) {
                const auto& expected = row.at("against").at(comparison.group);
                QVERIFY(std::abs(comparison.difference.value - expected.at(0).get<double>()) < 1e-12);
                QVERIFY(std::abs(comparison.ratio.value - expected.at(1).get<double>()) < 1e-12);
                QVERIFY(comparison.difference.low <= comparison.difference.value &&
                        comparison.difference.value <= comparison.difference.high);
            }
        }
        QVERIFY(checked >= 20);
    }

    void reportSaysWhoPays() {
        const ReportData data = report();
        QCOMPARE(data.groups.size(), std::size_t{1});
        const GroupAudit& audit = data.groups.front();
        QCOMPARE(audit.models.size(), std::size_t{3}); // untreated, control, CFP
        QVERIFY(!audit.models[0].change && audit.models[1].change && audit.models[2].change);
        QCOMPARE(audit.models[2].change->groups.front().group, std::string("F"));
        QCOMPARE(audit.models[2].change->groups.front().mean.value, -1.0);
        QCOMPARE(audit.models[1].change->groups.front().mean.value, 0.0);
        QCOMPARE(audit.comparisons, 5); // M against F in three models and two changes

        std::string text;
        for (const Block& block : groupsSection(data).blocks) {
            if (const auto* table = std::get_if<Table>(&block)) {
                text += table->caption;
                for (const TableRow& row : table->rows) {
                    QCOMPARE(row.cells.size(), table->columns.size());
                    for (const Cell& cell : row.cells) {
                        text += cell.text + "\n";
                    }
                }
            } else if (const auto* list = std::get_if<BulletList>(&block)) {
                for (const Sentence& sentence : list->items) {
                    text += sentence.text + "\n";
                }
            } else if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
                text += paragraph->sentences.front().text;
            }
        }
        for (const char* part : {"who pays", "5 comparisons", "Holm", "−100.0", "the groups do not pay alike",
                                 "no more than chance may give"}) {
            QVERIFY2(contains(text, part), (part + ("\nnot in:\n" + text)).c_str());
        }
        const std::string csv = renderCsv(data);
        QVERIFY(contains(csv, ",group_change/hit@k,test,sequential,gender,F,,10,"));
        QVERIFY(contains(csv, ",group_gap/hit@k,"));
        const auto json = nlohmann::json::parse(renderJson(data));
        QCOMPARE(json.at("groups").at(0).at("models").size(), std::size_t{3});
    }

    void withoutRanksThereIsNoSection() {
        ReportData data = report();
        data.groups.clear();
        QVERIFY(groupsSection(data).blocks.empty());
    }

    void stabilityIsReported() {
        RunRecord run = runRecord("20261123-150000-000-stab", "stability", "base", nlohmann::json::object());
        run.run.attributes = {"gender"};
        run.run.promptRun = "cfp";
        const auto add = [&](const char* name, int k, double value) {
            run.metrics.push_back(
                {name, "test", "sequential", "gender", "", k, 0, value, value - 0.01, value + 0.01, 90});
        };
        add("list_overlap@k", 10, 0.625);
        add("list_rbo", 0, 0.55);
        for (const std::string suffix : {"", "/prompt"}) {
            add(("matched_overlap_other@k" + suffix).c_str(), 10, 0.3);
            add(("matched_overlap_same@k" + suffix).c_str(), 10, suffix.empty() ? 0.4 : 0.305);
            add(("matched_overlap_difference@k" + suffix).c_str(), 10, suffix.empty() ? 0.1 : 0.005);
        }
        ReportData data;
        QVERIFY(stabilitySection(data).blocks.empty());
        data.runs.push_back({run, false, ""});
        const Section section = stabilitySection(data);
        const auto& sentences = std::get<BulletList>(section.blocks.front()).items;
        QCOMPARE(sentences.size(), std::size_t{3});
        QVERIFY(contains(sentences[0].text, "0.625 (0.615 to 0.635) of the first 10 items stay"));
        QVERIFY(contains(sentences[1].text, "lists depend on the attribute"));
        QVERIFY(contains(sentences[2].text, "no dependence on the attribute shows"));
        QCOMPARE(std::get<Table>(section.blocks.back()).rows.size(), std::size_t{2});
    }

private:
    /// Untreated and control rank alike; the CFP ruins the lists of women.
    ReportData report() const {
        data::DatasetContent content = variedContent(kUsers, 9, 40, true);
        data::Attribute gender{"gender", {"F", "M"}, {}, {}};
        for (int user = 0; user < kUsers; ++user) {
            gender.values.push_back(user % 2);
        }
        content.attributes = {gender};
        const std::string hash = data::writeDataset(content, m_folder.path().toStdString());
        std::vector<RunRecord> records = {
            backboneRecord("20261123-100000-000-base"),
            evaluateRecord("20261123-100100-000-eval", "20261123-100000-000-base", 0.7),
            probeRecord("20261123-100200-000-prob", "20261123-100000-000-base", 0.6, 0.55, 0.65),
            cfpRecord("20261123-110000-000-ctrl", "20261123-100000-000-base", 0, 2022, 0.6, 0.55, 0.65, 0.7),
            cfpRecord("20261123-120000-000-cfp5", "20261123-100000-000-base", 5, 2022, 0.5, 0.45, 0.55, 0.5)};
        records[1].ranks = {ranksBySex(2, 2)};
        records[3].ranks = {ranksBySex(2, 2)};
        records[4].ranks = {ranksBySex(30, 2)};
        for (RunRecord& record : records) {
            record.run.dataset = hash;
            record = withSpec(record);
        }
        return assembleReport(records, m_folder.path().toStdString(), {});
    }

    QTemporaryDir m_folder;
    std::optional<data::Dataset> m_dataset;
};

QTEST_GUILESS_MAIN(TestGroupFigures)
#include "tst_group_figures.moc"
