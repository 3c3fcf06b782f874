// Under a slider with its box: whether a range is swept instead of one value, up to where and in how many
// points.
#pragma once

#include <QtWidgets/QWidget>

class QCheckBox;
class QLabel;

namespace up5::ui {

class NumberBox;

class RangeRow : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMostPoints = 20;

    /// `name` begins the object names: <name>Range, <name>UpperBox, <name>Points.
    RangeRow(const QString& name, const QString& quantity, bool isWhole, QWidget* parent = nullptr);

    void setBounds(double low, double high);
    bool isRanged() const;
    double upper() const;
    /// Of the range, its ends included; 1 when there is no range.
    int points() const;
    void setUpper(double value);
    /// Whether the number of points is asked for where there is a range, as it is at first.
    void showPoints(bool shown);
    /// No range.
    void clear();

Q_SIGNALS:
    void rangedChanged(bool isRanged);
    void upperChanged(double value);
    void pointsChanged();

private:
    void showRange(bool isRanged);

    QCheckBox* m_ranged;
    QLabel* m_in;
    NumberBox* m_upper;
    NumberBox* m_points;
    bool m_hasPoints = true;
};

} // namespace up5::ui
