// A slider with a box for the typed value: λ on its logarithmic scale, or a whole number.
#pragma once

#include <QtWidgets/QWidget>

#include "ui/runs/lambda_scale.h"

namespace up5::ui {

class MarkedSlider;
class NumberBox;

/// λ ≥ 0. Slider and box are the objects `name` + "Slider" and `name` + "Box". The box takes any value in the
/// allowed range; the slider then stands at the nearest stop.
class LambdaField : public QWidget {
    Q_OBJECT
public:
    explicit LambdaField(QWidget* parent = nullptr, const QString& name = QStringLiteral("lambda"));

    double value() const;
    void setValue(double lambda);

Q_SIGNALS:
    void valueChanged(double lambda);

private:
    LambdaScale m_scale;
    MarkedSlider* m_slider;
    NumberBox* m_box;
};

/// Prefix length n from 1 to 50.
class PrefixLengthField : public QWidget {
    Q_OBJECT
public:
    explicit PrefixLengthField(QWidget* parent = nullptr,
                               const QString& name = QStringLiteral("prefixLength"));

    int value() const;
    void setValue(int length);

Q_SIGNALS:
    void valueChanged(int length);

private:
    MarkedSlider* m_slider;
    NumberBox* m_box;
};

} // namespace up5::ui
