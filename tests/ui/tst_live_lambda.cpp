// λ as a live control on the Mitigate page: measured by a resident worker, the newest question first, nothing
// blocks.
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <cmath>

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

#include "support/find_widget.h"
#include "support/page_fixture.h"
#include "ui/results/live_content.h"
#include "ui/results/live_panel.h"
#include "ui/results/mark_chart.h"
#include "ui/results/mitigate_page.h"
#include "ui/runs/number_box.h"

using namespace up5;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A page with an audit, and with a prompt for every λ at each λ given.
struct LivePage {
    explicit LivePage(const std::vector<double>& lambdas, int prefixLength = 5) {
        fixture.audit.addAll();
        for (const double lambda : lambdas) {
            run = fixture.audit.addPromptForEveryLambda(lambda, prefixLength);
        }
        page = std::make_unique<ui::MitigatePage>(fixture.context);
        page->resize(1300, 760);
        page->show();
        refreshed(*page);
    }
    ui::ChartContent content() const { return find<ui::MarkChart>(*page, "mitigateChart")->content(); }
    QString sentence() const { return find<QLabel>(*page, "everyLambdaSentence")->text(); }
    void setLambda(double lambda) const { find<ui::NumberBox>(*page, "lambdaBox")->setValue(lambda); }
    QCheckBox* toggle() const { return find<QCheckBox>(*page, "everyLambdaSwitch"); }
    /// The mark measured last, with its intervals.
    std::optional<ui::ChartMark> liveMark() const {
        for (const ui::ChartMark& mark : content().marks) {
            if (mark.label.startsWith(u"live"_s)) {
                return mark;
            }
        }
        return std::nullopt;
    }

    PageFixture fixture;
    std::string run;
    std::unique_ptr<ui::MitigatePage> page;
};

} // namespace

class TestLiveLambda : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        qputenv("UP5_WORKER", QCoreApplication::applicationDirPath().toUtf8() + "/fake_worker");
    }

    void hiddenWithoutSuchAPrompt() {
        LivePage live({});
        QVERIFY(!find<QWidget>(*live.page, "everyLambdaPanel")->isVisible());
    }

    void theSliderMovesAMeasuredPoint() {
        LivePage live({10});
        QVERIFY(live.toggle()->isVisible());
        QVERIFY2(live.sentence().contains(u"on the same validation users: λ = 10: AUC"_s) &&
                     live.sentence().contains(u"(one seed)"_s),
                 qPrintable(live.sentence()));
        live.setLambda(20);
        QVERIFY(!live.liveMark());
        live.toggle()->click();
        QVERIFY(live.content().x.title.contains(u"Logistic probe"_s));
        QTRY_VERIFY(live.liveMark());
        QVERIFY(std::abs(live.liveMark()->x - 0.60) < 1e-9);
        QVERIFY(!live.liveMark()->key.isEmpty()); // a mark without one is not drawn while none is selected
        const auto* chart = find<ui::MarkChart>(*live.page, "mitigateChart");
        QVERIFY(chart->rect().contains(chart->markPosition(live.liveMark()->key)));
        QVERIFY(std::abs(live.liveMark()->y - 68.0) < 1e-9);
        QVERIFY(std::abs(live.liveMark()->yInterval->high - 71.0) < 1e-9);
        QVERIFY2(live.sentence().contains(u"on 400 validation users"_s) &&
                     live.sentence().contains(u"fitted to 300 users, on 94 validation users"_s),
                 qPrintable(live.sentence()));
        live.setLambda(50);
        QTRY_VERIFY(live.liveMark() && std::abs(live.liveMark()->x - 0.54) < 1e-9);
        // Where it was measured before stays in sight, and is not measured again.
        live.setLambda(20);
        QTRY_VERIFY(live.liveMark() && live.liveMark()->label == u"live λ 20, n 5"_s);
        live.toggle()->click();
        QVERIFY(!live.liveMark());
        QVERIFY(!live.content().x.title.contains(u"Logistic probe"_s));
    }

    void theCurveIsThatOfItsOwnSettings() {
        LivePage live({10}, 15);
        const auto curve = [&] { return live.content().paths.front().points; };
        const auto* summary = find<QLabel>(*live.page, "mitigateSummary");
        live.setLambda(5);
        QCOMPARE(curve().size(), std::size_t{5}); // of n = 5, which the form asks for
        QVERIFY2(summary->text().contains(u"λ = 5, n = 5: measured"_s), qPrintable(summary->text()));
        live.toggle()->click();
        QTRY_VERIFY(live.liveMark());
        QCOMPARE(live.liveMark()->label, u"live λ 5, n 15"_s);
        QCOMPARE(curve().size(), std::size_t{2});
        QVERIFY2(summary->text().contains(u"λ = 5, n = 15: estimate"_s), qPrintable(summary->text()));
        QVERIFY2(live.sentence().contains(u"λ = 5, n = 15, measured live"_s) &&
                     live.sentence().contains(u"with its settings (n = 15). The form differs in n."_s),
                 qPrintable(live.sentence()));
        find<ui::NumberBox>(*live.page, "prefixLengthBox")->setValue(15);
        QVERIFY2(!live.sentence().contains(u"The form differs"_s), qPrintable(live.sentence()));
        live.toggle()->click();
        QVERIFY(!live.sentence().contains(u"with its settings"_s));
    }

    void theDistanceIsOverSeedsOrNamesWhatDiffers() {
        report::ConditionDistance compared;
        compared.lambda = 2;
        compared.auc = {0.03, 0.01, 0.02, 0.04, 0.005, 0.055, 3};
        compared.figure = {-0.012, 0.004, -0.016, -0.008, -0.022, -0.002, 3};
        report::ConditionDistance other;
        other.lambda = 7;
        other.differing = {"batches", "reweighter"};
        const QString sentence = ui::distanceSentence({compared, other}, {});
        QVERIFY2(sentence.contains(u"AUC +0.030 ± 0.010 [+0.005, +0.055] (user span), hit@10 −1.2 ± 0.4 "
                                   "[−2.2, −0.2] (3 seeds); λ = 7: not compared, since they differ in "
                                   "batches, reweighter."_s),
                 qPrintable(sentence));
        QVERIFY(ui::distanceSentence({}, {}).contains(u"has not been measured"_s));
    }

    void onlyTheNewestQuestionIsPut() {
        LivePage live({10});
        live.setLambda(1); // answered once the file is there
        live.toggle()->click();
        QTRY_VERIFY2(live.sentence().contains(u"Measuring"_s), qPrintable(live.sentence()));
        for (const double lambda : {2, 3, 4, 5}) {
            live.setLambda(lambda);
        }
        QVERIFY(!live.liveMark());
        writeFileAtomically(live.fixture.audit.workspace.root / "go", "");
        QTRY_VERIFY(live.liveMark());
        QCOMPARE(live.liveMark()->label, u"live λ 5, n 5"_s);
        QVERIFY2(live.sentence().contains(u"(2.0 s)"_s), qPrintable(live.sentence())); // the second question
    }

    void whatIsBeingDoneIsSaid() {
        LivePage live({10});
        live.setLambda(20);
        live.toggle()->click();
        QVERIFY2(live.sentence().contains(u"Loading the prompt"_s), qPrintable(live.sentence()));
        QTRY_VERIFY(live.liveMark());
        QVERIFY2(!live.sentence().contains(u"Measuring"_s), qPrintable(live.sentence()));
        live.setLambda(1); // answered once the file is there
        QTRY_VERIFY2(live.sentence().contains(u"Measuring"_s), qPrintable(live.sentence()));
        live.setLambda(20); // known
        QTRY_VERIFY2(live.sentence().contains(u"λ = 20, n = 5, measured live"_s),
                     qPrintable(live.sentence()));
        live.setLambda(30);
        QTRY_VERIFY2(live.sentence().contains(u"Measuring"_s), qPrintable(live.sentence()));
        writeFileAtomically(live.fixture.audit.workspace.root / "go", "");
        QTRY_VERIFY2(live.sentence().contains(u"λ = 30, n = 5, measured live"_s),
                     qPrintable(live.sentence()));
        QVERIFY2(!live.sentence().contains(u"Measuring"_s), qPrintable(live.sentence()));
    }

    void switchingOffBeforeTheAnswerLeavesNothing() {
        LivePage live({10});
        live.setLambda(1);
        live.toggle()->click();
        QVERIFY2(live.sentence().contains(u"Loading the prompt"_s), qPrintable(live.sentence()));
        live.toggle()->click();
        QVERIFY2(!live.sentence().contains(u"Loading"_s), qPrintable(live.sentence()));
        live.toggle()->click();
        QTRY_VERIFY2(live.sentence().contains(u"Measuring"_s), qPrintable(live.sentence()));
        live.toggle()->click();
        QVERIFY2(!live.sentence().contains(u"Measuring"_s), qPrintable(live.sentence()));
    }

    void problemsAreSaid() {
        LivePage live({10});
        live.setLambda(13);
        live.toggle()->click();
        QTRY_VERIFY2(live.sentence().contains(u"13 is no good"_s), qPrintable(live.sentence()));
        QVERIFY(live.toggle()->isChecked());
        live.setLambda(66);
        QTRY_VERIFY2(live.sentence().contains(u"has ended: the fake ends here"_s),
                     qPrintable(live.sentence()));
        QVERIFY(!live.toggle()->isChecked());
        live.setLambda(20);
        live.toggle()->click();
        QTRY_VERIFY(live.liveMark());
    }

    void anotherAttributeEndsIt() {
        LivePage live({10});
        live.setLambda(20);
        live.toggle()->click();
        QTRY_VERIFY(live.liveMark());
        find<QComboBox>(*live.page, "mitigateAttribute")->setCurrentText(u"age"_s);
        QTRY_VERIFY(!find<QWidget>(*live.page, "everyLambdaPanel")->isVisible());
        QVERIFY(!live.liveMark());
    }

    void whatWasNotComparedIsSaid() {
        LivePage live({15}); // no separate prompt at this λ
        QVERIFY2(live.sentence().contains(u"has not been measured"_s), qPrintable(live.sentence()));
    }

    void anAuditAtThisLambdaIsQueued() {
        LivePage live({10});
        const auto known = live.fixture.runIds();
        live.setLambda(42);
        find<QPushButton>(*live.page, "everyLambdaAudit")->click();
        const auto specs = live.fixture.submitted(known);
        QCOMPARE(specs.size(), std::size_t{1});
        QCOMPARE(specs[0].promptRun, live.run);
        QCOMPARE(specs[0].options.at("lambda").get<double>(), 42.0);
        QCOMPARE(specs[0].options.at("batches").get<int>(), 0);
        QCOMPARE(specs[0].options.at("init").get<std::string>(), std::string("prompt"));
    }
};

QTEST_MAIN(TestLiveLambda)
#include "tst_live_lambda.moc"
