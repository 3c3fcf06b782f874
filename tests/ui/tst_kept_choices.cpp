// What a user has chosen stays when a run ends or other models are shown: the model, the place in a list, the
// leak axis.
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <QtWidgets/QComboBox>
#include <QtWidgets/QListView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTableView>

#include "support/find_widget.h"
#include "support/page_fixture.h"
#include "ui/models/model_table_model.h"
#include "ui/models/models_page.h"
#include "ui/results/compare_page.h"
#include "ui/results/report_page.h"

using namespace up5;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

class TestKeptChoices : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theModelStaysSelectedWhenARunEnds() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::ModelsPage page(fixture.context);
        page.resize(800, 220);
        page.show();
        refreshed(page);
        auto* table = find<QTableView>(page, "modelsTable");
        const auto selected = [&] {
            return table->currentIndex().data(ui::ModelTableModel::kRunRole).toString();
        };
        table->selectRow(12);
        const QString run = selected();
        table->verticalScrollBar()->setValue(2); // looking elsewhere
        QSignalSpy details(&page, &ui::Page::detailsRequested);
        fixture.audit.addPrompt("age", 30, 5, 2022, 0.58, 0.6, 0.69);
        refreshed(page);
        QCOMPARE(table->model()->rowCount(), 21);
        QCOMPARE(selected(), run);
        QVERIFY(table->selectionModel()->isRowSelected(table->currentIndex().row()));
        QCOMPARE(table->verticalScrollBar()->value(), 2);
        QVERIFY(find<QPushButton>(page, "modelsCompare")->isEnabled());
        QVERIFY(find<QPushButton>(page, "modelsExport")->isEnabled());
        QVERIFY(details.isEmpty()); // nobody asked for it again
    }

    void theReportsListStaysWhereItIs() {
        PageFixture fixture;
        fixture.audit.addAll();
        ui::ReportPage report(fixture.context);
        report.show();
        refreshed(report);
        auto* list = find<QListView>(report, "reportRuns");
        const QAbstractItemModelTester tester(list->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        list->setCurrentIndex(list->model()->index(15, 0));
        const QString chosen = list->currentIndex().data(Qt::ToolTipRole).toString();
        const int rows = list->model()->rowCount();
        fixture.audit.addPrompt("age", 60, 5, 2022, 0.57, 0.6, 0.68);
        refreshed(report);
        QCOMPARE(list->model()->rowCount(), rows + 1);
        QCOMPARE(list->currentIndex().data(Qt::ToolTipRole).toString(), chosen);
    }

    void theChosenLeakAxisComesBack() {
        PageFixture fixture;
        fixture.audit.addDataset();
        fixture.audit.addBackbone();
        fixture.audit.addSuite({.attribute = "gender"});
        fixture.audit.addSuite({.attribute = "gender", .auc = 0.55}, 10);
        fixture.audit.addPrompt("age", 10, 5, 2022, 0.585, 0.6, 0.694); // without the whole suite
        const auto axis = [](const ui::ComparePage& page) {
            return find<QComboBox>(page, "compareAuc")->currentData().toString();
        };
        {
            ui::ComparePage page(fixture.context);
            refreshed(page);
            choose(page, u"compareAttribute"_s, u"gender"_s);
            QCOMPARE(axis(page), u"strongest"_s);
            choose(page, u"compareAttribute"_s, {});
            QCOMPARE(find<QComboBox>(page, "compareAuc")->findData(u"strongest"_s), -1);
            QCOMPARE(axis(page), u"user_span"_s); // for the time being
        }
        ui::ComparePage page(fixture.context);
        refreshed(page);
        QCOMPARE(axis(page), u"user_span"_s);
        choose(page, u"compareAttribute"_s, u"gender"_s);
        QCOMPARE(axis(page), u"strongest"_s);
        choose(page, u"compareAuc"_s, u"all_tokens"_s);
        choose(page, u"compareAttribute"_s, {});
        choose(page, u"compareAttribute"_s, u"gender"_s);
        QCOMPARE(axis(page), u"all_tokens"_s);
    }
};

QTEST_MAIN(TestKeptChoices)
#include "tst_kept_choices.moc"
