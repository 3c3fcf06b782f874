// Mixtures as stored: subsets, averages, the cross-leak matrix, the report section, and the place beside the
// paper's Tables 8 and 9.
#include <QtCore/QTemporaryDir>
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>

#include <cmath>

#include "report/figures.h"
#include "report/mixture_seeds.h"
#include "report/paper_table.h"
#include "report/renderers.h"
#include "report/report_data.h"
#include "report/sections.h"
#include "support/report_records.h"

using namespace up5;
using namespace up5::report;
using namespace up5::test;

namespace {

const Table* tableStarting(const Section& section, const std::string& caption) {
    for (const Block& block : section.blocks) {
        const Table* table = std::get_if<Table>(&block);
        if (table != nullptr && table->caption.starts_with(caption)) {
            return table;
        }
    }
    return nullptr;
}

std::vector<RunRecord> audit() {
    RunRecord probe = probeRecord("p", "b", 0.64, 0.6, 0.68);
    addLeak(probe, "age", 0.62, 0.58, 0.66);
    std::vector<RunRecord> records = {backboneRecord("b"), probe, mixtureRecord("m", "b", 10, 0.53, 0.7),
                                      mixtureRecord("m0", "b", 0, 0.6, 0.72)};
    for (RunRecord& record : records) {
        record = withSpec(record);
    }
    return records;
}

} // namespace

class TestMixture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySubsetHasItsFigures() {
        const std::optional<Mixture> mixture = mixtureOf(mixtureRecord("m", "b", 10, 0.53, 0.7));
        QVERIFY(mixture.has_value());
        QCOMPARE(mixture->label, std::string("mixture λ = 10, n_out = 15"));
        QCOMPARE(mixture->subsets.size(), std::size_t{3});
        const MixtureSubset& age = mixture->subsets[1];
        QCOMPARE(age.key, std::string("age"));
        QVERIFY(age.removes("age") && !age.removes("gender"));
        QVERIFY(std::abs(age.attributes[0].auc->value - 0.57) < 1e-12);
        QVERIFY(std::abs(age.attributes[1].auc->value - 0.54) < 1e-12);
        QCOMPARE(age.attributes[1].treated, std::vector<std::string>{"age"});
        QVERIFY(std::abs(age.rankingFigure("hit@k", "direct", 10)->value - 0.69 * 0.8) < 1e-12);
        QVERIFY(std::abs(mixtureOf(mixtureRecord("m", "b", 10, 0.53, 0.7), "validation")
                             ->subsets[2]
                             .rankingFigure("hit@k", "sequential", 10)
                             ->value -
                         0.69) < 1e-12);
        RunRecord weighed = mixtureRecord("m", "b", 10, 0.53, 0.7);
        weighed.options["lambdas"] = "age=30";
        QCOMPARE(mixtureOf(weighed)->label, std::string("mixture λ = 10 (age=30), n_out = 15"));
        RunRecord failed = mixtureRecord("m", "b", 10, 0.53, 0.7);
        failed.run.state = store::RunState::Failed;
        QVERIFY(!mixtureOf(failed));
        QVERIFY(!mixtureOf(backboneRecord("b")));
    }

    void averagesAreOverTheRemovedAttributes() {
        const Mixture mixture = *mixtureOf(mixtureRecord("m", "b", 10, 0.53, 0.7));
        QVERIFY(std::abs(averageAuc(mixture.subsets[1], AucChoice::UserSpan)->value - 0.54) < 1e-12);
        QVERIFY(std::abs(averageAuc(mixture.subsets[2], AucChoice::UserSpan)->value - 0.535) < 1e-12);
        const metrics::Estimate pair = *averageAuc(mixture.subsets[2], AucChoice::UserSpan);
        const auto bound = [&](double metrics::Estimate::*side) {
            return ((*mixture.subsets[2].attributes[0].auc).*side +
                    (*mixture.subsets[2].attributes[1].auc).*side) /
                   2;
        };
        QVERIFY(std::abs(pair.low - bound(&metrics::Estimate::low)) < 1e-12);
        QVERIFY(std::abs(pair.high - bound(&metrics::Estimate::high)) < 1e-12);
        QVERIFY(!averageAuc(mixture.subsets[2], AucChoice::Strongest)); // these records have none
    }

    void theMatrixBeginsWithTheUntreatedModel() {
        const std::vector<RunRecord> records = audit();
        const CrossLeak leak = crossLeak(*mixtureOf(records[2]), comparisonPoints(records, {}));
        QCOMPARE(leak.rows.size(), std::size_t{4});
        QCOMPARE(leak.choice, AucChoice::UserSpan);
        const HeatMap map = leak.heatMap();
        QCOMPARE(map.rows.front(), std::string("untreated"));
        QCOMPARE(map.rows.back(), std::string("gender, age removed"));
        QCOMPARE(map.sides.front().cells[0][0].auc->value, 0.64);
        QVERIFY(!map.sides.front().cells[0][0].marked);
        QVERIFY(map.sides.front().cells[1][0].marked && !map.sides.front().cells[1][1].marked);
        QCOMPARE(map.top, 0.64);
        // Without an untreated probe there is no such row.
        QCOMPARE(crossLeak(*mixtureOf(records[2]), {}).rows.size(), std::size_t{3});
    }

    void figuresOfSubsetsAreNoneOfTheRun() {
        const std::vector<RunRecord> records = audit();
        for (const ComparisonPoint& point : comparisonPoints(records, {})) {
            QVERIFY(point.run != "m" && point.run != "m0");
        }
    }

    /// The subset stands in the label; its hits are those that the mixture's own run measured.
    void aProbeOfAMixtureSaysWhatWasRemoved() {
        std::vector<RunRecord> records = audit();
        RunRecord probe = probeRecord("pm", "b", 0.5, 0.45, 0.55);
        probe.run.promptRun = "m";
        probe.options["remove"] = "age";
        records.push_back(probe);
        const std::vector<ComparisonPoint> points = comparisonPoints(records, {});
        const auto found = std::find_if(points.begin(), points.end(),
                                        [](const ComparisonPoint& point) { return point.run == "pm"; });
        QVERIFY(found != points.end());
        QVERIFY2(found->label.starts_with("mixture λ = 10, n_out = 15, age removed"), found->label.c_str());
        QCOMPARE(found->treated, std::vector<std::string>{"age"});
        QCOMPARE(found->auc->value, 0.5);
        QVERIFY(std::abs(found->rankingFigure("hit@k", "sequential", 10)->value - 0.69) < 1e-12);
    }

    void theFiguresStandBesideThePaper() {
        const std::vector<RunRecord> records = audit();
        PaperRequest request;
        request.table = 8;
        request.dataset = records.front().run.dataset;
        request.paperDataset = "MovieLens";
        const PaperTable table = paperTable(records, request);
        const auto cell = [&](const std::string& model, const std::string& quantity) {
            for (std::size_t row = 0; row < table.quantities.size(); ++row) {
                for (std::size_t column = 0; column < table.subjects.size(); ++column) {
                    const PaperSubject& subject = table.subjects[column];
                    if (table.quantities[row].title == quantity && subject.title == model &&
                        subject.attributes == std::vector<std::string>{"gender", "age"}) {
                        return table.cells[row][column];
                    }
                }
            }
            return PaperCell{};
        };
        QCOMPARE(cell("CFP", "hit@1").published.value_or(0), 16.33);
        QCOMPARE(cell("C-PMF", "avg. AUC").published.value_or(0), 58.03);
        QVERIFY(!cell("C-PMF", "avg. AUC").ours);
        const std::optional<PaperFigure> ours = cell("CFP", "avg. AUC").ours;
        QVERIFY(ours && std::abs(ours->estimate.value - 0.535) < 1e-12);
        QVERIFY(std::any_of(table.notes.begin(), table.notes.end(), [](const std::string& note) {
            return note.find("does not state the task") != std::string::npos;
        }));
    }

    void theSectionShowsEverySubset() {
        const QTemporaryDir folder;
        std::vector<RunRecord> records = audit();
        ReportData data = assembleReport(records, folder.path().toStdString(), {.runs = {"m"}});
        // Asked for: the mixture. Beside it: its control, the untreated probe, the backbone.
        QCOMPARE(data.runs.size(), std::size_t{4});
        QCOMPARE(data.mixtures.size(), std::size_t{1});
        QCOMPARE(data.mixtures.front().mixtures.front().run, std::string("m0"));
        const Section section = mixtureSection(data);
        const Table* direct = tableStarting(section, "Small set: attributes removed together, direct");
        QVERIFY(direct != nullptr);
        QCOMPARE(direct->columns.size(), std::size_t{4}); // removed, figure, control, mixture
        QCOMPARE(direct->rows.size(), std::size_t{6});    // of gender and age together
        QCOMPARE(direct->rows[0].cells[0].text, std::string("gender, age"));
        QCOMPARE(direct->rows[4].cells[3].text, std::string("53.5"));
        const Table* sequential =
            tableStarting(section, "Small set: attributes removed together, sequential");
        QCOMPARE(sequential->columns.size(), std::size_t{4});
        const Table* cross = tableStarting(section, "Small set, mixture λ = 10");
        QVERIFY(cross != nullptr);
        QCOMPARE(cross->rows.size(), std::size_t{4});
        QCOMPARE(cross->rows[1].cells[3].text, std::string("0.530 ■"));
        QCOMPARE(cross->rows[1].cells[3].detail.substr(0, 5), std::string("0.500"));
        const auto& sentences = std::get<BulletList>(section.blocks.front()).items;
        const auto says = [&](const std::string& text) {
            return std::any_of(sentences.begin(), sentences.end(), [&](const Sentence& sentence) {
                return sentence.text.find(text) != std::string::npos;
            });
        };
        QVERIFY(says("1,327,104 (2.18 % of the backbone's weights, 1.21 %"));
        QVERIFY(says("age is read best, with AUC 0.540"));
        QVERIFY(says("it is no test"));
        QVERIFY(says("Kept is the last state of the mixture."));
        int figures = 0;
        for (const Block& block : section.blocks) {
            if (const Figure* figure = std::get_if<Figure>(&block)) {
                QVERIFY(svgOf(*figure).find("<svg") != std::string::npos);
                ++figures;
            }
        }
        QCOMPARE(figures, 2);
        QVERIFY(renderCsv(data).find(",gender+age,10,") != std::string::npos);
        QVERIFY(nlohmann::json::parse(renderJson(data)).at("mixtures").size() == 2);
    }

    void theSectionSaysWhichStateWasKept_data() {
        QTest::addColumn<double>("auc"); ///< of the state that was kept, on validation users
        QTest::addColumn<bool>("missed");
        QTest::newRow("within tau") << 0.57 << false;
        QTest::newRow("none within tau") << 0.612 << true;
    }
    void theSectionSaysWhichStateWasKept() {
        QFETCH(double, auc);
        QFETCH(bool, missed);
        const QTemporaryDir folder;
        std::vector<RunRecord> records = audit();
        records[2].options.update({{"selection", "hit_below_tau"}, {"tau", 0.57}, {"restarts", 2}});
        store::MetricRow kept;
        kept.name = "selected_auc";
        kept.value = auc;
        records[2].metrics.push_back(kept);
        const Section section =
            mixtureSection(assembleReport(records, folder.path().toStdString(), {.runs = {"m"}}));
        std::string text;
        for (const Sentence& sentence : std::get<BulletList>(section.blocks.front()).items) {
            text += sentence.text + "\n";
        }
        QVERIFY2(
            text.find("of 2 mixtures trained from different starts with the best hit@10 among those whose "
                      "strongest logistic probe has an AUC of at most 0.570") != std::string::npos,
            text.c_str());
        QVERIFY(text.find("Both are measured with all attributes removed.") != std::string::npos);
        QCOMPARE(text.find("no validated state has an AUC of at most 0.570 on validation users; kept is that "
                           "with the lowest, 0.612.") != std::string::npos,
                 missed);
    }

    void severalSeedsAreOneSetting() {
        std::vector<RunRecord> records = audit();
        RunRecord other = mixtureRecord("m2", "b", 10, 0.55, 0.72), again = other, elsewhere = other;
        other.run.seed = again.run.seed = 7;
        other.run.finished = "2026-11-20T10:00:00Z";
        again.run.id = "m3";
        again.run.finished = "2026-11-20T11:00:00Z";
        elsewhere.run.id = "m4";
        elsewhere.run.mixedPrompts.back() = "another age prompt";
        for (RunRecord* record : {&other, &again, &elsewhere}) {
            records.push_back(withSpec(*record));
        }
        // Those with a seed again count once, the newer; the older stands alone.
        QCOMPARE(mixturesBySetting(records, "b"),
                 (std::vector<std::vector<std::string>>{{"m", "m3"}, {"m0"}, {"m2"}, {"m4"}}));
        QVERIFY(mixturesBySetting(records, "another backbone").empty());

        const MixtureMean mean =
            meanOverSeeds({*mixtureOf(mixtureRecord("m", "b", 10, 0.51, 0.7)), *mixtureOf(again)});
        QCOMPARE(mean.seeds, 2);
        QCOMPARE(mean.mixture.subsets.size(), std::size_t{3});
        const MixtureSubset& both = mean.mixture.subsets[2];
        QCOMPARE(both.key, std::string("gender+age"));
        const metrics::Estimate& auc = *both.attributes[0].auc; // of 0.51 and 0.55
        QVERIFY(std::abs(auc.value - 0.53) < 1e-12);
        // t(0.975, 1) = 12.706, and a standard error of half their difference; 0.03 either way over users
        QVERIFY(std::abs(auc.high - auc.value - std::hypot(12.7062 * 0.02, 0.03)) < 1e-5);
        QVERIFY(std::abs(both.rankingFigure("hit@k", "sequential", 10)->value - 0.69) < 1e-12);
        QCOMPARE(both.attributes[0].runs, (std::vector<std::string>{"m", "m3"}));
        // The intervals of one begin at 0.48 and, over all tokens, 0.49, those of the other at 0.52.
        const SeedLeaks leaks = mean.leaksOf("gender+age", "gender");
        QCOMPARE(leaks.models, 2);
        QCOMPARE(leaks.leaking, 1);
        QCOMPARE(mean.leaksOf("nothing", "gender").models, 0);
    }
};

QTEST_MAIN(TestMixture)
#include "tst_mixture.moc"
