#include "ui/widgets/bar_delegate.h"

#include <algorithm>

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

#include "ui/widgets/palette.h"

namespace up5::ui {

void BarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const {
    const QVariant value = index.data(m_valueRole);
    if (!value.isValid()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QString text = cell.text;
    cell.text.clear();
    const QWidget* widget = option.widget;
    (widget ? widget->style() : QApplication::style())
        ->drawControl(QStyle::CE_ItemViewItem, &cell, painter, widget);

    const ThemeColors& colors = themeColors(option.palette);
    const int textWidth = option.fontMetrics.horizontalAdvance(QStringLiteral("100.0 %")) + 8;
    QRectF track = QRectF(option.rect).adjusted(8, 0, -8 - textWidth, 0);
    track.setTop(option.rect.center().y() - 3);
    track.setHeight(7);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (track.width() > 12) {
        painter->setBrush(colors.raised);
        painter->drawRoundedRect(track, 3.5, 3.5);
        track.setWidth(track.width() * std::clamp(value.toDouble() / 100.0, 0.0, 1.0));
        painter->setBrush(colors.accent);
        painter->drawRoundedRect(track, 3.5, 3.5);
    }
    painter->setPen(colors.text);
    painter->drawText(option.rect.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, text);
    painter->restore();
}

} // namespace up5::ui
