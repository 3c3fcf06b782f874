// Data sets on disk: what is written comes back, the hash names the content, and broken files are refused.
#include <QtTest>

#include <chrono>
#include <fstream>

#include <unistd.h>

#include "base/atomic_file.h"
#include "data/dataset.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::data;

namespace {

DatasetContent smallContent() {
    DatasetContent content;
    content.name = "Small";
    content.format = "test";
    content.noun = "movies";
    content.userIds = {"u1", "u2", "u3"};
    content.itemIds = {"a", "b", "c", "d"};
    content.itemTitles = {"A", "B\xC3\xA9", "C", "D"};
    content.itemGenres = {"x|y", "", "x", "z"};
    content.userOffsets = {0, 2, 2, 5};
    content.item = {0, 1, 3, 0, 2};
    content.timestamp = {10, 20, 5, 6, 7};
    content.rating = {1.0f, 2.5f, 3.0f, 4.0f, 5.0f};
    content.attributes = {{"gender", {"F", "M"}, {0, 1, -1}, 0.75}};
    content.provenance = {{"files", {"x.csv"}}};
    return content;
}

} // namespace

class TestDataset : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    std::filesystem::path folder() const { return m_dir.path().toStdString(); }

private Q_SLOTS:
    void roundTrip() {
        const DatasetContent content = smallContent();
        const std::string hash = writeDataset(content, folder());
        QCOMPARE(hash.size(), std::size_t(64));
        const Dataset dataset = Dataset::open(folder(), hash, Dataset::Check::Content);
        QCOMPARE(dataset.hash(), hash);
        QCOMPARE(dataset.name(), content.name);
        QCOMPARE(dataset.noun(), content.noun);
        QVERIFY(dataset.isOrdered());
        QCOMPARE(dataset.numUsers(), 3);
        QCOMPARE(dataset.numItems(), 4);
        QCOMPARE(dataset.numInteractions(), std::int64_t(5));
        QCOMPARE(dataset.userIds(), content.userIds);
        QCOMPARE(dataset.itemTitles(), content.itemTitles);
        QCOMPARE(dataset.itemGenres(), content.itemGenres);
        QVERIFY(std::ranges::equal(dataset.items(), content.item));
        QVERIFY(std::ranges::equal(dataset.timestamps(), content.timestamp));
        QVERIFY(std::ranges::equal(dataset.ratings(), content.rating));
        QVERIFY(dataset.history(1).empty());
        QCOMPARE(dataset.history(2)[0], 3);
        QCOMPARE(dataset.attribute("gender").values, content.attributes[0].values);
        QCOMPARE(dataset.attribute("gender").bestPossibleAuc, content.attributes[0].bestPossibleAuc);
        QCOMPARE(dataset.itemCounts(), (std::vector<std::int64_t>{2, 1, 1, 1}));
        UP5_EXPECT_ERROR(dataset.attribute("age"), ErrorCode::NotFound, "gender");
    }

    void hashCoversContentOnly() {
        const std::string hash = writeDataset(smallContent(), folder());
        DatasetContent renamed = smallContent();
        renamed.name = "Other";
        renamed.provenance = {};
        renamed.attributes[0].bestPossibleAuc.reset();
        QCOMPARE(writeDataset(renamed, folder()), hash);
        std::vector<DatasetContent> changed(8, smallContent());
        changed[0].item[0] = 2;
        changed[1].timestamp[0] = 11;
        changed[2].rating[4] = 4.5f;
        changed[3].attributes[0].values[2] = 1;
        changed[4].attributes[0].classes[1] = "male";
        changed[5].itemTitles[0] = "AA";
        changed[6].noun = "items";
        changed[7].ordered = false;
        for (const DatasetContent& content : changed) {
            QVERIFY(writeDataset(content, folder()) != hash);
        }
    }

    void storingAgainKeepsWhatIsKnown() {
        QTemporaryDir other;
        const std::filesystem::path target = other.path().toStdString();
        const std::string hash = writeDataset(smallContent(), target);
        DatasetContent again = smallContent();
        again.name = "CSV tables";
        again.format = "csv";
        again.provenance = {{"files", {"y.csv"}}};
        again.attributes[0].bestPossibleAuc.reset();
        QCOMPARE(writeDataset(again, target), hash);
        QCOMPARE(writeDataset(again, target), hash);
        const Dataset kept = Dataset::open(target, hash);
        QCOMPARE(kept.name(), std::string("Small"));
        QCOMPARE(kept.format(), std::string("test"));
        QCOMPARE(kept.attribute("gender").bestPossibleAuc, std::optional(0.75));
        const nlohmann::json sources = nlohmann::json::array({again.provenance});
        QCOMPARE(kept.provenance(), (nlohmann::json{{"files", {"x.csv"}}, {"sources", sources}}));

        again.nameIsChosen = true;
        again.attributes[0].bestPossibleAuc = 0.5; // what is known stays
        writeDataset(again, target);
        QCOMPARE(Dataset::open(target, hash).name(), std::string("CSV tables"));
        QCOMPARE(Dataset::open(target, hash).attribute("gender").bestPossibleAuc, std::optional(0.75));
    }

    void storingAgainAddsWhatWasMissing() {
        QTemporaryDir other;
        const std::filesystem::path target = other.path().toStdString();
        DatasetContent plain = smallContent();
        plain.provenance = {};
        plain.attributes[0].bestPossibleAuc.reset();
        const std::string hash = writeDataset(plain, target);
        writeDataset(smallContent(), target);
        const Dataset mended = Dataset::open(target, hash);
        QCOMPARE(mended.provenance(), smallContent().provenance);
        QCOMPARE(mended.attribute("gender").bestPossibleAuc, std::optional(0.75));
    }

    void filesOfKilledWritersGo() {
        QTemporaryDir other;
        const std::filesystem::path target = other.path().toStdString();
        // No process has a number above the kernel's largest.
        const auto dead = target / ".unfinished-2147483647-0.safetensors.tmp2147483647-1";
        const auto fresh = target / ".unfinished-2147483647-1.safetensors.tmp2147483647-2";
        const auto alive = target / (".unfinished-" + std::to_string(::getpid()) + "-9.safetensors.tmp");
        const auto old = std::filesystem::file_time_type::clock::now() - std::chrono::hours(2);
        for (const auto& file : {dead, fresh, alive}) {
            writeFileAtomically(file, "half a column");
            if (file != fresh) {
                std::filesystem::last_write_time(file, old);
            }
        }
        writeDataset(smallContent(), target);
        QVERIFY(!std::filesystem::exists(dead));
        QVERIFY(std::filesystem::exists(fresh)); // perhaps of a process on another machine
        QVERIFY(std::filesystem::exists(alive));
    }

    void piecesGiveTheSameHash() {
        const DatasetContent content = smallContent();
        DatasetContent labels = content;
        labels.item.clear();
        labels.timestamp.clear();
        labels.rating.clear();
        DatasetWriter writer(labels, {true, true}, folder());
        const std::span item(content.item);
        const std::span timestamp(content.timestamp);
        const std::span rating(content.rating);
        writer.append(item.first(1), timestamp.first(1), rating.first(1));
        writer.append(item.subspan(1), timestamp.subspan(1), rating.subspan(1));
        QCOMPARE(writer.commit(), writeDataset(content, folder()));
    }

    void refusesBrokenContent() {
        QTemporaryDir empty;
        const std::filesystem::path target = empty.path().toStdString();
        const auto refused = [&](auto change, const char* mentions) {
            DatasetContent content = smallContent();
            change(content);
            UP5_EXPECT_ERROR(writeDataset(content, target), ErrorCode::Corrupt, mentions);
        };
        refused([](DatasetContent& c) { c.item[3] = 4; }, "interaction 3");
        refused([](DatasetContent& c) { c.item[3] = -1; }, "interaction 3");
        refused([](DatasetContent& c) { c.item.pop_back(); }, "do not fit");
        refused([](DatasetContent& c) { c.timestamp.pop_back(); }, "timestamps");
        refused([](DatasetContent& c) { c.userOffsets = {0, 3, 2, 5}; }, "ascending");
        refused([](DatasetContent& c) { c.userOffsets = {1, 3, 4, 5}; }, "offsets");
        refused([](DatasetContent& c) { c.userIds[1] = "u1"; }, "twice");
        refused([](DatasetContent& c) { c.itemIds[1] = "\xff"; }, "UTF-8");
        refused([](DatasetContent& c) { c.itemTitles.pop_back(); }, "titles");
        refused([](DatasetContent& c) { c.attributes[0].values[0] = 2; }, "gender");
        refused([](DatasetContent& c) { c.attributes[0].values.pop_back(); }, "gender");
        refused([](DatasetContent& c) { c.attributes.push_back(c.attributes[0]); }, "two attributes");
        QVERIFY2(std::filesystem::is_empty(target), "a refused data set leaves no file behind");
    }

    void refusesBrokenFiles() {
        UP5_EXPECT_ERROR(Dataset::open(folder(), std::string(64, '0')), ErrorCode::NotFound, "no data set");
        QTemporaryDir other;
        const std::filesystem::path target = other.path().toStdString();
        const std::string hash = writeDataset(smallContent(), target);
        const auto manifest = target / (hash + ".json");
        const auto columns = target / (hash + ".safetensors");
        const std::string goodManifest = readFile(manifest);
        const std::string goodColumns = readFile(columns);
        const auto refused = [&](const std::filesystem::path& file, const std::string& content,
                                 ErrorCode code, const char* mentions) {
            writeFileAtomically(file, content);
            UP5_EXPECT_ERROR(Dataset::open(target, hash, Dataset::Check::Content), code, mentions);
            writeFileAtomically(manifest, goodManifest);
            writeFileAtomically(columns, goodColumns);
        };
        refused(manifest, "{", ErrorCode::Corrupt, "JSON");
        refused(manifest, "[]", ErrorCode::Corrupt, "manifest");
        refused(manifest, R"({"format_version": 2})", ErrorCode::Unsupported, "version 2");
        std::string relabelled = goodManifest;
        relabelled.replace(relabelled.find("\"u2\""), 4, "\"u9\"");
        refused(manifest, relabelled, ErrorCode::Corrupt, "was changed");
        refused(columns, goodColumns.substr(0, goodColumns.size() - 4), ErrorCode::Corrupt, "bytes");
        std::string flipped = goodColumns;
        flipped.back() = static_cast<char>(flipped.back() ^ 1);
        refused(columns, flipped, ErrorCode::Corrupt, "changed");
        std::filesystem::remove(columns);
        UP5_EXPECT_ERROR(Dataset::open(target, hash), ErrorCode::NotFound, "safetensors");
    }
};

QTEST_GUILESS_MAIN(TestDataset)
#include "tst_dataset.moc"
