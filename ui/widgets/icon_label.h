// An icon that stands by itself and follows the theme.
#pragma once

#include <QtGui/QIcon>
#include <QtWidgets/QWidget>

namespace up5::ui {

class IconLabel : public QWidget {
    Q_OBJECT
public:
    IconLabel(const QString& iconName, int size, QWidget* parent = nullptr);
    void setIconName(const QString& iconName);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QIcon m_icon;
};

} // namespace up5::ui
