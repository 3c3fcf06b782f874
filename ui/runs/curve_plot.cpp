#include "ui/runs/curve_plot.h"

#include <algorithm>

#include <QtGui/QPainter>
#include <QtGui/QPolygonF>
#include <QtGui/QTextLayout>

#include "ui/widgets/palette.h"

namespace up5::ui {

namespace {

constexpr int kLabelGap = 6; // pixels between the numbers of the range and the curve

/// `text` in one line, or in two, elided where they are too narrow; the tool tip has all of it.
QStringList linesOf(const QString& text, const QFont& font, int firstWidth, int secondWidth) {
    QTextLayout layout(text, font);
    layout.beginLayout();
    QTextLine first = layout.createLine();
    first.setLineWidth(firstWidth);
    layout.endLayout();
    const QString rest = text.mid(first.textLength());
    const QFontMetrics metrics(font); // a single word may be wider than the line
    QStringList lines = {metrics.elidedText(text.left(first.textLength()), Qt::ElideRight, firstWidth)};
    if (!rest.isEmpty()) {
        lines << metrics.elidedText(rest, Qt::ElideRight, secondWidth);
    }
    return lines;
}

} // namespace

CurvePlot::CurvePlot(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize CurvePlot::sizeHint() const {
    return {220, 110};
}

QSize CurvePlot::minimumSizeHint() const {
    return {std::max(100, leftMargin() + 56), 6 * fontMetrics().height()};
}

int CurvePlot::leftMargin() const {
    return std::max(fontMetrics().horizontalAdvance(number(m_low)),
                    fontMetrics().horizontalAdvance(number(m_high))) +
           kLabelGap;
}

QString CurvePlot::number(double value) const {
    return QString::number(value, 'f', m_curve.decimals);
}

void CurvePlot::setCurve(TrainingCurve curve) {
    const int marginBefore = leftMargin();
    m_curve = std::move(curve);
    m_low = m_high = 0;
    if (!m_curve.points.empty()) {
        const auto [low, high] =
            std::minmax_element(m_curve.points.begin(), m_curve.points.end(),
                                [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); });
        m_low = low->y();
        m_high = high->y();
        setAccessibleName(m_curve.name);
        setAccessibleDescription(tr("%1: now %2 at step %3, lowest %4, highest %5")
                                     .arg(m_curve.name, number(m_curve.points.back().y()),
                                          QString::number(m_curve.points.back().x(), 'f', 0), number(m_low),
                                          number(m_high)));
        setToolTip(accessibleDescription());
    }
    if (leftMargin() != marginBefore) {
        updateGeometry();
    }
    update();
}

void CurvePlot::paintEvent(QPaintEvent*) {
    if (m_curve.points.empty()) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors& colors = themeColors(palette());
    const int line = fontMetrics().height();
    painter.setPen(colors.text);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QString last = number(m_curve.points.back().y());
    const int nameWidth = width() - QFontMetrics(bold).horizontalAdvance(last) - 8;
    // Where the name's first word leaves no room for the value, it stands in the line below.
    const int firstWord = fontMetrics().horizontalAdvance(m_curve.name.section(u' ', 0, 0));
    const bool isBeside = firstWord <= nameWidth;
    const QStringList nameLines =
        linesOf(m_curve.name, font(), isBeside ? nameWidth : width(), isBeside ? width() : nameWidth);
    painter.drawText(QPoint(0, fontMetrics().ascent()), nameLines.first());
    painter.drawText(QPoint(0, line + fontMetrics().ascent()), nameLines.value(1));
    painter.setFont(bold);
    painter.drawText(QRect(0, isBeside ? 0 : line, width(), line), Qt::AlignRight | Qt::AlignVCenter, last);
    painter.setFont(font());

    const auto titleLines = isBeside ? nameLines.size() : 2;
    const double top = (static_cast<double>(titleLines) + 0.6) * line;
    const int left = leftMargin();
    const QRectF plot(left, top, width() - left - 4, height() - top - 1.2 * line - 4);
    painter.setPen(QPen(colors.border, 1));
    painter.drawLine(plot.topLeft(), plot.topRight());
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    painter.setPen(colors.mutedText);
    const QRectF labels(0, 0, left - kLabelGap + 1, line); // the painter's widths are no whole pixels
    painter.drawText(labels.translated(0, plot.top() - line / 2.0), Qt::AlignRight | Qt::AlignVCenter,
                     number(m_high));
    painter.drawText(labels.translated(0, plot.bottom() - line / 2.0), Qt::AlignRight | Qt::AlignVCenter,
                     number(m_low));
    const double firstStep = m_curve.points.front().x();
    const double lastStep = m_curve.points.back().x();
    painter.drawText(QRectF(0, plot.bottom() + 3, plot.right(), line), Qt::AlignRight | Qt::AlignTop,
                     tr("step %1").arg(lastStep, 0, 'f', 0));

    const double xSpan = std::max(lastStep - firstStep, 1.0);
    const double ySpan = m_high > m_low ? m_high - m_low : 1.0;
    QPolygonF drawn;
    for (const QPointF& point : m_curve.points) {
        drawn << QPointF(plot.left() + plot.width() * (point.x() - firstStep) / xSpan,
                         plot.bottom() - plot.height() * (point.y() - m_low) / ySpan);
    }
    painter.setPen(QPen(seriesColor(m_curve.color, isDark(palette())), 1.6));
    painter.setClipRect(plot.adjusted(-2, -2, 2, 2));
    if (drawn.size() == 1) {
        painter.drawEllipse(drawn.front(), 2, 2);
    } else {
        painter.drawPolyline(drawn);
    }
}

} // namespace up5::ui
