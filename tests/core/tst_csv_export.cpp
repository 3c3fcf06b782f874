// Data sets written as CSV come back as they were, and the shipped demonstration is what its settings
// generate.
#include <QtTest/QTest>

#include <QTemporaryDir>

#include "base/atomic_file.h"
#include "data/csv_export.h"
#include "data/synthetic.h"
#include "support/expect_error.h"
#include "support/small_dataset.h"

using namespace up5;
using namespace up5::data;

namespace {

/// Imports an exported folder, which holds its own mapping.
DatasetContent importFolder(const std::filesystem::path& folder) {
    ImportReport report;
    return detectImporter({folder}, {}).read({folder}, {}, report, {}, {});
}

DatasetContent awkward() {
    DatasetContent content = test::contentOf({{2, 0}, {1}, {0, 1, 2}}, 4);
    content.userIds = {"ann", "b,ob", "\"c\""};
    content.itemTitles = {"One, two", " padded ", "says \"x\"", "Ünï"};
    content.itemGenres = {"A|B", "", "C", "A"};
    content.timestamp = {5, 6, 1577836800, -3, 0, 7};
    content.rating = {0.1F, 5, 3.5F, 1e-7F, -2, 4};
    content.attributes = {{"age, band", {"0–9", "10, 11"}, {1, 0, -1}, 0.75}};
    return content;
}

} // namespace

class CsvExportTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::filesystem::path folder(const char* name) const {
        return m_dir.filePath(QLatin1String(name)).toStdString();
    }

private Q_SLOTS:
    void comesBackWithTheSameHash() {
        const DatasetContent content = awkward();
        const Dataset dataset = test::writeAndOpen(content, folder("sets"));
        exportCsv(dataset, folder("csv"));
        const DatasetContent back = importFolder(folder("csv"));
        QCOMPARE(back.rating, content.rating);
        QCOMPARE(back.timestamp, content.timestamp);
        QCOMPARE(back.attributes[0].values, content.attributes[0].values);
        QCOMPARE(*back.attributes[0].bestPossibleAuc, 0.75);
        QCOMPARE(back.name, content.name);
        QCOMPARE(writeDataset(back, folder("sets2")), dataset.hash());
    }

    void leavesOutWhatTheSetDoesNotHave() {
        const Dataset dataset = test::writeAndOpen(test::contentOf({{2, 0}, {1}}, 3, false), folder("plain"));
        exportCsv(dataset, folder("plain csv"));
        QCOMPARE(readFile(folder("plain csv") / "interactions.csv"),
                 std::string("user,item\n101,3\n101,1\n102,2\n"));
        QCOMPARE(readFile(folder("plain csv") / "users.csv"), std::string("user\n101\n102\n"));
        QCOMPARE(readFile(folder("plain csv") / "items.csv"), std::string("item\n1\n2\n3\n"));
        QCOMPARE(writeDataset(importFolder(folder("plain csv")), folder("plain")), dataset.hash());
    }

    void refusesWhatCsvCannotHold() {
        DatasetContent content = awkward();
        content.itemTitles[1] = "two\nlines";
        const Dataset broken = test::writeAndOpen(content, folder("broken"));
        UP5_EXPECT_ERROR(exportCsv(broken, folder("broken csv")), ErrorCode::InvalidInput, "line break");
        QVERIFY(!std::filesystem::exists(folder("broken csv") / "items.csv"));
        content = awkward();
        content.attributes[0].name = "user";
        const Dataset clash = test::writeAndOpen(content, folder("clash"));
        UP5_EXPECT_ERROR(exportCsv(clash, folder("clash csv")), ErrorCode::InvalidInput, "\"user\"");
    }

    void shippedDemonstrationIsWhatItsSettingsGenerate() {
        const std::filesystem::path shipped = UP5_SOURCE_DIR "/datasets/demo";
        const SyntheticOptions options = syntheticOptionsFromJson(readJsonFile(shipped / "settings.json"));
        const std::string hash = generateDataset(options, folder("demo"), {}, {});
        const Dataset dataset = Dataset::open(folder("demo"), hash);
        exportCsv(dataset, folder("demo csv"));
        std::size_t size = 0;
        for (const char* name : {"interactions.csv", "users.csv", "items.csv", "mapping.json"}) {
            const std::string text = readFile(shipped / name);
            QVERIFY2(text == readFile(folder("demo csv") / name), name);
            size += text.size();
        }
        QVERIFY2(size < 700'000, qPrintable(QString::number(size)));
        const DatasetContent imported = importFolder(shipped);
        QCOMPARE(writeDataset(imported, folder("imported")), hash);
        for (std::size_t a = 0; a < imported.attributes.size(); ++a) {
            QCOMPARE(*imported.attributes[a].bestPossibleAuc, *dataset.attributes()[a].bestPossibleAuc);
        }
        QCOMPARE(imported.noun, std::string("movies"));
    }
};

QTEST_GUILESS_MAIN(CsvExportTest)
#include "tst_csv_export.moc"
