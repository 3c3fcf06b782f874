// Pictures of the pages in both themes, two sizes and German, for people to look at: they are kept when
// UP5_PICTURE_DIR names a folder. The test itself sees that no page is blank and no text of a control is cut.
#include <QtTest/QTest>

#include <algorithm>
#include <set>

#include <QtCore/QScopeGuard>
#include <QtCore/QTranslator>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyleOptionComboBox>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTextBrowser>

#include "base/translation.h"
#include "support/checkpoint_files.h"
#include "support/page_fixture.h"
#include "ui/models/models_page.h"
#include "ui/results/compare_page.h"
#include "ui/results/heat_map_view.h"
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

/// Texts of buttons, one-line labels and choices that are shown in less room than they need.
QStringList cutTexts(const QWidget& page) {
    QStringList cut;
    for (const auto* button : page.findChildren<QAbstractButton*>()) {
        if (button->isVisibleTo(&page) && button->width() < button->minimumSizeHint().width()) {
            cut << button->text();
        }
    }
    for (const auto* label : page.findChildren<QLabel*>()) {
        if (label->isVisibleTo(&page) && !label->wordWrap() && label->width() < label->sizeHint().width()) {
            cut << label->text();
        }
    }
    for (const auto* box : page.findChildren<QComboBox*>()) {
        QStyleOptionComboBox option;
        option.initFrom(box);
        const QRect field =
            box->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, box);
        if (box->isVisibleTo(&page) &&
            field.width() < box->fontMetrics().horizontalAdvance(box->currentText())) {
            cut << box->currentText();
        }
    }
    return cut;
}

bool isMeasuredLive(const QWidget& page, double lambda) {
    const std::vector<ui::ChartMark>& marks =
        page.findChild<ui::MarkChart*>(u"mitigateChart"_s)->content().marks;
    return std::any_of(marks.begin(), marks.end(), [&](const ui::ChartMark& mark) {
        return mark.label == u"live λ %1, n 15"_s.arg(lambda);
    });
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
    void initTestCase() {
        qputenv("UP5_WORKER", QCoreApplication::applicationDirPath().toUtf8() + "/fake_worker");
    }

    void pages_data() {
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("language");
        QTest::newRow("light_small") << false << QSize(1000, 640) << u"en"_s;
        QTest::newRow("dark_small") << true << QSize(1000, 640) << u"en"_s;
        QTest::newRow("light_large") << false << QSize(1600, 1000) << u"en"_s;
        QTest::newRow("dark_large") << true << QSize(1600, 1000) << u"en"_s;
        QTest::newRow("german_small") << false << QSize(1000, 640) << u"de"_s;
        QTest::newRow("german_large") << false << QSize(1600, 1000) << u"de"_s;
    }

    void pages() {
        QFETCH(bool, isDark);
        QFETCH(QSize, size);
        QFETCH(QString, language);
        installTranslation(*qApp, {language});
        const auto english = qScopeGuard([] { qDeleteAll(qApp->findChildren<QTranslator*>()); });
        ui::Theme theme(*qApp);
        theme.setChoice(isDark ? ui::ThemeChoice::Dark : ui::ThemeChoice::Light);
        PageFixture fixture;
        fixture.audit.addAll();
        fixture.audit.addPromptForEveryLambda(10, 15);
        const std::vector<std::string> mixed = {
            fixture.audit.addPrompt("gender", 20, 5, 2022, 0.57, 0.62, 0.66),
            fixture.audit.addPrompt("age", 20, 5, 2022, 0.58, 0.61, 0.68)};
        for (const std::uint64_t seed : {2022U, 2023U, 2024U}) {
            fixture.audit.addMixture(mixed, 10, 0.53 + 0.01 * static_cast<double>(seed - 2022), seed);
        }
        fixture.audit.addBaseline("popularity", "", 0, 0.42);
        fixture.audit.addBaseline("pmf", "gender", 0.70, 0.60);
        fixture.audit.addBaseline("c-pmf", "gender", 0.58, 0.55);
        fixture.audit.addBaseline("simplex", "gender", 0.66, 0.62);
        fixture.audit.addBaseline("c-sx", "gender", 0.61, 0.40);
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
            const QStringList cut = cutTexts(page);
            QVERIFY2(cut.isEmpty(), qPrintable(name + u": "_s + cut.join(u" | "_s)));
            keep(image, name + u'_' + QString::fromLatin1(QTest::currentDataTag()));
        };

        ui::ModelsPage models(fixture.context);
        show(models);
        look(models, u"models"_s);
        models.findChild<QPushButton*>(u"modelsTrain"_s)->click();
        look(models, u"models_form"_s);
        const auto* verdict = models.findChild<QLabel*>(u"checkpointVerdict"_s);
        for (const auto& [folder, name] :
             {std::pair{"hf", u"models_import"_s}, {"", u"models_import_refused"_s}}) {
            fixture.dialogs.nextFolder.enqueue(
                QString::fromStdString((goldenCheckpoints() / folder).string()));
            models.findChild<QPushButton*>(u"checkpointFolder"_s)->click();
            QTRY_VERIFY(verdict->property("role") == (*folder ? u"muted"_s : u"problem"_s) &&
                        (!*folder || verdict->text().contains(u"24"_s)));
            const auto* folderButton = models.findChild<QPushButton*>(u"checkpointFolder"_s);
            QTRY_VERIFY(folderButton->height() >= folderButton->sizeHint().height());
            QTRY_VERIFY(verdict->height() >= verdict->heightForWidth(verdict->width()));
            look(models, name);
        }

        ui::ProbePage probe(fixture.context);
        show(probe);
        look(probe, u"probe"_s);

        ui::MitigatePage mitigate(fixture.context);
        show(mitigate);
        mitigate.findChild<ui::NumberBox*>(u"lambdaBox"_s)->setValue(30);
        look(mitigate, u"mitigate"_s);
        auto* everyLambda = mitigate.findChild<QCheckBox*>(u"everyLambdaSwitch"_s);
        everyLambda->click();
        for (const double lambda : {2, 10, 50}) { // the curve is joined in the order of λ
            mitigate.findChild<ui::NumberBox*>(u"lambdaBox"_s)->setValue(lambda);
            QTRY_VERIFY(isMeasuredLive(mitigate, lambda));
        }
        look(mitigate, u"mitigate_live"_s);
        everyLambda->click();
        const auto* plan = mitigate.findChild<QLabel*>(u"mitigatePlan"_s);
        const QString planOfOne = plan->text();
        for (const QString& slider : {u"lambda"_s, u"prefixLength"_s}) {
            mitigate.findChild<ui::NumberBox*>(slider + u"Box"_s)->setValue(5);
            mitigate.findChild<QCheckBox*>(slider + u"Range"_s)->click();
            mitigate.findChild<ui::NumberBox*>(slider + u"UpperBox"_s)->setValue(50);
        }
        QTRY_VERIFY(plan->text() != planOfOne);
        look(mitigate, u"mitigate_range"_s);
        mitigate.findChild<QTabWidget*>(u"mitigateTabs"_s)->setCurrentIndex(1);
        auto* mixtures = mitigate.findChild<QComboBox*>(u"mixtureShown"_s);
        QCOMPARE(mixtures->count(), 4); // the mean over seeds, and each
        QVERIFY(mitigate.findChild<ui::HeatMapView*>(u"mixtureMatrix"_s)->content().has_value());
        look(mitigate, u"mixture_mean"_s);
        mixtures->setCurrentIndex(1);
        look(mitigate, u"mixture_seed"_s);

        ui::ComparePage compare(fixture.context);
        show(compare);
        auto* chart = compare.findChild<ui::MarkChart*>(u"tradeOffChart"_s);
        QTest::keyClick(chart, Qt::Key_Right);
        look(compare, u"compare"_s);
        compare.findChild<QComboBox*>(u"compareAttribute"_s)->setCurrentText(u"gender"_s);
        look(compare, u"compare_gender"_s);
        compare.findChild<QComboBox*>(u"compareTask"_s)->setCurrentIndex(1); // baselines that match
        look(compare, u"compare_baselines"_s);
        compare.findChild<QTabWidget*>(u"compareTabs"_s)->setCurrentIndex(2);
        QTRY_VERIFY(!compare.findChild<QTextBrowser*>(u"reproduceOurs"_s)->toPlainText().isEmpty());
        look(compare, u"reproduce"_s);

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
