// Keeps the mouse wheel from changing what it merely passes over.
#pragma once

#include <QtCore/QObject>

namespace up5::ui {

/// Event filter of the application while it lives. A wheel over a combo box, a number or a slider that has no
/// focus scrolls the form around it instead of changing the value, which nobody would notice; nor does it
/// give the focus.
class WheelGuard : public QObject {
    Q_OBJECT
public:
    explicit WheelGuard(QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace up5::ui
