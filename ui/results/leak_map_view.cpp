#include "ui/results/leak_map_view.h"

#include <algorithm>
#include <cmath>

#include <QtCore/QStringList>
#include <QtGui/QAccessible>
#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

#include "ui/results/estimate_text.h"
#include "ui/results/probe_words.h"
#include "ui/widgets/palette.h"

namespace up5::ui {

namespace {

constexpr double kBetween = 22;      // pixels between two maps
constexpr double kSmallestCell = 34; // width that a number needs

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

const std::optional<metrics::Estimate>& cellOf(const report::LeakMap& map, int side, int row, int layer) {
    return map.sides[static_cast<std::size_t>(side)]
        .cells[static_cast<std::size_t>(row)][static_cast<std::size_t>(layer)];
}

} // namespace

LeakMapView::LeakMapView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Leak by layer and position"));
}

void LeakMapView::setMap(std::optional<report::LeakMap> map, const QString& emptyText) {
    m_map = std::move(map);
    m_emptyText = emptyText;
    m_cursor.reset();
    setAccessibleDescription(m_map ? summary() : m_emptyText);
    updateGeometry();
    update();
}

QString LeakMapView::summary() const {
    if (!m_map) {
        return {};
    }
    QStringList sentences;
    for (const report::LeakMapSide& side : m_map->sides) {
        if (const auto peak = report::peakOf(side)) {
            sentences << tr("%1: read best from %2, %3 (AUC %4).")
                             .arg(QString::fromStdString(side.label),
                                  targetName(m_map->targets[peak->target]),
                                  layerName(peak->layer, m_map->layers), QString::number(peak->auc, 'f', 3));
        }
    }
    return sentences.join(u' ');
}

QString LeakMapView::cursorText() const {
    return m_cursor ? describe(*m_cursor) : QString();
}

QString LeakMapView::describe(const Position& position) const {
    const auto& cell = cellOf(*m_map, position.side, position.row, position.layer);
    return tr("%1; %2; %3: AUC %4")
        .arg(QString::fromStdString(m_map->sides[static_cast<std::size_t>(position.side)].label),
             targetName(m_map->targets[static_cast<std::size_t>(position.row)]),
             layerName(position.layer, m_map->layers), cell ? estimateText(*cell) : tr("not measured"));
}

double LeakMapView::labelWidth() const {
    double width = 0;
    for (const std::string& target : m_map->targets) {
        width = std::max(width, QFontMetricsF(font()).horizontalAdvance(targetName(target)));
    }
    return width + 12;
}

double LeakMapView::rowHeight() const {
    return std::clamp((height() - 6.0 * fontMetrics().height()) /
                          (2.0 * static_cast<double>(m_map->targets.size())),
                      1.9 * fontMetrics().height(), 3.2 * fontMetrics().height());
}

double LeakMapView::sideHeight() const {
    return 2.8 * fontMetrics().height() + rowHeight() * static_cast<double>(m_map->targets.size());
}

bool LeakMapView::isStacked() const {
    const double sides = static_cast<double>(m_map->sides.size());
    return (width() - labelWidth() - kBetween * (sides - 1)) / sides < kSmallestCell * m_map->layers;
}

QRectF LeakMapView::cellRect(const Position& position) const {
    const double sides = isStacked() ? 1 : static_cast<double>(m_map->sides.size());
    const double sideWidth = (width() - labelWidth() - kBetween * (sides - 1)) / sides;
    const double cellWidth = sideWidth / m_map->layers;
    const double left = labelWidth() + (isStacked() ? 0 : position.side * (sideWidth + kBetween));
    const double top = 2.6 * fontMetrics().height() +
                       (isStacked() ? position.side * (sideHeight() + fontMetrics().height()) : 0);
    return {left + cellWidth * position.layer, top + rowHeight() * position.row, cellWidth, rowHeight()};
}

QSize LeakMapView::sizeHint() const {
    return {560, m_map ? minimumSizeHint().height() : 200};
}

QSize LeakMapView::minimumSizeHint() const {
    if (!m_map) {
        return {260, 120};
    }
    const double rows = static_cast<double>(m_map->targets.size());
    const double side = (2.8 + 1.9 * rows) * fontMetrics().height();
    return {260, static_cast<int>((isStacked() ? static_cast<double>(m_map->sides.size()) : 1) *
                                      (side + fontMetrics().height()) +
                                  4.0 * fontMetrics().height())};
}

std::optional<LeakMapView::Position> LeakMapView::positionAt(QPointF point) const {
    for (int side = 0; m_map && side < static_cast<int>(m_map->sides.size()); ++side) {
        for (int row = 0; row < static_cast<int>(m_map->targets.size()); ++row) {
            for (int layer = 0; layer < m_map->layers; ++layer) {
                if (cellRect({side, row, layer}).contains(point)) {
                    return Position{side, row, layer};
                }
            }
        }
    }
    return std::nullopt;
}

void LeakMapView::setCursorPosition(const Position& position) {
    m_cursor = position;
    setAccessibleDescription(summary() + u' ' + cursorText());
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    update();
    Q_EMIT cursorMoved(cursorText());
}

void LeakMapView::paintSide(QPainter& painter, int side) const {
    const bool dark = isDark(palette());
    const ThemeColors& colors = themeColors(dark);
    const double line = fontMetrics().height();
    const QRectF first = cellRect({side, 0, 0});
    const QRectF last = cellRect({side, 0, m_map->layers - 1});
    painter.setPen(colors.text);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    const QRectF title(first.left(), first.top() - 2.6 * line, last.right() - first.left(), line);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(bold).elidedText(
                         QString::fromStdString(m_map->sides[static_cast<std::size_t>(side)].label),
                         Qt::ElideRight, title.width()));
    painter.setFont(font());
    for (int layer = 0; layer < m_map->layers; ++layer) {
        const QRectF head = cellRect({side, 0, layer}).translated(0, -1.3 * line);
        painter.setPen(colors.mutedText);
        painter.drawText(QRectF(head.left(), head.top(), head.width(), line), Qt::AlignCenter,
                         QString::number(layer));
        for (int row = 0; row < static_cast<int>(m_map->targets.size()); ++row) {
            const QRectF box = cellRect({side, row, layer});
            const auto& cell = cellOf(*m_map, side, row, layer);
            const QColor ground = cell ? heatColor(m_map->shade(cell->value), dark) : colors.surface;
            painter.setPen(QPen(colors.border, 1));
            painter.setBrush(ground);
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
            painter.setPen(textOn(ground));
            painter.drawText(box, Qt::AlignCenter,
                             cell && !std::isnan(cell->value) ? QString::number(cell->value, 'f', 2)
                                                              : QStringLiteral("–"));
        }
    }
    if (side == 0 || isStacked()) {
        painter.setPen(colors.text);
        for (int row = 0; row < static_cast<int>(m_map->targets.size()); ++row) {
            const QRectF box = cellRect({side, row, 0});
            painter.drawText(QRectF(0, box.top(), box.left() - 8, box.height()),
                             Qt::AlignRight | Qt::AlignVCenter,
                             targetName(m_map->targets[static_cast<std::size_t>(row)]));
        }
    }
}

void LeakMapView::paintScale(QPainter& painter) const {
    const bool dark = isDark(palette());
    const int lastSide = static_cast<int>(m_map->sides.size()) - 1;
    const double line = fontMetrics().height();
    const QRectF last = cellRect({lastSide, static_cast<int>(m_map->targets.size()) - 1, 0});
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
                     QString::number(m_map->top, 'f', 2));
    painter.setPen(themeColors(dark).mutedText);
    painter.drawText(QRectF(left, top + 1.3 * line, width() - left, line), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("Columns: encoder layers, 0 = embeddings"));
}

void LeakMapView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColors& colors = themeColors(palette());
    painter.fillRect(rect(), colors.surface);
    if (!m_map) {
        painter.setPen(colors.mutedText);
        painter.drawText(rect().adjusted(20, 20, -20, -20),
                         static_cast<int>(Qt::AlignCenter) | static_cast<int>(Qt::TextWordWrap), m_emptyText);
        return;
    }
    for (int side = 0; side < static_cast<int>(m_map->sides.size()); ++side) {
        paintSide(painter, side);
    }
    paintScale(painter);
    if (m_cursor) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colors.accent, hasFocus() ? 3 : 1.5));
        painter.drawRect(cellRect(*m_cursor).adjusted(1, 1, -1, -1));
    }
}

void LeakMapView::keyPressEvent(QKeyEvent* event) {
    if (!m_map) {
        QWidget::keyPressEvent(event);
        return;
    }
    Position next = m_cursor.value_or(Position{});
    const int rows = static_cast<int>(m_map->targets.size());
    const int columns = m_map->layers * static_cast<int>(m_map->sides.size());
    int column = next.side * m_map->layers + next.layer; // both maps as one row of cells
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
        column = columns - 1;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    column = std::clamp(column, 0, columns - 1);
    setCursorPosition({column / m_map->layers, std::clamp(next.row, 0, rows - 1), column % m_map->layers});
}

void LeakMapView::mousePressEvent(QMouseEvent* event) {
    QWidget::mousePressEvent(event);
    if (const auto position = positionAt(event->position())) {
        setCursorPosition(*position);
    }
}

void LeakMapView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void LeakMapView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

bool LeakMapView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const auto position = positionAt(help->pos());
        QToolTip::showText(help->globalPos(), position ? describe(*position) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace up5::ui
