// What is looked at while a prompt is trained: hits and the leak on validation users.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "data/user_groups.h"
#include "jobs/options/adversarial_options.h"
#include "metrics/checkpoint_choice.h"
#include "pipeline/job_context.h"
#include "pipeline/loaded_backbone.h"
#include "pipeline/ranking.h"
#include "pipeline/user_states.h"

namespace up5::pipeline {

/// hit@1 and hit@10 on validation targets (sequential task), and the AUC on probe-validation users of
/// logistic probes fitted to adversary-training users, one for each attribute and each target that the probes
/// after training attack and that a pass of the encoder gives. Sentences are made once for all validations of
/// a training, and each user is encoded once a validation, whatever the number of attributes and targets.
/// Where the last state is kept whatever these figures are (selection=last), they are curves to look at and
/// should cost little of the training's time, however large the data set: at most 200 users are ranked,
/// probes are fitted to at most 1,000 and scored on at most 750 of an attribute, besides those who are looked
/// at for another one, and take few steps.
class PromptValidation {
public:
    /// `groups`: of each attribute. The attributes must outlive it.
    PromptValidation(const LoadedBackbone& backbone, const std::vector<const data::Attribute*>& attributes,
                     const std::vector<data::UserGroups>& groups, const jobs::AdversarialOptions& options);

    /// Under the backbone's prefix. Reports series `validation_hit@1`, `validation_hit@10`, and for each
    /// target `validation_auc` with the target's suffix, the highest over the attributes. Returns hit@10 and
    /// the highest AUC of all. Throws Error{Cancelled}.
    metrics::CheckpointFigures figures(LoadedBackbone& backbone, std::int64_t step,
                                       const JobContext& context) const;

private:
    struct Part {
        torch::Tensor rows; ///< int64, places of the users among those of m_texts
        std::vector<int> labels;
    };
    struct Probed {
        Part train, validation;
        int numClasses = 0;
    };
    Part partOf(const std::vector<std::int32_t>& users, const data::Attribute& attribute,
                torch::Device device) const;
    double hits(LoadedBackbone& backbone, std::int64_t step, const JobContext& context) const;

    PreparedRanking m_ranking;
    bool m_decides; ///< whether the figures choose the state that is kept
    std::set<std::string> m_targets;
    UserTexts m_texts; ///< of all users of the probes, ascending
    std::vector<Probed> m_probed;
};

} // namespace up5::pipeline
