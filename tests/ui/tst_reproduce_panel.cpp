// Compare, "Reproduce": a table of the paper with ours beside it, what it would take, and queueing it.
#include <QtTest/QTest>

#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTextBrowser>

#include "jobs/sweep/sweep_plan.h"
#include "support/find_widget.h"
#include "support/page_fixture.h"
#include "ui/results/compare_page.h"
#include "ui/results/mark_chart.h"

using namespace up5;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The page on its Reproduce tab, filled.
class Window {
public:
    Window() {
        fixture.audit.addAll();
        fixture.audit.addBaseline("popularity", "", 0, 0.30);
        fixture.audit.addBaseline("pmf", "gender", 0.70, 0.50);
        fixture.audit.addBaseline("c-pmf", "gender", 0.58, 0.20);
        page = std::make_unique<ui::ComparePage>(fixture.context);
        page->resize(1100, 700);
        page->show();
        refreshed(*page);
    }
    void openReproduce() const {
        auto* tabs = find<QTabWidget>(*page, "compareTabs");
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(2).center());
    }
    void choose(const char* box, const QString& text) const {
        auto* combo = find<QComboBox>(*page, box);
        const int index = combo->findText(text, Qt::MatchStartsWith);
        QVERIFY2(index >= 0, qPrintable(text));
        combo->setCurrentIndex(index);
        QTRY_VERIFY(!page->isLoading());
    }
    QString ours() const { return find<QTextBrowser>(*page, "reproduceOurs")->toPlainText(); }
    QString estimate() const { return find<QLabel>(*page, "reproduceEstimate")->text(); }

    PageFixture fixture;
    std::unique_ptr<ui::ComparePage> page;
};

} // namespace

class TestReproducePanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oursStandsBesideThePrinted() {
        Window window;
        window.openReproduce();
        window.choose("reproduceRecipe", u"Table 4"_s);
        QTRY_VERIFY2(window.ours().contains(u"printed 16.38"_s), qPrintable(window.ours()));
        QVERIFY2(window.ours().contains(u"C-PMF"_s) && window.ours().contains(u"CFP λ = 10, n = 5"_s) &&
                     window.ours().contains(u"not measured"_s) &&
                     window.ours().contains(u"different protocol"_s),
                 qPrintable(window.ours()));
        QVERIFY2(window.estimate().startsWith(u"Sweep of "_s), qPrintable(window.estimate()));
        window.choose("reproduceRecipe", u"Figure 7"_s);
        QTRY_VERIFY2(window.ours().contains(u"Not measured yet"_s), qPrintable(window.ours()));
        // Once the seeds are those of runs that are there, whoever made them, it is drawn.
        auto* seeds = find<QLineEdit>(*window.page, "reproduceSeeds");
        seeds->setText(u"2022, 2023, 2024"_s);
        Q_EMIT seeds->editingFinished();
        auto* ours = find<QTextBrowser>(*window.page, "reproduceOurs");
        QTRY_VERIFY2(ours->toHtml().contains(u"<img src=\"data:image/png;base64,"_s),
                     qPrintable(window.ours()));
        QVERIFY2(window.ours().contains(u"Weight of the adversary on MovieLens"_s) &&
                     window.ours().contains(u"λ = 0 control"_s) &&
                     window.ours().contains(u"The paper's claim; ours for gender"_s),
                 qPrintable(window.ours()));
        if (!qEnvironmentVariableIsEmpty("UP5_TEST_OUTPUT")) {
            QVERIFY(window.page->grab().save(qEnvironmentVariable("UP5_TEST_OUTPUT") + u"/reproduce.png"_s));
        }
        window.choose("reproduceRecipe", u"Table 9"_s);
        QTRY_VERIFY2(window.estimate().contains(u"Table 9 is of Insurance"_s), qPrintable(window.estimate()));
        QVERIFY(!find<QPushButton>(*window.page, "reproduceQueue")->isEnabled());
    }

    void thePlaceStaysWhenARunEnds() {
        Window window;
        window.openReproduce();
        window.page->resize(1100, 400);
        window.choose("reproduceRecipe", u"Table 4"_s);
        auto* bar = find<QTextBrowser>(*window.page, "reproduceOurs")->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 20);
        bar->setValue(20);
        window.fixture.audit.addBaseline("simplex", "gender", 0.66, 0.52);
        refreshed(*window.page);
        QCOMPARE(bar->value(), 20);
        window.choose("reproduceRecipe", u"Table 5"_s); // which begins at its top
        QCOMPARE(bar->value(), 0);
    }

    void whatIsMissingIsQueued() {
        Window window;
        window.openReproduce();
        window.choose("reproduceRecipe", u"Table 4"_s);
        auto* seeds = find<QLineEdit>(*window.page, "reproduceSeeds");
        seeds->selectAll();
        QTest::keyClicks(seeds, u"7, x"_s);
        QTest::keyClick(seeds, Qt::Key_Return);
        QTRY_VERIFY2(window.estimate().contains(u"x"_s), qPrintable(window.estimate()));
        auto* queue = find<QPushButton>(*window.page, "reproduceQueue");
        QVERIFY(!queue->isEnabled());
        seeds->selectAll();
        QTest::keyClicks(seeds, u"7, 8"_s);
        QTest::keyClick(seeds, Qt::Key_Return);
        QTRY_VERIFY(queue->isEnabled());
        const std::set<std::string> known = window.fixture.runIds();
        QTest::mouseClick(queue, Qt::LeftButton);
        const std::vector<jobs::JobSpec> specs = window.fixture.submitted(known);
        const auto sweep = std::find_if(specs.begin(), specs.end(), [](const jobs::JobSpec& spec) {
            return spec.kind == jobs::kSweepKind;
        });
        QVERIFY(sweep != specs.end());
        const jobs::SweepPlan plan = jobs::planOf(*sweep);
        QCOMPARE(plan.seeds, (std::vector<std::uint64_t>{7, 8}));
        QCOMPARE(sweep->name, std::string("table4"));
        std::set<std::string> ids;
        for (const jobs::PlannedJob& job : plan.jobs) {
            ids.insert(job.id);
        }
        QCOMPARE(ids, (std::set<std::string>{"cfp/gender", "cfp/age", "pmf", "simplex", "simplex-20", "c-pmf",
                                             "c-sx", "c-sx-20", "popularity"}));
    }

    /// The same words as on the command line, with its sentences where they say nothing.
    void settingsOfTheRuns() {
        Window window;
        window.openReproduce();
        window.choose("reproduceRecipe", u"Table 4"_s);
        auto* settings = find<QLineEdit>(*window.page, "reproduceSettings");
        const auto type = [&](const QString& text) {
            settings->selectAll();
            QTest::keyClicks(settings, text);
            QTest::keyClick(settings, Qt::Key_Return);
        };
        type(u"batches=7"_s);
        QTRY_VERIFY2(window.estimate().contains(u"cfp.batches=7"_s), qPrintable(window.estimate()));
        type(u"cfp.colour=red"_s);
        QTRY_VERIFY2(window.estimate().contains(u"colour"_s), qPrintable(window.estimate()));
        auto* queue = find<QPushButton>(*window.page, "reproduceQueue");
        QVERIFY(!queue->isEnabled());
        type(u"cfp.batches=7  baseline.epochs=2"_s);
        QTRY_VERIFY(queue->isEnabled());
        const std::set<std::string> known = window.fixture.runIds();
        QTest::mouseClick(queue, Qt::LeftButton);
        const auto sweepIn = [](const std::vector<jobs::JobSpec>& specs) {
            return std::find_if(specs.begin(), specs.end(),
                                [](const jobs::JobSpec& spec) { return spec.kind == jobs::kSweepKind; });
        };
        const std::vector<jobs::JobSpec> specs = window.fixture.submitted(known);
        QVERIFY(sweepIn(specs) != specs.end());
        for (const jobs::PlannedJob& job : jobs::planOf(*sweepIn(specs)).jobs) {
            if (job.job.options.value("model", "") != "popularity") { // which takes no epochs
                QCOMPARE(job.job.options.value(job.job.kind == "cfp" ? "batches" : "epochs", 0),
                         job.job.kind == "cfp" ? 7 : 2);
            }
        }
        // Asked for again, the same sweep stands for it.
        const std::set<std::string> after = window.fixture.runIds();
        QTRY_VERIFY(!window.page->isLoading());
        queue->setEnabled(true);
        QTest::mouseClick(queue, Qt::LeftButton);
        const std::vector<jobs::JobSpec> again = window.fixture.submitted(after);
        QVERIFY(sweepIn(again) == again.end());
        window.choose("reproduceRecipe", u"Figure 5"_s);
        type(u"prefix_length=7"_s);
        QTRY_VERIFY2(window.estimate().contains(u"prefix_length=7 says nothing"_s),
                     qPrintable(window.estimate()));
        QVERIFY(!queue->isEnabled());
    }

    void marksAreSetAgainstTheChosenModel() {
        Window window;
        window.openReproduce();
        window.choose("reproduceRecipe", u"Table 5"_s);
        auto* reference = find<QComboBox>(*window.page, "reproduceReference");
        QTRY_VERIFY(reference->isEnabled() && reference->findText(u"P5"_s) > 0);
        QCOMPARE(reference->currentText(), u"that of the paper"_s);
        QVERIFY(!window.ours().contains(u"above and below P5"_s));
        reference->setFocus();
        QTest::mouseClick(reference, Qt::LeftButton);
        QTest::keyClicks(reference->view(), u"P5"_s);
        QTest::keyClick(reference->view(), Qt::Key_Return);
        QTRY_VERIFY2(
            window.ours().contains(u"above and below P5. Paired tests on the same users: sign-flip"_s),
            qPrintable(window.ours()));
        // It is kept: for a table without the model, and for the next window.
        window.choose("reproduceRecipe", u"Figure 7"_s);
        QTRY_VERIFY(!reference->isEnabled());
        window.choose("reproduceRecipe", u"Table 5"_s);
        QTRY_COMPARE(reference->currentText(), u"P5"_s);
        ui::ComparePage again(window.fixture.context);
        again.show();
        refreshed(again);
        QTRY_COMPARE(find<QComboBox>(again, "reproduceReference")->currentText(), u"P5"_s);
    }

    /// Of another data protocol than the chosen backbone: left out and counted.
    void baselinesOfOtherTargetsAreNotShown() {
        PageFixture fixture;
        fixture.audit.addAll();
        fixture.audit.addBaseline("pmf", "gender", 0.70, 0.50);
        fixture.audit.addBaseline("simplex", "gender", 0.72, 0.55, {{"min_interactions", 10}});
        ui::ComparePage page(fixture.context);
        page.show();
        refreshed(page);
        const auto has = [&](const QString& model) {
            const auto& marks = find<ui::MarkChart>(page, "tradeOffChart")->content().marks;
            return std::any_of(marks.begin(), marks.end(),
                               [&](const ui::ChartMark& mark) { return mark.description.startsWith(model); });
        };
        const auto set = [&](const char* box, const QString& id) {
            auto* combo = find<QComboBox>(page, box);
            combo->setCurrentIndex(combo->findData(id));
        };
        set("compareTask", u"direct"_s);
        set("compareAttribute", u"gender"_s);
        const auto summary = [&] { return find<QLabel>(page, "compareSummary")->text(); };
        QVERIFY(has(u"PMF"_s) && has(u"SimpleX"_s));
        QVERIFY2(summary().contains(u"Not all of these models rank the same items"_s), qPrintable(summary()));
        set("compareBackbone", QString::fromStdString(fixture.audit.backbone));
        QVERIFY(has(u"PMF"_s) && !has(u"SimpleX"_s));
        QVERIFY2(summary().contains(u"1 baseline(s) under other splits or candidates are not shown."_s),
                 qPrintable(summary()));
    }

    void baselinesAreMarksOfTheirOwn() {
        Window window;
        window.choose("compareAttribute", u"gender"_s);
        window.choose("compareTask", u"direct"_s);
        const auto& chart = *find<ui::MarkChart>(*window.page, "tradeOffChart");
        const auto& legend = chart.content().legend;
        const auto matching = std::find_if(legend.begin(), legend.end(), [](const ui::LegendEntry& entry) {
            return entry.text == u"matching baseline"_s;
        });
        QVERIFY(matching != legend.end());
        const auto cfp = std::find_if(legend.begin(), legend.end(),
                                      [](const ui::LegendEntry& entry) { return entry.text == u"CFP"_s; });
        QVERIFY(cfp != legend.end() && cfp->color != matching->color && cfp->shape != matching->shape);
        const auto& marks = chart.content().marks;
        const auto fair = std::find_if(marks.begin(), marks.end(), [](const ui::ChartMark& mark) {
            return mark.description.startsWith(u"C-PMF"_s);
        });
        QVERIFY(fair != marks.end());
        QVERIFY2(fair->description.contains(u"⚠"_s), qPrintable(fair->description)); // below popularity
        QVERIFY2(fair->description.contains(u"training: 1 setting of at most 100 epochs"_s),
                 qPrintable(fair->description));
        // Of the other task there are none.
        window.choose("compareTask", u"sequential"_s);
        QVERIFY(
            std::none_of(chart.content().legend.begin(), chart.content().legend.end(),
                         [](const ui::LegendEntry& entry) { return entry.text == u"matching baseline"_s; }));
    }
};

QTEST_MAIN(TestReproducePanel)
#include "tst_reproduce_panel.moc"
