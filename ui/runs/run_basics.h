// What all job forms share: name, seed (or seeds) and device of the run.
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
    enum class Seeds { One, Several };

    /// Object names are `prefix` + "Name", "Seed" (or "Seeds") and "Device".
    explicit RunBasics(const QString& prefix, QWidget* parent = nullptr, Seeds seeds = Seeds::One);

    /// Writes name, seed and device into a spec; of several seeds the first. Throws as seeds().
    void apply(jobs::JobSpec& spec) const;
    /// As typed, or the one. Throws Error{InvalidInput} as parseSeeds().
    std::vector<std::uint64_t> seeds() const;
    void fill(const jobs::JobSpec& spec);

Q_SIGNALS:
    void seedsChanged();

private:
    QLineEdit* m_name;
    NumberBox* m_seed = nullptr; ///< one of the two
    QLineEdit* m_seeds = nullptr;
    QComboBox* m_device;
};

} // namespace up5::ui
