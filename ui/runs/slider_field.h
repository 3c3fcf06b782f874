// A slider with a box for the typed value, for one value or a range of them: λ on its logarithmic scale, or a
// whole number.
#pragma once

#include <vector>

#include <QtWidgets/QWidget>

#include "ui/runs/lambda_scale.h"

namespace up5::ui {

class MarkedSlider;
class NumberBox;
class RangeRow;

/// What both have in common: the slider's second handle and the row under it.
class SliderField : public QWidget {
    Q_OBJECT
public:
    bool isRanged() const;
    void clearRange();
    /// Whether a range can be asked for, as it can at first; otherwise one value only.
    void setRangeable(bool isRangeable);
    /// Whether a range asks for its number of points; a search needs none.
    void showPoints(bool shown);

Q_SIGNALS:
    /// The range came, went, or changed its upper end or number of points.
    void rangeChanged();

protected:
    /// `name` begins the object names of slider, box and row.
    SliderField(const QString& name, const QString& quantity, bool isWhole, double low, double high,
                QWidget* parent);

    MarkedSlider& slider() const { return *m_slider; }
    NumberBox& box() const { return *m_box; }
    RangeRow& row() const { return *m_row; }
    /// A typed value's place on the slider and back.
    virtual int positionOf(double value) const = 0;
    virtual double valueAt(int position) const = 0;
    /// Called at the end of the constructor of whoever overrides the two.
    void connectParts();

private:
    void showRange(bool isRanged);

    MarkedSlider* m_slider;
    NumberBox* m_box;
    RangeRow* m_row;
};

/// λ ≥ 0. The box takes any value in the allowed range; the slider then stands at the nearest stop. `name`
/// begins the object names.
class LambdaField : public SliderField {
    Q_OBJECT
public:
    explicit LambdaField(QWidget* parent = nullptr, const QString& name = QStringLiteral("lambda"));

    double value() const;
    void setValue(double lambda);
    /// The value, or those of the range: its ends as they stand in the boxes, between them stops of the
    /// slider that are evenly apart on it; ascending, each once.
    std::vector<double> values() const;

Q_SIGNALS:
    void valueChanged(double lambda);

private:
    int positionOf(double value) const override { return m_scale.position(value); }
    double valueAt(int position) const override { return m_scale.value(position); }

    LambdaScale m_scale;
};

/// Prefix length n from 1 to 50.
class PrefixLengthField : public SliderField {
    Q_OBJECT
public:
    explicit PrefixLengthField(QWidget* parent = nullptr,
                               const QString& name = QStringLiteral("prefixLength"));

    int value() const;
    void setValue(int length);
    /// The value, or evenly apart those of the range, rounded; ascending, each once.
    std::vector<int> values() const;

Q_SIGNALS:
    void valueChanged(int length);

private:
    int positionOf(double value) const override { return static_cast<int>(value); }
    double valueAt(int position) const override { return position; }
};

} // namespace up5::ui
