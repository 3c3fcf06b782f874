// The data protocol of a backbone: data set, split, templates and tokenizer, rebuilt alike for every job on
// it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/candidate_set.h"
#include "data/dataset.h"
#include "data/split.h"
#include "data/template.h"
#include "jobs/options/backbone_options.h"
#include "jobs/run_folder.h"
#include "text/tokenizer.h"

namespace up5::pipeline {

enum class Task { Sequential, Direct };
const char* toString(Task task); // "sequential", "direct"

class Protocol {
public:
    /// For training a backbone: the tokenizer is built from the data set.
    Protocol(const jobs::Workspace& workspace, const std::string& dataset,
             const jobs::BackboneOptions& options);
    /// For jobs on a trained backbone: the tokenizer is the backbone's own.
    Protocol(const jobs::Workspace& workspace, const std::string& dataset,
             const jobs::BackboneOptions& options, text::Tokenizer tokenizer);

    const data::Dataset& dataset() const { return m_dataset; }
    /// The same protocol reading and writing with another tokenizer.
    Protocol withTokenizer(text::Tokenizer tokenizer) const;

    /// Held-out items of a task; both tasks share one split unless the protocol cuts the direct task by pair.
    const data::Split& split(Task task = Task::Sequential) const {
        return task == Task::Direct && m_pairSplit ? *m_pairSplit : m_split;
    }
    const data::TemplateSet& templates() const { return m_templates; }
    const text::Tokenizer& tokenizer() const { return m_tokenizer; }
    const jobs::BackboneOptions& options() const { return m_options; }

    /// Items of a user that a task may be learnt from. Where the tasks have splits of their own, what either
    /// holds out trains neither: one model learns both.
    std::vector<std::int32_t> trainItems(Task task, int user) const;
    /// The stored candidates all models share.
    data::CandidateSet candidates(data::SplitPart part, Task task) const;
    /// Where negatives come from once "auto" is resolved.
    data::NegativeSource negativeSource() const;

    /// The last maxHistory items of a history.
    std::span<const std::int32_t> recent(std::span<const std::int32_t> history) const;
    /// The history that is known when the user's last target is to be predicted. On unordered sets users
    /// without any target have one seeded item left out, so that all users are seen alike.
    std::vector<std::int32_t> knownHistory(int user) const;
    /// What a probe's sentence tells about a user: recent(knownHistory()).
    std::vector<std::int32_t> probeHistory(int user) const;
    /// The sentence of the evaluation template of a task. Candidates are needed for the direct task only.
    text::EncodedText evaluationText(Task task, int user, std::span<const std::int32_t> history,
                                     std::span<const std::int32_t> candidates) const;

private:
    jobs::Workspace m_workspace;
    jobs::BackboneOptions m_options;
    data::Dataset m_dataset;
    data::Split m_split;
    std::optional<data::Split> m_pairSplit; ///< of the direct task under code-8-1-1
    data::TemplateSet m_templates;
    text::Tokenizer m_tokenizer;
};

} // namespace up5::pipeline
