// File locks: one holder at a time, and a dead holder's lock is none, whatever is written in the file.
#include <QtTest>

#include "base/atomic_file.h"
#include "base/file_lock.h"
#include "support/expect_error.h"

using namespace up5;
using namespace std::chrono_literals;

class TestFileLock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneHolderAtATime() {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("lock")).toStdString();
        FileLock first(file);
        QVERIFY(first.tryLock(0ms));
        FileLock second(file);
        QVERIFY(!second.tryLock(0ms));
        QVERIFY(!second.tryLock(60ms));
        first.unlock();
        QVERIFY(second.tryLock(0ms));
    }

    void theLockEndsWithItsHolder() {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(QStringLiteral("lock")).toStdString();
        QVERIFY(FileLock(file).tryLock(0ms));
        writeFileAtomically(file, "4711\nup5\nsome-other-machine\n"); // left by a holder that died
        QVERIFY(FileLock(file).tryLock(0ms));
    }

    void whatCannotBeOpenedIsNamed() {
        UP5_EXPECT_ERROR(FileLock("/no/such/folder/lock"), ErrorCode::Io, "/no/such/folder/lock");
    }
};

QTEST_GUILESS_MAIN(TestFileLock)
#include "tst_file_lock.moc"
