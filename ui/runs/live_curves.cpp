#include "ui/runs/live_curves.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include "ui/runs/curve_plot.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

LiveCurves::LiveCurves(QWidget* parent)
    : QFrame(parent), m_title(new QLabel(this)), m_state(new QLabel(this)),
      m_plots(new QBoxLayout(QBoxLayout::TopToBottom)) {
    setObjectName(u"liveCurves"_s);
    setProperty("role", u"card"_s);
    m_title->setProperty("role", u"heading"_s);
    m_title->setWordWrap(true);
    m_state->setObjectName(u"liveState"_s);
    m_state->setProperty("role", u"muted"_s);
    m_state->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->addWidget(m_title);
    layout->addWidget(m_state);
    layout->addLayout(m_plots, 1);
    layout->addStretch(0);
}

void LiveCurves::showRun(const QString& title, const QString& state, std::vector<TrainingCurve> curves) {
    m_title->setText(title);
    m_state->setText(state);
    while (m_shown.size() > curves.size()) {
        delete m_shown.back();
        m_shown.pop_back();
    }
    while (m_shown.size() < curves.size()) {
        m_shown.push_back(new CurvePlot(this));
        m_plots->addWidget(m_shown.back(), 1);
    }
    for (std::size_t i = 0; i < curves.size(); ++i) {
        m_shown[i]->setObjectName(u"liveCurve%1"_s.arg(i));
        m_shown[i]->setCurve(std::move(curves[i]));
    }
}

void LiveCurves::setOrientation(Qt::Orientation orientation) {
    m_plots->setDirection(orientation == Qt::Vertical ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void LiveCurves::showNothing(const QString& sentence) {
    showRun(tr("Training"), sentence, {});
}

} // namespace up5::ui
