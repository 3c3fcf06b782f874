// Zip files that are damaged or hostile are refused with a sentence, before anything of them is used.
#include <QtTest>

#include "base/atomic_file.h"
#include "data/import/archive.h"
#include "support/expect_error.h"
#include "support/import_files.h"

using namespace up5;
using namespace up5::data;
using namespace up5::test;

namespace {

std::vector<ZipMember> movielens() {
    std::vector<ZipMember> members;
    for (const auto& [name, text] : smallMovielens1m()) {
        members.push_back({"ml-1m/" + name, text, ""});
    }
    return members;
}

} // namespace

class TestImportZip : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    std::filesystem::path zipPath() const {
        return std::filesystem::path(m_dir.path().toStdString()) / "data.zip";
    }

    void refused(const std::vector<ZipMember>& members, const char* text) {
        writeZip(zipPath(), members);
        UP5_EXPECT_ERROR(import({zipPath()}), ErrorCode::InvalidInput, text);
        UP5_EXPECT_ERROR(previewFiles({zipPath()}), ErrorCode::InvalidInput, text);
    }
    void refusedWith(ZipMember member, const char* text) {
        auto members = movielens();
        members.push_back(std::move(member));
        refused(members, text);
    }

private Q_SLOTS:
    void good() {
        writeZip(zipPath(), movielens());
        QVERIFY(looksLikeZip(zipPath()));
        QCOMPARE(listZip(zipPath()).size(), std::size_t(3));
        QCOMPARE(import({zipPath()}).content.item.size(), std::size_t(4));
    }

    void hostileNames() {
        refusedWith({"../evil.dat", "x", ""}, "leads out of the archive");
        refusedWith({"ml-1m/../../evil.dat", "x", ""}, "leads out of the archive");
        refusedWith({"/etc/passwd", "x", ""}, "absolute");
        refusedWith({"C:\\evil.dat", "x", ""}, "absolute");
        // libarchive reads a backslash as a slash: the name then stays inside the archive, and is unpacked nowhere.
        auto members = movielens();
        members.push_back({"ml-1m\\extra.dat", "x", ""});
        writeZip(zipPath(), members);
        QCOMPARE(import({zipPath()}).content.item.size(), std::size_t(4));
    }

    void links() { refusedWith({"ml-1m/users2.dat", "", "/etc/passwd"}, "is a link"); }

    void duplicates() {
        refusedWith({"ml-1m/users.dat", "1::M::1::1::1\n", ""}, "listed twice");
        auto members = movielens();
        members.push_back({"other/users.dat", "1::M::1::1::1\n", ""});
        UP5_EXPECT_ERROR(import({writeZip(zipPath(), members)}), ErrorCode::InvalidInput,
                         "two files named users.dat");
    }

    void encrypted() {
        writeZip(zipPath(), movielens(), "secret");
        UP5_EXPECT_ERROR(import({zipPath()}), ErrorCode::InvalidInput, "encrypted");
    }

    void bomb() { refusedWith({"ml-1m/zeros.dat", std::string(64 << 20, '0'), ""}, "bomb"); }

    void limits() {
        writeZip(zipPath(), movielens());
        UP5_EXPECT_ERROR(listZip(zipPath(), {.maxMembers = 2}), ErrorCode::InvalidInput,
                         "more than 2 members");
        UP5_EXPECT_ERROR(listZip(zipPath(), {.maxTotalBytes = 100}), ErrorCode::InvalidInput, "bomb");
    }

    /// Whatever the directory claims, no more is read than the listing announced and the limits were judged by.
    void lyingDirectory() {
        std::string text(300'000, 'a');
        for (std::size_t index = 0; index < text.size(); index += 7) {
            text[index] = '\n';
        }
        writeZip(zipPath(), {{"big.dat", text, ""}});
        std::string bytes = readFile(zipPath());
        const std::size_t entry = bytes.rfind("PK\x01\x02");
        QVERIFY(entry != std::string::npos);
        bytes[entry + 24] = 10; // uncompressed size, little endian
        bytes[entry + 25] = bytes[entry + 26] = bytes[entry + 27] = 0;
        writeText(zipPath(), bytes);
        std::int64_t announced = 0, total = 0;
        try {
            announced = listZip(zipPath()).front().size;
            const auto source = openZipMember(zipPath(), "big.dat");
            std::string buffer(1 << 20, '\0');
            while (const std::size_t count = source->read(buffer)) {
                total += static_cast<std::int64_t>(count);
            }
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::InvalidInput);
        }
        QVERIFY(total <= announced);
    }

    void damagedContent() {
        writeZip(zipPath(), movielens());
        std::string bytes = readFile(zipPath());
        const std::size_t name = bytes.find("ml-1m/ratings.dat");
        for (std::size_t index = name + 40; index < name + 60; ++index) {
            bytes[index] = static_cast<char>(bytes[index] ^ 0x55);
        }
        writeText(zipPath(), bytes);
        UP5_EXPECT_ERROR(import({zipPath()}, skipping()), ErrorCode::InvalidInput, "data.zip");
    }

    /// Cut off anywhere: never a crash, never a part taken for the whole.
    void truncated() {
        writeZip(zipPath(), movielens());
        const std::string bytes = readFile(zipPath());
        for (std::size_t length = 4; length < bytes.size(); ++length) {
            writeText(zipPath(), bytes.substr(0, length));
            UP5_EXPECT_ERROR(import({zipPath()}), ErrorCode::InvalidInput, "data.zip");
        }
        writeText(zipPath(), bytes.substr(0, bytes.size() / 2));
        UP5_EXPECT_ERROR(import({zipPath()}), ErrorCode::InvalidInput, "damaged or cut off");
        writeText(zipPath(), "<html>Not found</html>");
        UP5_EXPECT_ERROR(import({zipPath()}), ErrorCode::InvalidInput, "is none");
    }
};

QTEST_GUILESS_MAIN(TestImportZip)
#include "tst_import_zip.moc"
