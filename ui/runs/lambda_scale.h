// The stops of the λ slider: 0, then 0.1 to 100 evenly on a logarithmic scale.
#pragma once

#include <vector>

namespace up5::ui {

/// Values of λ by slider position, strictly increasing: position 0 is λ = 0 (the control), the rest are
/// rounded to two significant digits, so that the paper's values 0.1, 1, 5, 10 and 100 are all stops.
class LambdaScale {
public:
    LambdaScale();

    int last() const { return static_cast<int>(m_values.size()) - 1; }
    /// `position` from 0 to last().
    double value(int position) const { return m_values.at(static_cast<std::size_t>(position)); }
    /// The stop nearest to λ ≥ 0 (by ratio; values below half of the first stop belong to 0).
    int position(double lambda) const;
    /// Where λ lies between the stops, as a real position from 0 to last().
    double realPosition(double lambda) const;

private:
    std::vector<double> m_values;
};

} // namespace up5::ui
