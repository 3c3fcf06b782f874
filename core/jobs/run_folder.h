// runs/<id>/: the whole interface between a host and a worker.
#pragma once

#include <filesystem>
#include <string>

#include "jobs/job_spec.h"

namespace up5::jobs {

/// Paths of a workspace (a folder the user can copy).
struct Workspace {
    std::filesystem::path root;

    std::filesystem::path database() const { return root / "workspace.db"; }
    std::filesystem::path datasets() const { return root / "datasets"; }
    std::filesystem::path candidates() const { return root / "candidates"; }
    std::filesystem::path runs() const { return root / "runs"; }
    std::filesystem::path run(const std::string& id) const { return runs() / id; }

    /// Creates the folders. Throws Error{Io}.
    void create() const;
};

/// A new run id: UTC time to the millisecond and four random characters, e.g. "20261123-132646-123-k3f9"; ids
/// sort by time.
std::string newRunId();

/// Paths inside one run's folder.
struct RunFolder {
    std::filesystem::path root;

    std::filesystem::path spec() const { return root / "spec.json"; }
    std::filesystem::path events() const { return root / "events.jsonl"; }
    std::filesystem::path log() const { return root / "worker.log"; }
    std::filesystem::path state() const { return root / "state"; }
    std::filesystem::path artifacts() const { return root / "artifacts"; }

    /// Creates the folder with spec.json (atomic) and its sub-folders. Throws Error{Conflict} when the folder
    /// exists already, Error{Io} otherwise.
    static RunFolder create(const Workspace& workspace, const std::string& id, const JobSpec& spec);
    /// Throws Error{NotFound} or Error{Protocol}.
    JobSpec readSpec() const;
};

} // namespace up5::jobs
