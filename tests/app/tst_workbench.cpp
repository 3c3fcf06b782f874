// The window's program: options, pictures, refusals.
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtGui/QImage>
#include <QtTest/QTest>

#include "base/file_lock.h"
#include "data/dataset.h"
#include "support/real_jobs.h"
#include "support/small_dataset.h"

using namespace up5;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Outcome {
    int exitCode = -1;
    QString errors;
};

Outcome runWorkbench(const QStringList& arguments) {
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.remove(u"UP5_WORKSPACE"_s);
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(UP5_BIN_DIR "/up5-workbench"), arguments);
    if (!program.waitForFinished(60'000)) {
        program.kill();
        program.waitForFinished();
        return {};
    }
    return {program.exitCode(), QString::fromUtf8(program.readAllStandardError())};
}

} // namespace

class TestWorkbench : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesPicturesInBothThemes() {
        QTemporaryDir folder;
        for (const QString& theme : {u"light"_s, u"dark"_s}) {
            const QString file = folder.filePath(theme + u".png"_s);
            const Outcome outcome =
                runWorkbench({u"--workspace"_s, folder.filePath(u"workspace"_s), u"--page"_s, u"data"_s,
                              u"--theme"_s, theme, u"--size"_s, u"1000x640"_s, u"--screenshot"_s, file});
            QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
            const QImage picture(file);
            QCOMPARE(picture.size(), QSize(1000, 640));
            const bool dark = qGray(picture.pixel(500, 30)) < 128;
            QCOMPARE(dark, theme == u"dark"_s);
        }
        QVERIFY(QFile::exists(folder.filePath(u"workspace/workspace.db"_s)));
    }

    void closingLeavesTheQueueServed() {
        QTemporaryDir folder;
        const jobs::Workspace workspace{folder.path().toStdString()};
        workspace.create();
        const data::Dataset set =
            test::writeAndOpen(test::variedContent(60, 12, 40, true), workspace.datasets());
        store::Store store(workspace.database());
        store.datasets().upsert({set.hash(), set.name(), set.format(), set.numUsers(), set.numItems(),
                                 set.numInteractions(), "2026-01-01T00:00:00Z"});
        std::vector<std::string> runs;
        {
            jobs::JobHost submitter(workspace, store, std::make_unique<jobs::LocalLauncher>());
            const jobs::JobSpec spec = test::RealJobs::spec(
                "backbone", set.hash(), {{"preset", "tiny"}, {"epochs", 6}, {"patience", 6}});
            for (int i = 0; i < 3; ++i) {
                runs.push_back(submitter.submit(spec));
            }
        }
        // The window is closed after a second or two, long before the last run is done.
        const Outcome outcome = runWorkbench(
            {u"--workspace"_s, folder.path(), u"--screenshot"_s, folder.filePath(u"window.png"_s)});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.errors));
        for (const std::string& run : runs) {
            QTRY_COMPARE_WITH_TIMEOUT(store.runs().find(run)->state, store::RunState::Succeeded, 120'000);
        }
        // The host ends by itself; until then the workspace cannot go.
        QTRY_VERIFY_WITH_TIMEOUT(FileLock(workspace.root / "host.lock").tryLock({}), 30'000);
    }

    void refusesBadOptions() {
        QTemporaryDir folder;
        const Outcome size = runWorkbench({u"--workspace"_s, folder.path(), u"--size"_s, u"wide"_s});
        QCOMPARE(size.exitCode, 2);
        QVERIFY2(size.errors.contains(u"\"wide\""_s), qPrintable(size.errors));
        const Outcome theme = runWorkbench({u"--workspace"_s, folder.path(), u"--theme"_s, u"pink"_s});
        QCOMPARE(theme.exitCode, 2);
    }

    void refusesWhatIsNoWorkspace() {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"workspace.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("this is no database, and long enough to be told apart from an empty file");
        file.close();
        const Outcome outcome = runWorkbench({u"--workspace"_s, folder.path()});
        QVERIFY(outcome.exitCode != 0 && outcome.exitCode != -1);
        QVERIFY2(outcome.errors.contains(u"workspace.db"_s), qPrintable(outcome.errors));
    }
};

QTEST_GUILESS_MAIN(TestWorkbench)
#include "tst_workbench.moc"
