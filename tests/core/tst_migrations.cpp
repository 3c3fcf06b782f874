// The ladder of schemas: every way to open a database.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>

#include "store/migrations.h"
#include "store/note_repository.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::store;

namespace {

const std::vector<Migration> kLadder = {
    {"0001_a.sql", "CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT); INSERT INTO a (t) VALUES ('one; two');"},
    {"0002_b.sql", "CREATE TABLE b (a INTEGER REFERENCES a (id)); INSERT INTO b VALUES (1);"},
    {"0003_rebuild.sql",
     "CREATE TABLE a2 (id INTEGER PRIMARY KEY, t TEXT NOT NULL); INSERT INTO a2 SELECT * FROM a; "
     "DROP TABLE a; ALTER TABLE a2 RENAME TO a;"},
};

std::vector<Migration> firstOf(std::size_t count) {
    return {kLadder.begin(), kLadder.begin() + static_cast<long>(count)};
}

int number(SQLite::Database& database, const char* sql) {
    return database.execAndGet(sql).getInt();
}

} // namespace

class TestMigrations : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path file() const {
        return std::filesystem::path(m_folder->path().toStdString()) / "w.db";
    }

    SQLite::Database open() const {
        SQLite::Database database(file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 10'000);
        database.exec("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON");
        return database;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void fresh() {
        SQLite::Database database = open();
        migrate(database, file(), kLadder);
        QCOMPARE(number(database, "PRAGMA user_version"), 3);
        QCOMPARE(number(database, "PRAGMA application_id"), kApplicationId);
        QCOMPARE(number(database, "PRAGMA foreign_keys"), 1);
        QCOMPARE(database.execAndGet("SELECT t FROM a").getString(), std::string("one; two"));
        QVERIFY(!std::filesystem::exists(file().string() + ".backup-v0"));
    }

    void alreadyCurrent() {
        SQLite::Database database = open();
        migrate(database, file(), kLadder);
        database.exec("INSERT INTO a (t) VALUES ('mine')");
        migrate(database, file(), kLadder);
        QCOMPARE(number(database, "SELECT count(*) FROM a"), 2);
        QCOMPARE(number(database, "PRAGMA foreign_keys"), 1);
    }

    void olderIsBackedUpAndMigrated() {
        {
            SQLite::Database database = open();
            migrate(database, file(), firstOf(1));
            database.exec("INSERT INTO a (t) VALUES ('mine')");
        }
        SQLite::Database database = open();
        migrate(database, file(), kLadder);
        QCOMPARE(number(database, "PRAGMA user_version"), 3);
        QCOMPARE(number(database, "SELECT count(*) FROM a"), 2);
        SQLite::Database backup(file().string() + ".backup-v1", SQLite::OPEN_READONLY);
        QCOMPARE(number(backup, "PRAGMA user_version"), 1);
        QCOMPARE(number(backup, "PRAGMA application_id"), kApplicationId);
        QCOMPARE(number(backup, "SELECT count(*) FROM a"), 2);
    }

    void newerIsRefused() {
        SQLite::Database database = open();
        migrate(database, file(), kLadder);
        UP5_EXPECT_ERROR((migrate(database, file(), firstOf(2)), 0), ErrorCode::Conflict, "version 3");
        UP5_EXPECT_ERROR((migrate(database, file(), firstOf(2)), 0), ErrorCode::Conflict, "up to 2");
        QCOMPARE(number(database, "PRAGMA user_version"), 3);
    }

    void brokenHalfWayChangesNothing() {
        SQLite::Database database = open();
        migrate(database, file(), firstOf(1));
        auto broken = kLadder;
        broken[2].sql = "CREATE TABLE c (x); INSERT INTO c VALUES (1); INSERT INTO nowhere VALUES (1);";
        UP5_EXPECT_ERROR((migrate(database, file(), broken), 0), ErrorCode::Corrupt, "0003_rebuild.sql");
        QCOMPARE(number(database, "PRAGMA user_version"), 1);
        QCOMPARE(number(database, "SELECT count(*) FROM sqlite_master WHERE name IN ('b', 'c')"), 0);
        migrate(database, file(), kLadder); // the repaired program goes on
        QCOMPARE(number(database, "PRAGMA user_version"), 3);
    }

    void rowsThatLeadNowhereAreRefused() {
        SQLite::Database database = open();
        migrate(database, file(), firstOf(2));
        auto broken = kLadder;
        broken[2].sql = "DELETE FROM a";
        UP5_EXPECT_ERROR((migrate(database, file(), broken), 0), ErrorCode::Corrupt, "table b");
        QCOMPARE(number(database, "PRAGMA user_version"), 2);
        QCOMPARE(number(database, "SELECT count(*) FROM a"), 1);
    }

    void anotherProgramsDatabaseIsRefused() {
        {
            SQLite::Database database = open();
            database.exec("CREATE TABLE photos (id)");
        }
        UP5_EXPECT_ERROR(Store(file()), ErrorCode::Corrupt, "another program");
        SQLite::Database database = open();
        QCOMPARE(number(database, "SELECT count(*) FROM sqlite_master"), 1);
    }

    void anotherProgramsVersionIsRefused() {
        {
            SQLite::Database database = open();
            database.exec("PRAGMA user_version = 1; CREATE TABLE photos (id)");
        }
        UP5_EXPECT_ERROR(Store(file()), ErrorCode::Corrupt, "another program");
    }

    void noDatabaseIsRefused() {
        std::ofstream(file())
            << "This is a text file, and it is long enough to be taken for one by everybody.";
        UP5_EXPECT_ERROR(Store(file()), ErrorCode::Corrupt, "database");
        UP5_EXPECT_ERROR(Store("/no/such/folder/w.db"), ErrorCode::Io, "database");
    }

    void theProgramsOwnLadder() {
        QVERIFY(currentSchemaVersion() >= 1);
        {
            Store store(file());
            store.notes().set("x", "text");
        }
        Store again(file());
        QCOMPARE(again.notes().get("x"), std::string("text"));
        QCOMPARE(number(again.database(), "PRAGMA user_version"), currentSchemaVersion());
        QCOMPARE(again.database().execAndGet("PRAGMA journal_mode").getString(), std::string("wal"));
        QCOMPARE(number(again.database(), "PRAGMA foreign_keys"), 1);
    }

    /// What runs of the first schema measured is about no subset of a mixture.
    void figuresOfTheFirstSchemaStay() {
        {
            SQLite::Database database = open();
            migrate(database, file(), {migrations().front()});
            database.exec(
                "INSERT INTO runs (id, kind, name, seed, device, spec, created, queue_order, queue_device) "
                "VALUES ('a', 'evaluate', '', 1, 'cpu', '{}', 'now', 1, 'cpu');"
                "INSERT INTO metrics VALUES ('a', 'mrr', 'test', 'direct', '', '', 0, 0, 0.5, NULL, NULL, 9);"
                "INSERT INTO user_values VALUES ('a', 'rank', 'test', 'direct', '', x'01000000', "
                "x'000000000000F03F')");
        }
        Store store(file());
        const auto metrics = store.runs().metrics("a");
        QCOMPARE(metrics.size(), std::size_t{1});
        QCOMPARE(metrics.front().value, 0.5);
        QVERIFY(store.runs().subsetMetrics("a").empty());
        QCOMPARE(store.runs().userValues("a").front().values, std::vector<double>{1.0});
        QVERIFY(store.runs().find("a")->mixedPrompts.empty());
    }

    void aNewerWorkspaceIsRefused() {
        { Store store(file()); }
        {
            SQLite::Database database = open();
            database.exec("PRAGMA user_version = 99");
        }
        UP5_EXPECT_ERROR(Store(file()), ErrorCode::Conflict, "99");
    }

    void twoProgramsMigrateAtOnce() {
        {
            SQLite::Database database = open();
            migrate(database, file(), firstOf(1));
        }
        std::vector<std::string> errors(4);
        {
            std::vector<std::jthread> threads;
            for (std::string& error : errors) {
                threads.emplace_back([this, &error] {
                    try {
                        SQLite::Database database = open();
                        migrate(database, file(), kLadder);
                    } catch (const std::exception& caught) {
                        error = caught.what();
                    }
                });
            }
        }
        for (const std::string& error : errors) {
            QCOMPARE(error, std::string());
        }
        SQLite::Database database = open();
        QCOMPARE(number(database, "SELECT count(*) FROM b"), 1);
    }
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
