// The safetensors container: round trip, and every way in which a hostile file can lie about its content.
#include <QtTest>

#include <cstring>

#include "base/atomic_file.h"
#include "base/safetensors.h"
#include "support/expect_error.h"

using namespace up5;

namespace {

/// Header length, header and data as a file's bytes.
std::string container(std::string header, std::size_t dataBytes) {
    header.resize((header.size() + 7) / 8 * 8, ' '); // aligned, so that only the lie at hand is wrong
    const std::uint64_t length = header.size();
    std::string bytes(sizeof length, '\0');
    std::memcpy(bytes.data(), &length, sizeof length);
    return bytes + header + std::string(dataBytes, '\x01');
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    std::filesystem::path path() const {
        return std::filesystem::path(m_dir.path().toStdString()) / "t.safetensors";
    }
    void refused(const std::string& bytes, const char* text, ErrorCode code = ErrorCode::Corrupt) {
        writeFileAtomically(path(), bytes);
        UP5_EXPECT_ERROR(SafetensorsFile(path()), code, text);
    }

private Q_SLOTS:
    void roundTrip() {
        SafetensorsWriter writer(path(),
                                 {{"byte", TensorType::U8, {3}},
                                  {"float", TensorType::F32, {2, 2}},
                                  {"long", TensorType::I64, {2}},
                                  {"none", TensorType::F64, {0, 5}}},
                                 {{"format", "test"}});
        writer.write<float>("float", std::vector<float>{3, 4}, 2); // in pieces, in any order
        writer.write<float>("float", std::vector<float>{1, 2});
        writer.write<std::int64_t>("long", std::vector<std::int64_t>{-1, 1LL << 40});
        writer.write<std::uint8_t>("byte", std::vector<std::uint8_t>{7, 8, 9});
        QVERIFY2(!std::filesystem::exists(path()), "nothing appears before commit");
        writer.commit();
        const SafetensorsFile file(path());
        QCOMPARE(file.tensors().size(), std::size_t(4));
        QCOMPARE(file.metadata().at("format"), std::string("test"));
        QVERIFY(std::ranges::equal(file.values<float>("float"), std::vector<float>{1, 2, 3, 4}));
        QVERIFY(
            std::ranges::equal(file.values<std::int64_t>("long"), std::vector<std::int64_t>{-1, 1LL << 40}));
        QVERIFY(std::ranges::equal(file.values<std::uint8_t>("byte"), std::vector<std::uint8_t>{7, 8, 9}));
        QVERIFY(file.values<double>("none").empty());
        QCOMPARE(file.info("float").shape, (std::vector<std::int64_t>{2, 2}));
        UP5_EXPECT_ERROR(file.values<double>("float"), ErrorCode::Corrupt, "F64 is needed");
        UP5_EXPECT_ERROR(file.info("other"), ErrorCode::Corrupt, "no tensor other");
    }

    /// Bytes as the reference implementation (Python safetensors) writes them.
    void readsForeignFile() {
        const std::string header =
            R"({"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})";
        std::string bytes = container(header, 0);
        const float values[] = {1.5f, -2.0f};
        bytes.append(reinterpret_cast<const char*>(values), sizeof values);
        writeFileAtomically(path(), bytes);
        QVERIFY(
            std::ranges::equal(SafetensorsFile(path()).values<float>("w"), std::vector<float>{1.5f, -2.0f}));
    }

    void writerKeepsToItsShapes() {
        SafetensorsWriter writer(path(), {{"a", TensorType::F32, {2}}});
        UP5_EXPECT_ERROR(writer.write<double>("a", std::vector<double>{1}), ErrorCode::Internal, "a");
        UP5_EXPECT_ERROR(writer.write<float>("a", std::vector<float>{1, 2}, 1), ErrorCode::Internal, "a");
        UP5_EXPECT_ERROR(writer.write<float>("a", std::vector<float>{1}, -1), ErrorCode::Internal, "a");
        const std::filesystem::path nowhere = "/nonexistent/t.safetensors";
        UP5_EXPECT_ERROR(SafetensorsWriter(nowhere, {}), ErrorCode::Io, "/nonexistent");
    }

    void notThere() {
        UP5_EXPECT_ERROR(SafetensorsFile("/nonexistent/x"), ErrorCode::NotFound, "/nonexistent/x");
    }

    void brokenFrame() {
        refused("", "too short");
        refused("1234567", "too short");
        refused(std::string(8, '\xFF'), "header claims");
        refused(container("{}", 0).substr(0, 9), "header claims");
        refused(container("{", 0), "header is broken");
        refused(container("[]", 0), "");
        refused(container("7", 0), "");
        refused(container("{}", 4), "describes 0 bytes of data, the file holds 4");
        refused(container("{\"a\":\"\xFF\"}", 0), "header is broken");
    }

    void deepNesting() {
        // A header that would overflow the stack of a careless recursive reader.
        refused(container("{\"a\":" + std::string(200'000, '[') + std::string(200'000, ']') + "}", 0), "");
    }

    void lies_data() {
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<int>("bytes");
        QTest::newRow("size beyond shape")
            << QByteArray(R"({"dtype":"F32","shape":[2],"data_offsets":[0,12]})") << 12;
        QTest::newRow("size below shape")
            << QByteArray(R"({"dtype":"F32","shape":[2],"data_offsets":[0,4]})") << 4;
        QTest::newRow("beyond the file")
            << QByteArray(R"({"dtype":"F32","shape":[2],"data_offsets":[0,8]})") << 4;
        QTest::newRow("gap") << QByteArray(R"({"dtype":"F32","shape":[1],"data_offsets":[4,8]})") << 8;
        QTest::newRow("reversed") << QByteArray(R"({"dtype":"F32","shape":[1],"data_offsets":[4,0]})") << 4;
        QTest::newRow("negative shape")
            << QByteArray(R"({"dtype":"F32","shape":[-1],"data_offsets":[0,4]})") << 4;
        QTest::newRow("negative twice")
            << QByteArray(R"({"dtype":"F32","shape":[-1,-1],"data_offsets":[0,4]})") << 4;
        QTest::newRow("negative offset")
            << QByteArray(R"({"dtype":"F32","shape":[1],"data_offsets":[-4,0]})") << 4;
        QTest::newRow("overflowing shape")
            << QByteArray(R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]})") << 0;
        QTest::newRow("overflowing bytes")
            << QByteArray(R"({"dtype":"F64","shape":[2305843009213693952],"data_offsets":[0,0]})") << 0;
        QTest::newRow("fractional offset")
            << QByteArray(R"({"dtype":"F32","shape":[1],"data_offsets":[0.5,4]})") << 4;
        QTest::newRow("fractional shape")
            << QByteArray(R"({"dtype":"F32","shape":[1.5],"data_offsets":[0,4]})") << 4;
        QTest::newRow("no shape") << QByteArray(R"({"dtype":"F32","data_offsets":[0,4]})") << 4;
        QTest::newRow("no offsets") << QByteArray(R"({"dtype":"F32","shape":[1]})") << 4;
        QTest::newRow("one offset") << QByteArray(R"({"dtype":"F32","shape":[1],"data_offsets":[0]})") << 4;
        QTest::newRow("shape no list")
            << QByteArray(R"({"dtype":"F32","shape":"1","data_offsets":[0,4]})") << 4;
        QTest::newRow("no object") << QByteArray("[]") << 0;
    }
    void lies() {
        QFETCH(QByteArray, entry);
        QFETCH(int, bytes);
        refused(container("{\"a\":" + entry.toStdString() + "}", static_cast<std::size_t>(bytes)),
                "t.safetensors");
    }

    void overlap() {
        const std::string a = R"("a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]})";
        refused(container("{" + a + R"(,"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})", 6),
                "overlaps");
        refused(container("{" + a + R"(,"b":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", 4),
                "overlaps");
    }

    /// The format allows any offset: the bytes are there, but no view of numbers.
    void notAligned() {
        writeFileAtomically(path(), container(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                                              R"("b":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}})",
                                              5));
        const SafetensorsFile file(path());
        QCOMPARE(file.values<std::uint8_t>("a").size(), std::size_t{1});
        QCOMPARE(file.bytes("b").size(), std::size_t{4});
        UP5_EXPECT_ERROR(file.values<float>("b"), ErrorCode::Corrupt, "tensor b is not aligned");
    }

    void repeatedName() {
        // JSON lets a key come twice; which one counts must not be left to the parser.
        const std::string a = R"("a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]})";
        refused(container("{" + a + "," + a + "}", 4), "twice");
    }

    void otherTypes() {
        refused(container(R"({"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}})", 1), "F8_E4M3",
                ErrorCode::Unsupported);
        refused(container(R"({"__metadata__":{"a":1}})", 0), "header is broken");
    }
};

QTEST_GUILESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
