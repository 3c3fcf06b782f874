// The curves of a run while it trains.
#pragma once

#include <QtWidgets/QFrame>

#include "ui/runs/training_curves.h"

class QLabel;
class QVBoxLayout;

namespace up5::ui {

class CurvePlot;

class LiveCurves : public QFrame {
    Q_OBJECT
public:
    explicit LiveCurves(QWidget* parent = nullptr);

    /// `title` names the run, `state` says how far it is.
    void showRun(const QString& title, const QString& state, std::vector<TrainingCurve> curves);
    void showNothing(const QString& sentence);

private:
    QLabel* m_title;
    QLabel* m_state;
    QVBoxLayout* m_plots;
    std::vector<CurvePlot*> m_shown;
};

} // namespace up5::ui
