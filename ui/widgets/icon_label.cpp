#include "ui/widgets/icon_label.h"

#include <QtGui/QPainter>

#include "ui/widgets/icons.h"

namespace up5::ui {

IconLabel::IconLabel(const QString& iconName, int size, QWidget* parent)
    : QWidget(parent), m_icon(themedIcon(iconName)) {
    setFixedSize(size, size);
}

void IconLabel::setIconName(const QString& iconName) {
    m_icon = themedIcon(iconName);
    update();
}

void IconLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    m_icon.paint(&painter, rect());
}

} // namespace up5::ui
