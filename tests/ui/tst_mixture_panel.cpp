// Mitigate, tab Mixture: prompts are ticked, the plan says what is queued, the matrix shows what is left.
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <cmath>

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabWidget>

#include "jobs/sweep/sweep_plan.h"
#include "support/page_fixture.h"
#include "ui/results/heat_map_view.h"
#include "ui/results/mitigate_page.h"
#include "ui/runs/number_box.h"

using namespace up5;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

namespace {

template <class T> T* find(const QWidget& page, const QString& name) {
    T* found = page.findChild<QWidget*>(u"mixturePanel"_s)->findChild<T*>(name);
    if (!found) {
        qFatal("there is no object named %s", qPrintable(name));
    }
    return found;
}

QString plan(const QWidget& page) {
    return find<QLabel>(page, u"mixturePlan"_s)->text();
}

/// The page with the tab in front.
struct Shown {
    explicit Shown(PageFixture& fixture) : page(fixture.context) {
        page.resize(1100, 700);
        page.show();
        refreshed(page);
        page.findChild<QTabWidget*>(u"mitigateTabs"_s)->setCurrentIndex(1);
    }
    void tick(const std::string& run) {
        find<QCheckBox>(page, u"mixturePrompt_"_s + QString::fromStdString(run))->click();
    }
    ui::MitigatePage page;
};

struct Prompts {
    explicit Prompts(PageFixture& fixture) {
        fixture.audit.addDataset();
        fixture.audit.addBackbone();
        fixture.audit.addUntreated();
        gender = fixture.audit.addPrompt("gender", 10, 5, 2022, 0.576, 0.6, 0.69);
        other = fixture.audit.addPrompt("gender", 100, 30, 2022, 0.553, 0.6, 0.6);
        age = fixture.audit.addPrompt("age", 10, 5, 2022, 0.585, 0.6, 0.694);
    }
    std::string gender, other, age;
};

} // namespace

class TestMixturePanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void promptsSayWhatTheyDo() {
        PageFixture fixture;
        const Prompts prompts(fixture);
        Shown shown(fixture);
        const auto* box =
            find<QCheckBox>(shown.page, u"mixturePrompt_"_s + QString::fromStdString(prompts.gender));
        QCOMPARE(box->text(), u"gender: λ = 10, n = 5"_s);
        QCOMPARE(box->accessibleDescription(), u"hit@10 69.9 %, AUC 0.582, seed 2022"_s);
    }

    void onePromptAnAttribute() {
        PageFixture fixture;
        const Prompts prompts(fixture);
        Shown shown(fixture);
        QTRY_VERIFY(plan(shown.page).startsWith(u"Tick two or more"_s));
        QVERIFY(!find<QPushButton>(shown.page, u"mixtureStart"_s)->isEnabled());
        shown.tick(prompts.gender);
        shown.tick(prompts.other);
        QVERIFY(!find<QCheckBox>(shown.page, u"mixturePrompt_"_s + QString::fromStdString(prompts.gender))
                     ->isChecked());
        QTRY_VERIFY(plan(shown.page).startsWith(u"Tick two or more"_s));
        shown.tick(prompts.age);
        QTRY_VERIFY2(plan(shown.page).contains(u"λ = 0 control, untrained mixture, mixture λ = 10"_s),
                     qPrintable(plan(shown.page)));
    }

    void trainMixtureQueuesItBehindItsCompanions() {
        PageFixture fixture;
        const Prompts prompts(fixture);
        Shown shown(fixture);
        shown.tick(prompts.age);
        shown.tick(prompts.gender);
        find<ui::NumberBox>(shown.page, u"mixtureLambdaBox"_s)->setValue(4);
        find<ui::NumberBox>(shown.page, u"mixtureLengthBox"_s)->setValue(8);
        find<ui::NumberBox>(shown.page, u"mixtureOption_upward"_s)->setValue(1);
        QTRY_VERIFY(plan(shown.page).contains(u"mixture λ = 4"_s));
        const auto known = fixture.runIds();
        QSignalSpy problems(&shown.page, &ui::Page::problemOccurred);
        find<QPushButton>(shown.page, u"mixtureStart"_s)->click();
        QVERIFY(problems.isEmpty());
        const auto specs = fixture.submitted(known);
        QCOMPARE(specs.size(), std::size_t{3}); // the untreated model is measured already
        QCOMPARE(specs[0].options.at("lambda").get<double>(), 0.0);
        QCOMPARE(specs[1].options.at("batches").get<int>(), 0);
        const jobs::JobSpec& mixture = specs[2];
        QCOMPARE(mixture.kind, std::string("mixture"));
        QCOMPARE(mixture.mixedPrompts, (std::vector<std::string>{prompts.age, prompts.gender}));
        QCOMPARE(mixture.attributes, (std::vector<std::string>{"age", "gender"}));
        QCOMPARE(mixture.options.at("lambda").get<double>(), 4.0);
        QCOMPARE(mixture.options.at("n_out").get<int>(), 8);
        QCOMPARE(mixture.options.at("upward").get<double>(), 1.0);
        // The control is queued now and not offered again.
        QTRY_COMPARE(plan(shown.page), u"Will be queued: mixture λ = 4."_s);
    }

    void aRangeIsASweepOfMixtures() {
        PageFixture fixture;
        const Prompts prompts(fixture);
        Shown shown(fixture);
        shown.tick(prompts.age);
        shown.tick(prompts.gender);
        auto* start = find<QPushButton>(shown.page, u"mixtureStart"_s);
        find<ui::NumberBox>(shown.page, u"mixtureLambdaBox"_s)->setValue(1);
        find<QCheckBox>(shown.page, u"mixtureLambdaRange"_s)->setChecked(true);
        find<ui::NumberBox>(shown.page, u"mixtureLambdaUpperBox"_s)->setValue(100);
        QCOMPARE(start->text(), u"Run sweep"_s);
        // Untreated figures are there; the control and the untrained mixture are not.
        QTRY_VERIFY2(plan(shown.page).startsWith(u"Sweep of 3 runs and 4 to compare with; 2 of these are"_s),
                     qPrintable(plan(shown.page)));
        const auto known = fixture.runIds();
        start->click();
        const auto specs = fixture.submitted(known);
        QCOMPARE(specs.size(), std::size_t{1});
        const jobs::SweepPlan made = jobs::planOf(specs[0]);
        QCOMPARE(made.base.attributes, (std::vector<std::string>{"age", "gender"}));
        const std::vector<jobs::JobSpec> runs = jobs::sweepRuns(made);
        QCOMPARE(runs.size(), std::size_t{3});
        QCOMPARE(runs[0].options.at("lambda").get<double>(), 1.0);
        QCOMPARE(runs[2].options.at("lambda").get<double>(), 100.0);
        find<QCheckBox>(shown.page, u"mixtureLambdaRange"_s)->setChecked(false);
        QCOMPARE(start->text(), u"Train mixture"_s);
    }

    void mixturesAreSearchedWithSeveralSeeds() {
        PageFixture fixture;
        const Prompts prompts(fixture);
        Shown shown(fixture);
        shown.tick(prompts.age);
        shown.tick(prompts.gender);
        find<QCheckBox>(shown.page, u"mixtureCompanions"_s)->click();
        find<QLineEdit>(shown.page, u"mixtureSeeds"_s)->setText(u"1, 2"_s);
        QTRY_COMPARE(plan(shown.page),
                     u"Will be queued: mixture λ = 10 (seed 1), mixture λ = 10 (seed 2)."_s);
        find<QLineEdit>(shown.page, u"mixtureSeeds"_s)->setText(u"1, x"_s);
        QTRY_VERIFY2(plan(shown.page).contains(u"“x” is no seed"_s), qPrintable(plan(shown.page)));
        find<QLineEdit>(shown.page, u"mixtureSeeds"_s)->setText(u"1, 2"_s);
        find<ui::NumberBox>(shown.page, u"mixtureLambdaBox"_s)->setValue(0);
        find<QCheckBox>(shown.page, u"mixtureLambdaRange"_s)->click();
        find<ui::NumberBox>(shown.page, u"mixtureLambdaUpperBox"_s)->setValue(100);
        find<QComboBox>(shown.page, u"mixtureSweepWay"_s)->setCurrentIndex(1);
        find<ui::NumberBox>(shown.page, u"mixtureSearchRuns"_s)->setValue(32);
        QTRY_VERIFY2(plan(shown.page).startsWith(u"Search of at most 32 runs"_s),
                     qPrintable(plan(shown.page)));
        const auto known = fixture.runIds();
        find<QPushButton>(shown.page, u"mixtureStart"_s)->click();
        const auto specs = fixture.submitted(known);
        QCOMPARE(specs.size(), std::size_t{1});
        const jobs::SweepPlan made = jobs::planOf(specs[0]);
        QVERIFY(made.search.has_value());
        QCOMPARE(made.seeds, (std::vector<std::uint64_t>{1, 2}));
        // From 0 on there is no logarithmic scale.
        QCOMPARE(made.search->variables, (std::vector<jobs::SearchVariable>{
                                             {"lambda", 0, 100, jobs::SearchVariable::Scale::Linear}}));
        find<QLineEdit>(shown.page, u"mixtureAlsoVary"_s)->setText(u"upward=0,1"_s);
        QVERIFY(find<QLabel>(shown.page, u"mixtureAlsoVaryProblem"_s)->text().contains(u"A range like"_s));
        find<QComboBox>(shown.page, u"mixtureSweepWay"_s)->setCurrentIndex(0);
        QTRY_VERIFY2(plan(shown.page).startsWith(u"Sweep of 12 runs (6 settings with 2 seeds)"_s),
                     qPrintable(plan(shown.page)));
    }

    void theMatrixShowsWhatIsLeft() {
        PageFixture fixture;
        const Prompts prompts(fixture);
        fixture.audit.addMixture({prompts.gender, prompts.age}, 10, 0.55);
        Shown shown(fixture);
        auto* matrix = find<ui::HeatMapView>(shown.page, u"mixtureMatrix"_s);
        QVERIFY(matrix->content().has_value());
        const report::HeatMap& map = matrix->content()->map;
        QCOMPARE(map.rows.size(), std::size_t{4});
        QCOMPARE(QString::fromStdString(map.rows[0]), u"untreated · hit@10 71.3 %"_s);
        QCOMPARE(QString::fromStdString(map.rows[3]), u"gender, age removed · hit@10 68.0 %"_s);
        QVERIFY(map.sides[0].cells[3][0].marked && map.sides[0].cells[3][1].marked);
        QVERIFY2(
            find<QLabel>(shown.page, u"mixtureSummary"_s)
                ->text()
                .startsWith(u"Of what is removed, gender is still read best: AUC 0.550 [0.503, 0.597]"_s),
            qPrintable(find<QLabel>(shown.page, u"mixtureSummary"_s)->text()));
        QTest::keyClick(matrix, Qt::Key_Right);
        QTest::keyClick(matrix, Qt::Key_Down);
        QTest::keyClick(matrix, Qt::Key_Right);
        QCOMPARE(find<QLabel>(shown.page, u"mixtureCursor"_s)->text(),
                 u"gender removed · hit@10 69.0 %; age: AUC 0.600 [0.553, 0.647]"_s);
    }

    void severalSeedsHaveTheirMean() {
        PageFixture fixture;
        const Prompts prompts(fixture);
        fixture.audit.addMixture({prompts.gender, prompts.age}, 10, 0.55);
        const std::string other = fixture.audit.addMixture({prompts.gender, prompts.age}, 10, 0.53, 2023);
        fixture.audit.addMixture({prompts.gender, prompts.age}, 30, 0.51); // a setting of one seed
        Shown shown(fixture);
        auto* choice = find<QComboBox>(shown.page, u"mixtureShown"_s);
        QCOMPARE(choice->count(), 4);
        QVERIFY2(choice->itemText(1).startsWith(u"Mean over 2 seeds · "_s) &&
                     choice->itemText(2).startsWith(u"Seed 2023 · "_s),
                 qPrintable(choice->itemText(1)));
        choice->setCurrentIndex(1);
        const auto* matrix = find<ui::HeatMapView>(shown.page, u"mixtureMatrix"_s);
        const metrics::Estimate auc = *matrix->content()->map.sides[0].cells[3][0].auc;
        QVERIFY(std::abs(auc.value - 0.54) < 1e-12 && auc.low < 0.5);
        const auto* summary = find<QLabel>(shown.page, u"mixtureSummary"_s);
        QVERIFY2(summary->text().startsWith(
                     u"Mean over 2 seeds: of what is removed, gender is still read best: AUC 0.540 ["_s) &&
                     summary->text().contains(u"seeds that leak it: 2 of 2."_s),
                 qPrintable(summary->text()));
        choice->setCurrentIndex(2);
        QVERIFY(std::abs(matrix->content()->map.sides[0].cells[3][0].auc->value - 0.53) < 1e-12);
        QCOMPARE(choice->currentData().toString(), QString::fromStdString(other));
    }

    void settingsOfARunAreCopied() {
        PageFixture fixture;
        const Prompts prompts(fixture);
        const std::string run = fixture.audit.addMixture({prompts.other, prompts.age}, 33, 0.55);
        ui::MitigatePage page(fixture.context);
        refreshed(page);
        page.useSettingsOf(QString::fromStdString(run));
        QCOMPARE(page.findChild<QTabWidget*>(u"mitigateTabs"_s)->currentIndex(), 1);
        QCOMPARE(find<ui::NumberBox>(page, u"mixtureLambdaBox"_s)->value(), 33.0);
        QVERIFY(
            find<QCheckBox>(page, u"mixturePrompt_"_s + QString::fromStdString(prompts.other))->isChecked());
        QVERIFY(!find<QCheckBox>(page, u"mixturePrompt_"_s + QString::fromStdString(prompts.gender))
                     ->isChecked());
    }
};

QTEST_MAIN(TestMixturePanel)
#include "tst_mixture_panel.moc"
