#include "ui/runs/slider_field.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QHBoxLayout>

#include "ui/runs/marked_slider.h"
#include "ui/runs/number_box.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBoxWidth = 72;
constexpr double kLargestLambda = 10000;
constexpr int kLongestPrefix = 50;

void layOut(QWidget* field, MarkedSlider* slider, NumberBox* box) {
    box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    box->setFixedWidth(kBoxWidth);
    auto* layout = new QHBoxLayout(field);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(slider, 1);
    layout->addWidget(box, 0, Qt::AlignTop);
    field->setFocusProxy(box);
}

} // namespace

LambdaField::LambdaField(QWidget* parent, const QString& name)
    : QWidget(parent), m_slider(new MarkedSlider(this)), m_box(new NumberBox(NumberBox::Kind::Real, this)) {
    m_slider->setObjectName(name + u"Slider"_s);
    m_slider->setAccessibleName(tr("Weight λ of the adversary, logarithmic"));
    m_slider->setRange(0, m_scale.last());
    m_slider->setPageStep(10);
    std::vector<SliderMark> marks = {{0, u"0"_s, false}};
    // λ of the paper's Figures 7 and 8 and of its experiments.
    for (const double lambda : {0.1, 1.0, 5.0, 10.0, 100.0}) {
        marks.push_back({m_scale.position(lambda), QString::number(lambda, 'g', 3), true});
    }
    m_slider->setMarks(marks);
    m_box->setObjectName(name + u"Box"_s);
    m_box->setAccessibleName(tr("Weight λ of the adversary"));
    m_box->setRange(0, kLargestLambda);
    layOut(this, m_slider, m_box);
    connect(m_slider, &QSlider::valueChanged, this,
            [this](int position) { m_box->setValue(m_scale.value(position)); });
    connect(m_box, &NumberBox::valueChanged, this, [this](double lambda) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(m_scale.position(lambda));
        Q_EMIT valueChanged(lambda);
    });
}

double LambdaField::value() const {
    return m_box->value();
}

void LambdaField::setValue(double lambda) {
    m_box->setValue(lambda);
}

PrefixLengthField::PrefixLengthField(QWidget* parent, const QString& name)
    : QWidget(parent), m_slider(new MarkedSlider(this)),
      m_box(new NumberBox(NumberBox::Kind::Integer, this)) {
    m_slider->setObjectName(name + u"Slider"_s);
    m_slider->setAccessibleName(tr("Prefix length n"));
    m_slider->setRange(1, kLongestPrefix);
    m_slider->setPageStep(5);
    std::vector<SliderMark> marks = {{1, u"1"_s, false}};
    // n of the paper's Figures 5 and 6.
    for (const int length : {5, 10, 15, 30}) {
        marks.push_back({length, QString::number(length), true});
    }
    marks.push_back({kLongestPrefix, QString::number(kLongestPrefix), false});
    m_slider->setMarks(marks);
    m_box->setObjectName(name + u"Box"_s);
    m_box->setAccessibleName(tr("Prefix length n"));
    m_box->setRange(1, kLongestPrefix);
    layOut(this, m_slider, m_box);
    connect(m_slider, &QSlider::valueChanged, this, [this](int length) { m_box->setValue(length); });
    connect(m_box, &NumberBox::valueChanged, this, [this](double length) {
        const QSignalBlocker blocker(m_slider);
        m_slider->setValue(static_cast<int>(length));
        Q_EMIT valueChanged(static_cast<int>(length));
    });
}

int PrefixLengthField::value() const {
    return static_cast<int>(m_box->value());
}

void PrefixLengthField::setValue(int length) {
    m_box->setValue(length);
}

} // namespace up5::ui
