// One training curve, small: its name, its last value, its range.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/runs/training_curves.h"

namespace up5::ui {

class CurvePlot : public QWidget {
    Q_OBJECT
public:
    explicit CurvePlot(QWidget* parent = nullptr);

    void setCurve(TrainingCurve curve);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString number(double value) const;
    /// Room for the numbers of the range, left of the curve.
    int leftMargin() const;

    TrainingCurve m_curve;
    double m_low = 0, m_high = 1;
};

} // namespace up5::ui
