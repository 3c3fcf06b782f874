// The shipped translations are complete, fit their sources, and reach the programs.
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QScopeGuard>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTranslator>
#include <QtCore/QXmlStreamReader>
#include <QtTest/QTest>

#include "base/translation.h"

using namespace up5;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Message {
    QString context, source;
    QStringList translations; ///< one, or one a plural form
    QString type;             ///< empty, or "unfinished", "vanished", "obsolete"
};

/// All messages of a .ts file; empty when it is broken.
QList<Message> messagesOf(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QList<Message> messages;
    QString context;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == u"name"_s) {
            context = xml.readElementText();
        } else if (xml.name() == u"message"_s) {
            messages << Message{context, {}, {}, {}};
        } else if (xml.name() == u"source"_s) {
            messages.last().source = xml.readElementText();
        } else if (xml.name() == u"translation"_s) {
            messages.last().type = xml.attributes().value(u"type"_s).toString();
            messages.last().translations << xml.readElementText(QXmlStreamReader::IncludeChildElements);
        } else if (xml.name() == u"numerusform"_s) {
            messages.last().translations << xml.readElementText();
        }
    }
    return xml.hasError() ? QList<Message>() : messages;
}

QStringList all(const QString& text, const QString& pattern) {
    QStringList found;
    for (const QRegularExpressionMatch& match :
         QRegularExpression(pattern, QRegularExpression::UseUnicodePropertiesOption).globalMatch(text)) {
        found << match.captured();
    }
    found.sort();
    return found;
}

/// What a translation must keep: places for values, tags, and whether there is a key to press.
QStringList fixedParts(const QString& text) {
    QStringList parts = all(text, u"%(\\d|n|L\\d)|</?\\w+>"_s);
    parts.removeDuplicates(); // one language may name a value once, the other twice
    return parts + all(text, u"&(?=\\w)"_s) + all(text, u";;"_s);
}

QByteArray described(const Message& message) {
    return (message.context + u": \""_s + message.source + u"\" is \""_s +
            message.translations.join(u"\", \""_s) + u'"')
        .toUtf8();
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyMessageFits_data() {
        QTest::addColumn<QString>("path");
        const QDir folder(QStringLiteral(UP5_SOURCE_DIR "/resources/translations"));
        for (const QString& name : folder.entryList({u"*.ts"_s})) {
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
        }
    }
    void everyMessageFits() {
        QFETCH(QString, path);
        const QList<Message> messages = messagesOf(path);
        QVERIFY(messages.size() > 500);
        for (const Message& message : messages) {
            QVERIFY2(message.type.isEmpty(), described(message).constData());
            for (const QString& translation : message.translations) {
                QVERIFY2(!translation.isEmpty(), described(message).constData());
                QVERIFY2(fixedParts(translation) == fixedParts(message.source),
                         described(message).constData());
                QVERIFY2(translation.startsWith(u' ') == message.source.startsWith(u' '),
                         described(message).constData());
            }
        }
    }

    void nothingOfTheSourceIsMissing_data() { everyMessageFits_data(); }
    void nothingOfTheSourceIsMissing() {
        if (!QFile::exists(QStringLiteral(UP5_LUPDATE))) {
            QSKIP("lupdate is not on this machine");
        }
        QFETCH(QString, path);
        QTemporaryDir folder;
        const QString copy = folder.filePath(QFileInfo(path).fileName());
        QVERIFY(QFile::copy(path, copy));
        const QString root = QStringLiteral(UP5_SOURCE_DIR "/");
        QProcess lupdate;
        lupdate.start(QStringLiteral(UP5_LUPDATE),
                      {u"-silent"_s, u"-locations"_s, u"none"_s, u"-I"_s, root, u"-I"_s, root + u"core"_s,
                       root + u"ui"_s, root + u"app"_s, root + u"core"_s, u"-ts"_s, copy});
        QVERIFY(lupdate.waitForFinished(100'000));
        QVERIFY2(lupdate.exitCode() == 0, lupdate.readAllStandardError().constData());
        const QList<Message> messages = messagesOf(copy);
        QVERIFY(messages.size() >= messagesOf(path).size());
        for (const Message& message : messages) {
            // `cmake --build build/release --target update_translations` mends it.
            QVERIFY2(message.type.isEmpty(), (message.type.toUtf8() + ": " + described(message)).constData());
        }
    }

    void firstKnownLanguageDecides_data() {
        QTest::addColumn<QStringList>("languages");
        QTest::addColumn<bool>("german");
        QTest::newRow("German") << QStringList{u"de-DE"_s, u"de"_s} << true;
        QTest::newRow("Austrian") << QStringList{u"de-AT"_s} << true;
        QTest::newRow("second choice") << QStringList{u"fr-FR"_s, u"fr"_s, u"de"_s} << true;
        QTest::newRow("English first") << QStringList{u"en-GB"_s, u"de"_s} << false;
        QTest::newRow("no such translation") << QStringList{u"fr"_s} << false;
        QTest::newRow("none") << QStringList() << false;
    }
    void firstKnownLanguageDecides() {
        QFETCH(QStringList, languages);
        QFETCH(bool, german);
        installTranslation(*QCoreApplication::instance(), languages);
        const auto english =
            qScopeGuard([] { qDeleteAll(QCoreApplication::instance()->findChildren<QTranslator*>()); });
        QCOMPARE(QCoreApplication::translate("up5::ui::PageRegistry", "Report"),
                 german ? u"Bericht"_s : u"Report"_s);
        QCOMPARE(u"%1"_s.arg(0.5), u"0.5"_s);
    }

    void untranslatedLocaleIsNoLanguage() {
        qputenv("LANGUAGE", "de");
        QVERIFY(!userLanguages().isEmpty());
        qputenv("LC_ALL", "C");
        QCOMPARE(userLanguages(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
