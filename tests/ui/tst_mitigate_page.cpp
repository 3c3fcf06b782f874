// Mitigate: sliders move the marker, the plan says what is queued, the curves follow the running training.
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <cmath>
#include <map>

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include "jobs/sweep/sweep_plan.h"
#include "support/find_widget.h"
#include "support/page_fixture.h"
#include "ui/results/mark_chart.h"
#include "ui/results/mitigate_page.h"
#include "ui/runs/curve_plot.h"
#include "ui/runs/marked_slider.h"
#include "ui/runs/number_box.h"
#include "ui/runs/training_curves.h"

using namespace up5;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString plan(const QWidget& page) {
    return find<QLabel>(page, "mitigatePlan")->text();
}

} // namespace

class TestMitigatePage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void markerFollowsTheSliders() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::MitigatePage page(fixture.context);
        page.resize(1300, 700);
        refreshed(page);
        auto* chart = find<ui::MarkChart>(page, "mitigateChart");
        auto* box = find<ui::NumberBox>(page, "lambdaBox");
        auto* summary = find<QLabel>(page, "mitigateSummary");
        QCOMPARE(chart->content().marks.size(), std::size_t{8});
        box->setValue(10);
        QVERIFY(chart->content().estimate->measured);
        QVERIFY2(summary->text().contains(u"measured on validation users"_s), qPrintable(summary->text()));
        // Validation figures: seeds 0.568, 0.576, 0.584, each 0.006 above on validation users.
        QVERIFY(std::abs(chart->content().estimate->value.x() - 0.582) < 1e-9);
        QVERIFY(std::abs(chart->content().estimate->value.y() - 69.9) < 1e-9);
        QVERIFY(chart->content().x.title.contains(u"validation users"_s));
        box->setValue(30);
        QVERIFY(!chart->content().estimate->measured);
        QVERIFY2(summary->text().contains(u"estimate"_s), qPrintable(summary->text()));
        const QPointF before = chart->content().estimate->value;
        find<ui::MarkedSlider>(page, "lambdaSlider")
            ->setValue(find<ui::MarkedSlider>(page, "lambdaSlider")->value() + 5);
        QVERIFY(chart->content().estimate->value != before);
        find<ui::NumberBox>(page, "prefixLengthBox")->setValue(40);
        QVERIFY(!chart->content().estimate);
        QVERIFY(summary->text().contains(u"no estimate"_s));
    }

    void otherSettingsAreNotThoseOfTheForm() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::MitigatePage page(fixture.context);
        refreshed(page);
        auto* chart = find<ui::MarkChart>(page, "mitigateChart");
        find<ui::NumberBox>(page, "lambdaBox")->setValue(10);
        QVERIFY(chart->content().estimate && chart->content().estimate->measured);
        find<QComboBox>(page, "option_reweighter")->setCurrentText(u"none"_s);
        QVERIFY(!chart->content().estimate);
        find<QComboBox>(page, "option_reweighter")->setCurrentText(u"attention"_s);
        QVERIFY(chart->content().estimate);
    }

    void namedSettingsFillTheForm() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::MitigatePage page(fixture.context);
        refreshed(page);
        auto* named = find<QComboBox>(page, "mitigateSettings");
        auto* schedule = find<QComboBox>(page, "option_schedule");
        QCOMPARE(named->currentText(), u"Defaults"_s);
        const auto choose = [&](const QString& title) {
            named->setCurrentText(title);
            Q_EMIT named->activated(named->currentIndex());
        };
        choose(u"As published"_s);
        QCOMPARE(schedule->currentText(), u"paper"_s);
        QCOMPARE(find<ui::NumberBox>(page, "option_batches")->value(), 10'000.0);
        QCOMPARE(named->currentText(), u"As published"_s);
        schedule->setCurrentText(u"code"_s);
        QCOMPARE(named->currentText(), u"Own settings"_s);
        schedule->setCurrentText(u"paper"_s);
        QCOMPARE(named->currentText(), u"As published"_s);
        choose(u"Defaults"_s);
        QCOMPARE(schedule->currentText(), u"balanced"_s);
        QCOMPARE(named->currentText(), u"Defaults"_s);
    }

    void planNamesThePointAndItsMissingControl() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::MitigatePage page(fixture.context);
        refreshed(page);
        find<ui::NumberBox>(page, "lambdaBox")->setValue(20);
        // Seed 2022 at n = 5 has its control already, and the untreated model is measured.
        QTRY_VERIFY2(plan(page).startsWith(u"2 runs will be queued: random prompt"_s),
                     qPrintable(plan(page)));
        find<ui::NumberBox>(page, "prefixLengthBox")->setValue(30);
        QTRY_VERIFY2(plan(page).startsWith(u"3 runs will be queued"_s), qPrintable(plan(page)));
        QVERIFY(plan(page).contains(u"λ = 0 control"_s));
        find<QCheckBox>(page, "mitigateCompanions")->setChecked(false);
        QTRY_VERIFY(plan(page).startsWith(u"1 run will be queued"_s));
        find<QLineEdit>(page, "mitigateSeeds")->setText(u"2022, x"_s);
        QTRY_VERIFY(plan(page).contains(u"“x” is no seed"_s));
        QVERIFY(!find<QPushButton>(page, "mitigateStart")->isEnabled());
    }

    void trainThisPointQueuesCompanionsFirst() {
        PageFixture fixture;
        fixture.audit.addDataset();
        fixture.audit.addBackbone();
        ui::MitigatePage page(fixture.context);
        refreshed(page);
        const auto known = fixture.runIds();
        find<ui::NumberBox>(page, "lambdaBox")->setValue(7.5);
        find<ui::NumberBox>(page, "prefixLengthBox")->setValue(12);
        find<QComboBox>(page, "option_reweighter")->setCurrentText(u"none"_s);
        find<QLineEdit>(page, "mitigateSeeds")->setText(u"1, 2"_s);
        QTRY_VERIFY2(plan(page).startsWith(u"8 runs will be queued"_s), qPrintable(plan(page)));
        QSignalSpy problems(&page, &ui::Page::problemOccurred);
        find<QPushButton>(page, "mitigateStart")->click();
        QVERIFY2(problems.isEmpty(),
                 qPrintable(problems.isEmpty() ? QString() : problems.front().front().toString()));
        const auto specs = fixture.submitted(known);
        QCOMPARE(specs.size(), std::size_t{8});
        std::map<std::string, int> kinds;
        for (const jobs::JobSpec& spec : specs) {
            ++kinds[spec.kind];
        }
        QCOMPARE(kinds["evaluate"], 1);
        QCOMPARE(kinds["probe"], 1);
        QCOMPARE(kinds["cfp"], 6); // with a control and a random prompt for each seed
        const jobs::JobSpec& point = specs.back();
        QCOMPARE(point.options.at("lambda").get<double>(), 7.5);
        QCOMPARE(point.options.at("prefix_length").get<int>(), 12);
        QCOMPARE(point.options.at("reweighter").get<std::string>(), std::string("none"));
        QCOMPARE(point.seed, std::uint64_t{2});
        QCOMPARE(point.attributes, std::vector<std::string>{"gender"});
        // What is queued now is not offered again.
        QTRY_VERIFY2(plan(page).startsWith(u"2 runs will be queued"_s), qPrintable(plan(page)));
    }

    void aRangeIsASweep() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::MitigatePage page(fixture.context);
        page.resize(1300, 800);
        refreshed(page);
        auto* chart = find<ui::MarkChart>(page, "mitigateChart");
        auto* start = find<QPushButton>(page, "mitigateStart");
        QCOMPARE(start->text(), u"Train this point"_s);
        const auto paths = chart->content().paths.size();
        find<ui::NumberBox>(page, "lambdaBox")->setValue(1);
        find<QCheckBox>(page, "lambdaRange")->setChecked(true);
        find<ui::NumberBox>(page, "lambdaUpperBox")->setValue(100);
        find<ui::NumberBox>(page, "lambdaPoints")->setValue(3);
        find<QLineEdit>(page, "mitigateSeeds")->setText(u"2022, 2023"_s);
        QCOMPARE(start->text(), u"Run sweep"_s);
        // The range stands on the curve: λ = 1, 10 and 100 at n = 5 are measured.
        QCOMPARE(chart->content().paths.size(), paths + 1);
        QVERIFY(chart->content().paths.back().emphasised);
        QVERIFY(!chart->content().paths.back().points.empty());
        QVERIFY(!chart->content().estimate);
        const QString summary = find<QLabel>(page, "mitigateSummary")->text();
        QVERIFY2(summary.contains(u"Sweep of 3 points: λ from 1 to 100, n from 5 to 5."_s),
                 qPrintable(summary));
        QTRY_VERIFY2(plan(page).startsWith(u"Sweep of 6 runs (3 settings with 2 seeds)"_s),
                     qPrintable(plan(page)));
        find<QCheckBox>(page, "prefixLengthRange")->setChecked(true);
        find<ui::NumberBox>(page, "prefixLengthUpperBox")->setValue(15);
        find<ui::NumberBox>(page, "prefixLengthPoints")->setValue(2);
        QTRY_VERIFY2(plan(page).startsWith(u"Sweep of 12 runs (6 settings with 2 seeds)"_s),
                     qPrintable(plan(page)));
        find<QCheckBox>(page, "mitigateCompanions")->setChecked(false);
        QTRY_VERIFY2(!plan(page).contains(u"to compare with"_s), qPrintable(plan(page)));

        const auto known = fixture.runIds();
        QSignalSpy problems(&page, &ui::Page::problemOccurred);
        start->click();
        QVERIFY2(problems.isEmpty(), qPrintable(problems.isEmpty() ? QString() : problems[0][0].toString()));
        const auto specs = fixture.submitted(known);
        QCOMPARE(specs.size(), std::size_t{1});
        QCOMPARE(specs[0].kind, jobs::kSweepKind);
        const jobs::SweepPlan made = jobs::planOf(specs[0]);
        QCOMPARE(made.seeds, (std::vector<std::uint64_t>{2022, 2023}));
        QCOMPARE(jobs::sweptKeys(made), (std::vector<std::string>{"prefix_length", "lambda"}));
        QCOMPARE(jobs::sweepRuns(made).size(), std::size_t{12});
        QVERIFY(!made.companions);
        // The host queues its runs by and by.
        QTRY_COMPARE(fixture.submitted(known).size(), std::size_t{3});
        find<QCheckBox>(page, "lambdaRange")->setChecked(false);
        find<QCheckBox>(page, "prefixLengthRange")->setChecked(false);
        QCOMPARE(start->text(), u"Train this point"_s);
        QCOMPARE(chart->content().paths.size(), paths);
    }

    void rangesAreSearched() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::MitigatePage page(fixture.context);
        page.resize(1300, 800);
        page.show();
        refreshed(page);
        auto* way = find<QComboBox>(page, "mitigateSweepWay");
        auto* runs = find<ui::NumberBox>(page, "mitigateSearchRuns");
        auto* start = find<QPushButton>(page, "mitigateStart");
        QVERIFY(!way->isVisible()); // there is nothing to sweep
        find<ui::NumberBox>(page, "lambdaBox")->setValue(0.5);
        find<QCheckBox>(page, "lambdaRange")->click();
        find<ui::NumberBox>(page, "lambdaUpperBox")->setValue(50);
        find<QCheckBox>(page, "prefixLengthRange")->click();
        find<ui::NumberBox>(page, "prefixLengthBox")->setValue(3);
        find<ui::NumberBox>(page, "prefixLengthUpperBox")->setValue(20);
        QVERIFY(way->isVisible() && !runs->isVisible());
        QVERIFY(find<QCheckBox>(page, "mitigateStopDominated")->isVisible());
        QVERIFY(find<ui::NumberBox>(page, "lambdaPoints")->isVisible());
        way->setFocus();
        QTest::keyClick(way, Qt::Key_Down);
        QVERIFY(runs->isVisible() && !find<QCheckBox>(page, "mitigateStopDominated")->isVisible());
        QVERIFY(!find<ui::NumberBox>(page, "lambdaPoints")->isVisible());
        QCOMPARE(start->text(), u"Run search"_s);
        const QString summary = find<QLabel>(page, "mitigateSummary")->text();
        QVERIFY2(summary.contains(u"Search within λ from 0.5 to 50, n from 3 to 20."_s), qPrintable(summary));
        runs->setValue(24);
        find<QComboBox>(page, "mitigateSearchHits")->setCurrentIndex(0);
        find<QLineEdit>(page, "mitigateAlsoVary")->setText(u"lr_classifier=0.0001:0.01:log"_s);
        QTRY_VERIFY2(plan(page).startsWith(u"Search of at most 24 runs"_s), qPrintable(plan(page)));
        const auto known = fixture.runIds();
        QSignalSpy problems(&page, &ui::Page::problemOccurred);
        start->click();
        QVERIFY2(problems.isEmpty(), qPrintable(problems.isEmpty() ? QString() : problems[0][0].toString()));
        const auto specs = fixture.submitted(known);
        QCOMPARE(specs.size(), std::size_t{1});
        const jobs::SweepPlan made = jobs::planOf(specs[0]);
        QVERIFY(made.search && made.axes.empty() && !made.stopDominated);
        using Scale = jobs::SearchVariable::Scale;
        QCOMPARE(made.search->variables,
                 (std::vector<jobs::SearchVariable>{{"prefix_length", 3, 20, Scale::Integer},
                                                    {"lambda", 0.5, 50, Scale::Log},
                                                    {"lr_classifier", 0.0001, 0.01, Scale::Log}}));
        QCOMPARE(made.search->runs, 24);
        QCOMPARE(made.search->k, 1);
        // Too few runs for a generation are refused before anything is queued.
        find<QLineEdit>(page, "mitigateSeeds")->setText(u"1, 2, 3, 4"_s);
        QTRY_VERIFY2(plan(page).contains(u"first generation"_s), qPrintable(plan(page)));
        QVERIFY(!start->isEnabled());
        // Without a range there is nothing to search within.
        find<QCheckBox>(page, "lambdaRange")->click();
        find<QCheckBox>(page, "prefixLengthRange")->click();
        QVERIFY(!way->isVisible() && !runs->isVisible());
    }

    void furtherOptionsVaryAndDominatedSettingsStop() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::MitigatePage page(fixture.context);
        page.show();
        refreshed(page);
        auto* line = find<QLineEdit>(page, "mitigateAlsoVary");
        auto* problem = find<QLabel>(page, "mitigateAlsoVaryProblem");
        auto* start = find<QPushButton>(page, "mitigateStart");
        QVERIFY(!problem->isVisible());
        line->setFocus();
        QTest::keyClicks(line, u"rewieghter=none"_s);
        QVERIFY2(problem->text().contains(u"Did you mean reweighter?"_s), qPrintable(problem->text()));
        QVERIFY(problem->isVisible());
        QTRY_VERIFY(!start->isEnabled());
        line->clear();
        QTest::keyClicks(line, u"reweighter=attention,none; lr_prefix=0.002,0.004; attribute=gender,age"_s);
        QVERIFY(!problem->isVisible());
        QCOMPARE(start->text(), u"Run sweep"_s);
        QVERIFY(!find<QComboBox>(page, "mitigateSweepWay")->isVisible()); // no range, so no search
        find<QCheckBox>(page, "mitigateStopDominated")->click();
        QTRY_VERIFY2(plan(page).contains(u"Give several seeds"_s), qPrintable(plan(page)));
        find<QLineEdit>(page, "mitigateSeeds")->setText(u"2022, 2023"_s);
        QTRY_VERIFY2(plan(page).startsWith(u"Sweep of 16 runs (8 settings with 2 seeds)"_s),
                     qPrintable(plan(page)));
        const auto known = fixture.runIds();
        start->click();
        const auto specs = fixture.submitted(known);
        QCOMPARE(specs.size(), std::size_t{1});
        const jobs::SweepPlan made = jobs::planOf(specs[0]);
        QVERIFY(made.stopDominated);
        QCOMPARE(jobs::sweptKeys(made), (std::vector<std::string>{"reweighter", "lr_prefix", "attribute"}));
        QCOMPARE(jobs::sweepRuns(made).size(), std::size_t{16});
        // What varies twice is refused.
        line->setText(u"lambda=1,10"_s);
        find<QCheckBox>(page, "lambdaRange")->click();
        QTRY_VERIFY2(plan(page).contains(u"sets lambda twice"_s), qPrintable(plan(page)));
        // A backbone is found by what was typed of its id.
        find<QCheckBox>(page, "lambdaRange")->click();
        line->setText(u"backbone=%1"_s.arg(QString::fromStdString(fixture.audit.backbone)));
        QTRY_VERIFY2(plan(page).startsWith(u"Sweep of 2 runs"_s), qPrintable(plan(page)));
        line->setText(u"backbone=nothing"_s);
        QTRY_VERIFY2(!start->isEnabled(), qPrintable(plan(page)));
    }

    void theSweepSaysHowLongItTakes() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::MitigatePage page(fixture.context);
        refreshed(page);
        find<QCheckBox>(page, "lambdaRange")->setChecked(true);
        QTRY_VERIFY2(plan(page).contains(u"take about"_s) || plan(page).contains(u"About"_s),
                     qPrintable(plan(page)));
        find<QComboBox>(page, "option_reweighter")->setCurrentText(u"none"_s);
        QTRY_VERIFY2(plan(page).contains(u"No estimate of the time yet"_s), qPrintable(plan(page)));
    }

    void aPromptStartsFromTheOneChosen() {
        PageFixture fixture;
        fixture.audit.addAll();
        const std::string start = fixture.audit.addPrompt("age", 55, 25, 77, 0.6, 0.6, 0.6);
        ui::MitigatePage page(fixture.context);
        page.show();
        refreshed(page);
        auto* choice = find<QComboBox>(page, "mitigateStartPrompt");
        QVERIFY(!choice->isVisible());
        find<QCheckBox>(page, "mitigateCompanions")->setChecked(false);
        find<QComboBox>(page, "option_init")->setCurrentText(u"prompt"_s);
        choice->setCurrentIndex(choice->findData(QString::fromStdString(start)));
        QTRY_VERIFY2(plan(page).startsWith(u"1 run will be queued"_s), qPrintable(plan(page)));
        const auto known = fixture.runIds();
        find<QPushButton>(page, "mitigateStart")->click();
        const auto specs = fixture.submitted(known);
        QCOMPARE(specs.size(), std::size_t{1});
        QCOMPARE(specs[0].promptRun, start);
        QCOMPARE(specs[0].options.at("init").get<std::string>(), std::string("prompt"));
    }

    void settingsOfARunAreCopied() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::MitigatePage page(fixture.context);
        refreshed(page);
        const std::string run = fixture.audit.addPrompt("age", 55, 25, 77, 0.6, 0.6, 0.6);
        page.useSettingsOf(QString::fromStdString(run));
        QCOMPARE(find<ui::NumberBox>(page, "lambdaBox")->value(), 55.0);
        QCOMPARE(find<ui::NumberBox>(page, "prefixLengthBox")->value(), 25.0);
        QCOMPARE(find<QLineEdit>(page, "mitigateSeeds")->text(), u"77"_s);
        QCOMPARE(find<QComboBox>(page, "mitigateAttribute")->currentText(), u"age"_s);
    }

    void curvesFollowTheRunningTraining() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::MitigatePage page(fixture.context);
        refreshed(page);
        QVERIFY2(find<QLabel>(page, "liveState")->text().contains(u"60 %"_s),
                 qPrintable(find<QLabel>(page, "liveState")->text()));
        const auto plots = page.findChildren<ui::CurvePlot*>();
        QCOMPARE(plots.size(), 4);
        QCOMPARE(plots[0]->accessibleName(), u"Recommendation loss"_s);
        QVERIFY(plots[0]->accessibleDescription().contains(u"step 240"_s));
    }

    void largeTextHasRoomBesideACurve() {
        ui::CurvePlot plot;
        QFont large = plot.font();
        large.setPointSize(24);
        plot.setFont(large);
        ui::TrainingCurve curve;
        curve.name = u"Recommendation loss"_s;
        curve.points = {{1, 9876.5}, {2, 0.5}};
        plot.setCurve(curve);
        const int label = plot.fontMetrics().horizontalAdvance(u"9876.500"_s);
        QVERIFY2(plot.minimumSizeHint().width() > label + 30,
                 qPrintable(QString::number(plot.minimumSizeHint().width())));
    }

    void curvesAreSortedAndScaled() {
        const auto curves = ui::trainingCurves({{"validation_hit@1", 80, 0.25},
                                                {"validation_hit@1", 40, 0.26},
                                                {"loss_rec", 1, 2.0},
                                                {"loss_rec", 2, std::nan("")},
                                                {"unknown", 1, 1.0}});
        QCOMPARE(curves.size(), std::size_t{2});
        QCOMPARE(curves[0].name, u"Recommendation loss"_s);
        QCOMPARE(curves[0].points.size(), std::size_t{1});
        QCOMPARE(curves[1].points.front(), QPointF(40, 26));
        QVERIFY(ui::trainingCurves({}).empty());
        // λ = 0 has no adversary: no curve of its loss, and the validation curve names its probe.
        const auto control = ui::trainingCurves({{"loss_rec", 1, 2.0}, {"validation_auc", 40, 0.63}});
        QCOMPARE(control.size(), std::size_t{2});
        QCOMPARE(control[1].name, u"Validation AUC (logistic probe, user span)"_s);
    }

    void withoutABackboneItSaysWhatToDo() {
        PageFixture fixture;
        fixture.audit.addDataset();
        ui::MitigatePage page(fixture.context);
        page.show();
        refreshed(page);
        QSignalSpy requested(&page, &ui::Page::pageRequested);
        find<QPushButton>(page, "mitigateGoToModels")->click();
        QCOMPARE(requested.front().front().toString(), u"models"_s);
    }
};

QTEST_MAIN(TestMitigatePage)
#include "tst_mitigate_page.moc"
