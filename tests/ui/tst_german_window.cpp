// The real window in German: its menus can be worked by keys, and its longer words fit.
#include <QtCore/QFile>
#include <QtCore/QScopeGuard>
#include <QtCore/QTranslator>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>

#include "base/translation.h"
#include "support/window_fixture.h"
#include "ui/datasets/import_wizard.h"

using namespace Qt::Literals::StringLiterals;
using namespace up5;
using up5::test::WindowFixture;

namespace {

/// Letters that are the key of more than one entry.
QStringList sharedKeys(const QList<QAction*>& entries) {
    QStringList keys, shared;
    for (const QAction* entry : entries) {
        const qsizetype at = entry->text().indexOf(u'&');
        if (at < 0) {
            continue;
        }
        const QString key = entry->text().mid(at + 1, 1).toLower();
        if (keys.contains(key)) {
            shared << key + u" in "_s + entry->text();
        }
        keys << key;
    }
    return shared;
}

void keep(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("UP5_PICTURE_DIR");
    if (!folder.isEmpty()) {
        QVERIFY2(widget.grab().save(folder + u'/' + name + u".png"_s), qPrintable(folder));
    }
}

} // namespace

class TestGermanWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installTranslation(*qApp, {u"de"_s}); }
    void cleanupTestCase() { qDeleteAll(qApp->findChildren<QTranslator*>()); }

    void pagesAndMenusAreGerman() {
        WindowFixture fixture;
        fixture.open();
        const auto* rail = fixture.find<QListWidget>("navigationRail");
        QStringList titles;
        for (int row = 0; row < rail->count(); ++row) {
            titles << rail->item(row)->text();
            QVERIFY2(rail->visualItemRect(rail->item(row)).width() <= rail->viewport()->width(),
                     qPrintable(titles.last()));
        }
        QCOMPARE(titles.join(u' '), u"Daten Modelle Probe Minderung Vergleich Bericht"_s);
        QCOMPARE(sharedKeys(fixture.window().menuBar()->actions()), QStringList());
        const auto menus = fixture.window().menuBar()->findChildren<QMenu*>();
        QVERIFY(menus.size() >= 4);
        for (const QMenu* menu : menus) {
            QCOMPARE(sharedKeys(menu->actions()), QStringList());
        }
    }

    void windowFitsSmallScreens() {
        WindowFixture fixture;
        fixture.open();
        fixture.addDataset(fixture.session->context().store);
        fixture.window().showPage(u"data"_s);
        auto* details = fixture.find<QDockWidget>("detailsDock");
        QTRY_VERIFY(details->isVisible()); // of the set, which the page selects once it has read it
        details->hide();
        QCoreApplication::processEvents(); // the layout forgets what the dock needed
        for (const QString& page : {u"data"_s, u"models"_s, u"probe"_s, u"mitigate"_s, u"compare"_s}) {
            fixture.window().showPage(page);
            fixture.window().resize(1000, 640);
            QCoreApplication::processEvents(); // a page that needs more room widens the window
            keep(fixture.window(), u"german_window_"_s + page);
            QVERIFY2(fixture.window().width() == 1000, qPrintable(page));
        }
    }

    void wizardHasGermanPages() {
        WindowFixture fixture;
        fixture.open();
        QFile buys(fixture.folder.filePath(u"buys.csv"_s));
        QVERIFY(buys.open(QIODevice::WriteOnly));
        buys.write("user_id,item_id,gender\nu1,i1,F\nu1,i2,F\nu2,i1,M\n");
        buys.close();
        fixture.window().importFiles({buys.fileName()});
        auto* wizard = fixture.find<ui::ImportWizard>("importWizard");
        auto* next = fixture.find<QAbstractButton>("wizardNext");
        QTRY_VERIFY(next->isEnabled());
        keep(*wizard, u"german_wizard_files"_s);
        next->click();
        keep(*wizard, u"german_wizard_columns"_s);
        QCOMPARE(wizard->currentPage()->title(), u"Spalten"_s);
        QCOMPARE(wizard->buttonText(QWizard::FinishButton), u"Importieren"_s);
    }
};

QTEST_MAIN(TestGermanWindow)
#include "tst_german_window.moc"
