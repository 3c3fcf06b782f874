// Seeded random damage to small valid files: reading them succeeds or throws Error, and nothing else happens.
#include <QtTest>

#include <functional>
#include <stdexcept>

#include "base/atomic_file.h"
#include "base/random_stream.h"
#include "base/safetensors.h"
#include "data/dataset_check.h"
#include "support/expect_error.h"
#include "support/import_files.h"

using namespace up5;
using namespace up5::data;
using namespace up5::test;

namespace {

constexpr int kMutations = 2000;

/// Damages a text in one to four places: bytes changed, taken out, doubled or put in, or the end cut off.
std::string mutated(std::string text, RandomStream& random) {
    static const std::string interesting("\0\xFF\n\r\"\t,:;|0-9\xC3{}[]", 18);
    const auto below = [&random](std::size_t end) { return static_cast<std::size_t>(random.below(end)); };
    for (std::size_t change = 0, changes = 1 + below(4); change < changes && !text.empty(); ++change) {
        const std::size_t at = below(text.size());
        switch (below(6)) {
        case 0:
            text[at] = static_cast<char>(below(256));
            break;
        case 1:
            text[at] = interesting[below(interesting.size())];
            break;
        case 2:
            text.erase(at, 1 + below(8));
            break;
        case 3:
            text.insert(at, text.substr(at, 1 + below(40)));
            break;
        case 4:
            text.insert(at, 1, interesting[below(interesting.size())]);
            break;
        default:
            text.resize(at);
            break;
        }
    }
    return text;
}

/// Runs `read` on damaged versions of `valid`; returns how many were read and how many refused.
std::pair<int, int> storm(const std::string& valid, const char* purpose,
                          const std::function<void(const std::string&)>& read) {
    RandomStream random(2022, purpose);
    int accepted = 0, refused = 0;
    for (int round = 0; round < kMutations; ++round) {
        try {
            read(mutated(valid, random));
            ++accepted;
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Internal || std::string(error.what()).empty()) {
                throw std::runtime_error(std::string("not a refusal of input: ") + error.what());
            }
            ++refused;
        }
    }
    return {accepted, refused};
}

} // namespace

class TestImportFuzz : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    std::filesystem::path root() const { return m_dir.path().toStdString(); }

    /// What is accepted must keep a data set's rules; a breach ends the test, it is no refusal of input.
    static void importAndCheck(const std::vector<std::filesystem::path>& paths,
                               const ImportOptions& options) {
        const DatasetContent content = import(paths, options).content;
        try {
            checkLabels(content, content.userOffsets, "accepted");
            checkItems(content.item, content.itemIds.size(), 0, "accepted");
        } catch (const Error& error) {
            throw std::logic_error(error.what());
        }
    }

private Q_SLOTS:
    void movielens() {
        const Files files = smallMovielens1m();
        for (const char* name : {"ratings.dat", "users.dat"}) {
            const auto folder = writeFolder(root() / "ml", files);
            for (const ImportOptions& options : {ImportOptions(), skipping()}) {
                const auto [accepted, refused] = storm(files.at(name), name, [&](const std::string& text) {
                    writeText(folder / name, text);
                    importAndCheck({folder}, options);
                });
                QVERIFY2(accepted > 20 && refused > 20,
                         qPrintable(QStringLiteral("%1 %2").arg(accepted).arg(refused)));
            }
        }
    }

    void csv() {
        const auto path = root() / "table.csv";
        ImportOptions options = skipping();
        options.mapping = {
            {"interactions", {{"user", "user"}, {"item", "item"}, {"time", "at"}, {"rating", "stars"}}}};
        const std::string valid =
            "user,item,at,stars\nu1,\"a \"\"b\"\"\",2020-01-01 10:00:00,1.5\nu2,c,17,2\nu1,d,18,1\n";
        const auto [accepted, refused] = storm(valid, "csv", [&](const std::string& text) {
            writeText(path, text);
            importAndCheck({path}, options);
            previewFiles({path});
        });
        QVERIFY(accepted > 100 && refused > 100);
    }

    void mapping() {
        const auto path = writeText(root() / "table.csv", "user,item\nu1,a\nu2,b\n");
        const std::string valid =
            R"({"noun":"items","interactions":{"file":"table.csv","user":"user","item":"item"}})";
        const auto [accepted, refused] = storm(valid, "mapping", [&](const std::string& text) {
            ImportOptions options;
            options.mapping = nlohmann::json::parse(text, nullptr, false);
            if (!options.mapping.is_discarded()) {
                importAndCheck({path}, options);
            }
        });
        QVERIFY(accepted > 100 && refused > 100);
    }

    void zip() {
        std::vector<ZipMember> members;
        for (const auto& [name, text] : smallMovielens1m()) {
            members.push_back({"ml-1m/" + name, text, ""});
        }
        const auto path = root() / "data.zip";
        const std::string valid = readFile(writeZip(path, members));
        const auto [accepted, refused] = storm(valid, "zip", [&](const std::string& text) {
            writeText(path, text);
            importAndCheck({path}, skipping());
        });
        QVERIFY2(refused > kMutations / 2, qPrintable(QStringLiteral("%1 %2").arg(accepted).arg(refused)));
    }

    void safetensors() {
        const auto path = root() / "values.safetensors";
        SafetensorsWriter writer(path, {{"a", TensorType::F32, {2, 2}}, {"b", TensorType::I64, {3}}},
                                 {{"k", "v"}});
        writer.write<float>("a", std::vector<float>{1, 2, 3, 4});
        writer.write<std::int64_t>("b", std::vector<std::int64_t>{5, 6, 7});
        writer.commit();
        const std::string valid = readFile(path);
        std::uint64_t sum = 0;
        const auto [accepted, refused] = storm(valid, "safetensors", [&](const std::string& text) {
            writeText(path, text);
            const SafetensorsFile file(path);
            for (const TensorInfo& tensor : file.tensors()) {
                for (const std::byte value : file.bytes(tensor.name)) {
                    sum += static_cast<std::uint64_t>(value); // every byte is inside the file
                }
            }
        });
        QVERIFY2(refused > 500 && accepted > 20,
                 qPrintable(QStringLiteral("%1 %2").arg(accepted).arg(refused)));
        QVERIFY(sum > 0);
    }

    void manifest() {
        DatasetContent content = import({writeFolder(root() / "ml", smallMovielens1m())}).content;
        const std::string hash = writeDataset(content, root() / "store");
        const auto path = root() / "store" / (hash + ".json");
        const auto [accepted, refused] = storm(readFile(path), "manifest", [&](const std::string& text) {
            writeText(path, text);
            Dataset::open(root() / "store", hash, Dataset::Check::Content);
        });
        QVERIFY2(refused > kMutations / 2, qPrintable(QStringLiteral("%1 %2").arg(accepted).arg(refused)));
    }
};

QTEST_GUILESS_MAIN(TestImportFuzz)
#include "tst_import_fuzz.moc"
