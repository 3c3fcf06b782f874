// A checkpoint made elsewhere as the beginning of a backbone: checked as a whole before any job starts.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "checkpoint/checkpoint.h"
#include "data/dataset.h"
#include "data/template.h"
#include "text/tokenizer.h"

namespace up5::checkpoint {

struct StartingPoint {
    Checkpoint checkpoint;
    T5Config config;
    /// How its vocabulary writes users and items, as the option `identifiers` spells it.
    std::string identifiers;

    /// Its vocabulary for a data set. Throws Error{InvalidInput} when the vocabulary cannot spell an item,
    /// or, for one exported by this program, was built for other users or items.
    text::Tokenizer tokenizerFor(const data::Dataset& dataset, const data::TemplateSet& templates) const;

    std::shared_ptr<const text::SentencePieceModel> sentencePieces; ///< null for the vocabulary below
    std::shared_ptr<const text::Tokenizer> tokenizer;               ///< of an exported backbone
};

/// Opens and checks. Throws Error{InvalidInput} that names every missing, unknown or misshaped tensor, a
/// missing tokenizer and a vocabulary larger than the embedding; and what Checkpoint throws.
StartingPoint openStartingPoint(const std::filesystem::path& path);

} // namespace up5::checkpoint
