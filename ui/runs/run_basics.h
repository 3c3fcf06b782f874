// What all job forms share: name, seed and device of the run.
#pragma once

#include <QtWidgets/QWidget>

#include "jobs/job_spec.h"

class QComboBox;
class QLineEdit;

namespace up5::ui {

class NumberBox;

class RunBasics : public QWidget {
    Q_OBJECT
public:
    /// Object names are `prefix` + "Name", "Seed" and "Device".
    explicit RunBasics(const QString& prefix, QWidget* parent = nullptr);

    /// Writes name, seed and device into a spec.
    void apply(jobs::JobSpec& spec) const;
    void fill(const jobs::JobSpec& spec);

private:
    QLineEdit* m_name;
    NumberBox* m_seed;
    QComboBox* m_device;
};

} // namespace up5::ui
