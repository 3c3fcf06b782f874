// The leak panel of the Probe page with the whole suite: rows, bands, lines, layers, attributes, numbers.
#include <QtTest/QTest>

#include <QtCore/QScopeGuard>
#include <QtCore/QTranslator>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

#include "base/translation.h"
#include "support/find_widget.h"
#include "support/page_fixture.h"
#include "ui/results/compare_page.h"
#include "ui/results/heat_map_view.h"
#include "ui/results/leak_content.h"
#include "ui/results/mark_chart.h"
#include "ui/results/probe_page.h"
#include "ui/widgets/theme.h"

using namespace up5;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Untreated model with two attributes and a prompt for one of them, all with the whole suite.
void fill(SampleAudit& audit) {
    audit.addDataset();
    audit.addBackbone();
    audit.addSuite({});
    audit.addSuite({.attribute = "age", .auc = 0.58, .multiClass = true});
    audit.addSuite({.auc = 0.52}, 10);
}

void keep(QWidget& page, const QString& name) {
    QCoreApplication::processEvents();
    const QString folder = qEnvironmentVariable("UP5_PICTURE_DIR");
    const QImage image = page.grab().toImage();
    QVERIFY(!image.isNull());
    if (!folder.isEmpty()) {
        QVERIFY(image.save(folder + u'/' + name + u'_' + QString::fromLatin1(QTest::currentDataTag()) +
                           u".png"_s));
    }
}

} // namespace

class TestLeakPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rowsAreTargetsAndMembersOnDemand() {
        PageFixture fixture;
        fill(fixture.audit);
        ui::ProbePage page(fixture.context);
        refreshed(page);
        choose(page, u"probeShown"_s, u"gender"_s);
        auto* chart = find<ui::MarkChart>(page, "leakChart");
        QCOMPARE(chart->content().marks.size(), jobs::probeTargets().size());
        QCOMPARE(chart->content().marks[0].shape, ui::MarkShape::Diamond); // the strongest of all
        QCOMPARE(chart->content().y.categories.back(), u"user span: mlp7"_s);
        QCOMPARE(chart->content().bands.size(), std::size_t{1}); // they agree
        QCOMPARE(chart->content().lines.size(), std::size_t{2}); // guessing, raw history
        const QString verdict = find<QLabel>(page, "probeVerdict")->text();
        QVERIFY2(verdict.startsWith(u"Leak found: the strongest probe (mlp7 on: user span) reads gender"_s) &&
                     verdict.contains(u"shuffled labels give 0.455 to 0.545"_s),
                 qPrintable(verdict));
        // One target's members by Enter on its row, all by the check box.
        chart->setSelectedKey(u"all_tokens/mlp7"_s);
        QTest::keyClick(chart, Qt::Key_Return);
        QCOMPARE(chart->content().marks.size(), jobs::probeTargets().size() + 5);
        QTest::keyClick(chart, Qt::Key_Return);
        QCOMPARE(chart->content().marks.size(), jobs::probeTargets().size());
        find<QCheckBox>(page, "leakEveryProbe")->click();
        QCOMPARE(chart->content().marks.size(), std::size_t{40});
        QVERIFY(chart->minimumHeight() > 40 * page.fontMetrics().height()); // scrolls instead of squeezing
        find<QToolButton>(page, "leakTableButton")->click();
        QCOMPARE(find<QTableView>(page, "leakTable")->model()->rowCount(), 40);
    }

    void bandsThatDifferStandBesideTheirTargets() {
        report::ComparisonPoint point;
        point.attribute = "gender";
        for (const auto& [target, high] : {std::pair("user_span", 0.55), std::pair("all_tokens", 0.60)}) {
            report::TargetFigures figures{target, "logistic", metrics::Estimate{0.6, 0.55, 0.65, 600}};
            figures.null = metrics::Estimate{0.5, 0.45, high, 100};
            point.targets.push_back(figures);
        }
        const ui::ChartContent content = ui::leakContent(point);
        QCOMPARE(content.bands.size(), std::size_t{2});
        QVERIFY(content.bands[0].y->low > content.bands[1].y->high); // the first target is on top
    }

    void layersStandSideBySide() {
        PageFixture fixture;
        fill(fixture.audit);
        ui::ProbePage page(fixture.context);
        page.resize(1000, 700);
        page.show();
        refreshed(page);
        choose(page, u"probeShown"_s, u"gender"_s);
        choose(page, u"leakView"_s, u"layers"_s);
        auto* map = find<ui::HeatMapView>(page, "leakMap");
        QVERIFY2(
            map->summary().contains(u"untreated: read best from user span, layer 4, final (AUC 0.630)"_s),
            qPrintable(map->summary()));
        QVERIFY(map->summary().contains(u"CFP λ = 10"_s));
        QTest::keyClick(map, Qt::Key_Right); // the first key enters
        QTest::keyClick(map, Qt::Key_End);
        QTest::keyClick(map, Qt::Key_Down);
        QVERIFY2(map->cursorText().startsWith(u"CFP λ = 10, n = 5; all tokens; layer 4, final: AUC 0.52"_s) ||
                     map->cursorText().startsWith(u"CFP λ = 10, n = 5; history tokens; layer 4, final"_s),
                 qPrintable(map->cursorText()));
        QCOMPARE(find<QLabel>(page, "leakCursor")->text(), map->cursorText());
        find<QToolButton>(page, "leakTableButton")->click();
        QCOMPARE(find<QTableView>(page, "leakTable")->model()->rowCount(), 30); // 2 models × 3 × 5
    }

    void attributesStandBesideThePaper() {
        PageFixture fixture;
        fill(fixture.audit);
        ui::ProbePage page(fixture.context);
        refreshed(page);
        choose(page, u"leakView"_s, u"attributes"_s);
        const ui::ChartContent& content = find<ui::MarkChart>(page, "attributeChart")->content();
        int published = 0;
        for (const ui::ChartMark& mark : content.marks) {
            if (mark.key == u"gender/classifier/paper"_s) {
                QCOMPARE(mark.x, 0.7471);
                QVERIFY(mark.hollow && mark.description.contains(u"different protocol: backbone desk"_s));
            }
            published += mark.key.endsWith(u"/paper"_s) ? 1 : 0;
        }
        QCOMPARE(published, 8); // Tables 1 (twice), 2 and 3 for gender and age
        QVERIFY(find<QLabel>(page, "probeVerdict")->text().contains(u"It gives most away of gender"_s));
    }

    void compareStartsWithTheStrongest() {
        PageFixture fixture;
        fill(fixture.audit);
        ui::ComparePage page(fixture.context);
        refreshed(page);
        QCOMPARE(find<QComboBox>(page, "compareAuc")->currentData().toString(), u"strongest"_s);
        QVERIFY(find<ui::MarkChart>(page, "tradeOffChart")
                    ->content()
                    .x.title.startsWith(u"AUC, strongest probe"_s));
        PageFixture old;
        old.audit.addAll();
        ui::ComparePage without(old.context);
        refreshed(without);
        QCOMPARE(find<QComboBox>(without, "compareAuc")->findData(u"strongest"_s), -1);
        QVERIFY(!find<ui::MarkChart>(without, "tradeOffChart")->content().marks.empty());
    }

    void pictures_data() {
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("language");
        QTest::newRow("light_small") << false << QSize(850, 600) << u"en"_s;
        QTest::newRow("dark_large") << true << QSize(1130, 700) << u"en"_s;
        QTest::newRow("german_small") << false << QSize(850, 600) << u"de"_s;
    }

    void pictures() {
        QFETCH(bool, isDark);
        QFETCH(QSize, size);
        QFETCH(QString, language);
        installTranslation(*qApp, {language});
        const auto english = qScopeGuard([] { qDeleteAll(qApp->findChildren<QTranslator*>()); });
        ui::Theme theme(*qApp);
        theme.setChoice(isDark ? ui::ThemeChoice::Dark : ui::ThemeChoice::Light);
        PageFixture fixture;
        fill(fixture.audit);
        ui::ProbePage page(fixture.context);
        page.resize(size);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        refreshed(page);
        choose(page, u"probeShown"_s, u"gender"_s);
        keep(page, u"leak_targets"_s);
        find<QCheckBox>(page, "leakEveryProbe")->click();
        keep(page, u"leak_every"_s);
        choose(page, u"leakView"_s, u"layers"_s);
        QTest::keyClick(find<ui::HeatMapView>(page, "leakMap"), Qt::Key_Right);
        keep(page, u"leak_layers"_s);
        choose(page, u"leakView"_s, u"attributes"_s);
        keep(page, u"leak_attributes"_s);
        find<QToolButton>(page, "leakTableButton")->click();
        keep(page, u"leak_numbers"_s);
    }
};

QTEST_MAIN(TestLeakPanel)
#include "tst_leak_panel.moc"
