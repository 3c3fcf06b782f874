// Pictures of the result pages in both themes and two sizes, for people to look at: they are kept when
// UP5_PICTURE_DIR names a folder. The test itself sees that no page is blank.
#include <QtTest/QTest>

#include <set>

#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTextBrowser>

#include "support/page_fixture.h"
#include "ui/models/models_page.h"
#include "ui/results/compare_page.h"
#include "ui/results/mark_chart.h"
#include "ui/results/mitigate_page.h"
#include "ui/results/probe_page.h"
#include "ui/results/report_page.h"
#include "ui/runs/number_box.h"
#include "ui/widgets/theme.h"

using namespace up5;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;

namespace {

std::size_t numColors(const QImage& image) {
    std::set<QRgb> colors;
    for (int y = 0; y < image.height(); y += 2) {
        for (int x = 0; x < image.width(); x += 2) {
            colors.insert(image.pixel(x, y));
        }
    }
    return colors.size();
}

void keep(const QImage& image, const QString& name) {
    const QString folder = qEnvironmentVariable("UP5_PICTURE_DIR");
    if (!folder.isEmpty()) {
        QVERIFY2(image.save(folder + u'/' + name + u".png"_s), qPrintable(folder));
    }
}

} // namespace

class TestPagePictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pages_data() {
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("light_small") << false << QSize(1000, 640);
        QTest::newRow("dark_small") << true << QSize(1000, 640);
        QTest::newRow("light_large") << false << QSize(1600, 1000);
        QTest::newRow("dark_large") << true << QSize(1600, 1000);
    }

    void pages() {
        QFETCH(bool, isDark);
        QFETCH(QSize, size);
        ui::Theme theme(*qApp);
        theme.setChoice(isDark ? ui::ThemeChoice::Dark : ui::ThemeChoice::Light);
        PageFixture fixture;
        fixture.audit.addAll();
        const auto show = [&](ui::Page& page) {
            page.resize(size);
            page.show();
            QVERIFY(QTest::qWaitForWindowExposed(&page));
            refreshed(page);
        };
        const auto look = [&](ui::Page& page, const QString& name) {
            QCoreApplication::processEvents(); // charts lay out their axes in an event
            const QImage image = page.grab().toImage();
            QCOMPARE(image.size(), size);
            QVERIFY2(numColors(image) > 20, qPrintable(name));
            keep(image, name + u'_' + QString::fromLatin1(QTest::currentDataTag()));
        };

        ui::ModelsPage models(fixture.context);
        show(models);
        look(models, u"models"_s);
        models.findChild<QPushButton*>(u"modelsTrain"_s)->click();
        look(models, u"models_form"_s);

        ui::ProbePage probe(fixture.context);
        show(probe);
        look(probe, u"probe"_s);

        ui::MitigatePage mitigate(fixture.context);
        show(mitigate);
        mitigate.findChild<ui::NumberBox*>(u"lambdaBox"_s)->setValue(30);
        look(mitigate, u"mitigate"_s);

        ui::ComparePage compare(fixture.context);
        show(compare);
        auto* chart = compare.findChild<ui::MarkChart*>(u"tradeOffChart"_s);
        QTest::keyClick(chart, Qt::Key_Right);
        look(compare, u"compare"_s);
        compare.findChild<QComboBox*>(u"compareAttribute"_s)->setCurrentText(u"gender"_s);
        look(compare, u"compare_gender"_s);

        ui::ReportPage report(fixture.context);
        show(report);
        QTRY_VERIFY(!report.findChild<QTextBrowser*>(u"reportPreview"_s)->toPlainText().isEmpty());
        look(report, u"report"_s);

        PageFixture fresh;
        ui::ModelsPage noModels(fresh.context);
        show(noModels);
        look(noModels, u"models_empty"_s);
    }
};

QTEST_MAIN(TestPagePictures)
#include "tst_page_pictures.moc"
