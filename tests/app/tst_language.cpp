// The programs speak the user's language to people and none to scripts.
#include "support/command_line_fixture.h"

using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

class TestLanguage : public QObject, CommandLineFixture {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() {
        qputenv("LC_ALL", "C.UTF-8");
        qputenv("LANGUAGE", "");
    }

    void systemLanguageDecides_data() {
        QTest::addColumn<QByteArray>("locale");
        QTest::addColumn<QByteArray>("languages");
        QTest::addColumn<bool>("german");
        QTest::newRow("German") << QByteArray("de_DE.UTF-8") << QByteArray() << true;
        QTest::newRow("Swiss") << QByteArray("de_CH") << QByteArray() << true;
        QTest::newRow("LANGUAGE goes before") << QByteArray("fr_FR.UTF-8") << QByteArray("de") << true;
        QTest::newRow("second choice") << QByteArray("fr_FR.UTF-8") << QByteArray("fr:de") << true;
        QTest::newRow("English first") << QByteArray("de_DE.UTF-8") << QByteArray("en:de") << false;
        QTest::newRow("French") << QByteArray("fr_FR.UTF-8") << QByteArray() << false;
        QTest::newRow("script") << QByteArray("C") << QByteArray("de") << false;
    }
    void systemLanguageDecides() {
        QFETCH(QByteArray, locale);
        QFETCH(QByteArray, languages);
        QFETCH(bool, german);
        qputenv("LC_ALL", locale);
        qputenv("LANGUAGE", languages);
        const QString help = up5({u"--help"_s}).output;
        QVERIFY2(help.contains(german ? u"prüft Empfehlungssysteme"_s : u"audits recommenders"_s),
                 qPrintable(help));
    }

    void helpIsGerman() {
        qputenv("LC_ALL", "de_DE.UTF-8");
        const QString help = up5({u"--help"_s}).output;
        QVERIFY2(help.contains(u"Lecks sensibler Attribute"_s), qPrintable(help));
        QVERIFY2(help.contains(u"Die Datensätze des Arbeitsbereichs auflisten"_s), qPrintable(help));
        const QString ofRun = up5({u"run"_s, u"--help"_s}).output;
        QVERIFY2(ofRun.contains(u"Auf sein Ende warten"_s), qPrintable(ofRun));
        for (const QString& english : {u"Usage"_s, u"Options:"_s, u"Print "_s, u"REQUIRED"_s}) {
            QVERIFY2(!help.contains(english) && !ofRun.contains(english), qPrintable(ofRun));
        }
    }

    void whatScriptsReadStays() {
        const QList<QStringList> questions = {{u"options"_s, u"cfp"_s, u"--json"_s},
                                              {u"datasets"_s, u"--json"_s},
                                              {u"runs"_s, u"--json"_s},
                                              {u"--version"_s}};
        generateSmall();
        for (const QStringList& question : questions) {
            qputenv("LC_ALL", "C.UTF-8");
            const Outcome english = up5(question);
            qputenv("LC_ALL", "de_DE.UTF-8");
            const Outcome german = up5(question);
            QCOMPARE(german.code, 0);
            QVERIFY(!english.output.isEmpty());
            QCOMPARE(german.output, english.output);
        }
    }

    void windowIsGerman() {
        qputenv("LC_ALL", "de_DE.UTF-8");
        QProcess program;
        program.start(QStringLiteral(UP5_BIN_DIR "/up5-workbench"), {u"--help"_s});
        QVERIFY(program.waitForFinished(kLongMs));
        const QString help = QString::fromUtf8(program.readAllStandardOutput());
        QVERIFY2(help.contains(u"Ordner des Arbeitsbereichs"_s), qPrintable(help));
    }
};

QTEST_GUILESS_MAIN(TestLanguage)
#include "tst_language.moc"
