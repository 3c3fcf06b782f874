// Resources are found from any program that links the library.
#include <QtTest/QTest>

#include "base/error.h"
#include "base/resources.h"

using namespace up5;

class TestResources : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAResource() {
        QVERIFY(readResource("migrations/0001_initial.sql").find("CREATE TABLE runs") != std::string::npos);
    }

    void refusesAnUnknownName() {
        try {
            readResource("migrations/9999_none.sql");
            QFAIL("an unknown resource was read");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::NotFound);
            QVERIFY(std::string(error.what()).find("9999_none.sql") != std::string::npos);
        }
    }

    void listsAFolder() {
        const std::vector<std::string> names = resourceNames("migrations");
        QVERIFY(!names.empty());
        QCOMPARE(names.front(), std::string("0001_initial.sql"));
        QVERIFY(resourceNames("no_such_folder").empty());
    }
};

QTEST_GUILESS_MAIN(TestResources)
#include "tst_resources.moc"
