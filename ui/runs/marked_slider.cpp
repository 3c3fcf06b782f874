#include "ui/runs/marked_slider.h"

#include <algorithm>
#include <cmath>

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
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

int MarkedSlider::handleWidth() const {
    QStyleOptionSlider option;
    initStyleOption(&option);
    return style()->subControlRect(QStyle::CC_Slider, &option, QStyle::SC_SliderHandle, this).width();
}

int MarkedSlider::pixelOf(int position) const {
    return handleWidth() / 2 +
           QStyle::sliderPositionFromValue(minimum(), maximum(), position, width() - handleWidth());
}

int MarkedSlider::positionAt(double pixel) const {
    return QStyle::sliderValueFromPosition(minimum(), maximum(), static_cast<int>(pixel) - handleWidth() / 2,
                                           width() - handleWidth());
}

void MarkedSlider::setUpper(std::optional<int> position) {
    if (position) {
        position = std::clamp(*position, value(), maximum());
    }
    if (position == m_upper) {
        return;
    }
    m_upper = position;
    m_isUpperActive = m_isUpperActive && m_upper;
    update();
    if (m_upper) {
        Q_EMIT upperChanged(*m_upper);
    }
}

void MarkedSlider::sliderChange(SliderChange change) {
    QSlider::sliderChange(change);
    if (change == SliderValueChange && m_upper && *m_upper < value()) {
        setUpper(value());
    }
}

void MarkedSlider::moveActive(int position) {
    if (m_isUpperActive) {
        setUpper(position);
    } else {
        setValue(std::min(position, *m_upper));
    }
}

void MarkedSlider::mousePressEvent(QMouseEvent* event) {
    if (!m_upper || event->button() != Qt::LeftButton) {
        QSlider::mousePressEvent(event);
        return;
    }
    const double x = event->position().x();
    const double toLower = std::abs(x - pixelOf(value())), toUpper = std::abs(x - pixelOf(*m_upper));
    // Where both handles stand in one place, the side that was pressed decides.
    m_isUpperActive = toUpper < toLower || (toUpper == toLower && x >= pixelOf(*m_upper));
    m_isDragging = true;
    moveActive(positionAt(x));
    update();
    event->accept();
}

void MarkedSlider::mouseMoveEvent(QMouseEvent* event) {
    if (m_isDragging) {
        moveActive(positionAt(event->position().x()));
        event->accept();
    } else {
        QSlider::mouseMoveEvent(event);
    }
}

void MarkedSlider::mouseReleaseEvent(QMouseEvent* event) {
    if (m_isDragging) {
        m_isDragging = false;
        event->accept();
    } else {
        QSlider::mouseReleaseEvent(event);
    }
}

void MarkedSlider::keyPressEvent(QKeyEvent* event) {
    if (!m_upper || !m_isUpperActive) {
        const int before = value();
        QSlider::keyPressEvent(event);
        if (m_upper && value() != before) {
            update();
        }
        return;
    }
    // The keys of a slider, for the upper handle.
    const std::optional<int> moved = [&]() -> std::optional<int> {
        switch (event->key()) {
        case Qt::Key_Left:
        case Qt::Key_Down:
            return *m_upper - singleStep();
        case Qt::Key_Right:
        case Qt::Key_Up:
            return *m_upper + singleStep();
        case Qt::Key_PageDown:
            return *m_upper - pageStep();
        case Qt::Key_PageUp:
            return *m_upper + pageStep();
        case Qt::Key_Home:
            return value();
        case Qt::Key_End:
            return maximum();
        default:
            return std::nullopt;
        }
    }();
    if (moved) {
        setUpper(moved);
        event->accept();
    } else {
        QSlider::keyPressEvent(event);
    }
}

void MarkedSlider::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintMarks(painter);
    paintGroove(painter);
    const bool isLowerActive = !m_upper || !m_isUpperActive;
    paintHandle(painter, value(), isLowerActive);
    if (m_upper) {
        paintHandle(painter, *m_upper, !isLowerActive);
    }
}

void MarkedSlider::paintGroove(QPainter& painter) const {
    const ThemeColors& colors = themeColors(palette());
    const double middle = grooveHeight() / 2.0;
    const QRectF groove(handleWidth() / 2.0, middle - kGroove / 2, width() - handleWidth(), kGroove);
    QRectF filled = groove;
    if (m_upper) {
        filled.setLeft(pixelOf(value()));
    }
    filled.setRight(pixelOf(m_upper.value_or(value())));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.border);
    painter.drawRoundedRect(groove, kGroove / 2, kGroove / 2);
    painter.setBrush(isEnabled() ? colors.accent : colors.mutedText);
    painter.drawRoundedRect(filled, kGroove / 2, kGroove / 2);
}

void MarkedSlider::paintHandle(QPainter& painter, int position, bool isActive) const {
    const ThemeColors& colors = themeColors(palette());
    const QPointF centre(pixelOf(position), grooveHeight() / 2.0);
    painter.setPen(QPen(colors.surface, 2));
    painter.setBrush(isEnabled() ? colors.accent : colors.mutedText);
    painter.drawEllipse(centre, kKnob, kKnob);
    if (hasFocus() && isActive) {
        painter.setPen(QPen(colors.text, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, kKnob + 1, kKnob + 1);
    }
}

void MarkedSlider::paintMarks(QPainter& painter) const {
    const ThemeColors& colors = themeColors(palette());
    const int top = grooveHeight() - 1;
    int occupiedUntil = -1;
    for (const SliderMark& mark : m_marks) {
        const int x = pixelOf(mark.position);
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

} // namespace up5::ui
