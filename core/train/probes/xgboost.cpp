#include "train/probes/xgboost.h"

#include <functional>
#include <limits>
#include <numeric>

#include <xgboost/c_api.h>

#include "base/error.h"

namespace up5::train {

namespace {

/// Throws when XGBoost says that a call failed. Its message ends with a stack trace, which helps nobody.
void require(int status) {
    if (status != 0) {
        const std::string message = XGBGetLastError();
        throw Error(ErrorCode::Internal, "XGBoost: " + message.substr(0, message.find("\nStack trace")));
    }
}

} // namespace

XgboostMatrix::XgboostMatrix(const float* values, std::size_t rows, std::size_t columns) {
    DMatrixHandle handle = nullptr;
    require(XGDMatrixCreateFromMat(values, rows, columns, std::numeric_limits<float>::quiet_NaN(), &handle));
    m_handle = {handle, XGDMatrixFree};
}

void XgboostMatrix::setLabels(const std::vector<int>& labels) {
    const std::vector<float> values(labels.begin(), labels.end());
    require(XGDMatrixSetFloatInfo(m_handle.get(), "label", values.data(), values.size()));
}

XgboostBooster::XgboostBooster(const std::vector<XgboostMatrix>& known,
                               const std::map<std::string, std::string>& settings) {
    std::vector<DMatrixHandle> handles;
    for (const XgboostMatrix& matrix : known) {
        handles.push_back(matrix.m_handle.get());
    }
    BoosterHandle handle = nullptr;
    require(XGBoosterCreate(handles.data(), handles.size(), &handle));
    m_handle = {handle, XGBoosterFree};
    for (const auto& [name, value] : settings) {
        require(XGBoosterSetParam(handle, name.c_str(), value.c_str()));
    }
}

void XgboostBooster::grow(int round, const XgboostMatrix& train) {
    require(XGBoosterUpdateOneIter(m_handle.get(), round, train.m_handle.get()));
}

std::vector<float> XgboostBooster::predict(const XgboostMatrix& matrix, int rounds) const {
    const std::string wanted =
        R"({"type": 0, "training": false, "strict_shape": true, "iteration_begin": 0, "iteration_end": )" +
        std::to_string(rounds) + "}";
    const bst_ulong* shape = nullptr;
    bst_ulong dimensions = 0;
    const float* values = nullptr;
    require(XGBoosterPredictFromDMatrix(m_handle.get(), matrix.m_handle.get(), wanted.c_str(), &shape,
                                        &dimensions, &values));
    const bst_ulong count =
        std::accumulate(shape, shape + dimensions, bst_ulong{1}, std::multiplies<bst_ulong>());
    return {values, values + count}; // they are the booster's and last until its next prediction
}

} // namespace up5::train
