#include "pipeline/baselines/user_histories.h"

#include <algorithm>

namespace up5::pipeline {

torch::Tensor paddedHistories(const std::vector<std::vector<std::int32_t>>& histories, int length,
                              std::int64_t padding) {
    torch::Tensor table =
        torch::full({static_cast<std::int64_t>(histories.size()), length}, padding, torch::kInt64);
    auto* row = table.data_ptr<std::int64_t>();
    for (const std::vector<std::int32_t>& history : histories) {
        const auto count = std::min(history.size(), static_cast<std::size_t>(length));
        std::copy(history.end() - static_cast<std::ptrdiff_t>(count), history.end(),
                  row + length - static_cast<std::ptrdiff_t>(count));
        row += length;
    }
    return table;
}

UserHistories::UserHistories(const Protocol& protocol, Task task, int length, torch::Device device)
    : m_protocol(protocol), m_task(task), m_length(length), m_device(device) {}

std::vector<std::int32_t> UserHistories::historyAt(At at, int user) const {
    if (at == At::Training) {
        return m_protocol.trainItems(m_task, user);
    }
    if (at == At::Probe) { // whatever split the task has: P5 and the raw history are probed on these
        return m_protocol.knownHistory(user);
    }
    const auto history = m_protocol.split(m_task).historyFor(
        at == At::Validation ? data::SplitPart::Validation : data::SplitPart::Test, user);
    return {history.begin(), history.end()};
}

const torch::Tensor& UserHistories::table(At at) {
    torch::Tensor& table = m_tables[at];
    if (!table.defined()) {
        std::vector<std::vector<std::int32_t>> histories;
        for (int user = 0; user < m_protocol.dataset().numUsers(); ++user) {
            histories.push_back(m_length > 0 ? historyAt(at, user) : std::vector<std::int32_t>());
        }
        table = paddedHistories(histories, m_length, m_protocol.dataset().numItems()).to(m_device);
    }
    return table;
}

nn::UserBatch UserHistories::batch(At at, std::span<const std::int32_t> users) {
    const torch::Tensor index =
        torch::tensor(std::vector<std::int64_t>(users.begin(), users.end()), torch::kInt64).to(m_device);
    return {index, table(at).index_select(0, index)};
}

} // namespace up5::pipeline
