// Data sets on the command line: generated, imported, refused, listed.
#include <QtTest/QtTest>

#include <nlohmann/json.hpp>

#include "support/command_line_fixture.h"

using namespace Qt::Literals::StringLiterals;
using nlohmann::json;
using up5::test::kLongMs;
using up5::test::Outcome;

class TestCliData : public QObject, private up5::test::CommandLineFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { generateSmall(); }
    void generateIsDeterministic();
    void importReadsWhatGenerateWrote();
    void importAgainKeepsNameAndTruth();
    void importRefusesAndSkips();
    void everyDroppedRowIsListed();
    void namesMustBeUtf8();
    void damagedDatasetHidesNoOther();
};

void TestCliData::generateIsDeterministic() {
    const QTemporaryDir other;
    const QStringList arguments = {u"generate"_s, u"--users"_s,     u"120"_s,        u"--items"_s,
                                   u"96"_s,       u"--genres"_s,    u"6"_s,          u"--max-history"_s,
                                   u"16"_s,       u"--attribute"_s, u"gender:2:2"_s, u"--folder"_s,
                                   other.path()};
    QCOMPARE(up5(arguments).output.trimmed(), m_dataset);
    const QString otherSeed = up5(arguments + QStringList{u"--seed"_s, u"7"_s}).output.trimmed();
    QCOMPARE(otherSeed.size(), 64);
    QVERIFY(otherSeed != m_dataset);
    const json datasets = jsonOf({u"datasets"_s, u"--json"_s});
    QCOMPARE(datasets.size(), std::size_t{1});
    QCOMPARE(datasets.at(0).at("name").get<std::string>(), std::string("Small"));
    QCOMPARE(datasets.at(0).at("users").get<int>(), 120);
    QVERIFY(datasets.at(0).at("attributes").at(0).at("best_possible_auc").get<double>() > 0.5);

    // Options beside a settings file go before what it says.
    QFile settings(path(u"settings.json"_s));
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write(R"({"users": 120, "items": 96, "genres": 6, "max_history": 16, "seed": 3,
                       "attributes": [{"name": "gender", "classes": 2, "strength": 2}]})");
    settings.close();
    const QStringList bySettings = {u"generate"_s, u"--folder"_s, other.path(), u"--settings"_s,
                                    settings.fileName()};
    QCOMPARE(up5(bySettings + QStringList{u"--seed"_s, u"2022"_s}).output.trimmed(), m_dataset);
    QVERIFY(up5(bySettings).output.trimmed() != m_dataset);
}

void TestCliData::importAgainKeepsNameAndTruth() {
    // Plain tables that say nothing of where they come from.
    QFile written(path(u"csv/mapping.json"_s)), plain(path(u"plain.json"_s));
    QVERIFY(written.open(QIODevice::ReadOnly) && plain.open(QIODevice::WriteOnly));
    json mapping = json::parse(written.readAll().toStdString());
    for (const char* member : {"name", "best_possible_auc", "generated_by"}) {
        QCOMPARE(mapping.erase(member), std::size_t{1});
    }
    plain.write(QByteArray::fromStdString(mapping.dump()));
    plain.close();
    const Outcome again = up5({u"import"_s, path(u"csv"_s), u"--mapping"_s, plain.fileName()});
    QVERIFY2(again.code == 0, qPrintable(again.errors));
    QCOMPARE(again.output.trimmed(), m_dataset);
    const json datasets = jsonOf({u"datasets"_s, u"--json"_s});
    QCOMPARE(datasets.at(0).at("name").get<std::string>(), std::string("Small"));
    QVERIFY(datasets.at(0).at("attributes").at(0).at("best_possible_auc").is_number());
}

void TestCliData::importReadsWhatGenerateWrote() {
    const QTemporaryDir workspace;
    const Outcome imported = up5({u"import"_s, path(u"csv"_s), u"--mapping"_s, path(u"csv/mapping.json"_s),
                                  u"--name"_s, u"From CSV"_s},
                                 workspace.path());
    QVERIFY2(imported.code == 0, qPrintable(imported.errors));
    QCOMPARE(imported.output.trimmed(), m_dataset);
    const Outcome listed = up5({u"datasets"_s}, workspace.path());
    QVERIFY(listed.output.contains(u"From CSV"_s));
    QVERIFY(listed.output.contains(u"gender (2)"_s));
}

void TestCliData::importRefusesAndSkips() {
    const QTemporaryDir folder;
    const auto write = [&](const QString& name, const QByteArray& content) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    write(u"clicks.csv"_s, "user,item,time\n1,a,1\n1,b,2\n1,c,soon\n2,a,1\n2,b,2\n2,c,3\n");
    write(u"people.csv"_s, "user,gender\n1,F\n2,M\n");
    write(u"mapping.json"_s,
          R"({"interactions": {"file": "clicks.csv", "user": "user", "item": "item", "time": "time"},
                                 "users": {"file": "people.csv", "id": "user", "attributes": ["gender"]}})");
    const QStringList arguments = {u"import"_s, folder.filePath(u"clicks.csv"_s),
                                   folder.filePath(u"people.csv"_s), u"--mapping"_s,
                                   folder.filePath(u"mapping.json"_s)};
    const QTemporaryDir workspace;
    const Outcome strict = up5(arguments, workspace.path());
    QCOMPARE(strict.code, 2);
    QVERIFY2(strict.errors.contains(u"soon"_s) && strict.errors.contains(u"clicks.csv"_s),
             qPrintable(strict.errors));
    QVERIFY(up5({u"datasets"_s}, workspace.path()).output.isEmpty());
    write(u"empty.json"_s, "");
    for (const QString& option : {u"--mapping"_s, u"--settings"_s}) {
        const QStringList files = {u"import"_s, folder.filePath(u"clicks.csv"_s), option};
        const Outcome empty = up5(files + QStringList{folder.filePath(u"empty.json"_s)}, workspace.path());
        QVERIFY2(empty.code == 2 && empty.errors.contains(u"empty.json is empty"_s) &&
                     empty.errors.contains(option),
                 qPrintable(empty.errors));
        const Outcome noFile = up5(files + QStringList{folder.path()}, workspace.path());
        QVERIFY2(noFile.code == 6 && noFile.errors.contains(u"it is a folder"_s), qPrintable(noFile.errors));
    }
    const Outcome skip = up5(arguments + QStringList{u"--on-error"_s, u"skip"_s}, workspace.path());
    QVERIFY2(skip.code == 0, qPrintable(skip.errors));
    QVERIFY2(skip.errors.contains(u"1 of"_s) && skip.errors.contains(u"line 4"_s), qPrintable(skip.errors));
}

void TestCliData::everyDroppedRowIsListed() {
    const QTemporaryDir folder, workspace;
    QFile file(folder.filePath(u"u.data"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QByteArray rows = "user,item\n1,a\n1,b\n1,c\n";
    for (int row = 0; row < 1500; ++row) {
        rows += ",x\n"; // a row without user
    }
    file.write(rows);
    file.close();
    QFile mapping(folder.filePath(u"mapping.json"_s));
    QVERIFY(mapping.open(QIODevice::WriteOnly));
    mapping.write(R"({"interactions": {"file": "u.data", "user": "user", "item": "item"}})");
    mapping.close();
    const Outcome skip =
        up5({u"import"_s, file.fileName(), u"--mapping"_s, mapping.fileName(), u"--on-error"_s, u"skip"_s},
            workspace.path());
    QVERIFY2(skip.code == 0, qPrintable(skip.errors));
    const QRegularExpressionMatch named =
        QRegularExpression(u"1500 of .* (/\\S+dropped_rows.jsonl)"_s).match(skip.errors);
    QVERIFY2(named.hasMatch(), qPrintable(skip.errors));
    QFile list(named.captured(1));
    QVERIFY(list.open(QIODevice::ReadOnly));
    const QByteArrayList lines = list.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 1500);
    QCOMPARE(json::parse(lines.last().toStdString()).at("line").get<int>(), 1504);
}

void TestCliData::namesMustBeUtf8() {
    QProcess process; // QString cannot hold such an argument: the shell makes it
    process.start(u"sh"_s,
                  {u"-c"_s, QStringLiteral("exec " UP5_BIN_DIR "/up5 --workspace '%1' import \"$(printf "
                                           "'/tmp/caf\\351')\"")
                                .arg(m_workspace.path())});
    QVERIFY(process.waitForFinished(kLongMs));
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardError().contains("UTF-8"));
}

void TestCliData::damagedDatasetHidesNoOther() {
    const QTemporaryDir workspace;
    const QStringList generate = {u"generate"_s, u"--users"_s, u"50"_s, u"--seed"_s};
    const QString good = up5(generate + QStringList{u"1"_s}, workspace.path()).output.trimmed();
    const QString bad = up5(generate + QStringList{u"2"_s}, workspace.path()).output.trimmed();
    QFile manifest(workspace.filePath(u"datasets/"_s + bad + u".json"_s));
    QVERIFY(manifest.resize(100));
    const Outcome listed = up5({u"datasets"_s}, workspace.path());
    QVERIFY2(listed.code == 0, qPrintable(listed.errors));
    QVERIFY(listed.output.contains(good.left(12)));
    QVERIFY2(listed.output.contains(u"cannot be used"_s), qPrintable(listed.output));
    const json all = json::parse(up5({u"datasets"_s, u"--json"_s}, workspace.path()).output.toStdString());
    QCOMPARE(all.size(), std::size_t{2});
    for (const json& set : all) {
        QCOMPARE(set.contains("error"), set.at("hash").get<std::string>() == bad.toStdString());
    }
}

QTEST_GUILESS_MAIN(TestCliData)
#include "tst_cli_data.moc"
