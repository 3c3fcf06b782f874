// Covers the window while files are dragged over it and says what dropping them does.
#pragma once

#include <QtWidgets/QWidget>

namespace up5::ui {

class DropHint : public QWidget {
    Q_OBJECT
public:
    explicit DropHint(QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace up5::ui
