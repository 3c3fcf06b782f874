// XGBoost's C interface as two value types whose handles cannot leak and whose errors are Errors.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace up5::train {

/// Rows of features, which may have labels. A copy shares the data.
class XgboostMatrix {
public:
    /// values row-major, rows × columns; NaN means missing.
    XgboostMatrix(const float* values, std::size_t rows, std::size_t columns);
    void setLabels(const std::vector<int>& labels);

private:
    friend class XgboostBooster;
    std::shared_ptr<void> m_handle;
};

/// An ensemble of trees that grows round by round.
class XgboostBooster {
public:
    /// `known` are the matrices of training and of predicting between rounds: it keeps its predictions for
    /// them.
    XgboostBooster(const std::vector<XgboostMatrix>& known,
                   const std::map<std::string, std::string>& settings);
    /// Adds the trees of round `round`, from 0.
    void grow(int round, const XgboostMatrix& train);
    /// What the objective makes of the first `rounds` rounds, row-major; 0 means all.
    std::vector<float> predict(const XgboostMatrix& matrix, int rounds = 0) const;

private:
    std::shared_ptr<void> m_handle;
};

} // namespace up5::train
