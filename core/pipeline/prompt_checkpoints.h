// Validated states of a run's prompts, of which selection keeps one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "metrics/checkpoint_choice.h"
#include "nn/prompt_source.h"

namespace up5::pipeline {

/// Lies in a folder of the run's state, so that a resumed run has them all. States that the rule cannot
/// choose any more are deleted: a prompt may be large, and a long training validates a hundred of them.
class PromptCheckpoints {
public:
    struct Entry {
        int restart = 0;
        std::int64_t batch = 0;
        metrics::CheckpointFigures figures; ///< on validation users
    };

    /// Creates the folder or reads what lies there.
    PromptCheckpoints(std::filesystem::path folder, metrics::ChoiceRule rule);

    /// Replaces what an interrupted run has validated at the same place or later in the same restart.
    void add(const Entry& entry, const nn::PromptSource& prompt);
    /// See metrics::chosenCheckpoint(). Throws Error{InvalidInput} when nothing was validated.
    const Entry& chosen(double tau) const;
    std::filesystem::path fileOf(const Entry& entry) const;

private:
    std::filesystem::path listFile() const { return m_folder / "checkpoints.json"; }
    /// What a list that was replaced named, and what an interruption left before it was written.
    void deleteOthers() const;

    std::filesystem::path m_folder;
    metrics::ChoiceRule m_rule;
    std::vector<Entry> m_entries; ///< by restart and batch
};

} // namespace up5::pipeline
