// The linker and the include lines are the architecture: programs load only what they may, arrows point only
// as allowed.
#include <QtCore/QDir>
#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QMap>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

namespace {

/// Folder (of core, unless it begins with ui or app) → folders it may include, besides itself.
const QMap<QByteArray, QByteArrayList>& allowedArrows() {
    static const QMap<QByteArray, QByteArrayList> arrows = {
        {"base", {}},
        {"metrics", {"base"}},
        {"data", {"base", "metrics"}},
        {"text", {"base", "data"}},
        {"checkpoint", {"base", "data", "text"}},
        {"store", {"base"}},
        {"jobs", {"base", "data", "text", "checkpoint", "store"}},
        {"report", {"base", "data", "metrics", "store", "jobs"}},
        {"nn", {"base", "checkpoint"}},
        {"train", {"base", "metrics", "nn"}},
        {"pipeline", {"base", "data", "text", "checkpoint", "metrics", "jobs", "nn", "train"}},
        {"ui/widgets", {"base", "jobs"}}, // what all pages share knows no page
        {"ui", {"base", "data", "checkpoint", "metrics", "store", "jobs", "report"}},
        {"app/workbench", {"base", "ui"}},
        {"app/cli", {"base", "data", "checkpoint", "store", "jobs", "report"}},
        {"app/worker", {"base", "jobs", "train", "pipeline"}},
    };
    return arrows;
}

/// The row of the table a file belongs to; empty when it has none.
QByteArray rowOf(const QByteArray& file) {
    const QByteArrayList parts = file.split('/');
    const QByteArray two = parts.mid(0, 2).join('/');
    return parts.first() == "core"              ? parts.value(1)
           : allowedArrows().contains(two)      ? two
           : allowedArrows().contains(parts[0]) ? parts[0]
                                                : QByteArray();
}

QByteArrayList loadedLibraries(const QString& program) {
    QProcess process;
    process.start(QStringLiteral("ldd"), {QStringLiteral(UP5_BIN_DIR "/") + program});
    if (!process.waitForFinished() || process.exitCode() != 0) {
        return {};
    }
    return process.readAllStandardOutput().split('\n');
}

} // namespace

class TestArchitecture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void includesFollowTheArrows() {
        const QDir root(QStringLiteral(UP5_SOURCE_DIR));
        const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s+\"([a-z]+)/([a-z]+)"));
        int seen = 0;
        QByteArrayList wrong;
        QStringList paths;
        for (const char* top : {"core", "ui", "app"}) {
            QDirIterator files(root.filePath(QString::fromLatin1(top)),
                               {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (files.hasNext()) {
                paths << files.next();
            }
        }
        for (const QString& path : paths) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray relative = root.relativeFilePath(path).toUtf8();
            const QByteArray folder = rowOf(relative);
            QVERIFY2(allowedArrows().contains(folder), relative.constData());
            const bool mayUseTorch = folder == "nn" || folder == "train" || folder == "pipeline" ||
                                     folder == "app/worker"; // which asks for its version
            const bool mayUseWidgets = folder.startsWith("ui") || folder == "app/workbench";
            for (const QByteArray& line : file.readAll().split('\n')) {
                const QRegularExpressionMatch match = include.match(QString::fromUtf8(line));
                const QByteArray target = match.captured(1).toUtf8();
                const QByteArray targetFolder = target + '/' + match.captured(2).toUtf8();
                seen += target.isEmpty() ? 0 : 1;
                const bool own = target == folder || targetFolder == folder;
                const bool arrowForbidden =
                    !target.isEmpty() && !own && !allowedArrows()[folder].contains(target);
                const bool isInclude = line.startsWith("#include");
                const bool libraryForbidden =
                    isInclude &&
                    ((!mayUseWidgets && (line.contains("<QtWidgets/") || line.contains("<QtCharts/"))) ||
                     (!mayUseTorch && line.contains("<torch/")));
                // The engine reports through events; only hosts watch processes and write the store.
                const bool hostForbidden = folder == "pipeline" && line.contains("jobs/job_host.h");
                if (arrowForbidden || libraryForbidden || hostForbidden) {
                    wrong << relative + ": " + line;
                }
            }
        }
        QVERIFY2(wrong.isEmpty(), wrong.join('\n').constData());
        QVERIFY(seen > 50);
    }

    void programsLoadOnlyWhatTheyMay_data() {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QByteArray>("forbidden");
        QTest::newRow("window without libtorch") << QStringLiteral("up5-workbench") << QByteArray("libtorch");
        QTest::newRow("command line without libtorch") << QStringLiteral("up5") << QByteArray("libtorch");
        QTest::newRow("command line without Widgets") << QStringLiteral("up5") << QByteArray("libQt6Widgets");
        QTest::newRow("worker without Widgets")
            << QStringLiteral("up5-worker") << QByteArray("libQt6Widgets");
    }
    void programsLoadOnlyWhatTheyMay() {
        QFETCH(QString, program);
        QFETCH(QByteArray, forbidden);
        const QByteArrayList libraries = loadedLibraries(program);
        QVERIFY2(libraries.size() > 5, "the program could not be examined");
        for (const QByteArray& library : libraries) {
            QVERIFY2(!library.contains(forbidden), library.constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
