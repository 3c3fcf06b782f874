// Small reusable parts: settings per workspace, errors as sentences, colours, icons, chart panel.
#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCore/QTemporaryDir>
#include <QtGui/QStandardItemModel>
#include <QtGui/QWheelEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtTest/qtestspontaneevent.h>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSlider>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include <cmath>

#include "base/error.h"
#include "ui/widgets/chart_panel.h"
#include "ui/widgets/guard.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/palette.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/status_line.h"
#include "ui/widgets/system_color_scheme.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wheel_guard.h"

using namespace Qt::Literals::StringLiterals;
using namespace up5::ui;

namespace {

/// Contrast of two colours as WCAG 2.1 defines it (1 to 21).
double contrast(const QColor& a, const QColor& b) {
    const auto luminance = [](const QColor& color) {
        const auto linear = [](double c) {
            return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
               0.0722 * linear(color.blueF());
    };
    const double lighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
}

const SettingValue<QString> kPage{"page", {}, SettingScope::Workspace};
constexpr SettingValue<int> kFontSize{"font_size", 11};

} // namespace

class TestWidgets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void settingsKeepWorkspacesApart();
    void guardTurnsErrorsIntoSentences();
    void textIsReadableInBothThemes();
    void themeChangesPaletteAndFont();
    void iconsFollowTheTheme();
    void statusStaysUntilDismissed();
    void chartPanelWalksThroughItsTable();
    void theWheelScrollsPastWhatHasNoFocus();
};

void TestWidgets::settingsKeepWorkspacesApart() {
    QTemporaryDir folder;
    const QString file = folder.filePath(u"settings.ini"_s);
    {
        const Settings user(file);
        Settings one(user, "/tmp/one"), two(user, "/tmp/two");
        one.set(kPage, u"compare"_s);
        one.set(kFontSize, 14);
        QCOMPARE(two.get(kPage), QString());
        QCOMPARE(two.get(kFontSize), 14);
        two.set(kPage, u"data"_s);
        QCOMPARE(one.get(kPage), u"compare"_s);
    }
    const Settings again(file);
    QCOMPARE(again.get(kFontSize), 14);
    QCOMPARE(Settings(again, "/tmp/one").get(kPage), u"compare"_s);
}

void TestWidgets::guardTurnsErrorsIntoSentences() {
    QString sentence;
    const auto report = [&](const QString& text) { sentence = text; };
    QVERIFY(guarded([] {}, report));
    QVERIFY(sentence.isEmpty());
    QVERIFY(
        !guarded([] { throw up5::Error(up5::ErrorCode::InvalidInput, "Column age is missing."); }, report));
    QCOMPARE(sentence, u"Column age is missing."_s);
    QVERIFY(!guarded([] { throw std::runtime_error("boom"); }, report));
    QVERIFY(sentence.contains(u"boom"_s) && sentence != u"boom"_s);
}

void TestWidgets::textIsReadableInBothThemes() {
    for (const bool dark : {false, true}) {
        const ThemeColors& c = themeColors(dark);
        for (const QColor& background : {c.window, c.surface, c.raised, c.selection}) {
            QVERIFY(contrast(c.text, background) >= 7.0);
            QVERIFY2(
                contrast(c.mutedText, background) >= 4.5,
                qPrintable(background.name() + u' ' + QString::number(contrast(c.mutedText, background))));
        }
        for (const QColor& state : {c.good, c.warning, c.bad, c.accent}) {
            QVERIFY2(contrast(state, c.surface) >= 4.5, qPrintable(state.name()));
        }
        QVERIFY(contrast(c.accentText, c.accent) >= 4.5);
    }
}

void TestWidgets::themeChangesPaletteAndFont() {
    Theme theme(*qApp);
    QLabel label;
    theme.setChoice(ThemeChoice::Dark);
    QVERIFY(isDark(QApplication::palette()) && isDark(label.palette()));
    theme.setChoice(ThemeChoice::Light);
    QVERIFY(!isDark(QApplication::palette()) && !isDark(label.palette()));
    theme.setChoice(ThemeChoice::System);
    theme.setSystemDark(true);
    QVERIFY(isDark(QApplication::palette()));
    theme.setSystemDark(false);
    QVERIFY(!isDark(QApplication::palette()));
    QVERIFY(SystemColorScheme::wishOf(1U) == SystemColorScheme::Wish::Dark);
    QVERIFY(SystemColorScheme::wishOf(2U) == SystemColorScheme::Wish::Light);
    QVERIFY(SystemColorScheme::wishOf(u"dark"_s) == SystemColorScheme::Wish::None);
    theme.setFontSize(17);
    QCOMPARE(QApplication::font().pointSize(), 17);
    theme.setFontSize(0);
    QCOMPARE(QApplication::font().pointSize(), theme.systemFontSize());
    QVERIFY2(!qApp->styleSheet().contains(u'@'), "a colour name of theme.qss was not replaced");
    QVERIFY(themeChoiceFromString(themeChoiceText(ThemeChoice::Dark)) == ThemeChoice::Dark);
}

void TestWidgets::iconsFollowTheTheme() {
    Theme theme(*qApp);
    const QIcon icon = themedIcon(u"data"_s);
    QVERIFY(!icon.isNull());
    QVERIFY(themedIcon(u"no-such-icon"_s).isNull());
    theme.setChoice(ThemeChoice::Light);
    const QImage light = icon.pixmap(32, 32).toImage();
    theme.setChoice(ThemeChoice::Dark);
    const QImage dark = icon.pixmap(32, 32).toImage();
    QVERIFY(light != dark);
}

void TestWidgets::statusStaysUntilDismissed() {
    QWidget window;
    StatusLine status(&window);
    window.show();
    QVERIFY(!status.isVisible());
    status.showSentence(u"The import was refused."_s, StatusLine::Kind::Problem);
    QVERIFY(status.isVisible());
    QTest::mouseClick(status.findChild<QToolButton*>(u"statusDismiss"_s), Qt::LeftButton);
    QVERIFY(!status.isVisible());
    QCOMPARE(status.text(), QString());
}

void TestWidgets::chartPanelWalksThroughItsTable() {
    ChartPanel panel(u"leak"_s, u"Leakage"_s);
    panel.setSummary(u"Three probes."_s);
    panel.setTable({u"Probe"_s, u"AUC"_s}, {{u"mlp7"_s, u"0.61"_s}, {u"logistic"_s, u"0.58"_s}});
    panel.show();
    QSignalSpy moves(&panel, &ChartPanel::cursorMoved);
    auto* view = panel.findChild<QChartView*>(u"leakChart"_s);
    QTest::keyClick(view, Qt::Key_Right);
    QTest::keyClick(view, Qt::Key_Right);
    QTest::keyClick(view, Qt::Key_Right);
    QCOMPARE(moves.count(), 2);
    QCOMPARE(panel.findChild<QLabel*>(u"leakCursor"_s)->text(), u"Probe: logistic · AUC: 0.58"_s);
    QCOMPARE(view->accessibleDescription(), u"Probe: logistic · AUC: 0.58"_s);
    panel.findChild<QToolButton*>(u"leakTableButton"_s)->click();
    QVERIFY(panel.findChild<QWidget*>(u"leakTable"_s)->isVisible());
    QVERIFY(!view->isVisible());
}

void TestWidgets::theWheelScrollsPastWhatHasNoFocus() {
    const WheelGuard guard(nullptr);
    QScrollArea area;
    auto* form = new QWidget;
    auto* layout = new QVBoxLayout(form);
    auto* combo = new QComboBox;
    combo->addItems({u"one"_s, u"two"_s, u"three"_s});
    auto* number = new QSpinBox;
    number->setMinimum(-9); // a wheel down would show
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setMinimum(-9);
    for (QWidget* widget : std::initializer_list<QWidget*>{combo, number, slider}) {
        layout->addWidget(widget);
    }
    layout->addSpacing(2000);
    area.setWidget(form);
    area.resize(300, 200);
    area.show();
    QVERIFY(QTest::qWaitForWindowExposed(&area));
    area.setFocus();
    const auto wheelOver = [&](QWidget* widget) {
        const QPointF centre = QRectF(widget->rect()).center();
        QWheelEvent wheel(centre, widget->mapToGlobal(centre), {}, QPoint(0, -120), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QSpontaneKeyEvent::setSpontaneous(&wheel); // as from the user: only such events go on to parents
        qApp->notify(widget, &wheel);
    };
    int before = area.verticalScrollBar()->value();
    for (QWidget* widget : std::initializer_list<QWidget*>{combo, number, slider}) {
        wheelOver(widget);
        QCOMPARE(combo->currentIndex(), 0);
        QCOMPARE(number->value(), 0);
        QCOMPARE(slider->value(), 0);
        QVERIFY(!widget->hasFocus());
        QVERIFY(area.verticalScrollBar()->value() > before);
        before = area.verticalScrollBar()->value();
    }
    combo->setFocus();
    QTRY_VERIFY(combo->hasFocus());
    wheelOver(combo);
    QCOMPARE(combo->currentIndex(), 1);
}

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
