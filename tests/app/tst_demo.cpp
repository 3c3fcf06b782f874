// `up5 demo`: the whole audit, with the real worker.
#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

using namespace Qt::Literals::StringLiterals;

class TestDemo : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wholeAudit();
};

void TestDemo::wholeAudit() {
    constexpr int kLimitMs = 15 * 60 * 1000;
    const QTemporaryDir workspace;
    QProcess process;
    QElapsedTimer timer;
    timer.start();
    process.start(QStringLiteral(UP5_BIN_DIR "/up5"), {u"demo"_s, u"--workspace"_s, workspace.path()});
    QVERIFY(process.waitForFinished(kLimitMs));
    const QString output = QString::fromUtf8(process.readAllStandardOutput());
    const QString errors = QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(process.exitCode() == 0, qPrintable(errors));
    qInfo("demo took %lld s\n%s", timer.elapsed() / 1000, qPrintable(output));

    const QStringList lines = output.split(u'\n');
    const auto starting = [&](const QString& word) {
        return lines.filter(QRegularExpression(u"^"_s + word)).size();
    };
    QCOMPARE(starting(u"untreated"_s), 1);
    QCOMPARE(starting(u"control"_s), 1);
    QCOMPARE(starting(u"CFP"_s), 2);
    const QRegularExpression row(
        u"^untreated +[\\d.]+ +[\\d.]+ +0\\.\\d{3} \\(0\\.\\d{3}–[01]\\.\\d{3}\\)"_s);
    QVERIFY(lines.filter(row).size() == 1);
    for (const QString& name : {u"demo.html"_s, u"demo.pdf"_s}) {
        const QFileInfo report(workspace.filePath(u"reports/"_s + name));
        QVERIFY2(report.size() > 10000, qPrintable(name));
        QVERIFY(output.contains(report.absoluteFilePath()));
    }
}

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
