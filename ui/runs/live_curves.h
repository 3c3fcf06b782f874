// The curves of a run while it trains.
#pragma once

#include <QtWidgets/QFrame>

#include "ui/runs/training_curves.h"

class QLabel;
class QBoxLayout;

namespace up5::ui {

class CurvePlot;

class LiveCurves : public QFrame {
    Q_OBJECT
public:
    explicit LiveCurves(QWidget* parent = nullptr);

    /// `title` names the run, `state` says how far it is.
    void showRun(const QString& title, const QString& state, std::vector<TrainingCurve> curves);
    void showNothing(const QString& sentence);
    /// Curves below one another, or side by side where there is little height.
    void setOrientation(Qt::Orientation orientation);

private:
    QLabel* m_title;
    QLabel* m_state;
    QBoxLayout* m_plots;
    std::vector<CurvePlot*> m_shown;
};

} // namespace up5::ui
