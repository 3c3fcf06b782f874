// A backbone that can be asked with words it was never trained on.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "data/probe_questions.h"
#include "pipeline/loaded_backbone.h"
#include "text/tokenizer.h"

namespace up5::pipeline {

/// The backbone with a token for every word and sign of the texts (plain or templates) that it lacks. The new
/// tokens stand behind all others, so no id, state or logit of an old one changes; layers are shared with the
/// given backbone. A new word's embedding is random, with mean and deviation of the embeddings of the words
/// there are (per dimension), from a stream seeded by the word itself: one word has one row in every run and
/// on every device.
///
/// What this means: a backbone trained from scratch knows the words of its own templates only, so "gender"
/// or "female" is such a word. Nothing ties its row to users, and what a discrete prompt answers with it is
/// chance. The words are there so that every backbone can be asked the same question, as one that was
/// pre-trained on language could answer it, and so that a soft prompt can learn to point at them.
/// Throws Error{Corrupt} when network and tokenizer differ in their number of tokens.
LoadedBackbone withWordsOf(const LoadedBackbone& backbone, std::span<const std::string> texts);

/// Pieces of each answer, in their order, without eos. Throws Error{InvalidInput} naming the class and its
/// words where the vocabulary has no piece for them, lacks one of them (as a SentencePiece vocabulary may:
/// all such words would be the same "<unk>"), or cuts the words of two classes into the same pieces, so that
/// no score can tell them apart.
std::vector<std::vector<text::TokenId>> answerPieces(const text::Tokenizer& tokenizer,
                                                     const data::AnswerSet& answers);

/// Words of the texts (plain or templates, without their slots) that the vocabulary cannot spell, each once.
/// They read as "<unk>" for every user alike, so nothing is refused because of them.
std::vector<std::string> unspelledWords(const text::Tokenizer& tokenizer, std::span<const std::string> texts);

} // namespace up5::pipeline
