#include "jobs/event_batch.h"

#include <cmath>

#include "base/clock.h"
#include "base/content_hash.h"
#include "base/safetensors.h"
#include "data/dataset.h"

namespace up5::jobs {

namespace {

std::optional<double> finiteOrNothing(double value) {
    return std::isnan(value) ? std::nullopt : std::optional(value);
}

/// A path from outside: relative, without a way out of the folder.
std::filesystem::path checkedPath(const std::filesystem::path& folder, const std::string& path) {
    const std::filesystem::path relative(path);
    bool safe = !path.empty() && relative.is_relative();
    for (const std::filesystem::path& part : relative) {
        safe = safe && part != "..";
    }
    if (!safe) {
        throw Error(ErrorCode::Protocol,
                    "The worker named an artifact outside the run folder: " + path + ".");
    }
    return folder / relative;
}

std::string metadataOf(const SafetensorsFile& file, const std::string& path, const char* name) {
    const auto found = file.metadata().find(name);
    if (found == file.metadata().end()) {
        throw Error(ErrorCode::Corrupt, "The artifact " + path + " has no metadata " + name + ".");
    }
    return found->second;
}

store::UserValues readUserValues(const std::filesystem::path& path, const std::string& sha256) {
    if (sha256OfFile(path) != sha256) {
        throw Error(ErrorCode::Corrupt, "The artifact " + path.string() +
                                            " is not the file the worker announced: its "
                                            "SHA-256 differs.");
    }
    const SafetensorsFile file(path);
    const auto users = file.values<std::int32_t>("users");
    const auto values = file.values<double>("values");
    if (users.size() != values.size()) {
        throw Error(ErrorCode::Corrupt, "The artifact " + path.string() + " has " +
                                            std::to_string(users.size()) + " users, but " +
                                            std::to_string(values.size()) + " values.");
    }
    store::UserValues result;
    result.name = metadataOf(file, path.string(), "name");
    result.split = metadataOf(file, path.string(), "split");
    result.task = metadataOf(file, path.string(), "task");
    result.attribute = metadataOf(file, path.string(), "attribute");
    const auto removed = file.metadata().find("removed");
    result.removed = removed == file.metadata().end() ? std::string() : removed->second;
    result.users.assign(users.begin(), users.end());
    result.values.assign(values.begin(), values.end());
    return result;
}

store::DatasetRow describeDataset(const Workspace& workspace, const std::string& path) {
    const data::Dataset dataset =
        data::Dataset::open(workspace.datasets(), checkedPath(workspace.root, path).filename().string());
    return {dataset.hash(),     dataset.name(),     dataset.format(),
            dataset.numUsers(), dataset.numItems(), dataset.numInteractions(),
            nowIso8601()};
}

} // namespace

EventBatch::EventBatch(Workspace workspace, RunFolder folder, std::int64_t begin)
    : m_workspace(std::move(workspace)), m_folder(std::move(folder)) {
    m_batch.begin = m_batch.end = begin;
}

void EventBatch::add(const ReadEvent& read) {
    const JobEvent& event = read.event;
    if (const auto* hello = std::get_if<HelloEvent>(&event)) {
        m_batch.hello = {hello->program, hello->libtorch, hello->device};
    } else if (const auto* progress = std::get_if<ProgressEvent>(&event)) {
        m_batch.progress = {progress->stage, progress->done, progress->total};
    } else if (const auto* metric = std::get_if<MetricEvent>(&event)) {
        m_batch.metrics.push_back({metric->name, metric->split, metric->task, metric->attribute,
                                   metric->group, metric->k, metric->step, metric->value,
                                   finiteOrNothing(metric->low), finiteOrNothing(metric->high), metric->n,
                                   metric->removed});
    } else if (const auto* series = std::get_if<SeriesEvent>(&event)) {
        m_batch.series.push_back({series->name, series->step, series->value});
    } else if (const auto* artifact = std::get_if<ArtifactEvent>(&event)) {
        addArtifact(*artifact);
    } else if (const auto* failed = std::get_if<FailedEvent>(&event)) {
        m_batch.ended = {store::RunState::Failed, toString(failed->code), failed->message};
    } else {
        const bool done = std::holds_alternative<DoneEvent>(event);
        m_batch.ended = {done ? store::RunState::Succeeded : store::RunState::Cancelled, "", ""};
    }
    m_batch.end = read.endOffset;
}

void EventBatch::addArtifact(const ArtifactEvent& event) {
    if (event.kind == "dataset") {
        m_batch.datasets.push_back(describeDataset(m_workspace, event.path));
    } else if (event.kind != "split" && event.kind != "candidates" && event.kind != kStartingPointArtifact) {
        const std::filesystem::path path = checkedPath(m_folder.root, event.path);
        if (event.kind == "ranks" || event.kind == "probe_scores" || event.kind == "user_values") {
            m_batch.userValues.push_back(readUserValues(path, event.sha256));
        } else if (!std::filesystem::exists(path)) {
            throw Error(ErrorCode::NotFound,
                        "The worker announced an artifact that is not there: " + path.string() + ".");
        }
    }
    m_batch.artifacts.push_back({event.kind, event.path, event.sha256});
}

} // namespace up5::jobs
