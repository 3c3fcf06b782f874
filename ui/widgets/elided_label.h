// A one-line label that gives up its last words, with an ellipsis, rather than widen the window.
#pragma once

#include <QtWidgets/QLabel>

namespace up5::ui {

class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    using QLabel::QLabel;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    /// The tool tip has the whole text while some of it is hidden.
    bool event(QEvent* event) override;
};

} // namespace up5::ui
