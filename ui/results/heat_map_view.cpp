#include "ui/results/heat_map_view.h"

#include <algorithm>
#include <cmath>

#include <QtCore/QStringList>
#include <QtGui/QAccessible>
#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

#include "ui/results/estimate_text.h"
#include "ui/widgets/palette.h"

namespace up5::ui {

namespace {

constexpr double kBetween = 22;      // pixels between two maps
constexpr double kSmallestCell = 34; // width that a number needs
constexpr double kWidestCell = 190;  // beyond, the eye loses the row
constexpr double kLabelShare = 0.4;  // of the width at most

/// From the background (nothing read) to a dark blue or, on dark ground, a bright yellow: one way in
/// lightness.
QColor heatColor(double share, bool dark) {
    const QColor from = themeColors(dark).surface;
    const QColor to = dark ? QColor(0xf0, 0xe4, 0x42) : QColor(0x08, 0x30, 0x6b);
    const auto between = [&](int a, int b) { return static_cast<int>(std::lround(a + share * (b - a))); };
    return QColor(between(from.red(), to.red()), between(from.green(), to.green()),
                  between(from.blue(), to.blue()));
}

QColor textOn(const QColor& ground) {
    const double luminance = 0.299 * ground.red() + 0.587 * ground.green() + 0.114 * ground.blue();
    return luminance > 140 ? QColor(0x10, 0x18, 0x20) : QColor(0xfd, 0xfd, 0xfd);
}

QString intervalOf(const metrics::Estimate& auc) {
    return QStringLiteral("%1–%2").arg(auc.low, 0, 'f', 3).arg(auc.high, 0, 'f', 3);
}

} // namespace

HeatMapView::HeatMapView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
}

void HeatMapView::setContent(std::optional<HeatMapContent> content, const QString& emptyText) {
    m_content = std::move(content);
    m_emptyText = emptyText;
    m_cursor.reset();
    setAccessibleDescription(m_content ? summary() : m_emptyText);
    updateGeometry();
    update();
}

QString HeatMapView::cursorText() const {
    return m_cursor ? describe(*m_cursor) : QString();
}

const report::HeatCell& HeatMapView::cellAt(const Position& position) const {
    return map()
        .sides[static_cast<std::size_t>(position.side)]
        .cells[static_cast<std::size_t>(position.row)][static_cast<std::size_t>(position.column)];
}

QString HeatMapView::describe(const Position& position) const {
    QStringList place;
    for (const std::string* name : {&map().sides[static_cast<std::size_t>(position.side)].title,
                                    &map().rows[static_cast<std::size_t>(position.row)],
                                    &map().columns[static_cast<std::size_t>(position.column)]}) {
        if (!name->empty()) {
            place << QString::fromStdString(*name);
        }
    }
    const std::optional<metrics::Estimate>& auc = cellAt(position).auc;
    return tr("%1: AUC %2")
        .arg(place.join(QStringLiteral("; ")), auc ? estimateText(*auc) : tr("not measured"));
}

double HeatMapView::labelWidth() const {
    double width = 0;
    for (const std::string& row : map().rows) {
        width = std::max(width, QFontMetricsF(font()).horizontalAdvance(QString::fromStdString(row)));
    }
    return std::min(width + 12, std::max(120.0, kLabelShare * this->width()));
}

QFont HeatMapView::intervalFont() const {
    QFont small = font();
    small.setPointSizeF(std::max(7.0, 0.82 * font().pointSizeF()));
    return small;
}

double HeatMapView::leastRowHeight() const {
    return (map().intervals ? 2.7 : 1.9) * fontMetrics().height();
}

double HeatMapView::rowHeight() const {
    return std::clamp((height() - 6.0 * fontMetrics().height()) /
                          ((map().intervals ? 1.0 : 2.0) * static_cast<double>(rows())),
                      leastRowHeight(), 3.2 * fontMetrics().height());
}

double HeatMapView::headHeight() const {
    const bool hasTitles = std::any_of(map().sides.begin(), map().sides.end(),
                                       [](const report::HeatMapSide& side) { return !side.title.empty(); });
    return (hasTitles ? 2.6 : 1.4) * fontMetrics().height();
}

double HeatMapView::sideHeight() const {
    return headHeight() + 0.2 * fontMetrics().height() + rowHeight() * rows();
}

bool HeatMapView::isStacked() const {
    return sides() > 1 &&
           (width() - labelWidth() - kBetween * (sides() - 1)) / sides() < kSmallestCell * columns();
}

QRectF HeatMapView::cellRect(const Position& position) const {
    const double beside = isStacked() ? 1 : sides();
    const double sideWidth = (width() - labelWidth() - kBetween * (beside - 1)) / beside;
    const double cellWidth = std::min(sideWidth / columns(), kWidestCell);
    const double left = labelWidth() + (isStacked() ? 0 : position.side * (sideWidth + kBetween));
    const double top =
        headHeight() + (isStacked() ? position.side * (sideHeight() + fontMetrics().height()) : 0);
    return {left + cellWidth * position.column, top + rowHeight() * position.row, cellWidth, rowHeight()};
}

QSize HeatMapView::sizeHint() const {
    return {560, m_content ? minimumSizeHint().height() : 200};
}

QSize HeatMapView::minimumSizeHint() const {
    if (!m_content) {
        return {260, 120};
    }
    const double line = fontMetrics().height();
    const double side = headHeight() + 0.2 * line + leastRowHeight() * rows();
    return {260, static_cast<int>((isStacked() ? sides() : 1) * (side + line) + 4.5 * line)};
}

std::optional<HeatMapView::Position> HeatMapView::positionAt(QPointF point) const {
    for (int side = 0; m_content && side < sides(); ++side) {
        for (int row = 0; row < rows(); ++row) {
            for (int column = 0; column < columns(); ++column) {
                if (cellRect({side, row, column}).contains(point)) {
                    return Position{side, row, column};
                }
            }
        }
    }
    return std::nullopt;
}

void HeatMapView::setCursorPosition(const Position& position) {
    m_cursor = position;
    setAccessibleDescription(summary() + u' ' + cursorText());
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
    Q_EMIT cursorMoved(cursorText());
}

void HeatMapView::paintCell(QPainter& painter, const QRectF& box, const report::HeatCell& cell) const {
    const bool dark = isDark(palette());
    const bool isMeasured = cell.auc && !std::isnan(cell.auc->value);
    const QColor ground =
        isMeasured ? heatColor(map().shade(cell.auc->value), dark) : themeColors(dark).surface;
    painter.setPen(QPen(themeColors(dark).border, 1));
    painter.setBrush(ground);
    painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
    if (cell.marked) {
        painter.setPen(QPen(textOn(ground), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(3.5, 3.5, -3.5, -3.5));
    }
    painter.setPen(textOn(ground));
    painter.setFont(font());
    if (!isMeasured) {
        painter.drawText(box, Qt::AlignCenter, QStringLiteral("–"));
        return;
    }
    const QString interval = intervalOf(*cell.auc);
    const bool hasInterval = map().intervals && !std::isnan(cell.auc->low) &&
                             QFontMetricsF(intervalFont()).horizontalAdvance(interval) + 12 < box.width();
    if (!hasInterval) {
        painter.drawText(box, Qt::AlignCenter,
                         QString::number(cell.auc->value, 'f', map().intervals ? 3 : 2));
        return;
    }
    const double half = box.height() / 2;
    painter.drawText(box.adjusted(0, 4, 0, 2 - half), Qt::AlignCenter,
                     QString::number(cell.auc->value, 'f', 3));
    painter.setFont(intervalFont());
    painter.drawText(box.adjusted(0, half - 2, 0, -4), Qt::AlignCenter, interval);
}

void HeatMapView::paintSide(QPainter& painter, int side) const {
    const ThemeColors& colors = themeColors(palette());
    const double line = fontMetrics().height();
    const QRectF first = cellRect({side, 0, 0});
    const QRectF last = cellRect({side, 0, columns() - 1});
    painter.setPen(colors.text);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    const QRectF title(first.left(), first.top() - 2.6 * line, last.right() - first.left(), line);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(bold).elidedText(
                         QString::fromStdString(map().sides[static_cast<std::size_t>(side)].title),
                         Qt::ElideRight, title.width()));
    for (int column = 0; column < columns(); ++column) {
        const QRectF head = cellRect({side, 0, column}).translated(0, -1.3 * line);
        painter.setFont(font());
        painter.setPen(colors.mutedText);
        painter.drawText(QRectF(head.left(), head.top(), head.width(), line), Qt::AlignCenter,
                         QFontMetricsF(font()).elidedText(
                             QString::fromStdString(map().heads[static_cast<std::size_t>(column)]),
                             Qt::ElideRight, head.width()));
        for (int row = 0; row < rows(); ++row) {
            paintCell(painter, cellRect({side, row, column}), cellAt({side, row, column}));
        }
    }
    painter.setFont(font());
    if (side == 0 || isStacked()) {
        painter.setPen(colors.text);
        for (int row = 0; row < rows(); ++row) {
            const QRectF box = cellRect({side, row, 0});
            const QString name = QString::fromStdString(map().rows[static_cast<std::size_t>(row)]);
            const QRectF label(0, box.top(), box.left() - 8, box.height());
            if (box.height() >= 2 * line) {
                painter.drawText(label,
                                 static_cast<int>(Qt::AlignRight) | static_cast<int>(Qt::AlignVCenter) |
                                     static_cast<int>(Qt::TextWordWrap),
                                 QString(name).replace(QStringLiteral(" %"), QStringLiteral("\u00a0%")));
            } else {
                painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter,
                                 QFontMetricsF(font()).elidedText(name, Qt::ElideMiddle, label.width()));
            }
        }
    }
}

void HeatMapView::paintScale(QPainter& painter) const {
    const bool dark = isDark(palette());
    const double line = fontMetrics().height();
    const QRectF last = cellRect({sides() - 1, rows() - 1, 0});
    const QString from = tr("AUC 0.50 or less");
    const double left = labelWidth();
    const double top = last.bottom() + line;
    painter.setPen(themeColors(dark).text);
    const double fromWidth = QFontMetricsF(font()).horizontalAdvance(from) + 8;
    painter.drawText(QRectF(left, top, fromWidth, line), Qt::AlignLeft | Qt::AlignVCenter, from);
    constexpr int kSteps = 40;
    for (int step = 0; step < kSteps; ++step) {
        painter.fillRect(QRectF(left + fromWidth + 3 * step, top + 2, 3, line - 4),
                         heatColor(step / (kSteps - 1.0), dark));
    }
    const double right = left + fromWidth + 3 * kSteps + 8;
    painter.drawText(QRectF(right, top, width() - right, line), Qt::AlignLeft | Qt::AlignVCenter,
                     QString::number(map().top, 'f', 2));
    painter.setPen(themeColors(dark).mutedText);
    painter.drawText(QRectF(left, top + 1.3 * line, width() - left, 2 * line),
                     static_cast<int>(Qt::AlignLeft) | static_cast<int>(Qt::TextWordWrap),
                     QString::fromStdString(map().foot));
}

void HeatMapView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColors& colors = themeColors(palette());
    painter.fillRect(rect(), colors.surface);
    if (!m_content) {
        painter.setPen(colors.mutedText);
        painter.drawText(rect().adjusted(20, 20, -20, -20),
                         static_cast<int>(Qt::AlignCenter) | static_cast<int>(Qt::TextWordWrap), m_emptyText);
        return;
    }
    for (int side = 0; side < sides(); ++side) {
        paintSide(painter, side);
    }
    paintScale(painter);
    if (m_cursor) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.accent, hasFocus() ? 3 : 1.5));
        painter.drawRect(cellRect(*m_cursor).adjusted(1, 1, -1, -1));
    }
}

void HeatMapView::keyPressEvent(QKeyEvent* event) {
    if (!m_content) {
        QWidget::keyPressEvent(event);
        return;
    }
    Position next = m_cursor.value_or(Position{});
    const int allColumns = columns() * sides();
    int column = next.side * columns() + next.column; // all maps as one row of cells
    switch (event->key()) {
    case Qt::Key_Left:
        column -= m_cursor ? 1 : 0;
        break;
    case Qt::Key_Right:
        column += m_cursor ? 1 : 0;
        break;
    case Qt::Key_Up:
        next.row -= 1;
        break;
    case Qt::Key_Down:
        next.row += m_cursor ? 1 : 0;
        break;
    case Qt::Key_Home:
        column = 0;
        break;
    case Qt::Key_End:
        column = allColumns - 1;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    column = std::clamp(column, 0, allColumns - 1);
    setCursorPosition({column / columns(), std::clamp(next.row, 0, rows() - 1), column % columns()});
}

void HeatMapView::mousePressEvent(QMouseEvent* event) {
    QWidget::mousePressEvent(event);
    if (const auto position = positionAt(event->position())) {
        setCursorPosition(*position);
    }
}

void HeatMapView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void HeatMapView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

bool HeatMapView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto position = positionAt(help->pos());
        QToolTip::showText(help->globalPos(), position ? describe(*position) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace up5::ui
