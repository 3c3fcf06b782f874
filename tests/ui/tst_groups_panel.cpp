// Compare, "Groups", as an analyst uses it: model, attribute, reference, who pays, keyboard and export.
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <QtCore/QFile>
#include <QtGui/QAction>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>

#include "jobs/options/stability_options.h"
#include "support/find_widget.h"
#include "support/page_fixture.h"
#include "ui/results/compare_page.h"
#include "ui/results/group_quality_model.h"
#include "ui/results/mark_chart.h"
#include "ui/widgets/theme.h"

using namespace up5;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Chooses by the beginning of the text, as a user reads it, and waits for the answer.
void choose(ui::ComparePage& page, const char* box, const QString& text) {
    auto* combo = find<QComboBox>(page, box);
    const int index = combo->findText(text, Qt::MatchStartsWith);
    QVERIFY2(index >= 0, qPrintable(text));
    combo->setCurrentIndex(index);
    QTRY_VERIFY(!page.isLoading());
}

/// The page on its Groups tab, filled.
class Window {
public:
    explicit Window(bool withAudit = true) {
        if (withAudit) {
            fixture.audit.addAll();
        }
        page = std::make_unique<ui::ComparePage>(fixture.context);
        page->resize(1100, 700);
        page->show();
        page->refresh();
        auto* tabs = find<QTabWidget>(*page, "compareTabs");
        QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(1).center());
    }
    ui::MarkChart& chart() const { return *find<ui::MarkChart>(*page, "groupsChart"); }
    QTableView& table() const { return *find<QTableView>(*page, "groupsTable"); }
    QString cell(int row, int column) const { return table().model()->index(row, column).data().toString(); }
    QString summary() const { return find<QLabel>(*page, "groupsSummary")->text(); }

    /// One backbone untreated and under one prompt, nothing running. Returns the run of the prompt.
    std::string addSmallAudit() {
        SampleAudit& audit = fixture.audit;
        audit.addDataset();
        audit.addBackbone();
        audit.addUntreated();
        const std::string prompt = audit.addPrompt("gender", 10, 5, 2022, 0.576, 0.627, 0.690);
        refreshed(*page);
        return prompt;
    }
    /// All that is said where figures of list overlap would stand.
    QString placeholder() const {
        QStringList texts;
        for (const QLabel* label : find<QWidget>(*page, "groupsUnmeasured")->findChildren<QLabel*>()) {
            texts << label->text();
        }
        return texts.join(u'\n');
    }

    PageFixture fixture;
    std::unique_ptr<ui::ComparePage> page;
};

} // namespace

class TestGroupsPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void untreatedModelComesFirst() {
        Window window;
        QTRY_VERIFY(!window.page->isLoading());
        QVERIFY(window.chart().isVisible());
        QCOMPARE(find<QComboBox>(*window.page, "groupsModel")->currentText(), u"untreated, seed 2022"_s);
        // Once, although it was probed for two attributes.
        QCOMPARE(find<QComboBox>(*window.page, "groupsModel")->count(), 1 + 19);
        const QAbstractItemModelTester tester(window.table().model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(window.table().model()->rowCount(), 2);
        QCOMPARE(window.chart().content().marks.size(), std::size_t{2});
        QCOMPARE(window.cell(0, ui::GroupQualityModel::Users), u"30"_s);
        QCOMPARE(window.cell(0, ui::GroupQualityModel::Change), u"–"_s);
        QVERIFY2(window.summary().contains(u"no more than chance may give"_s), qPrintable(window.summary()));
        QVERIFY(window.chart().accessibleDescription().contains(u"hit@10"_s));
    }

    void whoPaysIsShown() {
        Window window;
        QTRY_VERIFY(!window.page->isLoading());
        choose(*window.page, "groupsModel", u"CFP λ = 10, n = 5 · gender, seed 2022"_s);
        // Ranks of women moved from 1…13 to 11…23: nobody among the first ten is left.
        QCOMPARE(window.cell(0, ui::GroupQualityModel::Group), u"F"_s);
        QVERIFY(window.cell(0, ui::GroupQualityModel::Quality).startsWith(u"0.0 ["_s));
        QVERIFY2(window.cell(1, ui::GroupQualityModel::Change).startsWith(u"+0.0"_s),
                 qPrintable(window.cell(1, ui::GroupQualityModel::Change)));
        QVERIFY(window.cell(0, ui::GroupQualityModel::Change).startsWith(u"−"_s));
        choose(*window.page, "groupsView", u"change to untreated"_s);
        QVERIFY2(window.summary().contains(u"the groups do not pay alike"_s), qPrintable(window.summary()));
        QVERIFY(window.chart().content().marks.front().x < 0);
        choose(*window.page, "groupsModel", u"untreated"_s);
        QVERIFY(window.chart().content().marks.empty());
        QVERIFY2(window.summary().contains(u"no change to show"_s), qPrintable(window.summary()));
    }

    void referenceAndSmallGroups() {
        Window window;
        QTRY_VERIFY(!window.page->isLoading());
        choose(*window.page, "groupsReference", u"M"_s);
        const int male = window.cell(0, ui::GroupQualityModel::Group) == u"M"_s ? 0 : 1;
        QCOMPARE(window.cell(male, ui::GroupQualityModel::Remark), u"reference"_s);
        choose(*window.page, "groupsAttribute", u"age"_s);
        QCOMPARE(find<QComboBox>(*window.page, "groupsReference")->currentData().toString(), QString());
        QCOMPARE(window.table().model()->rowCount(), 3);
        QCOMPARE(window.cell(0, ui::GroupQualityModel::Remark), u"too few users to compare"_s);
        for (const ui::ChartMark& mark : window.chart().content().marks) {
            QVERIFY(mark.dimmed && mark.hollow);
        }
        QVERIFY2(window.summary().contains(u"No gap can be told"_s), qPrintable(window.summary()));
        choose(*window.page, "groupsSecond", u"gender"_s);
        QCOMPARE(window.table().model()->rowCount(), 6);
        QVERIFY(window.cell(0, ui::GroupQualityModel::Group).contains(u" × "_s));
    }

    void missingRanksAreSaid() {
        Window window;
        QTRY_VERIFY(!window.page->isLoading());
        choose(*window.page, "groupsTask", u"direct"_s);
        QVERIFY(window.chart().content().marks.empty());
        QVERIFY2(window.summary().contains(u"No ranks of this model are stored"_s),
                 qPrintable(window.summary()));
        choose(*window.page, "groupsTask", u"sequential"_s);
        choose(*window.page, "groupsFigure", u"MRR"_s);
        QCOMPARE(
            window.table().model()->headerData(ui::GroupQualityModel::Quality, Qt::Horizontal).toString(),
            u"MRR"_s);
        Window empty(false);
        QTRY_VERIFY(!empty.page->isLoading());
        QVERIFY2(empty.summary().contains(u"needs a trained backbone"_s), qPrintable(empty.summary()));
    }

    void keyboardMouseAndTableAreLinked() {
        Window window;
        QTRY_VERIFY(!window.page->isLoading());
        QSignalSpy details(window.page.get(), &ui::Page::detailsRequested);
        choose(*window.page, "groupsModel", u"CFP λ = 10, n = 5 · gender, seed 2022"_s);
        window.chart().setFocus();
        QTest::keyClick(&window.chart(), Qt::Key_Right);
        const QString first = window.chart().selectedKey();
        QCOMPARE(window.table().currentIndex().siblingAtColumn(0).data().toString(), first);
        QCOMPARE(details.count(), 1);
        QTest::keyClick(&window.chart(), Qt::Key_End);
        const QString last = window.chart().selectedKey();
        QVERIFY(last != first);
        QTest::mouseClick(window.chart().viewport(), Qt::LeftButton, {}, window.chart().markPosition(first));
        QCOMPARE(window.table().currentIndex().siblingAtColumn(0).data().toString(), first);
        window.table().selectRow(window.table().currentIndex().row() == 0 ? 1 : 0);
        QCOMPARE(window.chart().selectedKey(), last);
    }

    void choicesAreKeptAndExported() {
        Window window;
        QTRY_VERIFY(!window.page->isLoading());
        choose(*window.page, "groupsModel", u"CFP λ = 5, n = 5 · gender, seed 2023"_s);
        choose(*window.page, "groupsAttribute", u"age"_s);
        ui::ComparePage again(window.fixture.context);
        refreshed(again);
        QCOMPARE(find<QComboBox>(again, "groupsModel")->currentText(),
                 u"CFP λ = 5, n = 5 · gender, seed 2023"_s);
        QCOMPARE(find<QComboBox>(again, "groupsAttribute")->currentText(), u"age"_s);

        const QString file = window.fixture.folder.filePath(u"groups.csv"_s);
        window.fixture.dialogs.nextSaveFile << file;
        find<QAction>(*window.page, "groupsExport_csv")->trigger();
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QByteArrayList lines = written.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 1 + 3);
        QVERIFY(lines.front().startsWith("Group,Remark,Users,hit@10 %"));
    }

    void listOverlapIsMeasuredWhenAsked() {
        Window window(false);
        const std::string prompt = window.addSmallAudit();
        auto* measure = find<QPushButton>(*window.page, "groupsMeasureOverlap");
        QVERIFY(!measure->isVisible());
        choose(*window.page, "groupsModel", u"CFP λ = 10"_s);
        choose(*window.page, "groupsAttribute", u"age"_s);
        choose(*window.page, "groupsView", u"list overlap"_s);
        QVERIFY(measure->isVisible());
        QVERIFY(!window.chart().isVisible() && !window.table().isVisible());
        QVERIFY(!find<QComboBox>(*window.page, "groupsSecond")->isEnabled());
        QVERIFY2(window.placeholder().contains(u"differ in age"_s), qPrintable(window.placeholder()));

        QSignalSpy messages(window.page.get(), &ui::Page::messageRequested);
        const std::set<std::string> known = window.fixture.runIds();
        measure->click();
        QCOMPARE(messages.count(), 1);
        const std::vector<jobs::JobSpec> specs = window.fixture.submitted(known);
        QCOMPARE(specs.size(), std::size_t{1});
        QCOMPARE(specs[0].kind, std::string("stability"));
        QCOMPARE(specs[0].dataset, window.fixture.audit.dataset);
        QCOMPARE(specs[0].backboneRun, window.fixture.audit.backbone);
        QCOMPARE(specs[0].promptRun, prompt);
        QCOMPARE(specs[0].attributes, std::vector<std::string>{"age"});
        QCOMPARE(specs[0].options, jobs::StabilityOptions::table().resolve({}));
        QVERIFY2(window.placeholder().contains(u"is queued"_s), qPrintable(window.placeholder()));
        QVERIFY(!measure->isVisible());
        choose(*window.page, "groupsAttribute", u"gender"_s);
        QVERIFY(measure->isVisible());
        choose(*window.page, "groupsView", u"quality"_s);
        QVERIFY(window.chart().isVisible() && window.table().isVisible());
    }

    void measuredListOverlapIsShown() {
        Window window(false);
        const std::string prompt = window.addSmallAudit();
        choose(*window.page, "groupsModel", u"CFP λ = 10"_s);
        choose(*window.page, "groupsView", u"list overlap"_s);
        const std::string run = window.fixture.audit.addStability(prompt, "gender", true);
        window.page->refresh();
        // Appears without being asked for again.
        QTRY_COMPARE(window.chart().content().marks.size(), std::size_t{6});
        QVERIFY(window.chart().isVisible());
        const QAbstractItemModelTester tester(window.table().model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(window.table().model()->rowCount(), 6);
        QCOMPARE(window.cell(0, 1), u"0.600 [0.580, 0.620]"_s);
        QCOMPARE(window.chart().content().x.range, (ui::AxisRange{0, 1, 0.2}));
        QVERIFY(window.chart().content().marks.front().description.contains(u"that stay"_s));
        QVERIFY2(window.summary().contains(u"no dependence on the attribute shows"_s),
                 qPrintable(window.summary()));
        QVERIFY2(window.summary().contains(u"the difference is +0.001"_s), qPrintable(window.summary()));
        QVERIFY(window.chart().content().marks.back().description.contains(u"+0.050 [+0.030, +0.070]"_s));
        QSignalSpy details(window.page.get(), &ui::Page::detailsRequested);
        window.table().selectRow(2);
        QCOMPARE(window.chart().selectedKey(), u"other/prompt"_s);
        QCOMPARE(details.takeFirst().front().toString(), QString::fromStdString(run));

        // Another model is another measurement.
        window.fixture.audit.addStability({}, "gender", true);
        choose(*window.page, "groupsModel", u"untreated"_s);
        window.page->refresh();
        QTRY_COMPARE(window.chart().content().marks.size(), std::size_t{2});
        QVERIFY2(window.summary().contains(u"lists depend on the attribute"_s), qPrintable(window.summary()));
        choose(*window.page, "groupsView", u"quality"_s);
        QCOMPARE(window.table().model()->columnCount(), int{ui::GroupQualityModel::ColumnCount});
    }

    void missingListOverlapSaysWhy() {
        Window window(false);
        const std::string prompt = window.addSmallAudit();
        window.fixture.audit.addStability(prompt, "gender", false);
        window.fixture.audit.addFailedStability({}, "gender", "No sampled user has a match.");
        refreshed(*window.page);
        choose(*window.page, "groupsModel", u"CFP λ = 10"_s);
        choose(*window.page, "groupsView", u"list overlap"_s);
        QCOMPARE(window.chart().content().marks.size(), std::size_t{2});
        QVERIFY2(window.summary().contains(u"Like users were not compared"_s), qPrintable(window.summary()));
        choose(*window.page, "groupsModel", u"untreated"_s);
        QVERIFY2(window.placeholder().contains(u"The last run failed: No sampled user has a match."_s),
                 qPrintable(window.placeholder()));
        QVERIFY(find<QPushButton>(*window.page, "groupsMeasureOverlap")->isVisible());
    }

    void listOverlapIsNotOfferedForBaselines() {
        Window window(false);
        window.addSmallAudit();
        window.fixture.audit.addBaseline("c-pmf", "gender", 0.58, 0.55);
        refreshed(*window.page);
        choose(*window.page, "groupsView", u"list overlap"_s);
        QVERIFY(find<QPushButton>(*window.page, "groupsMeasureOverlap")->isVisible());
        choose(*window.page, "groupsModel", u"C-PMF"_s);
        QVERIFY(!find<QPushButton>(*window.page, "groupsMeasureOverlap")->isVisible());
        QVERIFY2(window.placeholder().contains(u"not of baselines"_s), qPrintable(window.placeholder()));
        choose(*window.page, "groupsModel", u"untreated"_s);
        QVERIFY(find<QPushButton>(*window.page, "groupsMeasureOverlap")->isVisible());
    }

    /// For people to look at, when UP5_PICTURE_DIR names a folder.
    void picturesInBothThemes() {
        ui::Theme theme(*qApp);
        for (const auto& [name, choice] :
             {std::pair(u"light"_s, ui::ThemeChoice::Light), std::pair(u"dark"_s, ui::ThemeChoice::Dark)}) {
            theme.setChoice(choice);
            Window window;
            QTRY_VERIFY(!window.page->isLoading());
            for (const auto& [size, width, height] :
                 {std::tuple(u"wide"_s, 1130, 600), std::tuple(u"narrow"_s, 850, 500)}) {
                window.page->resize(width, height);
                choose(*window.page, "groupsModel", u"CFP λ = 10, n = 5 · gender, seed 2022"_s);
                for (const QString& second : {u"–"_s, u"age"_s}) {
                    choose(*window.page, "groupsSecond", second);
                    QCoreApplication::processEvents(); // the chart lays itself out
                    const QImage picture = window.page->grab().toImage();
                    QCOMPARE(picture.width(), window.page->width());
                    const QString folder = qEnvironmentVariable("UP5_PICTURE_DIR");
                    if (!folder.isEmpty()) {
                        const QString file = u"%1/groups_%2_%3_%4.png"_s.arg(
                            folder, name, size, second == u"–"_s ? u"one"_s : u"two"_s);
                        QVERIFY2(picture.save(file), qPrintable(file));
                    }
                }
                QVERIFY2(window.page->width() <= width, "the page does not fit a window of 1000 pixels");
            }
        }
    }
};

QTEST_MAIN(TestGroupsPanel)
#include "tst_groups_panel.moc"
