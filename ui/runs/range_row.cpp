#include "ui/runs/range_row.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

#include "ui/runs/number_box.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kUpperWidth = 70;
constexpr int kPointsWidth = 52;
constexpr int kUsualPoints = 3;

} // namespace

RangeRow::RangeRow(const QString& name, const QString& quantity, bool isWhole, QWidget* parent)
    : QWidget(parent), m_ranged(new QCheckBox(tr("Sweep to"), this)), m_in(new QLabel(tr("points"), this)),
      m_upper(new NumberBox(isWhole ? NumberBox::Kind::Integer : NumberBox::Kind::Real, this)),
      m_points(new NumberBox(NumberBox::Kind::Integer, this)) {
    m_ranged->setObjectName(name + u"Range"_s);
    m_ranged->setAccessibleName(tr("Sweep a range of %1").arg(quantity));
    m_ranged->setToolTip(tr("Two handles make a range: one run at each of its points."));
    m_upper->setObjectName(name + u"UpperBox"_s);
    m_upper->setAccessibleName(tr("Upper end of %1").arg(quantity));
    m_upper->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_upper->setFixedWidth(kUpperWidth);
    m_points->setObjectName(name + u"Points"_s);
    m_points->setAccessibleName(tr("Points of %1").arg(quantity));
    m_points->setRange(2, kMostPoints);
    m_points->setValue(kUsualPoints);
    m_points->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_points->setFixedWidth(kPointsWidth);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_ranged);
    row->addWidget(m_upper);
    row->addStretch(1);
    row->addWidget(m_points);
    row->addWidget(m_in);
    setFixedHeight(m_upper->sizeHint().height()); // the form must not jump when the boxes come
    showRange(false);
    connect(m_ranged, &QCheckBox::toggled, this, [this](bool isRanged) {
        showRange(isRanged);
        Q_EMIT rangedChanged(isRanged);
    });
    connect(m_upper, &NumberBox::valueChanged, this, &RangeRow::upperChanged);
    connect(m_points, &NumberBox::valueChanged, this, &RangeRow::pointsChanged);
}

void RangeRow::showRange(bool isRanged) {
    m_upper->setVisible(isRanged);
    for (QWidget* part : std::initializer_list<QWidget*>{m_points, m_in}) {
        part->setVisible(isRanged && m_hasPoints);
    }
}

void RangeRow::showPoints(bool shown) {
    m_hasPoints = shown;
    showRange(isRanged());
}

void RangeRow::setBounds(double low, double high) {
    m_upper->setRange(low, high);
}

bool RangeRow::isRanged() const {
    return m_ranged->isChecked();
}

double RangeRow::upper() const {
    return m_upper->value();
}

int RangeRow::points() const {
    return isRanged() ? static_cast<int>(m_points->value()) : 1;
}

void RangeRow::clear() {
    m_ranged->setChecked(false);
}

void RangeRow::setUpper(double value) {
    m_upper->setValue(value);
}

} // namespace up5::ui
