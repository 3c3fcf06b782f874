// The Data page and the import wizard, from files to the profile.
#include <QtCore/QFile>
#include <QtGui/QStandardItemModel>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QTableView>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QTreeView>

#include <fstream>

#include "data/shipped_datasets.h"
#include "jobs/job_kinds.h"
#include "support/window_fixture.h"
#include "ui/datasets/import_wizard.h"
#include "ui/widgets/chart_panel.h"
#include "ui/widgets/status_line.h"

using namespace Qt::Literals::StringLiterals;
using namespace up5;
using up5::test::WindowFixture;

namespace {

void write(const std::filesystem::path& file, const std::string& text) {
    std::ofstream(file) << text;
}

/// Twelve users who each bought three things, with gender and age beside them.
void writeShop(const std::filesystem::path& folder, const std::string& extraRows = {}) {
    std::string buys = "user_id,item_id,timestamp\n", people = "user_id,gender,age\n";
    for (int user = 0; user < 12; ++user) {
        const std::string id = "u" + std::to_string(user);
        for (int step = 0; step < 3; ++step) {
            buys += id + ",i" + std::to_string((user + step) % 5) + "," + std::to_string(1000 + step) + "\n";
        }
        people += id + (user % 2 ? ",F," : ",M,") + std::to_string(20 + user) + "\n";
    }
    write(folder / "buys.csv", buys + extraRows);
    write(folder / "people.csv", people);
}

} // namespace

class TestDataPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void profileShowsCountsAndWarns();
    void removalAsksFirst();
    void importedDataCanBeRemoved();
    void wizardSaysWhatIsWrong();
    void wizardMapsColumnsAndFindsBadRows();
    void demoIsImportedByTheWorker();
};

void TestDataPage::profileShowsCountsAndWarns() {
    WindowFixture fixture;
    fixture.open();
    const std::string hash = fixture.addDataset(fixture.session->context().store);
    fixture.window().showPage(u"data"_s);
    QTRY_COMPARE(fixture.find<QLabel>("profileUsers")->text(), u"45"_s);
    QCOMPARE(fixture.find<QLabel>("profileItems")->text(), u"12"_s);
    const QString warning = fixture.find<QLabel>("groupWarning")->text();
    QVERIFY2(warning.contains(u"gender: M"_s) && !warning.contains(u"gender: F"_s), qPrintable(warning));
    QVERIFY(fixture.find<QLabel>("groupWarning")->isVisible());
    const auto* groups = fixture.find<QTreeView>("groupTree")->model();
    QCOMPARE(groups->rowCount(), 1);
    QCOMPARE(groups->rowCount(groups->index(0, 0)), 2);
    QVERIFY(fixture.find<ui::ChartPanel>("histories")->table().rowCount() >= 3);
    QVERIFY(fixture.find<ui::ChartPanel>("histories")->summary().contains(u"longest 12"_s));
}

void TestDataPage::removalAsksFirst() {
    WindowFixture fixture;
    fixture.open();
    store::Store& store = fixture.session->context().store;
    fixture.addDataset(store);
    fixture.window().showPage(u"data"_s);
    fixture.find<QPushButton>("removeDataset")->click();
    QCOMPARE(store.datasets().all().size(), std::size_t(1));
    QCOMPARE(fixture.dialogs.questions.size(), 1);
    fixture.dialogs.nextConfirm << true;
    fixture.find<QPushButton>("removeDataset")->click();
    QVERIFY(store.datasets().all().empty());
    QVERIFY(fixture.find<QPushButton>("openDemo")->isVisible());
}

void TestDataPage::importedDataCanBeRemoved() {
    WindowFixture fixture;
    fixture.open();
    store::Store& store = fixture.session->context().store;
    store::RunRow import;
    import.id = "abc";
    import.kind = "import";
    import.device = "cpu";
    jobs::JobSpec spec;
    spec.kind = "import";
    spec.paths = {"/data"};
    import.spec = jobs::toJson(jobs::completed(spec)).dump();
    import.dataset = fixture.addDataset(store);
    store.runs().insert(import);
    store.runs().setState("abc", store::RunState::Cancelled);
    const std::filesystem::path run = jobs::Workspace{fixture.root()}.run("abc");
    std::filesystem::create_directories(run);
    fixture.window().showPage(u"data"_s);
    fixture.dialogs.nextConfirm << true;
    fixture.find<QPushButton>("removeDataset")->click();
    QVERIFY2(fixture.dialogs.questions.value(0).contains(u"for good"_s),
             qPrintable(fixture.dialogs.questions.join(u' ')));
    QVERIFY(store.datasets().all().empty());
    QVERIFY(!store.runs().find("abc"));
    QVERIFY(!std::filesystem::exists(run));
    QTRY_COMPARE(fixture.find<QTableView>("activityTable")->model()->rowCount(), 0);
    QVERIFY(fixture.find<ui::StatusLine>("statusStrip")->text().isEmpty());
}

void TestDataPage::wizardSaysWhatIsWrong() {
    WindowFixture fixture;
    fixture.open();
    fixture.window().importFiles({u"/no/such/file.zip"_s});
    auto* detected = fixture.find<QLabel>("importDetected");
    QTRY_VERIFY2(detected->text().contains(u"/no/such/file.zip"_s), qPrintable(detected->text()));
    QVERIFY(!fixture.find<QAbstractButton>("wizardNext")->isEnabled());
}

void TestDataPage::wizardMapsColumnsAndFindsBadRows() {
    WindowFixture fixture;
    const std::filesystem::path folder = fixture.folder.path().toStdString();
    writeShop(folder, "nobody,i1,5\nu1,i1\n");
    fixture.open();
    fixture.window().importFiles(
        {QString::fromStdString(folder / "buys.csv"), QString::fromStdString(folder / "people.csv")});
    auto* next = fixture.find<QAbstractButton>("wizardNext");
    QTRY_VERIFY(next->isEnabled());
    fixture.find<QLineEdit>("importName")->setText(u"Shop"_s);
    next->click();
    QCOMPARE(fixture.find<QComboBox>("mappingUser")->currentText(), u"user_id"_s);
    QCOMPARE(fixture.find<QComboBox>("mappingItem")->currentText(), u"item_id"_s);
    QCOMPARE(fixture.find<QComboBox>("mappingUsersFile")->currentText(), u"people.csv"_s);
    auto* edges = fixture.find<QLineEdit>("binEdges_age");
    edges->setText(u"30,25"_s);
    QVERIFY(!next->isEnabled());
    QVERIFY(fixture.find<QLabel>("mappingProblem")->text().contains(u"age"_s));
    edges->setText(u"25"_s);
    QVERIFY(next->isEnabled());
    next->click();
    auto* dropped = fixture.find<QTableWidget>("importDropped");
    QTRY_COMPARE(dropped->rowCount(), 2);
    auto* finish = fixture.find<QAbstractButton>("wizardFinish");
    QVERIFY2(!finish->isEnabled(), "strict refuses bad rows");
    fixture.find<QRadioButton>("importSkip")->setChecked(true);
    QVERIFY(finish->isEnabled());
    QVERIFY(fixture.find<QLabel>("importSummary")->text().contains(u"12 users, 5 items, 36 interactions"_s));
    finish->click();
    const auto runs = fixture.session->context().store.runs().ofKind("import");
    QCOMPARE(runs.size(), std::size_t(1));
    QCOMPARE(runs.front().name, std::string("Shop"));
    QCOMPARE(fixture.window().currentPage(), u"data"_s);
}

void TestDataPage::demoIsImportedByTheWorker() {
    const QString worker = QStringLiteral(UP5_BIN_DIR "/up5-worker");
    QVERIFY2(QFile::exists(worker), qPrintable(worker));
    qputenv("UP5_WORKER", worker.toUtf8());
    WindowFixture fixture;
    fixture.open();
    fixture.find<QPushButton>("openDemo")->click();
    auto* sets = fixture.find<QTableView>("datasetTable");
    QTRY_VERIFY_WITH_TIMEOUT(sets->isVisible() && sets->model()->rowCount() == 1, 60'000);
    QTRY_VERIFY(!fixture.find<QLabel>("profileUsers")->text().isEmpty());
    QTRY_VERIFY(fixture.find<ui::StatusLine>("statusStrip")->text().contains(u"imported"_s));
}

QTEST_MAIN(TestDataPage)
#include "tst_data_page.moc"
