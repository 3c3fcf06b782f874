// The real data sets, as downloaded, give exactly the counts of spec A1, A2 and I.1–I.2. Needs UP5_DATA_DIR.
#include <QtTest>

#include <algorithm>
#include <numeric>

#include "base/atomic_file.h"
#include "data/dataset.h"
#include "support/import_files.h"

using namespace up5;
using namespace up5::data;
using up5::test::classCounts;
using up5::test::import;

namespace {

std::filesystem::path dataFile(const char* name) {
    const QByteArray folder = qgetenv("UP5_DATA_DIR");
    return folder.isEmpty() ? std::filesystem::path() : std::filesystem::path(folder.toStdString()) / name;
}

#define UP5_REAL_DATA(variable, name)                                                                        \
    const std::filesystem::path variable = dataFile(name);                                                   \
    if (variable.empty()) {                                                                                  \
        QSKIP("UP5_DATA_DIR is not set: the real data sets are not checked");                                \
    }                                                                                                        \
    QVERIFY2(std::filesystem::exists(variable), variable.c_str())

std::vector<std::int64_t> basketSizes(const DatasetContent& content) {
    std::vector<std::int64_t> sizes(content.userIds.size());
    std::transform(content.userOffsets.begin() + 1, content.userOffsets.end(), content.userOffsets.begin(),
                   sizes.begin(), std::minus<>());
    return sizes;
}

int ratedItems(const DatasetContent& content) {
    std::vector<bool> rated(content.itemIds.size());
    for (const std::int32_t item : content.item) {
        rated[static_cast<std::size_t>(item)] = true;
    }
    return static_cast<int>(std::count(rated.begin(), rated.end(), true));
}

bool isInTimeOrder(const DatasetContent& content) {
    for (std::size_t user = 0; user < content.userIds.size(); ++user) {
        if (!std::is_sorted(content.timestamp.begin() + content.userOffsets[user],
                            content.timestamp.begin() + content.userOffsets[user + 1])) {
            return false;
        }
    }
    return true;
}

} // namespace

class TestImportGolden : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void movielens1m() {
        UP5_REAL_DATA(path, "ml-1m.zip");
        const auto [content, report] = import({path});
        QCOMPARE(content.format, std::string("movielens-1m"));
        QCOMPARE(report.rowsRead, std::int64_t(1'000'209 + 6'040 + 3'883));
        QCOMPARE(report.rowsDropped, std::int64_t(0));
        QCOMPARE(content.userIds.size(), std::size_t(6'040));
        QCOMPARE(content.item.size(), std::size_t(1'000'209));
        QCOMPARE(content.itemIds.size(), std::size_t(3'883));
        QCOMPARE(ratedItems(content), 3'706);
        QVERIFY(isInTimeOrder(content));
        const auto sizes = basketSizes(content);
        QVERIFY(*std::min_element(sizes.begin(), sizes.end()) >= 20);
        QCOMPARE(classCounts(content, "gender"), (std::vector<int>{1709, 4331, 0}));
        QCOMPARE(classCounts(content, "age"), (std::vector<int>{222, 1103, 2096, 1193, 550, 496, 380, 0}));
        QCOMPARE(classCounts(content, "occupation"),
                 (std::vector<int>{711, 528, 267, 173, 759, 112, 236, 679, 17, 92,  195,
                                   129, 388, 142, 302, 144, 241, 502, 70,  72, 281, 0}));
        QCOMPARE(content.attributes[2].classes[20], std::string("writer"));
        QCOMPARE(content.itemTitles[0], std::string("Toy Story (1995)"));
        QCOMPARE(content.itemGenres[0], std::string("Animation|Children's|Comedy"));
        const auto title =
            std::find(content.itemTitles.begin(), content.itemTitles.end(), "Misérables, Les (1995)");
        QVERIFY2(title != content.itemTitles.end(), "Latin-1 titles become UTF-8");
        QVERIFY(content.ordered);
    }

    void movielens1mFifteenOccupations() {
        UP5_REAL_DATA(path, "ml-1m.zip");
        ImportOptions options;
        options.settings["occupation_classes"] = "top15";
        const auto counts = classCounts(import({path}, options).content, "occupation");
        QCOMPARE(counts.size(), std::size_t(16));
        QCOMPARE(std::accumulate(counts.begin(), counts.end() - 1, 0), 5'548);
        QCOMPARE(counts.back(), 492);
        QCOMPARE(counts[5], 236); // raw 6 follows raw 4
    }

    void movielens100k() {
        UP5_REAL_DATA(path, "ml-100k.zip");
        const auto [content, report] = import({path});
        QCOMPARE(content.format, std::string("movielens-100k"));
        QCOMPARE(report.rowsDropped, std::int64_t(0));
        QCOMPARE(content.userIds.size(), std::size_t(943));
        QCOMPARE(content.item.size(), std::size_t(100'000));
        QCOMPARE(content.itemIds.size(), std::size_t(1'682));
        QCOMPARE(ratedItems(content), 1'682);
        QVERIFY(isInTimeOrder(content));
        const auto sizes = basketSizes(content);
        QCOMPARE(*std::min_element(sizes.begin(), sizes.end()), std::int64_t(20));
        // Counted with awk over u.user, with the age bands of MovieLens-1M.
        QCOMPARE(classCounts(content, "gender"), (std::vector<int>{273, 670, 0}));
        QCOMPARE(classCounts(content, "age"), (std::vector<int>{36, 198, 310, 194, 80, 73, 52, 0}));
        QCOMPARE(content.attributes[2].classes.size(), std::size_t(21));
        QCOMPARE(content.attributes[2].classes.front(), std::string("administrator"));
        QCOMPARE(classCounts(content, "occupation").at(18), 196); // students
        QCOMPARE(content.itemGenres[0], std::string("Animation|Children's|Comedy"));
    }

    void insurance() {
        UP5_REAL_DATA(path, "insurance/Train.csv");
        const auto [content, report] = import({path});
        QCOMPARE(content.format, std::string("insurance"));
        QCOMPARE(report.rowsRead, std::int64_t(29'132));
        QCOMPARE(report.rowsDropped, std::int64_t(0));
        QCOMPARE(content.userIds.size(), std::size_t(29'132));
        QCOMPARE(content.item.size(), std::size_t(66'353));
        QVERIFY(!content.ordered);
        QCOMPARE(content.noun, std::string("insurance"));
        QCOMPARE(classCounts(content, "gender"), (std::vector<int>{8'803, 20'329, 0}));
        QCOMPARE(classCounts(content, "marital"), (std::vector<int>{2'474, 3'267, 22'913, 29'132 - 28'654}));
        QCOMPARE(classCounts(content, "occupation"),
                 (std::vector<int>{18'619, 5'552, 3'655, 29'132 - 27'826}));
        QCOMPARE(classCounts(content, "age"), (std::vector<int>{504, 4'150, 9'140, 11'022, 4'316, 0}));
        QCOMPARE(content.provenance["missing_values"]["marital"]["f"], 1);
        int kept = 0;
        for (std::size_t user = 0; user < content.userIds.size(); ++user) {
            kept +=
                content.attributes[1].values[user] >= 0 && content.attributes[2].values[user] >= 0 ? 1 : 0;
        }
        QCOMPARE(kept, 27'368);
    }

    void insuranceBaskets() {
        UP5_REAL_DATA(path, "insurance/Train.csv");
        const DatasetContent content = import({path}).content;
        std::map<std::int64_t, int> baskets;
        std::int64_t users4 = 0, items4 = 0;
        for (const std::int64_t size : basketSizes(content)) {
            ++baskets[size];
            users4 += size >= 4 ? 1 : 0;
            items4 += size >= 4 ? size : 0;
        }
        QCOMPARE(
            baskets,
            (std::map<std::int64_t, int>{
                {2, 22'732}, {3, 5'169}, {4, 916}, {5, 215}, {6, 71}, {7, 22}, {8, 5}, {9, 1}, {14, 1}}));
        QCOMPARE(users4, std::int64_t(1'231));
        QCOMPARE(items4, std::int64_t(5'382));
        std::map<std::string, int> popularity;
        for (const std::int32_t item : content.item) {
            ++popularity[content.itemIds[static_cast<std::size_t>(item)]];
        }
        QCOMPARE(popularity, (std::map<std::string, int>{{"RVSZ", 25'328}, {"K6QO", 21'629}, {"QBOL", 6'833},
                                                         {"PYUQ", 2'173},  {"RIBP", 1'780},  {"JZ9D", 1'425},
                                                         {"J9JW", 1'418},  {"ECY3", 1'102},  {"GHYX", 902},
                                                         {"N2MW", 838},    {"AHXO", 539},    {"SOP4", 431},
                                                         {"LJR9", 354},    {"66FJ", 339},    {"BSTQ", 324},
                                                         {"7POT", 316},    {"JWFN", 311},    {"8NN1", 157},
                                                         {"FM3X", 110},    {"P5DA", 40},     {"GYSR", 4}}));
    }

    void insuranceAllClasses() {
        UP5_REAL_DATA(path, "insurance/Train.csv");
        ImportOptions options;
        options.settings = {{"marital_classes", "all"}, {"occupation_classes", "all"}};
        const DatasetContent content = import({path}, options).content;
        QCOMPARE(content.attributes[1].classes,
                 (std::vector<std::string>{"U", "S", "M", "W", "D", "R", "P"}));
        QCOMPARE(classCounts(content, "marital"),
                 (std::vector<int>{2'474, 3'267, 22'913, 301, 135, 34, 7, 1}));
        QCOMPARE(classCounts(content, "occupation"),
                 (std::vector<int>{18'619, 5'552, 3'655, 628, 576, 102, 0}));
    }

    /// The manifests say what the importers do.
    void manifests_data() {
        QTest::addColumn<QString>("manifest");
        QTest::addColumn<QString>("file");
        QTest::newRow("MovieLens-1M") << QStringLiteral("movielens-1m") << QStringLiteral("ml-1m.zip");
        QTest::newRow("MovieLens-100K") << QStringLiteral("movielens-100k") << QStringLiteral("ml-100k.zip");
        QTest::newRow("Insurance") << QStringLiteral("insurance") << QStringLiteral("insurance/Train.csv");
    }
    void manifests() {
        QFETCH(QString, manifest);
        QFETCH(QString, file);
        const nlohmann::json json =
            readJsonFile(std::string(UP5_SOURCE_DIR "/datasets/") + manifest.toStdString() + ".json");
        UP5_REAL_DATA(path, file.toStdString().c_str());
        const DatasetContent content = import({path}).content;
        QCOMPARE(json.at("format").get<std::string>(), content.format);
        QCOMPARE(json.at("name").get<std::string>(), content.name);
        QCOMPARE(json.at("expected").at("users"), content.userIds.size());
        QCOMPARE(json.at("expected").at("items"), content.itemIds.size());
        QCOMPARE(json.at("expected").at("rated_items"), ratedItems(content));
        QCOMPARE(json.at("expected").at("interactions"), content.item.size());
        QCOMPARE(json.at("attributes").size(), content.attributes.size());
        for (std::size_t index = 0; index < content.attributes.size(); ++index) {
            QCOMPARE(json.at("attributes").at(index).at("name").get<std::string>(),
                     content.attributes[index].name);
            QCOMPARE(json.at("attributes").at(index).at("classes"), content.attributes[index].classes.size());
        }
        QCOMPARE(json.at("checked_copies").at(0).at("sha256"),
                 content.provenance.at("files").at(0).at("sha256"));
    }

    /// Zip file and unpacked folder are the same data set, before and after a trip to the disk.
    void folderEqualsZip() {
        UP5_REAL_DATA(path, "ml-100k.zip");
        QTemporaryDir dir;
        const std::filesystem::path folder = dir.path().toStdString();
        up5::test::unpackZip(path, folder);
        const std::string fromZip = writeDataset(import({path}).content, folder / "out");
        const std::string fromFolder = writeDataset(import({folder / "ml-100k"}).content, folder / "out");
        QCOMPARE(fromFolder, fromZip);
        QCOMPARE(Dataset::open(folder / "out", fromZip, Dataset::Check::Content).numInteractions(),
                 std::int64_t(100'000));
    }
};

QTEST_GUILESS_MAIN(TestImportGolden)
#include "tst_import_golden.moc"
