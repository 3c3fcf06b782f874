#include "ui/runs/sweep_way.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>

#include "ui/runs/also_vary_field.h"
#include "ui/runs/number_box.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum WayIndex { kEveryCombination, kSearchWithin };
constexpr int kMostSearchRuns = 1'000; // what a sweep may have at most
constexpr int kRunsWidth = 72;

} // namespace

SweptRange rangeOfLambda(const std::vector<double>& values) {
    const std::string key = "lambda";
    return {jobs::axisOver(key, values),
            {key, values.front(), values.back(),
             values.front() > 0 ? jobs::SearchVariable::Scale::Log : jobs::SearchVariable::Scale::Linear}};
}

SweptRange rangeOfWhole(const std::string& key, const std::vector<int>& values) {
    return {jobs::axisOver(key, values),
            {key, static_cast<double>(values.front()), static_cast<double>(values.back()),
             jobs::SearchVariable::Scale::Integer}};
}

SweepWay::SweepWay(const QString& name, QWidget* parent)
    : QWidget(parent), m_way(new QComboBox(this)), m_captionOfRuns(new QLabel(tr("at most"), this)),
      m_runs(new NumberBox(NumberBox::Kind::Integer, this)),
      m_captionOfHits(new QLabel(tr("runs, by leak and"), this)), m_hits(new QComboBox(this)),
      m_stopDominated(new QCheckBox(tr("Stop early what is dominated"), this)) {
    m_way->setObjectName(name + u"SweepWay"_s);
    m_way->setAccessibleName(tr("How the ranges are swept"));
    m_way->addItem(tr("Every combination"));
    m_way->setItemData(kEveryCombination, tr("A run at each point of a range with each point of the other."),
                       Qt::ToolTipRole);
    m_way->addItem(tr("Search within the ranges"));
    m_way->setItemData(kSearchWithin,
                       tr("NSGA-II looks between the handles for settings that leak less and hit more on "
                          "validation users; each generation learns from those before it. λ is searched "
                          "logarithmically, or linearly where its range begins at 0."),
                       Qt::ToolTipRole);
    const jobs::SweepSearch defaults;
    m_runs->setObjectName(name + u"SearchRuns"_s);
    m_runs->setAccessibleName(tr("Runs of the search, at most"));
    m_runs->setRange(defaults.population, kMostSearchRuns);
    m_runs->setValue(defaults.runs);
    m_runs->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_runs->setFixedWidth(kRunsWidth);
    m_runs->setToolTip(tr("All seeds counted; a generation has %1 settings.").arg(defaults.population));
    m_hits->setObjectName(name + u"SearchHits"_s);
    m_hits->setAccessibleName(tr("Hits that the search weighs against the leak"));
    for (const int k : {1, 3, 5, 10}) {
        m_hits->addItem(u"hit@%1"_s.arg(k), k);
    }
    m_hits->setCurrentIndex(m_hits->findData(defaults.k));
    m_stopDominated->setObjectName(name + u"StopDominated"_s);
    m_stopDominated->setToolTip(tr("No further seeds of settings that leak more and hit less on validation "
                                   "users than another one, beyond its intervals; needs several seeds."));

    auto* search = new QHBoxLayout;
    search->setSpacing(6);
    for (QWidget* part : std::initializer_list<QWidget*>{m_captionOfRuns, m_runs, m_captionOfHits}) {
        search->addWidget(part);
    }
    search->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_way);
    layout->addLayout(search);
    layout->addWidget(m_hits); // in a row of its own: the forms are narrow
    layout->addWidget(m_stopDominated);
    connect(m_way, &QComboBox::currentIndexChanged, this, [this] {
        showParts();
        Q_EMIT changed();
    });
    connect(m_runs, &NumberBox::valueChanged, this, &SweepWay::changed);
    connect(m_hits, &QComboBox::currentIndexChanged, this, &SweepWay::changed);
    connect(m_stopDominated, &QCheckBox::toggled, this, &SweepWay::changed);
    showParts();
}

void SweepWay::setSwept(bool hasRange, bool isSweep) {
    m_hasRange = hasRange;
    m_isSweep = isSweep;
    showParts();
}

void SweepWay::showParts() {
    setVisible(m_isSweep);
    m_way->setVisible(m_hasRange);
    for (QWidget* part : std::initializer_list<QWidget*>{m_captionOfRuns, m_runs, m_captionOfHits, m_hits}) {
        part->setVisible(isSearch());
    }
    m_stopDominated->setVisible(!isSearch());
}

bool SweepWay::isSearch() const {
    return m_hasRange && m_way->currentIndex() == kSearchWithin;
}

void SweepWay::reset() {
    m_way->setCurrentIndex(kEveryCombination);
    m_stopDominated->setChecked(false);
    const jobs::SweepSearch defaults;
    m_runs->setValue(defaults.runs);
    m_hits->setCurrentIndex(m_hits->findData(defaults.k));
}

void SweepWay::complete(jobs::SweepPlan& plan, const std::vector<SweptRange>& ranges,
                        const AlsoVaryField& others) const {
    if (isSearch()) {
        jobs::SweepSearch search;
        search.runs = static_cast<int>(m_runs->value());
        search.k = m_hits->currentData().toInt();
        for (const SweptRange& range : ranges) {
            search.variables.push_back(range.variable);
        }
        const auto more = others.variables();
        search.variables.insert(search.variables.end(), more.begin(), more.end());
        plan.search = std::move(search);
        return;
    }
    for (const SweptRange& range : ranges) {
        plan.axes.push_back(range.axis);
    }
    const auto more = others.axes();
    plan.axes.insert(plan.axes.end(), more.begin(), more.end());
    plan.stopDominated = m_stopDominated->isChecked();
}

} // namespace up5::ui
