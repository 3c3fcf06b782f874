// A backbone, under its present prompt, as an audit sees it.
#pragma once

#include "pipeline/audited_model.h"
#include "pipeline/loaded_backbone.h"

namespace up5::pipeline {

/// Keeps the users' sentences as long as it is asked about the same users, so that several prompts share
/// them.
class AuditedBackbone : public AuditedModel {
public:
    /// Keeps a reference.
    explicit AuditedBackbone(LoadedBackbone& backbone) : m_backbone(backbone) {}

    const Protocol& protocol() const override { return m_backbone.protocol; }
    torch::Device device() const override { return m_backbone.device; }
    UserStates states(std::span<const std::int32_t> users, const StateRequest& request,
                      const JobContext& context) override;
    void ask(const data::Attribute& attribute, const data::UserGroups& groups,
             const jobs::ProbeOptions& options, const JobContext& context, ProbeFigures& figures) override;

private:
    LoadedBackbone& m_backbone;
    UserTexts m_texts;
};

} // namespace up5::pipeline
