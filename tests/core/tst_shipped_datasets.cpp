// The lookup of the shipped data sets.
#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include "base/error.h"
#include "data/shipped_datasets.h"

using namespace up5::data;

class TestShippedDatasets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { qunsetenv("UP5_DATASETS"); }

    void environmentComesFirst() {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("demo")));
        qputenv("UP5_DATASETS", folder.path().toUtf8());
        QCOMPARE(shippedDatasets(), std::filesystem::path(folder.path().toStdString()));
        QCOMPARE(demoDataset(), std::filesystem::path(folder.path().toStdString()) / "demo");
    }

    void missingFoldersAreNamed() {
        QTemporaryDir folder;
        qputenv("UP5_DATASETS", folder.path().toUtf8());
        try {
            demoDataset();
            QFAIL("an empty folder holds no demonstration set");
        } catch (const up5::Error& error) {
            QCOMPARE(error.code(), up5::ErrorCode::NotFound);
            QVERIFY(QString::fromUtf8(error.what()).contains(folder.path()));
        }
        qputenv("UP5_DATASETS", "/no/such/folder");
        QVERIFY_EXCEPTION_THROWN(shippedDatasets(), up5::Error);
    }
};

QTEST_GUILESS_MAIN(TestShippedDatasets)
#include "tst_shipped_datasets.moc"
