// `up5 groups` and stability runs on the command line, on a real tiny backbone.
#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

#include "support/command_line_fixture.h"

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;
using up5::test::Outcome;

class TestCliGroups : public QObject, private up5::test::CommandLineFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        generateSmall();
        const Outcome trained = up5(
            {u"run"_s, u"backbone"_s, u"--set"_s, u"preset=tiny"_s, u"--set"_s, u"epochs=1"_s, u"--wait"_s});
        QVERIFY2(trained.code == 0, qPrintable(trained.errors));
        m_backbone = trained.output.section(u'\n', 0, 0).trimmed();
    }

    void tableHasGroupsAndGap() {
        const Outcome shown = up5({u"groups"_s, m_backbone, u"--attribute"_s, u"gender"_s});
        QVERIFY2(shown.code == 0, qPrintable(shown.errors));
        for (const QString& part :
             {u"hit@10"_s, u"p (Holm)"_s, u"reference"_s, u"Largest gap: "_s, u"Comparisons: 1."_s}) {
            QVERIFY2(shown.output.contains(part), qPrintable(part + u'\n' + shown.output));
        }
    }

    /// The mean over groups, weighted by their users, is the run's own figure.
    void jsonAddsUpToTheRunsFigure() {
        const json groups = jsonOf({u"groups"_s, m_backbone, u"--attribute"_s, u"gender"_s, u"--metric"_s,
                                    u"NDCG@10"_s, u"--json"_s, u"--against"_s, m_backbone});
        QCOMPARE(groups.at("k").get<int>(), 10);
        double sum = 0;
        int users = 0;
        const json& figures = groups.at("figures");
        double before = -1;
        for (const json& group : figures.at("groups")) {
            QVERIFY(group.at("value").get<double>() >= before); // worst first
            before = group.at("value");
            sum += group.at("value").get<double>() * group.at("n").get<int>();
            users += group.at("n").get<int>();
        }
        QCOMPARE(users, 120);
        const json shown = jsonOf({u"show"_s, m_backbone, u"--json"_s});
        for (const json& metric : shown.at("metrics")) {
            if (metric.at("name") == "ndcg@k" && metric.at("task") == "sequential" &&
                metric.at("split") == "test") {
                QVERIFY(std::abs(metric.at("value").get<double>() - sum / users) < 1e-12);
                QCOMPARE(metric.at("value").get<double>(), figures.at("all").at("value").get<double>());
            }
        }
        for (const json& group : groups.at("change").at("groups")) {
            QCOMPARE(group.at("value").get<double>(), 0.0); // of a run against itself
        }
    }

    void wrongUseIsRefused() {
        const auto refused = [&](const QStringList& more, int code, const QString& mentions) {
            const Outcome outcome = up5(QStringList{u"groups"_s, m_backbone} + more);
            QVERIFY2(outcome.code == code, qPrintable(outcome.errors));
            QVERIFY2(outcome.errors.contains(mentions), qPrintable(outcome.errors));
        };
        const QString attribute = u"--attribute"_s;
        refused({}, 2, u"--attribute"_s);
        refused({attribute, u"age"_s}, 3, u"gender"_s);
        refused({attribute, u"gender"_s, attribute, u"gender"_s}, 2, u"twice"_s);
        refused({attribute, u"gender"_s, u"--metric"_s, u"auc"_s}, 2, u"NDCG@10"_s);
        refused({attribute, u"gender"_s, u"--reference"_s, u"X"_s}, 3, u"there are"_s);
        refused({attribute, u"gender"_s, u"--task"_s, u"both"_s}, 2, u"--task"_s);
    }

    void stabilityRunsAndStoresItsFigures() {
        const Outcome done = up5({u"run"_s, u"stability"_s, u"--attribute"_s, u"gender"_s, u"--set"_s,
                                  u"users=40"_s, u"--set"_s, u"resamples=100"_s, u"--wait"_s});
        QVERIFY2(done.code == 0, qPrintable(done.errors));
        QVERIFY2(done.output.contains(u"matched_overlap_difference@10"_s), qPrintable(done.output));
        const QString run = done.output.section(u'\n', 0, 0).trimmed();
        const Outcome none = up5({u"groups"_s, run, u"--attribute"_s, u"gender"_s});
        QCOMPARE(none.code, 3);
        QVERIFY2(none.errors.contains(u"has no ranks"_s), qPrintable(none.errors));
        const Outcome refused = up5({u"run"_s, u"stability"_s});
        QCOMPARE(refused.code, 2);
        QVERIFY(refused.errors.contains(u"sensitive attribute"_s));
    }

private:
    QString m_backbone;
};

QTEST_GUILESS_MAIN(TestCliGroups)
#include "tst_cli_groups.moc"
