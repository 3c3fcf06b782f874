// Training sentences of the P5 task families, drawn from users' training items.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/random_stream.h"
#include "pipeline/protocol.h"

namespace up5::pipeline {

/// An encoder input with its decoder target (pieces, then eos).
struct TrainingExample {
    text::EncodedText input;
    std::vector<text::TokenId> labels;
    int user = -1;
    data::TemplateFamily family = data::TemplateFamily::NextItem;
};

/// Shares of the task families; need not sum to one.
struct TaskShares {
    double nextItem = 0, following = 0, chooseOne = 0, yesNo = 0;
};

/// Where an ordered history is cut: the item after the cut is the target.
enum class Cuts {
    Anywhere,    ///< uniform
    FullHistory, ///< uniform among those that leave max_history items before them; the last if there are none
};

class ExampleSource {
public:
    ExampleSource(const Protocol& protocol, const TaskShares& shares, Cuts cuts = Cuts::Anywhere);

    /// Whether a user has enough training items for an example of any family with a share.
    bool canServe(int user) const;
    /// One example of a random family, template and cut of the user's training items. `wording`, if given, is
    /// the template's place in its family (modulo their number).
    TrainingExample draw(int user, RandomStream& random,
                         std::optional<std::size_t> wording = std::nullopt) const;
    /// `perUser` examples of every user that can serve all families, in a fixed order; of the others as many
    /// as keep the families' shares.
    std::vector<TrainingExample> drawEpoch(int perUser, RandomStream& random) const;

private:
    /// The shares of the families the user has enough training items for.
    const TaskShares& sharesOf(int user) const { return m_userShares[static_cast<std::size_t>(user)]; }
    std::vector<std::int32_t> drawNegatives(std::span<const std::int32_t> trainItems, int count,
                                            RandomStream& random) const;
    void appendItem(int item, std::vector<text::TokenId>& labels) const;

    const Protocol& m_protocol;
    TaskShares m_shares;
    Cuts m_cuts;
    std::vector<TaskShares> m_userShares; ///< per user, asked for at every draw
    std::vector<std::int32_t> m_ratedItems;
};

} // namespace up5::pipeline
