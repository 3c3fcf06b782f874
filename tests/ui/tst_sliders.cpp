// λ and prefix-length sliders with their typed values, and the list of seeds.
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>

#include "base/error.h"
#include "ui/runs/marked_slider.h"
#include "ui/runs/number_box.h"
#include "ui/runs/seed_list.h"
#include "ui/runs/slider_field.h"

using namespace up5;
using namespace Qt::Literals::StringLiterals;

class TestSliders : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scaleIsStrictlyIncreasing() {
        const ui::LambdaScale scale;
        QCOMPARE(scale.value(0), 0.0);
        QCOMPARE(scale.value(1), 0.1);
        QCOMPARE(scale.value(scale.last()), 100.0);
        for (int position = 1; position <= scale.last(); ++position) {
            QVERIFY2(scale.value(position) > scale.value(position - 1),
                     qPrintable(QString::number(position)));
            QCOMPARE(scale.position(scale.value(position)), position);
        }
    }

    void paperValuesAreStops() {
        const ui::LambdaScale scale;
        for (const double lambda : {0.1, 1.0, 5.0, 10.0, 100.0}) {
            QCOMPARE(scale.value(scale.position(lambda)), lambda);
        }
        QCOMPARE(scale.position(1e6), scale.last());
        QCOMPARE(scale.position(0.01), 0);
    }

    void sliderAndBoxFollowEachOther() {
        ui::LambdaField field;
        auto* slider = field.findChild<ui::MarkedSlider*>(u"lambdaSlider"_s);
        auto* box = field.findChild<ui::NumberBox*>(u"lambdaBox"_s);
        QSignalSpy moved(&field, &ui::LambdaField::valueChanged);
        slider->setValue(slider->maximum());
        QCOMPARE(field.value(), 100.0);
        box->setValue(7.3); // between two stops: the typed value stays
        QCOMPARE(field.value(), 7.3);
        QCOMPARE(slider->value(), ui::LambdaScale().position(7.3));
        box->setValue(0);
        QCOMPARE(slider->value(), 0);
        QCOMPARE(moved.count(), 3);
    }

    void prefixLengthStaysWithinBounds() {
        ui::PrefixLengthField field;
        auto* box = field.findChild<ui::NumberBox*>(u"prefixLengthBox"_s);
        QCOMPARE(box->minimum(), 1.0);
        QCOMPARE(box->maximum(), 50.0);
        field.findChild<ui::MarkedSlider*>(u"prefixLengthSlider"_s)->setValue(30);
        QCOMPARE(field.value(), 30);
        field.setValue(99);
        QCOMPARE(field.value(), 50);
    }

    void keyboardMovesTheSlider() {
        ui::LambdaField field;
        field.setValue(10);
        auto* slider = field.findChild<ui::MarkedSlider*>(u"lambdaSlider"_s);
        QTest::keyClick(slider, Qt::Key_Right);
        QVERIFY(field.value() > 10);
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(field.value(), 0.0);
    }

    void twoHandlesMakeARange() {
        ui::LambdaField field;
        field.resize(280, field.sizeHint().height());
        field.show();
        field.setValue(1);
        QCOMPARE(field.values(), std::vector<double>{1});
        auto* slider = field.findChild<ui::MarkedSlider*>(u"lambdaSlider"_s);
        auto* upper = field.findChild<ui::NumberBox*>(u"lambdaUpperBox"_s);
        auto* points = field.findChild<ui::NumberBox*>(u"lambdaPoints"_s);
        QSignalSpy changed(&field, &ui::SliderField::rangeChanged);
        QTest::mouseClick(field.findChild<QCheckBox*>(u"lambdaRange"_s), Qt::LeftButton, {}, QPoint(6, 8));
        QVERIFY(field.isRanged());
        QVERIFY(changed.count() > 0);
        QVERIFY(slider->upper() > slider->value()); // both handles can be seen
        upper->setValue(100);
        QCOMPARE(slider->upper(), std::optional(slider->maximum()));
        QCOMPARE(field.values(), (std::vector<double>{1, 10, 100}));
        points->setValue(5);
        QCOMPARE(field.values(), (std::vector<double>{1, 3.2, 10, 32, 100}));
        upper->setValue(1.2); // less room than points
        QCOMPARE(field.values().front(), 1.0);
        QCOMPARE(field.values().back(), 1.2);
        QVERIFY(field.values().size() <= 5);
        upper->setValue(0.5); // the lower end stays
        QCOMPARE(upper->value(), 1.0);
        field.setValue(7);
        QCOMPARE(upper->value(), 7.0);
        QCOMPARE(field.values(), std::vector<double>{7});
    }

    void handlesAreDragged() {
        ui::PrefixLengthField field;
        field.resize(280, field.sizeHint().height());
        field.show();
        field.setValue(10);
        auto* slider = field.findChild<ui::MarkedSlider*>(u"prefixLengthSlider"_s);
        field.findChild<QCheckBox*>(u"prefixLengthRange"_s)->setChecked(true);
        const int y = 8, right = slider->width() - 4;
        // The nearer handle follows the mouse and stops at the other one.
        const auto drag = [&](int from, int to) {
            QTest::mousePress(slider, Qt::LeftButton, {}, {from, y});
            QTest::mouseMove(slider, {to, y});
            QTest::mouseRelease(slider, Qt::LeftButton, {}, {to, y});
        };
        drag(right, right);
        QCOMPARE(slider->upper(), std::optional(50));
        QCOMPARE(field.values(), (std::vector<int>{10, 30, 50}));
        drag(6, right);
        QCOMPARE(field.value(), 50);
        QCOMPARE(slider->upper(), std::optional(50));
        drag(slider->width() - 14, 6); // both in one place: pressed on their left, the lower one comes
        QCOMPARE(field.values().front(), 1);
        QCOMPARE(field.values().back(), 50);
        // Keys move the handle that was pressed last.
        QTest::keyClick(slider, Qt::Key_Right);
        QCOMPARE(field.value(), 2);
        drag(right, right);
        QTest::keyClick(slider, Qt::Key_Left);
        QCOMPARE(slider->upper(), std::optional(49));
        QTest::keyClick(slider, Qt::Key_PageDown);
        QCOMPARE(slider->upper(), std::optional(44));
        QCOMPARE(field.value(), 2);
        field.findChild<QCheckBox*>(u"prefixLengthRange"_s)->setChecked(false);
        QVERIFY(!slider->upper());
        QCOMPARE(field.values(), std::vector<int>{2});
    }

    void seedsAreReadAndRefused() {
        QCOMPARE(ui::parseSeeds(u"2022, 7 2022;8"_s), (std::vector<std::uint64_t>{2022, 7, 8}));
        QVERIFY_EXCEPTION_THROWN(ui::parseSeeds(u"2022, x"_s), Error);
        QVERIFY_EXCEPTION_THROWN(ui::parseSeeds(u" , "_s), Error);
        QVERIFY_EXCEPTION_THROWN(ui::parseSeeds(u"-1"_s), Error);
    }
};

QTEST_MAIN(TestSliders)
#include "tst_sliders.moc"
