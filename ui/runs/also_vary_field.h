// One line for the further options of a job that a sweep varies, written as on the command line.
#pragma once

#include <string>
#include <vector>

#include <QtWidgets/QWidget>

#include "jobs/sweep/sweep_plan.h"

class QLabel;
class QLineEdit;

namespace up5::ui {

class AlsoVaryField : public QWidget {
    Q_OBJECT
public:
    /// `kind`: of the job. Object names are `name` + "AlsoVary" and "AlsoVaryProblem".
    AlsoVaryField(const QString& name, const std::string& kind, QWidget* parent = nullptr);

    bool isEmpty() const;
    void clear();
    /// Whether bounds of a search are expected ("key=from:to") instead of the values of a grid. What cannot
    /// be read is said under the line.
    void setSearched(bool isSearched);
    /// "reweighter=attention,none; lr_prefix=0.002,0.004". Throws Error{InvalidInput}, Error{NotFound}.
    std::vector<std::vector<jobs::SweepValues>> axes() const;
    /// "learning_rate=0.0001:0.01:log". Throws Error{InvalidInput}, Error{NotFound}.
    std::vector<jobs::SearchVariable> variables() const;

Q_SIGNALS:
    void changed();

private:
    void showProblem();

    std::string m_kind;
    QLineEdit* m_line;
    QLabel* m_problem;
    bool m_isSearched = false;
};

} // namespace up5::ui
