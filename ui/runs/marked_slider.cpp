#include "ui/runs/marked_slider.h"

#include <algorithm>

#include <QtGui/QPainter>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QStyleOptionSlider>

#include "ui/widgets/palette.h"

namespace up5::ui {

namespace {

constexpr int kMarkHeight = 5;
constexpr double kGroove = 4; // thickness
constexpr double kKnob = 7;   // radius

} // namespace

MarkedSlider::MarkedSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
}

void MarkedSlider::setMarks(std::vector<SliderMark> marks) {
    m_marks = std::move(marks);
    updateGeometry();
    update();
}

int MarkedSlider::grooveHeight() const {
    // Not QSlider::sizeHint(), which asks initStyleOption() and so this again.
    QStyleOptionSlider option;
    QSlider::initStyleOption(&option);
    return style()->pixelMetric(QStyle::PM_SliderThickness, &option, this);
}

QSize MarkedSlider::sizeHint() const {
    return {160, grooveHeight() + kMarkHeight + fontMetrics().height() + 2};
}

QSize MarkedSlider::minimumSizeHint() const {
    return {100, sizeHint().height()};
}

void MarkedSlider::initStyleOption(QStyleOptionSlider* option) const {
    QSlider::initStyleOption(option);
    option->rect = QRect(0, 0, width(), grooveHeight());
}

void MarkedSlider::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QStyleOptionSlider option;
    initStyleOption(&option);
    const QRect handle = style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this);
    paintMarks(painter, handle.width());
    paintGroove(painter, handle);
}

void MarkedSlider::paintGroove(QPainter& painter, const QRect& handle) const {
    const ThemeColors& colors = themeColors(palette());
    const QPointF centre = QRectF(handle).center();
    const QRectF groove(handle.width() / 2.0, centre.y() - kGroove / 2, width() - handle.width(), kGroove);
    QRectF filled = groove;
    filled.setRight(centre.x());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.border);
    painter.drawRoundedRect(groove, kGroove / 2, kGroove / 2);
    painter.setBrush(isEnabled() ? colors.accent : colors.mutedText);
    painter.drawRoundedRect(filled, kGroove / 2, kGroove / 2);
    painter.setPen(QPen(colors.surface, 2));
    painter.drawEllipse(centre, kKnob, kKnob);
    if (hasFocus()) {
        painter.setPen(QPen(colors.text, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, kKnob + 1, kKnob + 1);
    }
}

void MarkedSlider::paintMarks(QPainter& painter, int handleWidth) const {
    const ThemeColors& colors = themeColors(palette());
    const int top = grooveHeight() - 1;
    int occupiedUntil = -1;
    for (const SliderMark& mark : m_marks) {
        const int x = handleWidth / 2 + QStyle::sliderPositionFromValue(minimum(), maximum(), mark.position,
                                                                        width() - handleWidth);
        painter.setPen(mark.fromPaper ? QPen(colors.text, 2) : QPen(colors.mutedText, 1));
        painter.drawLine(x, top, x, top + kMarkHeight);
        const int labelWidth = fontMetrics().horizontalAdvance(mark.label);
        const int left = std::clamp(x - labelWidth / 2, 0, std::max(0, width() - labelWidth));
        if (left > occupiedUntil) {
            painter.setPen(mark.fromPaper ? colors.text : colors.mutedText);
            painter.drawText(left, top + kMarkHeight + fontMetrics().ascent(), mark.label);
            occupiedUntil = left + labelWidth + 3;
        }
    }
}

void MarkedSlider::wheelEvent(QWheelEvent* event) {
    if (hasFocus()) {
        QSlider::wheelEvent(event);
    } else {
        event->ignore();
    }
}

} // namespace up5::ui
