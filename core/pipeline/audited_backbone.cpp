#include "pipeline/audited_backbone.h"

#include <algorithm>

#include "pipeline/answer_audit.h"

namespace up5::pipeline {

UserStates AuditedBackbone::states(std::span<const std::int32_t> users, const StateRequest& request,
                                   const JobContext& context) {
    if (!std::equal(users.begin(), users.end(), m_texts.users.begin(), m_texts.users.end())) {
        m_texts = userTexts(m_backbone.protocol, users);
    }
    return userStates(m_backbone, m_texts, request, context);
}

void AuditedBackbone::ask(const data::Attribute& attribute, const data::UserGroups& groups,
                          const jobs::ProbeOptions& options, const JobContext& context,
                          ProbeFigures& figures) {
    attackByAsking(m_backbone, attribute, groups, options, context, figures);
}

} // namespace up5::pipeline
