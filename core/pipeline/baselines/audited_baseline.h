// A baseline as an audit sees it.
#pragma once

#include "pipeline/audited_model.h"
#include "pipeline/baselines/baseline_model.h"
#include "pipeline/baselines/user_histories.h"

namespace up5::pipeline {

/// Its states: its vectors of users ("user_vector"), its scores of all items ("item_scores"), and the ten
/// best items the user has not ("recommended_list"), of users as probes see them (UserHistories::At::Probe).
class AuditedBaseline : public AuditedModel {
public:
    /// Keeps references.
    AuditedBaseline(BaselineModel& model, UserHistories& histories, const Protocol& protocol,
                    torch::Device device)
        : m_model(model), m_histories(histories), m_protocol(protocol), m_device(device) {}

    const Protocol& protocol() const override { return m_protocol; }
    torch::Device device() const override { return m_device; }
    UserStates states(std::span<const std::int32_t> users, const StateRequest& request,
                      const JobContext& context) override;

private:
    BaselineModel& m_model;
    UserHistories& m_histories;
    const Protocol& m_protocol;
    torch::Device m_device;
};

} // namespace up5::pipeline
