// How the ranges of a form are swept: at every combination of their points, or searched within their bounds.
#pragma once

#include <string>
#include <vector>

#include <QtWidgets/QWidget>

#include "jobs/sweep/sweep_plan.h"

class QCheckBox;
class QComboBox;
class QLabel;

namespace up5::ui {

class AlsoVaryField;
class NumberBox;

/// The range between the handles of a slider, as a grid and as a search take it.
struct SweptRange {
    std::vector<jobs::SweepValues> axis;
    jobs::SearchVariable variable;
};
/// λ: searched logarithmically, or linearly where it begins at 0. `values` ascend.
SweptRange rangeOfLambda(const std::vector<double>& values);
/// A whole number. `values` ascend.
SweptRange rangeOfWhole(const std::string& key, const std::vector<int>& values);

class SweepWay : public QWidget {
    Q_OBJECT
public:
    /// Object names are `name` + "SweepWay", "SearchRuns", "SearchHits" and "StopDominated".
    explicit SweepWay(const QString& name, QWidget* parent = nullptr);

    /// Whether the form has a range, and whether it sweeps at all; nothing is shown where it does not.
    void setSwept(bool hasRange, bool isSweep);
    /// There is a range, and it is to be searched.
    bool isSearch() const;
    /// Gives the plan its axes or its search. Throws Error{InvalidInput} for what cannot be read.
    void complete(jobs::SweepPlan& plan, const std::vector<SweptRange>& ranges,
                  const AlsoVaryField& others) const;
    /// Every combination, nothing stopped early.
    void reset();

Q_SIGNALS:
    void changed();

private:
    void showParts();

    QComboBox* m_way;
    QLabel* m_captionOfRuns;
    NumberBox* m_runs;
    QLabel* m_captionOfHits;
    QComboBox* m_hits;
    QCheckBox* m_stopDominated;
    bool m_hasRange = false, m_isSweep = false;
};

} // namespace up5::ui
