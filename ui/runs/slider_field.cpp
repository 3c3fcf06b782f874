#include "ui/runs/slider_field.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QHBoxLayout>

#include "ui/runs/marked_slider.h"
#include "ui/runs/number_box.h"
#include "ui/runs/range_row.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBoxWidth = 72;
constexpr double kLargestLambda = 10000;
constexpr int kLongestPrefix = 50;

/// Positions evenly apart, the ends included.
std::vector<double> spread(double low, double high, int points) {
    std::vector<double> positions;
    for (int i = 0; i < points; ++i) {
        positions.push_back(low + (high - low) * i / std::max(1, points - 1));
    }
    return positions;
}

} // namespace

SliderField::SliderField(const QString& name, const QString& quantity, bool isWhole, double low, double high,
                         QWidget* parent)
    : QWidget(parent), m_slider(new MarkedSlider(this)),
      m_box(new NumberBox(isWhole ? NumberBox::Kind::Integer : NumberBox::Kind::Real, this)),
      m_row(new RangeRow(name, quantity, isWhole, this)) {
    m_slider->setObjectName(name + u"Slider"_s);
    m_box->setObjectName(name + u"Box"_s);
    m_box->setAccessibleName(quantity);
    m_box->setRange(low, high);
    m_row->setBounds(low, high);
    m_box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_box->setFixedWidth(kBoxWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* line = new QHBoxLayout;
    line->setSpacing(10);
    line->addWidget(m_slider, 1);
    line->addWidget(m_box, 0, Qt::AlignTop);
    layout->addLayout(line);
    layout->addWidget(m_row);
    setFocusProxy(m_box);
}

bool SliderField::isRanged() const {
    return m_row->isRanged();
}

void SliderField::clearRange() {
    m_row->clear();
}

void SliderField::setRangeable(bool isRangeable) {
    clearRange();
    m_row->setVisible(isRangeable);
}

void SliderField::showPoints(bool shown) {
    m_row->showPoints(shown);
}

void SliderField::connectParts() {
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int position) { m_box->setValue(valueAt(position)); });
    connect(m_slider, &MarkedSlider::upperChanged, this,
            [this](int position) { m_row->setUpper(valueAt(position)); });
    connect(m_box, &NumberBox::valueChanged, this, [this](double value) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(positionOf(value));
        if (isRanged() && m_row->upper() < value) {
            m_row->setUpper(value);
        }
    });
    connect(m_row, &RangeRow::upperChanged, this, [this](double value) {
        if (!isRanged()) {
            return;
        }
        if (value < m_box->value()) {
            m_row->setUpper(m_box->value());
            return;
        }
        const QSignalBlocker blocker(m_slider);
        m_slider->setUpper(positionOf(value));
        Q_EMIT rangeChanged();
    });
    connect(m_row, &RangeRow::pointsChanged, this, &SliderField::rangeChanged);
    connect(m_row, &RangeRow::rangedChanged, this, &SliderField::showRange);
}

void SliderField::showRange(bool isRanged) {
    if (!isRanged) {
        m_slider->setUpper(std::nullopt);
        Q_EMIT rangeChanged();
        return;
    }
    // A range that can be seen: half of what is left of the slider.
    const int middle = m_slider->value() + (m_slider->maximum() - m_slider->value() + 1) / 2;
    m_slider->setUpper(middle);
    m_row->setUpper(std::max(valueAt(middle), m_box->value()));
    Q_EMIT rangeChanged();
}

LambdaField::LambdaField(QWidget* parent, const QString& name)
    : SliderField(name, tr("Weight λ of the adversary"), false, 0, kLargestLambda, parent) {
    slider().setAccessibleName(tr("Weight λ of the adversary, logarithmic"));
    slider().setRange(0, m_scale.last());
    slider().setPageStep(10);
    std::vector<SliderMark> marks = {{0, u"0"_s, false}};
    // λ of the paper's Figures 7 and 8 and of its experiments.
    for (const double lambda : {0.1, 1.0, 5.0, 10.0, 100.0}) {
        marks.push_back({m_scale.position(lambda), QString::number(lambda, 'g', 3), true});
    }
    slider().setMarks(marks);
    connectParts();
    connect(&box(), &NumberBox::valueChanged, this, &LambdaField::valueChanged);
}

double LambdaField::value() const {
    return box().value();
}

void LambdaField::setValue(double lambda) {
    box().setValue(lambda);
}

std::vector<double> LambdaField::values() const {
    if (!isRanged()) {
        return {value()};
    }
    std::set<double> values = {value(), row().upper()};
    for (const double position :
         spread(m_scale.realPosition(value()), m_scale.realPosition(row().upper()), row().points())) {
        const double stop = m_scale.value(static_cast<int>(std::lround(position)));
        if (stop > value() && stop < row().upper() &&
            values.size() < static_cast<std::size_t>(row().points())) {
            values.insert(stop);
        }
    }
    return {values.begin(), values.end()};
}

PrefixLengthField::PrefixLengthField(QWidget* parent, const QString& name)
    : SliderField(name, tr("Prefix length n"), true, 1, kLongestPrefix, parent) {
    slider().setAccessibleName(tr("Prefix length n"));
    slider().setRange(1, kLongestPrefix);
    slider().setPageStep(5);
    std::vector<SliderMark> marks = {{1, u"1"_s, false}};
    // n of the paper's Figures 5 and 6.
    for (const int length : {5, 10, 15, 30}) {
        marks.push_back({length, QString::number(length), true});
    }
    marks.push_back({kLongestPrefix, QString::number(kLongestPrefix), false});
    slider().setMarks(marks);
    connectParts();
    connect(&box(), &NumberBox::valueChanged, this,
            [this](double length) { Q_EMIT valueChanged(static_cast<int>(length)); });
}

int PrefixLengthField::value() const {
    return static_cast<int>(box().value());
}

void PrefixLengthField::setValue(int length) {
    box().setValue(length);
}

std::vector<int> PrefixLengthField::values() const {
    std::set<int> values;
    for (const double length : spread(value(), isRanged() ? row().upper() : value(), row().points())) {
        values.insert(static_cast<int>(std::lround(length)));
    }
    return {values.begin(), values.end()};
}

} // namespace up5::ui
