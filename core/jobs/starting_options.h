// What a checkpoint a backbone starts from fixes of its options, and the check before the job starts.
#pragma once

#include <array>
#include <filesystem>
#include <string_view>

#include <nlohmann/json.hpp>

#include "jobs/job_spec.h"
#include "jobs/run_folder.h"

namespace up5::checkpoint {
struct StartingPoint;
}

namespace up5::jobs {

/// The backbone options that a checkpoint has an answer to.
inline constexpr std::array<std::string_view, 3> kStartingKeys = {"preset", "identifiers", "dropout"};

/// These options with the checkpoint's values. Throws Error{InvalidInput} for one out of range.
nlohmann::json startingOptions(const checkpoint::StartingPoint& start);

/// Backbone options with the checkpoint's where they are not given; opens it only then. Throws what
/// checkpoint::openStartingPoint and startingOptions throw.
nlohmann::json withStartingPoint(nlohmann::json options, const std::filesystem::path& checkpoint);

/// Throws Error{InvalidInput} when complete options make sense with a checkpoint only: preset=checkpoint,
/// epochs=0.
void requireNoStartingPoint(const nlohmann::json& options);

/// Opens the checkpoint of a backbone's complete spec and its data set, and refuses by name every tensor that
/// does not fit, an option that says otherwise than the checkpoint, a vocabulary that cannot spell an item.
/// Throws Error{InvalidInput} and what checkpoint::openStartingPoint throws.
void requireFittingCheckpoint(const JobSpec& spec, const Workspace& workspace);

} // namespace up5::jobs
