// MovieLens and Insurance in small: what comes in, and every way in which a file can be wrong.
#include <QtTest>

#include <fmt/format.h>

#include "support/expect_error.h"
#include "support/import_files.h"

using namespace up5;
using namespace up5::data;
using namespace up5::test;

namespace {

Files smallMovielens100k() {
    return {{"u.genre", "unknown|0\nAction|1\nComedy|2\n\n"},
            {"u.occupation", "artist\nwriter\n"},
            {"u.item", "1|\"Caf\xE9\" (1995)|01-Jan-1995||http://x|0|1|1\n2|B|||http://y|1|0|0\n"},
            {"u.user", "1|17|F|writer|85711\n2|56|M|artist|94043\n"},
            {"u.data", "2\t1\t3\t200\n2\t2\t4\t100\n1\t1\t5\t300\n"}};
}

const std::string kInsuranceHeader =
    "ID,join_date,sex,marital_status,birth_year,branch_code,occupation_code,occupation_category_code,P5DA,"
    "RIBP,8NN1,"
    "7POT,66FJ,GYSR,SOP4,RVSZ,PYUQ,LJR9,N2MW,AHXO,BSTQ,FM3X,K6QO,QBOL,JWFN,JZ9D,J9JW,GHYX,ECY3\n";

std::string customer(const std::string& id, const std::string& first, const std::string& products) {
    return id + ",1/2/2019," + first + ",1X1H,2A7I," + products + "\n";
}

const std::string kBasket = "T4MS,0,1,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0";

} // namespace

class TestImportMovielens : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    std::filesystem::path root() const { return m_dir.path().toStdString(); }

    /// Strict refuses with a sentence that holds all the texts; skip drops exactly `dropped` rows.
    void check(const Files& files, const std::vector<std::string>& texts, int dropped) {
        const auto folder = writeFolder(root() / "bad", files);
        for (const std::string& text : texts) {
            UP5_EXPECT_ERROR(import({folder}), ErrorCode::InvalidInput, text);
        }
        if (dropped > 0) {
            const Imported result = import({folder}, skipping());
            QCOMPARE(result.report.rowsDropped, std::int64_t(dropped));
            QCOMPARE(result.report.dropped.size(), static_cast<std::size_t>(dropped));
            QVERIFY(!result.content.item.empty());
        } else {
            UP5_EXPECT_ERROR(import({folder}, skipping()), ErrorCode::InvalidInput, texts.front());
        }
    }

private Q_SLOTS:
    void movielens1m() {
        const auto folder = writeFolder(root() / "good", smallMovielens1m());
        const auto [content, report] = import({folder});
        QCOMPARE(content.format, std::string("movielens-1m"));
        QCOMPARE(content.name, std::string("MovieLens-1M"));
        QCOMPARE(report.rowsRead, std::int64_t(9));
        QCOMPARE(content.userIds, (std::vector<std::string>{"1", "2"}));
        QCOMPARE(content.itemIds, (std::vector<std::string>{"1", "2", "5"}));
        QCOMPARE(content.itemTitles[2], std::string("Café au lait (1993)"));
        // User 1: movie 5 is older than movie 1; user 2: equal times keep the file's order.
        QCOMPARE(content.item, (std::vector<std::int32_t>{2, 0, 1, 0}));
        QCOMPARE(content.timestamp[0], std::int64_t(978300000));
        QCOMPARE(content.rating, (std::vector<float>{3, 5, 4, 1}));
        QCOMPARE(content.attributes[1].classes[6], std::string("56+"));
        QCOMPARE(content.attributes[1].values, (std::vector<std::int32_t>{0, 6}));
        QCOMPARE(content.provenance["files"].size(), std::size_t(3));
        QCOMPARE(content.provenance["files"][0]["sha256"].get<std::string>().size(), std::size_t(64));
    }

    void filesInAnyOrderOrZip() {
        const auto folder = writeFolder(root() / "good", smallMovielens1m());
        const auto listed = import({folder / "ratings.dat", folder / "movies.dat", folder / "users.dat"});
        std::vector<ZipMember> members = {{"__MACOSX/ml-1m/._ratings.dat", "x", ""}};
        for (const auto& [name, text] : smallMovielens1m()) {
            members.push_back({"ml-1m/" + name, text, ""});
        }
        const auto zipped = import({writeZip(root() / "small.zip", members)});
        QCOMPARE(listed.content.item, zipped.content.item);
        QCOMPARE(zipped.content.provenance["files"].size(), std::size_t(1));
        QCOMPARE(zipped.content.provenance["files"][0]["name"].get<std::string>(), std::string("small.zip"));
    }

    void windowsLineEndsAndMissingLastOne() {
        Files files = smallMovielens1m();
        files["users.dat"] = "1::F::1::10::48067\r\n2::M::56::16::70072\r\n\r\n";
        files["ratings.dat"] = "1::1::5::978300760\r\n2::2::4::978300000";
        const auto [content, report] = import({writeFolder(root() / "good", files)});
        QCOMPARE(content.item.size(), std::size_t(2));
        QCOMPARE(report.rowsRead, std::int64_t(7)); // empty lines at the end are no rows
    }

    void missingFile() {
        for (const char* name : {"users.dat", "movies.dat", "ratings.dat"}) {
            Files files = smallMovielens1m();
            files.erase(name);
            check(files, {std::string(name) + " is missing", "MovieLens-1M"}, 0);
        }
        UP5_EXPECT_ERROR(import({root() / "nowhere"}), ErrorCode::NotFound, "nowhere");
    }

    void emptyFile() {
        for (const char* name : {"users.dat", "movies.dat", "ratings.dat"}) {
            Files files = smallMovielens1m();
            files[name].clear();
            check(files, {std::string(name) + " is empty", "expected"}, 0);
            files[name] = "\n\n";
            check(files, {std::string(name) + " has no rows", "expected"}, 0);
        }
    }

    void badRatings_data() {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("too few fields") << QByteArray("1::2::5") << QByteArray("3 fields were found where 4");
        QTest::newRow("too many fields") << QByteArray("1::2::5::3::4") << QByteArray("5 fields were found");
        QTest::newRow("other separator")
            << QByteArray("1,2,5,978300760") << QByteArray("separated by \"::\"");
        QTest::newRow("empty line") << QByteArray("") << QByteArray("the line is empty");
        QTest::newRow("unknown user") << QByteArray("3::2::5::978300760") << QByteArray("user \"3\" is not");
        QTest::newRow("unknown item") << QByteArray("1::3::5::978300760") << QByteArray("movie \"3\" is not");
        QTest::newRow("rating no number") << QByteArray("1::2::good::9") << QByteArray("rating is \"good\"");
        QTest::newRow("rating too high") << QByteArray("1::2::6::9") << QByteArray("from 1 to 5");
        QTest::newRow("time no number") << QByteArray("1::2::5::now") << QByteArray("time is \"now\"");
        QTest::newRow("time with rest") << QByteArray("1::2::5::9x") << QByteArray("time is \"9x\"");
        QTest::newRow("huge number") << QByteArray("1::2::5::99999999999999999999") << QByteArray("time is");
        QTest::newRow("zero byte") << QByteArray("1::2::5::9\0", 11) << QByteArray("zero byte");
        QTest::newRow("duplicate pair")
            << QByteArray("1::1::2::978300000") << QByteArray("user 1 already has item 1 on line 1");
    }
    void badRatings() {
        QFETCH(QByteArray, row);
        QFETCH(QByteArray, text);
        Files files = smallMovielens1m();
        files["ratings.dat"].insert(files["ratings.dat"].find("2::2"), row.toStdString() + "\n");
        check(files, {"ratings.dat, line 3: ", text.toStdString()}, 1);
        QCOMPARE(import({root() / "bad"}, skipping()).content.item.size(), std::size_t(4));
    }

    void badUsers_data() {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("gender") << QByteArray("3::X::1::10::1")
                                << QByteArray("gender must be one of F, M, not \"X\"");
        QTest::newRow("age") << QByteArray("3::F::30::10::1") << QByteArray("age must be one of 1, 18, 25");
        QTest::newRow("occupation") << QByteArray("3::F::1::21::1")
                                    << QByteArray("occupation must be one of 0, 1");
        QTest::newRow("id") << QByteArray("u3::F::1::10::1") << QByteArray("positive whole number");
        QTest::newRow("repeated") << QByteArray("1::F::1::10::1") << QByteArray("user 1 was listed before");
        QTest::newRow("fields") << QByteArray("3::F::1") << QByteArray("3 fields were found where 5");
    }
    void badUsers() {
        QFETCH(QByteArray, row);
        QFETCH(QByteArray, text);
        Files files = smallMovielens1m();
        files["users.dat"] += row.toStdString() + "\n";
        check(files, {"users.dat, line 3: ", text.toStdString()}, 1);
    }

    void badMovies() {
        Files files = smallMovielens1m();
        files["movies.dat"] += "1::Again::Drama\nx::Y::Z\n7::::Z\n";
        check(files, {"movies.dat, line 4: movie 1 was listed before"}, 3);
    }

    /// A dropped user takes the ratings along, and each of them is counted.
    void droppedUserDropsRatings() {
        Files files = smallMovielens1m();
        files["users.dat"] = "1::F::1::10::48067\n2::?::56::16::70072\n";
        const Imported result = import({writeFolder(root() / "bad", files)}, skipping());
        QCOMPARE(result.report.rowsDropped, std::int64_t(3));
        QCOMPARE(result.report.dropped[0].line, std::int64_t(2));
        QVERIFY(result.report.dropped[0].file.ends_with("users.dat"));
        QCOMPARE(result.report.dropped[1].line, std::int64_t(3));
        QVERIFY(result.report.dropped[1].file.ends_with("ratings.dat"));
        QVERIFY(result.report.dropped[1].reason.find("user \"2\"") != std::string::npos);
        QCOMPARE(result.content.userIds.size(), std::size_t(1));
    }

    void nothingUsable() {
        Files files = smallMovielens1m();
        files["ratings.dat"] = "1;1;5;9\n1;2;5;9\n";
        UP5_EXPECT_ERROR(import({writeFolder(root() / "bad", files)}, skipping()), ErrorCode::InvalidInput,
                         "no row could be used");
    }

    /// The list is cut, the count is not.
    void listsAThousandCountsAll() {
        Files files = smallMovielens1m();
        for (int row = 0; row < 1500; ++row) {
            files["ratings.dat"] += "1::2\n";
        }
        const Imported result = import({writeFolder(root() / "bad", files)}, skipping());
        QCOMPARE(result.report.rowsDropped, std::int64_t(1500));
        QCOMPARE(result.report.dropped.size(), std::size_t(1000));
    }

    void namesThatAreNotUtf8AreRefused() {
        const auto folder = writeFolder(root() / "caf\xE9", smallMovielens1m());
        UP5_EXPECT_ERROR(import({folder}), ErrorCode::InvalidInput, "caf\xC3\xA9");
        UP5_EXPECT_ERROR(import({folder}), ErrorCode::InvalidInput, "not UTF-8");
    }

    void utf16AndUtf8Marks() {
        Files files = smallMovielens1m();
        files["ratings.dat"].insert(0, "\xEF\xBB\xBF");
        QCOMPARE(import({writeFolder(root() / "good", files)}).content.item.size(), std::size_t(4));
        files["ratings.dat"] = std::string("\xFF\xFE"
                                           "1\0:\0:\0",
                                           8);
        check(files, {"UTF-16"}, 0);
    }

    void endlessLine() {
        Files files = smallMovielens1m();
        files["ratings.dat"] += std::string(3 << 20, '1');
        check(files, {"line 5: the line is longer"}, 0);
    }

    void movielens100k() {
        const auto [content, report] = import({writeFolder(root() / "100k", smallMovielens100k())});
        QCOMPARE(content.format, std::string("movielens-100k"));
        QCOMPARE(content.itemTitles[0], std::string("\"Café\" (1995)"));
        QCOMPARE(content.itemGenres, (std::vector<std::string>{"Action|Comedy", "unknown"}));
        QCOMPARE(content.item, (std::vector<std::int32_t>{0, 1, 0}));
        QCOMPARE(content.attributes[0].values, (std::vector<std::int32_t>{0, 1}));
        QCOMPARE(content.attributes[1].values, (std::vector<std::int32_t>{0, 6}));
        QCOMPARE(content.attributes[2].classes, (std::vector<std::string>{"artist", "writer"}));
        QCOMPARE(content.attributes[2].values, (std::vector<std::int32_t>{1, 0}));
        Files files = smallMovielens100k();
        files["u.occupation"] = "artist|1\nwriter|2\n"; // numbered, as some copies have it
        QCOMPARE(import({writeFolder(root() / "100k", files)}).content.attributes[2].values,
                 content.attributes[2].values);
        files.erase("u.occupation"); // then the occupations are those of the users
        QCOMPARE(import({writeFolder(root() / "100k", files)}).content.attributes[2].classes.size(),
                 std::size_t(2));
    }

    void badMovielens100k() {
        const auto changed = [](const char* name, const std::string& text) {
            Files files = smallMovielens100k();
            files[name] += text;
            return files;
        };
        check(changed("u.user", "3|old|F|writer|1\n"), {"u.user, line 3: the age is \"old\""}, 1);
        check(changed("u.user", "3|20|F|king|1\n"), {"u.user, line 3: occupation \"king\""}, 1);
        check(changed("u.item", "3|C|||x|0|2|0\n"), {"u.item, line 3: a genre flag"}, 1);
        check(changed("u.data", "1 2 3 4\n"), {"u.data, line 4: 1 field was found", "separated by tab"}, 1);
        Files files = smallMovielens100k();
        files.erase("u.genre");
        check(files, {"u.genre is missing"}, 0);
        files = smallMovielens100k();
        files["u.genre"] = "unknown|0\nComedy|2\n";
        check(files, {"u.genre, line 2"}, 0);
    }

    void insurance() {
        const Files files = {{"Train.csv", kInsuranceHeader + customer("A", "F,W,1959", kBasket) +
                                               customer("B", "M,f,1990", kBasket)}};
        const auto [content, report] = import({writeFolder(root() / "ins", files)});
        QCOMPARE(content.item, (std::vector<std::int32_t>{1, 7, 1, 7}));
        QVERIFY(content.timestamp.empty() && content.rating.empty() && !content.ordered);
        QCOMPARE(content.attributes[0].values, (std::vector<std::int32_t>{0, 1}));
        QCOMPARE(content.attributes[1].values, (std::vector<std::int32_t>{-1, -1}));
        QCOMPARE(content.attributes[3].values, (std::vector<std::int32_t>{0, 4}));
        QCOMPARE(content.provenance["missing_values"]["marital"], (nlohmann::json{{"W", 1}, {"f", 1}}));
        ImportOptions options;
        options.settings["marital_classes"] = "all";
        QCOMPARE(import({root() / "ins"}, options).content.attributes[1].values,
                 (std::vector<std::int32_t>{3, -1}));
    }

    /// As downloaded, the archive holds the rows to be predicted as well.
    void insuranceIsTrainAmongSeveral() {
        const std::string train = kInsuranceHeader + customer("A", "F,M,1959", kBasket);
        const std::string test = kInsuranceHeader + customer("T", "M,M,1990", kBasket);
        const auto users = [&](const Files& files) {
            return import({writeFolder(root() / "several", files)}).content.userIds;
        };
        QCOMPARE(users({{"Test.csv", test}, {"Train.csv", train}}), std::vector<std::string>{"A"});
        QCOMPARE(users({{"customers.csv", train}}), std::vector<std::string>{"A"});
        UP5_EXPECT_ERROR(users({{"Test.csv", test}, {"customers.csv", train}}), ErrorCode::InvalidInput,
                         "customers.csv. Give only the one");
        const auto zip =
            writeZip(root() / "two.zip", {{"a/Train.csv", train, ""}, {"b/Train.csv", test, ""}});
        UP5_EXPECT_ERROR(import({zip}), ErrorCode::InvalidInput, "b/Train.csv");
    }

    void badInsurance() {
        const auto table = [](const std::string& row) {
            return Files{{"Train.csv", kInsuranceHeader + customer("A", "F,M,1980", kBasket) + row}};
        };
        check(table(customer("B", "X,M,1980", kBasket)), {"Train.csv, line 3: gender must be one of F, M"},
              1);
        check(table(customer("B", "F,Q,1980", kBasket)), {"line 3: marital must be one of U, S, M"}, 1);
        check(table(customer("B", "F,M,young", kBasket)), {"line 3: birth_year is \"young\""}, 1);
        check(table(customer("A", "F,M,1980", kBasket)), {"line 3: customer A was listed before"}, 1);
        check(table(customer("", "F,M,1980", kBasket)), {"line 3: the customer has no ID"}, 1);
        check(table(customer("B", "F,M,1980", kBasket.substr(0, kBasket.size() - 1) + "2")),
              {"line 3: product ECY3 is \"2\"; 0 or 1 is expected"}, 1);
        check(table("B,1/2/2019\n"), {"line 3: 2 fields were found where 29"}, 1);
        std::string header = kInsuranceHeader;
        header.replace(header.find("RVSZ"), 4, "XXXX");
        check({{"Train.csv", header}}, {"there is no column \"RVSZ\""}, 0);
        for (const std::string missing : {"marital_status", "occupation_category_code"}) {
            header = kInsuranceHeader;
            header.replace(header.find(missing), missing.size(), "XXXX");
            check({{"Train.csv", header}}, {"there is no column \"" + missing + "\""}, 0);
        }
        check({{"Train.csv", "extra," + kInsuranceHeader}}, {"column \"extra\" does not belong"}, 0);
        check({{"Train.csv", kInsuranceHeader}}, {"has no rows"}, 0);
        std::string semicolons = kInsuranceHeader;
        std::replace(semicolons.begin(), semicolons.end(), ',', ';');
        check({{"Train.csv", semicolons}}, {"with \",\" as separator the columns are"}, 0);
    }

    void settings() {
        const auto folder = writeFolder(root() / "good", smallMovielens1m());
        ImportOptions options;
        options.settings = {{"occupation_classes", "top14"}};
        UP5_EXPECT_ERROR(import({folder}, options), ErrorCode::InvalidInput, "one of all, top15");
        options.settings = {{"occupations", "top15"}};
        UP5_EXPECT_ERROR(import({folder}, options), ErrorCode::InvalidInput, "occupation_classes");
        options.settings = 7;
        UP5_EXPECT_ERROR(import({folder}, options), ErrorCode::InvalidInput, "object");
    }

    void unknownFormat() {
        UP5_EXPECT_ERROR(import({writeText(root() / "notes.txt", "hello\n")}), ErrorCode::InvalidInput,
                         "notes.txt was not recognised");
        UP5_EXPECT_ERROR(import({writeText(root() / "empty.txt", "")}), ErrorCode::InvalidInput, "is empty");
        UP5_EXPECT_ERROR(import({}), ErrorCode::InvalidInput, "No file was given");
    }

    void progressAndCancel() {
        Files files = smallMovielens1m();
        for (int movie = 10; movie < 60'000; ++movie) {
            files["movies.dat"] += fmt::format("{}::Movie {}::Drama\n", movie, movie);
            files["ratings.dat"] += fmt::format("1::{}::3::978300000\n", movie);
        }
        const auto folder = writeFolder(root() / "large", files);
        std::int64_t size = 0;
        for (const auto& [name, text] : files) {
            size += static_cast<std::int64_t>(text.size());
        }
        std::vector<std::int64_t> done;
        ImportReport report;
        const ImportOptions options;
        const Importer& importer = detectImporter({folder}, options);
        const CancelToken cancel;
        importer.read(
            {folder}, options, report,
            [&](std::int64_t value, std::int64_t total) {
                QCOMPARE(total, size);
                done.push_back(value);
            },
            cancel);
        QVERIFY(done.size() >= 2);
        QVERIFY(std::is_sorted(done.begin(), done.end()));
        QCOMPARE(done.back(), size);
        // Cancelled at the first progress report: the import stops and nothing lies in the folder but its
        // files.
        UP5_EXPECT_ERROR(
            importer.read(
                {folder}, options, report, [&](std::int64_t, std::int64_t) { cancel.cancel(); }, cancel),
            ErrorCode::Cancelled, "cancelled");
        using Entries = std::filesystem::directory_iterator;
        QCOMPARE(std::distance(Entries(folder), Entries()), std::ptrdiff_t(3));
    }
};

QTEST_GUILESS_MAIN(TestImportMovielens)
#include "tst_import_movielens.moc"
