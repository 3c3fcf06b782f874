// The user's own tables through a mapping, RecBole's atomic files, the program's own sets, and previews.
#include <QtTest>

#include "support/expect_error.h"
#include "support/import_files.h"

using namespace up5;
using namespace up5::data;
using namespace up5::test;

namespace {

Files shop() {
    return {{"clicks.csv", "uid,sku,stars,at\n"
                           "ann,p2,4.5,2020-01-02 10:00:00\n"
                           "ann,\"p,1\",1,2020-01-02T09:59:59Z\n"
                           "bob,p2,3,1577959200\n"},
            {"people.csv", "uid,gender,age,city\nann,f,17,Bern\nbob,m,54.5,Graz\ncleo,,,Bern\n"},
            {"goods.csv", "sku;name;tags\np2;\"Pen \"\"X\"\"\";office,small\np,1;Paper;office\nq;Quill;\n"}};
}

nlohmann::json shopMapping() {
    return nlohmann::json::parse(R"({
        "name": "Shop", "noun": "products",
        "interactions": {"file": "clicks.csv", "user": "uid", "item": "sku", "time": "at", "rating": "stars"},
        "users": {"file": "people.csv", "id": "uid",
                  "attributes": ["gender", {"column": "age", "name": "age band", "edges": [18, 35, 55]}]},
        "items": {"file": "goods.csv", "id": "sku", "title": "name", "genres": "tags", "genre_separator": ","}
    })");
}

ImportOptions mapped(const nlohmann::json& mapping, OnError onError = OnError::Strict) {
    ImportOptions options;
    options.mapping = mapping;
    options.onError = onError;
    return options;
}

Files recbole() {
    return {
        {"toy.inter", "user_id:token\titem_id:token\trating:float\ttimestamp:float\n"
                      "u1\ti1\t4\t978300760.0\nu1\ti2\t3.5\t9.78300759E8\nu2\ti1\t1\t5\n"},
        {"toy.user", "user_id:token\tage:token\tgender:token\tincome:float\nu1\t25\tF\t10.5\nu2\t9\tM\t7\n"},
        {"toy.item",
         "item_id:token\tmovie_title:token_seq\tgenre:token_seq\ni1\tToy Story\tFun Family\ni2\tHeat\t\n"}};
}

} // namespace

class TestImportCsv : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;
    std::filesystem::path root() const { return m_dir.path().toStdString(); }
    std::filesystem::path folder(const Files& files) const { return writeFolder(root() / "files", files); }

    /// Strict refuses with the text; skip drops `dropped` rows, or refuses too when it is 0.
    void check(const char* file, const std::string& text, const char* expected, int dropped) {
        Files files = shop();
        files[file] = text;
        UP5_EXPECT_ERROR(import({folder(files)}, mapped(shopMapping())), ErrorCode::InvalidInput, expected);
        const auto skip = mapped(shopMapping(), OnError::Skip);
        if (dropped == 0) {
            UP5_EXPECT_ERROR(import({folder(files)}, skip), ErrorCode::InvalidInput, expected);
        } else {
            QCOMPARE(import({folder(files)}, skip).report.rowsDropped, std::int64_t(dropped));
        }
    }
    void badMapping(const char* pointer, const nlohmann::json& value, const char* expected) {
        nlohmann::json mapping = shopMapping();
        mapping[nlohmann::json::json_pointer(pointer)] = value;
        UP5_EXPECT_ERROR(import({folder(shop())}, mapped(mapping)), ErrorCode::InvalidInput, expected);
    }

private Q_SLOTS:
    void wholeShop() {
        const auto [content, report] = import({folder(shop())}, mapped(shopMapping()));
        QCOMPARE(content.name, std::string("Shop"));
        QCOMPARE(content.noun, std::string("products"));
        QCOMPARE(report.rowsRead, std::int64_t(9));
        QCOMPARE(content.userIds, (std::vector<std::string>{"ann", "bob", "cleo"}));
        QCOMPARE(content.itemIds, (std::vector<std::string>{"p2", "p,1", "q"}));
        QCOMPARE(content.itemTitles[0], std::string("Pen \"X\""));
        QCOMPARE(content.itemGenres[0], std::string("office|small"));
        QCOMPARE(content.item, (std::vector<std::int32_t>{1, 0, 0})); // in time order
        QCOMPARE(content.timestamp, (std::vector<std::int64_t>{1577959199, 1577959200, 1577959200}));
        QCOMPARE(content.rating, (std::vector<float>{1, 4.5f, 3}));
        QCOMPARE(content.attributes[0].classes, (std::vector<std::string>{"f", "m"}));
        QCOMPARE(content.attributes[0].values, (std::vector<std::int32_t>{0, 1, -1}));
        QCOMPARE(content.attributes[1].name, std::string("age band"));
        QCOMPARE(content.attributes[1].classes,
                 (std::vector<std::string>{"under 18", "18–34", "35–54", "55+"}));
        QCOMPARE(content.attributes[1].values, (std::vector<std::int32_t>{0, 2, -1}));
        QCOMPARE(content.provenance["missing_values"], (nlohmann::json{{"gender", 1}, {"age band", 1}}));
        QCOMPARE(content.provenance["mapping"], shopMapping());
    }

    /// The least that can be said: user and item; tables found by their columns; no users' file.
    void shortestMapping() {
        const nlohmann::json mapping = {{"interactions", {{"user", "uid"}, {"item", "sku"}}}};
        Files files = shop();
        files.erase("goods.csv");
        const auto [content, report] = import({folder(files)}, mapped(mapping));
        QCOMPARE(content.name, std::string("clicks"));
        QVERIFY(!content.ordered && content.timestamp.empty() && content.rating.empty());
        QVERIFY(content.attributes.empty());
        QCOMPARE(content.userIds, (std::vector<std::string>{"ann", "bob"}));
        QCOMPARE(content.itemIds, (std::vector<std::string>{"p2", "p,1"}));
    }

    /// A folder may bring its own mapping, which may state what is known of a generated population.
    void mappingAmongTheFiles() {
        nlohmann::json mapping = shopMapping();
        mapping["best_possible_auc"] = {{"age band", 0.75}};
        mapping["generated_by"] = {{"seed", 7}};
        Files files = shop();
        files["mapping.json"] = mapping.dump();
        const auto [content, report] = import({folder(files)});
        QCOMPARE(content.name, std::string("Shop"));
        QVERIFY(!content.attributes[0].bestPossibleAuc);
        QCOMPARE(content.attributes[1].bestPossibleAuc.value(), 0.75);
        QCOMPARE(content.provenance["mapping"], mapping);
        // One that is given comes first.
        QCOMPARE(
            import({folder(files)}, mapped(shopMapping())).content.attributes[1].bestPossibleAuc.has_value(),
            false);
        files["mapping.json"] = "{";
        UP5_EXPECT_ERROR(import({folder(files)}), ErrorCode::InvalidInput, "mapping.json is not a mapping");
        files["mapping.json"] = std::string((1 << 20) + 1, ' ');
        UP5_EXPECT_ERROR(import({folder(files)}), ErrorCode::InvalidInput, "1048577 bytes");
        badMapping("/best_possible_auc", {{"city", 0.5}}, "names city, which is no attribute");
        badMapping("/best_possible_auc", {{"gender", 1.5}}, "gender is 1.5");
        badMapping("/best_possible_auc", 0.5, "object of attributes");
        badMapping("/generated_by", 3, "must be an object");
    }

    /// The window writes paths and "column N"; MovieLens' own files make a good headerless table.
    void headerlessByNumber() {
        const auto path = folder(smallMovielens1m());
        const nlohmann::json mapping = {
            {"encoding", "latin-1"},
            {"interactions",
             {{"file", (path / "ratings.dat").string()},
              {"user", "column 1"},
              {"item", "column 2"},
              {"time", "column 4"}}},
            {"users", {{"file", "users.dat"}, {"id", "column 1"}, {"attributes", {"column 2"}}}},
            {"items", {{"file", "movies.dat"}, {"id", "column 1"}, {"title", "column 2"}}}};
        const auto [content, report] = import({path}, mapped(mapping));
        QCOMPARE(content.format, std::string("csv"));
        QCOMPARE(content.item, (std::vector<std::int32_t>{2, 0, 1, 0}));
        QCOMPARE(content.itemTitles[2], std::string("Café au lait (1993)"));
        QCOMPARE(content.attributes[0].classes, (std::vector<std::string>{"F", "M"}));
    }

    void separatorsAreDetected() {
        const DatasetContent expected = import({folder(shop())}, mapped(shopMapping())).content;
        for (const std::string separator : {"\t", ";", "|", "::"}) {
            Files files = shop();
            std::string& text = files["people.csv"];
            for (std::size_t at = text.find(','); at != std::string::npos; at = text.find(',', at + 1)) {
                text.replace(at, 1, separator);
            }
            QCOMPARE(import({folder(files)}, mapped(shopMapping())).content.attributes[1].values,
                     expected.attributes[1].values);
        }
    }

    void badRows() {
        const std::string head = "uid,sku,stars,at\nann,p2,4,1\n";
        check("clicks.csv", head + "ann,q\n",
              "clicks.csv, line 3: 2 fields were found where 4 separated by \",\"", 1);
        check("clicks.csv", head + "ann,q,high,1\n", "line 3: the rating is \"high\"; a number is expected",
              1);
        check("clicks.csv", head + "ann,q,nan,1\n", "line 3: the rating is \"nan\"", 1);
        check("clicks.csv", head + "ann,q,1,soon\n", "line 3: the time is \"soon\"", 1);
        check("clicks.csv", head + "dan,q,1,1\n", "line 3: user \"dan\" is not in the file of users", 1);
        check("clicks.csv", head + "ann,z,1,1\n", "line 3: item \"z\" is not in the file of items", 1);
        check("clicks.csv", head + ",q,1,1\n", "line 3: the user's id is empty", 1);
        check("clicks.csv", head + "ann,,1,1\n", "line 3: the item's id is empty", 1);
        check("clicks.csv", head + "ann,\"q,1,1\n", "line 3: a quoted field is not closed", 1);
        check("clicks.csv", head + "ann,\"q\"x,1,1\n", "line 3: text follows a closing quote", 1);
        check("clicks.csv", head + "ann,q\xE9,1,1\n", "line 3: the line is not valid UTF-8", 1);
        check("clicks.csv", head + std::string("ann,q\0,1,1\n", 11), "line 3: the line holds a zero byte", 1);
        check("clicks.csv", head + "\nann,q,1,1\n", "line 3: the line is empty", 1);
        check("clicks.csv", head + "bob,q,1,1\nann,p2,1,1\n",
              "line 4: user ann already has item p2 on line 2", 1);
        check("people.csv", "uid,gender,age\nann,f,17\nbob,m,9\nbob,m,9\n",
              "people.csv, line 4: user bob was listed before", 1);
        check("people.csv", "uid,gender,age\nann,f,old\nbob,m,9\n", "people.csv, line 2: age is \"old\"", 3);
        check("goods.csv", "sku;name;tags\np2;a;b\np,1;a;b\np2;c;d\n",
              "goods.csv, line 4: item p2 was listed before", 1);
    }

    void aRowThatIsLeftOutAddsNobody() {
        const auto ids = [this](const nlohmann::json& mapping, const std::string& rows) {
            Files files = shop();
            files["clicks.csv"] = "uid,sku,stars,at\nann,p2,4,1\nbob,p2,4,1\n" + rows;
            const DatasetContent content = import({folder(files)}, mapped(mapping, OnError::Skip)).content;
            return std::pair(content.userIds.size(), content.itemIds.size());
        };
        nlohmann::json openUsers = shopMapping(), openItems = shopMapping();
        openUsers.erase("users");
        openItems.erase("items");
        QCOMPARE(ids(openUsers, "dan,z,1,1\n"), (std::pair<std::size_t, std::size_t>(2, 3)));
        QCOMPARE(ids(openUsers, "dan,,1,1\n"), (std::pair<std::size_t, std::size_t>(2, 3)));
        QCOMPARE(ids(openItems, "dan,z,1,1\n"), (std::pair<std::size_t, std::size_t>(3, 1)));
        QCOMPARE(ids(openItems, ",z,1,1\n"), (std::pair<std::size_t, std::size_t>(3, 1)));
        QCOMPARE(ids(openUsers, "dan,q,1,1\n"), (std::pair<std::size_t, std::size_t>(3, 3)));
    }

    void badFiles() {
        check("clicks.csv", "", "clicks.csv is empty", 0);
        check("clicks.csv", "uid,sku,stars,at\n", "clicks.csv has no rows", 0);
        check("clicks.csv", "uid,sku,stars\nann,p2,4\n",
              "there is no column \"at\"; with \",\" as separator the columns are: uid, sku, stars", 0);
        check("clicks.csv", "uid,sku,stars,at,at\n", "column \"at\" appears twice", 0);
        check("clicks.csv", "uid sku stars at\nann p2 4 1\n", "there is no column", 0);
        check("clicks.csv", std::string("\xFF\xFEu\0i\0d\0", 8), "UTF-16", 0);
        check("clicks.csv", "uid,sku,stars,at\nann;p2;4;1\n", "1 field was found where 4", 0);
        check("people.csv", "uid,gender,age\nann,,1\nbob,,2\n", "column \"gender\" has no value", 0);
        Files files = shop();
        files.erase("people.csv");
        UP5_EXPECT_ERROR(import({folder(files)}, mapped(shopMapping())), ErrorCode::InvalidInput,
                         "people.csv is missing");
        std::string many = "uid,gender,age\nann,x,1\nbob,y,1\n";
        for (int user = 0; user < 1001; ++user) {
            many += "u" + std::to_string(user) + ",g" + std::to_string(user) + ",1\n";
        }
        check("people.csv", many, "more than 1000 different values", 0);
    }

    void badMappings() {
        badMapping("/interactions/user", nullptr, "\"interactions\" needs \"user\"");
        badMapping("/interactions/item", 3, "\"item\" of \"interactions\" must be a text");
        badMapping("/interactions/when", "at", "no key \"when\"");
        badMapping("/interactions", nullptr, "\"interactions\"");
        badMapping("/interactions", 1, "must be an object");
        badMapping("/interactions/header", "yes", "true or false");
        badMapping("/users/attributes", "gender", "must be a list");
        badMapping("/users/attributes/1/edges", nlohmann::json::array(), "at least one number");
        badMapping("/users/attributes/1/edges", {18, 18}, "rise");
        badMapping("/users/attributes/1/edges", {18, "x"}, "list of numbers");
        badMapping("/users/attributes/1/name", "gender", "named \"gender\"");
        badMapping("/encoding", "ebcdic", "utf-8 or latin-1");
        badMapping("/missing", "NA", "list of texts");
        badMapping("/interactions/file", "nowhere.csv", "nowhere.csv is missing");
        UP5_EXPECT_ERROR(import({folder(shop())}, mapped(nlohmann::json::array({1}))),
                         ErrorCode::InvalidInput, "must be an object");
        nlohmann::json mapping = {{"interactions", {{"user", "uid"}, {"item", "sku"}}}};
        Files files = shop();
        files["clicks2.csv"] = files["clicks.csv"];
        UP5_EXPECT_ERROR(import({folder(files)}, mapped(mapping)), ErrorCode::InvalidInput,
                         "name the \"file\"");
    }

    void recboleFiles() {
        const auto [content, report] = import({folder(recbole())});
        QCOMPARE(content.format, std::string("recbole"));
        QCOMPARE(content.name, std::string("toy"));
        QCOMPARE(content.item, (std::vector<std::int32_t>{1, 0, 0}));
        QCOMPARE(content.itemTitles, (std::vector<std::string>{"Toy Story", "Heat"}));
        QCOMPARE(content.itemGenres, (std::vector<std::string>{"Fun|Family", ""}));
        QCOMPARE(content.attributes.size(), std::size_t(2));
        QCOMPARE(content.attributes[0].name, std::string("age"));
        QCOMPARE(content.attributes[0].classes, (std::vector<std::string>{"9", "25"})); // as numbers
        QCOMPARE(content.provenance["left_out_columns"], (nlohmann::json{"income:float"}));
        ImportOptions options;
        options.settings = {
            {"attributes", {"gender", "income"}}, {"bins", {{"income", {10}}}}, {"noun", "movies"}};
        const DatasetContent chosen = import({folder(recbole())}, options).content;
        QCOMPARE(chosen.noun, std::string("movies"));
        QCOMPARE(chosen.attributes[1].classes, (std::vector<std::string>{"under 10", "10+"}));
        QCOMPARE(chosen.attributes[1].values, (std::vector<std::int32_t>{1, 0}));
    }

    void badRecbole() {
        const auto refused = [this](const char* file, const std::string& text, const char* expected) {
            Files files = recbole();
            files[file] = text;
            UP5_EXPECT_ERROR(import({folder(files)}), ErrorCode::InvalidInput, expected);
        };
        const std::string header = "user_id:token\titem_id:token\trating:float\ttimestamp:float\n";
        refused("toy.inter", header + "u1\ti1\tx\t1\n", "toy.inter, line 2: the rating");
        refused("toy.inter", header + "u9\ti1\t1\t1\n", "line 2: user \"u9\"");
        refused("toy.inter", "user_id,item_id\nu1,i1\n",
                "toy.inter, line 1: column \"user_id,item_id\" has no known type");
        refused("toy.inter", "", "toy.inter, line 1: there is neither a column user_id nor item_id");
        refused("toy.user", "user_id:token\tage:int\nu1\t25\n",
                "toy.user, line 1: column \"age:int\" has no known type");
        refused("toy.item", "id:token\ni1\n", "toy.item, line 1: there is neither a column");
        refused("people.tsv", "user_id:token\tage\nu1\t25\n", "column \"age\" has no known type");
        refused("more.inter", header, "same kind of columns");
        ImportOptions options;
        options.settings = {{"attributes", {"height"}}};
        UP5_EXPECT_ERROR(import({folder(recbole())}, options), ErrorCode::InvalidInput, "no column height");
        options.settings = {{"bins", {{"income", {3, 2}}}}};
        UP5_EXPECT_ERROR(import({folder(recbole())}, options), ErrorCode::InvalidInput, "rising list");
        options.settings = {{"attributes", {"gender"}}, {"bins", {{"income", {10}}}}};
        UP5_EXPECT_ERROR(import({folder(recbole())}, options), ErrorCode::InvalidInput,
                         "bins names income, but setting attributes does not");
        options.settings = {{"bins", {{"user_id", {10}}}}};
        UP5_EXPECT_ERROR(import({folder(recbole())}, options), ErrorCode::InvalidInput, "no column user_id");
        Files files = recbole();
        files.erase("toy.user");
        for (const nlohmann::json& settings :
             {nlohmann::json{{"attributes", {"gender"}}}, nlohmann::json{{"bins", {{"income", {10}}}}}}) {
            options.settings = settings;
            UP5_EXPECT_ERROR(import({folder(files)}, options), ErrorCode::InvalidInput,
                             "of a .user file, but there is none");
        }
        files.erase("toy.inter");
        UP5_EXPECT_ERROR(import({folder(files)}), ErrorCode::InvalidInput, "No .inter file was found");
    }

    void recboleColumnsThatAreNotReadAreNamed() {
        Files files = recbole();
        files["toy.inter"] = "user_id:token\titem_id:token\ttime:float\nu1\ti1\t5\nu2\ti2\t4\n";
        files["toy.item"] =
            "item_id:token\tname:token_seq\tyear:float\ni1\tToy Story\t1995\ni2\tHeat\t1995\n";
        const DatasetContent content = import({folder(files)}).content;
        QVERIFY(!content.ordered); // RecBole's column of time is timestamp
        QCOMPARE(content.provenance["left_out_columns"],
                 (nlohmann::json{"time:float", "income:float", "year:float"}));
        files.erase("toy.user");
        QCOMPARE(import({folder(files)}).content.provenance["left_out_columns"],
                 (nlohmann::json{"time:float", "year:float"}));
    }

    void ownDatasets() {
        DatasetContent content = import({folder(shop())}, mapped(shopMapping())).content;
        content.attributes[0].bestPossibleAuc = 0.8;
        const std::string hash = writeDataset(content, root() / "store");
        const auto [again, report] = import({root() / "store"});
        QCOMPARE(again.attributes[0].bestPossibleAuc, content.attributes[0].bestPossibleAuc);
        QCOMPARE(writeDataset(again, root() / "copy"), hash);
        QCOMPARE(import({root() / "store" / (hash + ".json")}).content.item, content.item);
    }

    void previews() {
        const auto path = folder(shop());
        const auto files = previewFiles({path}, 2);
        QCOMPARE(files.size(), std::size_t(3));
        QCOMPARE(files[0].file, (path / "clicks.csv").string());
        QCOMPARE(files[0].columns, (std::vector<std::string>{"uid", "sku", "stars", "at"}));
        QCOMPARE(files[0].rows.size(), std::size_t(2));
        QCOMPARE(files[0].rows[1][1], std::string("p,1"));
        std::vector<ZipMember> members = {
            {"ml-1m/README", "SUMMARY\n=====\nThese files contain, among others\n", ""}};
        for (const auto& [name, text] : smallMovielens1m()) {
            members.push_back({"ml-1m/" + name, text, ""});
        }
        const auto zip = writeZip(root() / "ml.zip", members);
        const auto zipped = previewFiles({zip});
        QCOMPARE(zipped.size(), std::size_t(3)); // not the README
        QCOMPARE(zipped[0].file, zip.string() + "/ml-1m/movies.dat");
        QCOMPARE(zipped[0].columns, (std::vector<std::string>{"column 1", "column 2", "column 3"}));
        QCOMPARE(zipped[0].rows[2][1], std::string("Café au lait (1993)"));
        QCOMPARE(previewFiles({writeText(root() / "one.txt", "hello\n")}).size(), std::size_t(1));
        QVERIFY(previewFiles({writeText(root() / "none.csv", "")}).front().rows.empty());
    }

    /// Only the beginning is read: nobody could wait for the end of a sparse file of a terabyte.
    void previewOfAHugeFile() {
        const auto path = writeText(root() / "huge.csv", "user,item\n1,2\n");
        std::filesystem::resize_file(path, std::uintmax_t(1) << 40);
        QCOMPARE(previewFiles({path}).front().columns, (std::vector<std::string>{"user", "item"}));
    }
};

QTEST_GUILESS_MAIN(TestImportCsv)
#include "tst_import_csv.moc"
