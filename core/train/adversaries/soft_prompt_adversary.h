// A soft probing prompt as adversary (paper §7.2): it asks the treated backbone for the attribute in words.
#pragma once

#include <memory>

#include "train/adversaries/adversary.h"

namespace up5::train {

/// A probing prompt behind the prompt in training, trained by classifier steps. What it says of a user are
/// the log-likelihoods of the answers, normalised over the answers alone: the paper's loss, the likelihood of
/// the answer among all words, first teaches a prompt to speak of the attribute at all, which small networks
/// spend most of their steps on. Reads the sentences, not the states. Throws Error{InvalidInput} when the
/// attribute has no words.
std::unique_ptr<Adversary> makeSoftPromptAdversary(const AttackedAttribute& attribute);

} // namespace up5::train
