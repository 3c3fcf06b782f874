// The small readers below the importers: encodings, numbers, times, separators, bins, order of interactions.
#include <QtTest>

#include "data/import/attribute_columns.h"
#include "data/import/dialect.h"
#include "data/import/interaction_table.h"
#include "data/import/numbers.h"
#include "data/utf8.h"

using namespace up5::data;

class TestImportText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void utf8_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("valid");
        QTest::newRow("ascii") << QByteArray("hello, longer than eight bytes") << true;
        QTest::newRow("empty") << QByteArray() << true;
        QTest::newRow("two bytes") << QByteArray("caf\xC3\xA9") << true;
        QTest::newRow("four bytes") << QByteArray("\xF0\x9F\x8E\xAC") << true;
        QTest::newRow("last code point") << QByteArray("\xF4\x8F\xBF\xBF") << true;
        QTest::newRow("latin-1") << QByteArray("12345678caf\xE9") << false;
        QTest::newRow("cut off") << QByteArray("\xE2\x82") << false;
        QTest::newRow("lone continuation") << QByteArray("\x80") << false;
        QTest::newRow("overlong") << QByteArray("\xC0\xAF") << false;
        QTest::newRow("overlong three") << QByteArray("\xE0\x80\xAF") << false;
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << false;
        QTest::newRow("too high") << QByteArray("\xF4\x90\x80\x80") << false;
    }
    void utf8() {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, valid);
        const std::string_view view(bytes.constData(), static_cast<std::size_t>(bytes.size()));
        QCOMPARE(isUtf8(view), valid);
        QCOMPARE(latin1ToUtf8(view), QString::fromLatin1(bytes).toStdString());
        QVERIFY(isUtf8(latin1ToUtf8(view)));
    }

    void numbers() {
        QCOMPARE(parseInteger("-12"), std::optional<std::int64_t>(-12));
        for (const char* text : {"", " 1", "1 ", "+1", "1.0", "0x1", "9223372036854775808"}) {
            QVERIFY2(!parseInteger(text), text);
        }
        QCOMPARE(parseNumber("1e3"), std::optional(1000.0));
        for (const char* text : {"", "nan", "inf", "1e999", "1,5", "1.5x"}) {
            QVERIFY2(!parseNumber(text), text);
        }
    }

    void times() {
        const std::optional<std::int64_t> expected = 1046454590; // date -u -d "2003-02-28 17:49:50" +%s
        for (const char* text :
             {"1046454590", "1046454590.0", "1.04645459E9", "2003-02-28T17:49:50Z", "2003-02-28 17:49:50",
              "2003-02-28T17:49:50.500", "2003-02-28T18:49:50+01:00"}) {
            QVERIFY2(parseTime(text) == expected, text);
        }
        QCOMPARE(parseTime("2003-02-28"), std::optional<std::int64_t>(1046390400));
        QCOMPARE(parseTime("-0.5"), std::optional<std::int64_t>(-1));
        for (const char* text :
             {"", "soon", "2003-02-30", "28.02.2003", "2003-02-28T25:00:00", "1e300", "nan"}) {
            QVERIFY2(!parseTime(text), text);
        }
    }

    void separators() {
        QCOMPARE(detectSeparator({"a::b:c::d", "1::2,3::4"}), std::string("::"));
        QCOMPARE(detectSeparator({"a\tb", "1,5\t2", "\"x\ty\"\t2"}), std::string("\t"));
        QCOMPARE(detectSeparator({"a,b,c", "1,2,3", "1,2", "1,2,3", "1,2,3"}),
                 std::string(",")); // one broken row
        QCOMPARE(detectSeparator({"a;b", "1,5;2,5"}), std::string(";"));
        QCOMPARE(detectSeparator({"text, with commas", "and", "without", "them"}), std::string());
        QCOMPARE(detectSeparator({}), std::string());
        QVERIFY(detectHeader({"user,item", "1,2"}, {}));
        QVERIFY(!detectHeader({"1,2"}, {}));
        QVERIFY(!detectHeader({"a,a"}, {}));
        QVERIFY(!detectHeader({"a,"}, {}));
        QVERIFY(!detectHeader({}, {}));
    }

    void quotes() {
        FieldSplitter splitter({.separator = ",", .quotes = true});
        using Fields = std::vector<std::string_view>;
        QVERIFY(splitter.split(R"("a,b",c,"d ""e""",,"")").empty());
        QCOMPARE(splitter.fields(), (Fields{"a,b", "c", "d \"e\"", "", ""}));
        QVERIFY(splitter.split(R"(a "b",c)").empty()); // quotes inside an open field are plain text
        QCOMPARE(splitter.fields(), (Fields{"a \"b\"", "c"}));
        QVERIFY(splitter.split("\"a\",").empty());
        QCOMPARE(splitter.fields(), (Fields{"a", ""}));
        QVERIFY(splitter.split("a,\"").find("not closed") != std::string::npos);
        QVERIFY(splitter.split("\"a\"b").find("closing quote") != std::string::npos);
    }

    void bins() {
        BinnedAttribute age("age", {18, 25, 26, 56});
        for (const double value : {-1.0, 17.9, 18.0, 24.99, 25.0, 26.0, 55.0, 56.0, 200.0}) {
            age.append(value);
        }
        age.appendMissing();
        const Attribute result = age.finish();
        QCOMPARE(result.classes, (std::vector<std::string>{"under 18", "18–24", "25", "26–55", "56+"}));
        QCOMPARE(result.values, (std::vector<std::int32_t>{0, 0, 1, 1, 2, 3, 3, 4, 4, -1}));
        QCOMPARE(BinnedAttribute("x", {0.5, 1.25}).finish().classes,
                 (std::vector<std::string>{"under 0.5", "0.5 to under 1.25", "1.25 or more"}));
    }

    void discoveredClassesAreSorted() {
        DiscoveredAttribute numbers("n");
        for (const char* value : {"10", "9", "10", "-1"}) {
            numbers.append(value);
        }
        numbers.appendMissing();
        const Attribute result = numbers.finish();
        QCOMPARE(result.classes, (std::vector<std::string>{"-1", "9", "10"}));
        QCOMPARE(result.values, (std::vector<std::int32_t>{2, 1, 2, 0, -1}));
        DiscoveredAttribute texts("t");
        for (const char* value : {"10", "9", "x"}) {
            texts.append(value);
        }
        QCOMPARE(texts.finish().classes, (std::vector<std::string>{"10", "9", "x"}));
    }

    /// Rows of many users in any order: by user, stable by time, repeated pairs dropped with their true
    /// lines.
    void interactionOrder() {
        IdIndex users, items;
        for (const char* id : {"u0", "u1", "u2"}) {
            users.insert(id);
        }
        for (const char* id : {"a", "b", "c"}) {
            items.insert(id);
        }
        ImportOptions options;
        options.onError = OnError::Skip;
        ImportReport report;
        const ImportProgress progress;
        const up5::CancelToken cancel;
        ImportSession session(options, report, progress, cancel);
        InteractionTable table({.time = true, .rating = true});
        table.add({2, 0, 50, 1}, 2);
        table.add({0, 1, 10, 2}, 3);
        table.add({2, 1, 40, 3}, 7);
        table.add({2, 0, 1, 4}, 8); // repeats line 2, although it is older
        table.add({0, 0, 10, 5}, 9);
        table.add({2, 2, 40, 6}, 20);
        DatasetContent content;
        table.finish(users, items, {"rows.csv", "rows.csv", "rows.csv", {}, 1}, session, content);
        QCOMPARE(content.userOffsets, (std::vector<std::int64_t>{0, 2, 2, 5}));
        QCOMPARE(content.item, (std::vector<std::int32_t>{1, 0, 1, 2, 0}));
        QCOMPARE(content.timestamp, (std::vector<std::int64_t>{10, 10, 40, 40, 50}));
        QCOMPARE(content.rating, (std::vector<float>{2, 5, 3, 6, 1}));
        QCOMPARE(report.rowsDropped, std::int64_t(1));
        QCOMPARE(report.dropped[0].line, std::int64_t(8));
        QCOMPARE(report.dropped[0].reason,
                 std::string("user u2 already has item a on line 2; each pair may appear once."));
    }
};

QTEST_GUILESS_MAIN(TestImportText)
#include "tst_import_text.moc"
