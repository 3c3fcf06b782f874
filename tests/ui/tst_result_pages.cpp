// Models, Probe, Compare and Report as an analyst uses them, on a workspace with a finished audit.
#include <cmath>

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <QtCore/QFile>
#include <QtCore/QRegularExpression>
#include <QtGui/QAction>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTextBrowser>
#include <SQLiteCpp/SQLiteCpp.h>

#include "support/find_widget.h"
#include "support/page_fixture.h"
#include "ui/models/model_table_model.h"
#include "ui/models/models_page.h"
#include "ui/results/choice_box.h"
#include "ui/results/compare_page.h"
#include "ui/results/comparison_table_model.h"
#include "ui/results/mark_chart.h"
#include "ui/results/probe_page.h"
#include "ui/results/report_page.h"
#include "ui/results/result_table.h"
#include "ui/results/run_check_model.h"

using namespace up5;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

class TestResultPages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void modelsListsBackbonesAndPrompts() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::ModelsPage page(fixture.context);
        refreshed(page);
        auto* table = find<QTableView>(page, "modelsTable");
        const QAbstractItemModelTester tester(table->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table->model()->rowCount(), 20); // one backbone, 19 prompts; the running one is none yet
        const int last = table->model()->rowCount() - 1;
        const auto text = [&](int column) { return table->model()->index(last, column).data().toString(); };
        QCOMPARE(text(ui::ModelTableModel::Name), u"desk"_s);
        QCOMPARE(text(ui::ModelTableModel::Kind), u"Backbone"_s);
        QCOMPARE(text(ui::ModelTableModel::Dataset), u"MovieLens-1M"_s);
        QCOMPARE(text(ui::ModelTableModel::Parameters).remove(QRegularExpression(u"\\D"_s)), u"868352"_s);
        QCOMPARE(text(ui::ModelTableModel::TestHit10), u"71.3"_s);
        QCOMPARE(text(ui::ModelTableModel::ValidationHit10), u"72.2"_s);
        QVERIFY(text(ui::ModelTableModel::Size).startsWith(u"2"_s));
        QCOMPARE(text(ui::ModelTableModel::Hash), u"3f5a9c0d7e"_s); // of the weights, not of a side file
        QCOMPARE(text(ui::ModelTableModel::Lambda), u"–"_s);

        QSignalSpy details(&page, &ui::Page::detailsRequested);
        table->selectRow(last);
        QCOMPARE(details.count(), 1);
        QCOMPARE(details.front().front().toString(), QString::fromStdString(fixture.audit.backbone));
    }

    void modelsListsMixturesAndBaselines() {
        PageFixture fixture;
        fixture.audit.addDataset();
        fixture.audit.addBackbone();
        const std::string gender = fixture.audit.addPrompt("gender", 10, 5, 2022, 0.576, 0.6, 0.69);
        const std::string age = fixture.audit.addPrompt("age", 10, 5, 2022, 0.585, 0.6, 0.694);
        const std::string mixture = fixture.audit.addMixture({gender, age}, 20, 0.55);
        fixture.audit.addBaseline("popularity", "", 0, 0.42); // counts and keeps no weights
        const std::string baseline = fixture.audit.addBaseline("c-pmf", "gender", 0.58, 0.55);
        ui::ModelsPage page(fixture.context);
        page.show();
        refreshed(page);
        auto* table = find<QTableView>(page, "modelsTable");
        QCOMPARE(table->model()->rowCount(), 5);
        const auto cell = [&](const std::string& run, int column, int role = Qt::DisplayRole) {
            page.select(QString::fromStdString(run));
            return table->currentIndex().siblingAtColumn(column).data(role).toString();
        };
        QCOMPARE(cell(mixture, ui::ModelTableModel::Kind), u"Mixture of 2"_s);
        QCOMPARE(cell(mixture, ui::ModelTableModel::Attribute), u"gender, age"_s);
        QCOMPARE(cell(mixture, ui::ModelTableModel::Lambda), u"20"_s);
        QCOMPARE(cell(mixture, ui::ModelTableModel::PrefixLength), u"15"_s);
        QCOMPARE(cell(mixture, ui::ModelTableModel::TestHit10), u"68.0"_s); // with both removed
        QCOMPARE(cell(mixture, ui::ModelTableModel::Parameters).remove(QRegularExpression(u"\\D"_s)),
                 u"76161"_s);
        QVERIFY(cell(mixture, ui::ModelTableModel::Size).startsWith(u"2"_s));
        QVERIFY(cell(mixture, ui::ModelTableModel::Parameters, Qt::ToolTipRole).contains(u"0.88 %"_s));
        QCOMPARE(cell(mixture, ui::ModelTableModel::Kind, Qt::ToolTipRole).count(u"λ 10, n 5"_s), 2);
        QVERIFY(find<QPushButton>(page, "modelsExport")->isEnabled());
        QCOMPARE(cell(baseline, ui::ModelTableModel::Kind), u"Baseline, matching"_s);
        QCOMPARE(cell(baseline, ui::ModelTableModel::Parameters).remove(QRegularExpression(u"\\D"_s)),
                 u"630912"_s);
        QVERIFY(cell(baseline, ui::ModelTableModel::Size).startsWith(u"2"_s));
        QVERIFY(!find<QPushButton>(page, "modelsExport")->isEnabled());
        QVERIFY(find<QPushButton>(page, "modelsCompare")->isEnabled());
    }

    void emptyModelsPageSaysWhatToDo() {
        PageFixture fixture;
        ui::ModelsPage page(fixture.context);
        page.show();
        refreshed(page);
        QSignalSpy requested(&page, &ui::Page::pageRequested);
        auto* button = find<QPushButton>(page, "modelsGoToData");
        QVERIFY(button->isVisible());
        button->click();
        QCOMPARE(requested.front().front().toString(), u"data"_s);
        fixture.audit.addDataset();
        refreshed(page);
        QVERIFY(!button->isVisible());
        QVERIFY(find<QPushButton>(page, "modelsTrainFirst")->isVisible());
    }

    void trainingABackboneIsQueued() {
        PageFixture fixture;
        fixture.audit.addDataset();
        ui::ModelsPage page(fixture.context);
        page.show();
        refreshed(page);
        find<QPushButton>(page, "modelsTrainFirst")->click();
        QVERIFY(find<QWidget>(page, "trainBackbonePanel")->isVisible());
        find<QComboBox>(page, "option_preset")->setCurrentText(u"tiny"_s);
        find<QLineEdit>(page, "backboneName")->setText(u"my backbone"_s);
        QSignalSpy problems(&page, &ui::Page::problemOccurred);
        find<QPushButton>(page, "backboneStart")->click();
        QVERIFY2(problems.isEmpty(),
                 qPrintable(problems.isEmpty() ? QString() : problems.front().front().toString()));
        const auto specs = fixture.submitted({});
        QCOMPARE(specs.size(), std::size_t{1});
        QCOMPARE(specs[0].kind, std::string("backbone"));
        QCOMPARE(specs[0].name, std::string("my backbone"));
        QCOMPARE(specs[0].dataset, fixture.audit.dataset);
        QCOMPARE(specs[0].options.at("preset").get<std::string>(), std::string("tiny"));
        QVERIFY(!find<QWidget>(page, "trainBackbonePanel")->isVisible());
    }

    void settingsOfABackboneAreCopied() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::ModelsPage page(fixture.context);
        refreshed(page);
        page.useSettingsOf(QString::fromStdString(fixture.audit.backbone));
        QCOMPARE(find<QLineEdit>(page, "backboneName")->text(), u"desk"_s);
    }

    void probeShowsTheLeakAndItsVerdict() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::ProbePage page(fixture.context);
        refreshed(page);
        auto* chart = find<ui::MarkChart>(page, "leakChart");
        QCOMPARE(chart->content().marks.size(), std::size_t{2}); // a row per target
        find<QCheckBox>(page, "leakEveryProbe")->click();
        QCOMPARE(chart->content().marks.size(), std::size_t{4});
        const QString verdict = find<QLabel>(page, "probeVerdict")->text();
        QVERIFY2(verdict.startsWith(u"Leak found:"_s), qPrintable(verdict));
        QVERIFY(!verdict.contains(u"fair"_s));
        // The same axis for all, the headline filled, the other probe hollow.
        QVERIFY(!chart->content().marks[0].hollow && chart->content().marks[1].hollow);
        choose(page, u"probeShown"_s, u"gender"_s);
        QVERIFY(chart->content().x.title.contains(u"gender"_s));

        const auto prompts = page.findChild<QComboBox*>(u"probePrompt"_s);
        QVERIFY(prompts->count() > 10);
        for (const store::RunRow& run : fixture.audit.store.runs().all()) {
            if (run.kind == "cfp" && nlohmann::json::parse(run.spec)["options"]["lambda"] == 100.0) {
                choose(page, u"probePrompt"_s, QString::fromStdString(run.id));
            }
        }
        QVERIFY(chart->content().marks[0].x < 0.57);
    }

    void probeSaysWhereAMixturesFiguresStand() {
        PageFixture fixture;
        fixture.audit.addDataset();
        fixture.audit.addBackbone();
        fixture.audit.addUntreated();
        const std::string gender = fixture.audit.addPrompt("gender", 10, 5, 2022, 0.576, 0.6, 0.69);
        const std::string age = fixture.audit.addPrompt("age", 10, 5, 2022, 0.585, 0.6, 0.694);
        const std::string mixture = fixture.audit.addMixture({gender, age}, 20, 0.55);
        ui::ProbePage page(fixture.context);
        refreshed(page);
        choose(page, u"probePrompt"_s, QString::fromStdString(mixture));
        const QString instead = find<ui::MarkChart>(page, "leakChart")->content().emptyText;
        QVERIFY2(instead.contains(u"Mitigate ▸ Mixture"_s), qPrintable(instead));
    }

    void probeIsQueuedForTheCheckedAttributes() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::ProbePage page(fixture.context);
        refreshed(page);
        const auto known = fixture.runIds();
        find<QCheckBox>(page, "attribute_age")->setChecked(true);
        QSignalSpy problems(&page, &ui::Page::problemOccurred);
        find<QPushButton>(page, "probeStart")->click();
        QVERIFY2(problems.isEmpty(),
                 qPrintable(problems.isEmpty() ? QString() : problems.front().front().toString()));
        const auto specs = fixture.submitted(known);
        QCOMPARE(specs.size(), std::size_t{1});
        QCOMPARE(specs[0].attributes, (std::vector<std::string>{"gender", "age"}));
        QCOMPARE(specs[0].backboneRun, fixture.audit.backbone);
        find<QCheckBox>(page, "attribute_age")->setChecked(false);
        find<QCheckBox>(page, "attribute_gender")->setChecked(false);
        QVERIFY(!find<QPushButton>(page, "probeStart")->isEnabled());
    }

    void compareLinksChartAndTable() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::ComparePage page(fixture.context);
        page.resize(1000, 700);
        refreshed(page);
        choose(page, u"compareAttribute"_s, u"gender"_s);
        auto* chart = find<ui::MarkChart>(page, "tradeOffChart");
        auto* table = find<QTableView>(page, "compareTable");
        const QAbstractItemModelTester tester(table->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(table->model()->rowCount(), 8); // untreated, λ 0, 1, 5, 10, 100 at n 5, λ 0 and 10 at n 15
        QCOMPARE(chart->content().marks.size(), std::size_t{8});

        QSignalSpy details(&page, &ui::Page::detailsRequested);
        table->selectRow(3);
        QCOMPARE(chart->selectedKey(), table->model()->index(3, 0).data(ui::kKeyRole).toString());
        QCOMPARE(details.count(), 1);
        QTest::keyClick(chart, Qt::Key_Home);
        QCOMPARE(table->currentIndex().data(ui::kKeyRole).toString(), chart->selectedKey());
        // Sorting the table leaves the selection on its point.
        table->sortByColumn(ui::ComparisonTableModel::Auc, Qt::DescendingOrder);
        QCOMPARE(table->currentIndex().data(ui::kKeyRole).toString(), chart->selectedKey());

        find<QCheckBox>(page, "compareMeanOverSeeds")->setChecked(false);
        QCOMPARE(table->model()->rowCount(), 18);
        choose(page, u"compareFigure"_s, u"hit@k 1"_s);
        QVERIFY(chart->content().y.title.startsWith(u"hit@1"_s));
        choose(page, u"compareAuc"_s, u"all_tokens"_s);
        QVERIFY(chart->content().x.title.contains(u"all tokens"_s));
        choose(page, u"compareTask"_s, u"direct"_s);
        QVERIFY(chart->content().y.title.contains(u"direct"_s));
        QVERIFY(!chart->accessibleDescription().isEmpty());
    }

    void compareShowsValidationFiguresWhenAsked() {
        PageFixture fixture;
        fixture.audit.addAll();
        {
            ui::ComparePage page(fixture.context);
            refreshed(page);
            choose(page, u"compareAttribute"_s, u"gender"_s);
            auto* chart = find<ui::MarkChart>(page, "tradeOffChart");
            QVERIFY(find<QLabel>(page, "compareSummary")->text().startsWith(u"Figures of test users"_s));
            const double test = chart->content().marks.front().x;
            choose(page, u"compareSplit"_s, u"validation"_s);
            QCOMPARE(chart->content().marks.size(), std::size_t{8});
            QVERIFY(std::abs(chart->content().marks.front().x - test - 0.006) < 1e-9);
            QVERIFY(find<QLabel>(page, "compareSummary")->text().startsWith(u"Figures of validation"_s));
        }
        ui::ComparePage page(fixture.context);
        refreshed(page);
        QCOMPARE(find<QComboBox>(page, "compareSplit")->currentData().toString(), u"validation"_s);
    }

    void whatIsAskedForWhileLoadingIsSelectedAfterwards() {
        PageFixture fixture;
        fixture.audit.addAll();
        const std::string run = fixture.audit.store.runs().ofKind("probe").front().id;
        ui::ComparePage compare(fixture.context);
        compare.refresh();
        QVERIFY(compare.isLoading());
        compare.select(QString::fromStdString(run));
        QTRY_VERIFY(!find<ui::MarkChart>(compare, "tradeOffChart")->selectedKey().isEmpty());
        ui::ModelsPage models(fixture.context);
        models.refresh();
        models.select(QString::fromStdString(fixture.audit.backbone));
        auto* table = find<QTableView>(models, "modelsTable");
        QTRY_COMPARE(table->currentIndex().data(ui::ModelTableModel::kRunRole).toString(),
                     QString::fromStdString(fixture.audit.backbone));
    }

    void oneUnreadableRunBlanksNoPage() {
        PageFixture fixture;
        fixture.audit.addAll();
        SQLite::Statement(fixture.audit.store.database(),
                          "UPDATE runs SET spec = replace(spec, '\"lambda\":100', '\"gamma\":100') "
                          "WHERE id IN (SELECT id FROM runs WHERE spec LIKE '%\"lambda\":100%' LIMIT 1)")
            .exec();
        ui::ComparePage compare(fixture.context);
        ui::ProbePage probe(fixture.context);
        ui::ModelsPage models(fixture.context);
        ui::ReportPage report(fixture.context);
        for (ui::Page* page : {static_cast<ui::Page*>(&compare), static_cast<ui::Page*>(&probe),
                               static_cast<ui::Page*>(&models), static_cast<ui::Page*>(&report)}) {
            QSignalSpy problems(page, &ui::Page::problemOccurred);
            refreshed(*page);
            QVERIFY(problems.isEmpty());
        }
        const QString summary = find<QLabel>(compare, "compareSummary")->text();
        QVERIFY2(summary.contains(u"is left out"_s) && summary.contains(u"gamma"_s), qPrintable(summary));
        QVERIFY(find<QLabel>(probe, "probeVerdict")->text().contains(u"is left out"_s));
        QCOMPARE(find<QTableView>(models, "modelsTable")->model()->rowCount(), 20);
        QTRY_VERIFY(!find<QTextBrowser>(report, "reportPreview")->toPlainText().isEmpty());
    }

    void manyUnreadableRunsLeaveRoomForTheCharts() {
        PageFixture fixture;
        fixture.audit.addAll();
        SQLite::Statement(fixture.audit.store.database(),
                          "UPDATE runs SET spec = replace(spec, '\"lambda\":', '\"gamma\":')")
            .exec();
        ui::ComparePage compare(fixture.context);
        refreshed(compare);
        const QStringList lines = find<QLabel>(compare, "compareSummary")->text().split(u'\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines[1].contains(u"gamma"_s), qPrintable(lines[1]));
        QVERIFY2(lines[2].contains(u"more cannot be read"_s), qPrintable(lines[2]));
    }

    void compareExportsWhatIsShown() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::ComparePage page(fixture.context);
        page.resize(1000, 700);
        refreshed(page);
        QSignalSpy messages(&page, &ui::Page::messageRequested);
        for (const auto& format : {u"csv"_s, u"png"_s, u"svg"_s}) {
            const QString file = fixture.folder.filePath(u"out."_s + format);
            fixture.dialogs.nextSaveFile.enqueue(file);
            page.findChild<QAction*>(u"compareExport_"_s + format)->trigger();
            QVERIFY(QFile::exists(file));
        }
        QCOMPARE(messages.count(), 3);
        fixture.dialogs.nextSaveFile.enqueue(u"/nowhere/at/all.csv"_s);
        QSignalSpy problems(&page, &ui::Page::problemOccurred);
        page.findChild<QAction*>(u"compareExport_csv"_s)->trigger();
        QCOMPARE(problems.count(), 1);
    }

    void compareRemembersItsFilters() {
        PageFixture fixture;
        fixture.audit.addAll();
        {
            ui::ComparePage page(fixture.context);
            refreshed(page);
            choose(page, u"compareFigure"_s, u"hit@k 3"_s);
            choose(page, u"compareAttribute"_s, u"age"_s);
        }
        ui::ComparePage page(fixture.context);
        refreshed(page);
        QCOMPARE(find<QComboBox>(page, "compareFigure")->currentData().toString(), u"hit@k 3"_s);
        QCOMPARE(find<QComboBox>(page, "compareAttribute")->currentData().toString(), u"age"_s);
        QCOMPARE(find<QTableView>(page, "compareTable")->model()->rowCount(), 3);
    }

    void missingFloorNamesTheCommandThatMeasuresIt() {
        PageFixture fixture;
        fixture.audit.addAll();
        fixture.audit.addBaseline("pmf", "gender", 0.70, 0.50);
        ui::ComparePage page(fixture.context);
        refreshed(page);
        const QString summary = find<QLabel>(page, "compareSummary")->text();
        QVERIFY2(summary.contains(u"up5 run baseline --dataset MovieLens-1M --set model=popularity"_s),
                 qPrintable(summary));
    }

    void reportIsPreviewedAndWritten() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::ReportPage page(fixture.context);
        QSignalSpy messages(&page, &ui::Page::messageRequested);
        QSignalSpy problems(&page, &ui::Page::problemOccurred);
        find<QLineEdit>(page, "reportTitle")->setText(u"Audit of my recommender"_s);
        refreshed(page);
        auto* preview = find<QTextBrowser>(page, "reportPreview");
        QTRY_COMPARE(preview->placeholderText(), u"Writing the preview…"_s); // until it is there
        QTRY_VERIFY2(preview->toPlainText().contains(u"Audit of my recommender"_s), "no preview");
        const QString file = fixture.folder.filePath(u"report.json"_s);
        fixture.dialogs.nextSaveFile.enqueue(file);
        choose(page, u"reportFormat"_s, u"json"_s);
        find<QPushButton>(page, "reportExport")->click();
        QTRY_COMPARE(messages.count(), 1);
        QVERIFY(QFile::exists(file));
        QVERIFY(problems.isEmpty());
    }

    void reportCoversTheCheckedRuns() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::ReportPage page(fixture.context);
        refreshed(page);
        auto* list = find<QListView>(page, "reportRuns");
        const QAbstractItemModelTester tester(list->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(list->model()->rowCount(), 22);
        list->model()->setData(list->model()->index(0, 0), Qt::Unchecked, Qt::CheckStateRole);
        QVERIFY(!find<QCheckBox>(page, "reportAllRuns")->isChecked());
        QVERIFY(find<QLabel>(page, "reportCount")->text().startsWith(u"21 of 22"_s));
        refreshed(page);
        QVERIFY(find<QLabel>(page, "reportCount")->text().startsWith(u"21 of 22"_s));
        find<QCheckBox>(page, "reportAllRuns")->click();
        QVERIFY(find<QLabel>(page, "reportCount")->text().startsWith(u"22 of 22"_s));
        find<QCheckBox>(page, "reportAllRuns")->click();
        QVERIFY(!find<QPushButton>(page, "reportExport")->isEnabled());
    }

    void everyControlHasAnAccessibleName() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::ModelsPage models(fixture.context);
        ui::ProbePage probe(fixture.context);
        ui::ComparePage compare(fixture.context);
        ui::ReportPage report(fixture.context);
        for (ui::Page* page : {static_cast<ui::Page*>(&models), static_cast<ui::Page*>(&probe),
                               static_cast<ui::Page*>(&compare), static_cast<ui::Page*>(&report)}) {
            refreshed(*page);
            for (const QWidget* widget : page->findChildren<QWidget*>()) {
                const bool isControl = qobject_cast<const QComboBox*>(widget) ||
                                       qobject_cast<const QLineEdit*>(widget) ||
                                       qobject_cast<const QAbstractItemView*>(widget) ||
                                       qobject_cast<const ui::MarkChart*>(widget);
                const bool isPartOfAnother = widget->objectName().startsWith(u"qt_"_s) ||
                                             qobject_cast<const QComboBox*>(widget->parentWidget()) ||
                                             widget->parentWidget()->inherits("QComboBoxPrivateContainer") ||
                                             widget->inherits("QHeaderView");
                if (isControl && !isPartOfAnother) {
                    QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
                    QVERIFY2(!widget->objectName().isEmpty(), qPrintable(widget->accessibleName()));
                }
            }
        }
    }
};

QTEST_MAIN(TestResultPages)
#include "tst_result_pages.moc"
