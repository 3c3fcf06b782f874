// A small workspace in which whole job pipelines run in one process, and what they report.
#pragma once

#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/content_hash.h"
#include "base/random_stream.h"
#include "data/dataset.h"
#include "jobs/job_kinds.h"
#include "pipeline/pipelines.h"

namespace up5::test {

/// 60 users, 40 items; users of class 1 take items of the upper half, so the attribute shows in every
/// history.
inline std::string writeSmallDataset(const std::filesystem::path& folder) {
    data::DatasetContent content;
    content.name = "Small";
    content.format = "test";
    content.noun = "movies";
    content.provenance = nlohmann::json::object();
    for (int item = 0; item < 40; ++item) {
        content.itemIds.push_back(std::to_string(100 + item));
    }
    RandomStream random(3, "small data set");
    data::Attribute gender{"gender", {"F", "M"}, {}, {}};
    data::Attribute age{"age", {"young", "middle", "old"}, {}, {}};
    content.userOffsets = {0};
    for (int user = 0; user < 60; ++user) {
        content.userIds.push_back(std::to_string(user + 1));
        const int value = user % 2;
        gender.values.push_back(value);
        age.values.push_back(user / 2 % 3);
        std::vector<std::int32_t> items;
        for (int item = 0; item < 20; ++item) {
            items.push_back(value * 20 + item);
        }
        random.shuffle(std::span(items));
        items.resize(8 + random.below(6));
        content.item.insert(content.item.end(), items.begin(), items.end());
        content.userOffsets.push_back(static_cast<std::int64_t>(content.item.size()));
    }
    content.attributes = {gender, age};
    return data::writeDataset(content, folder);
}

class Recorder : public jobs::EventSink {
public:
    void emitEvent(const jobs::JobEvent& event) override {
        events.push_back(event);
        if (onEvent) {
            onEvent(event);
        }
    }
    /// Every metric as text, for comparing runs.
    QStringList metricLines() const {
        QStringList lines;
        for (const jobs::JobEvent& event : events) {
            if (std::holds_alternative<jobs::MetricEvent>(event)) {
                lines << QString::fromStdString(jobs::toJson(event).dump());
            }
        }
        return lines;
    }
    std::optional<jobs::MetricEvent> metric(const std::string& name, int k = 0, const std::string& task = "",
                                            const std::string& split = "test") const {
        return find([&](const jobs::MetricEvent& metric) {
            return metric.name == name && metric.k == k && metric.task == task && metric.split == split;
        });
    }
    std::optional<jobs::MetricEvent> metricOf(const std::string& name, const std::string& attribute) const {
        return find([&](const jobs::MetricEvent& metric) {
            return metric.name == name && metric.attribute == attribute && metric.split == "test";
        });
    }
    std::optional<jobs::MetricEvent> metricStarting(const std::string& beginning) const {
        return find([&](const jobs::MetricEvent& metric) {
            return metric.name.starts_with(beginning) && metric.split == "test";
        });
    }

    /// Cancels the run when it reports on its training for the n-th time.
    void cancelTraining(CancelToken& cancel, int n) {
        onEvent = [&cancel, n, reports = 0](const jobs::JobEvent& event) mutable {
            const auto* progress = std::get_if<jobs::ProgressEvent>(&event);
            if (progress != nullptr && progress->stage == "training" && ++reports == n) {
                cancel.cancel();
            }
        };
    }

    std::vector<jobs::JobEvent> events;
    std::function<void(const jobs::JobEvent&)> onEvent;

private:
    template <class Fits> std::optional<jobs::MetricEvent> find(Fits fits) const {
        for (const jobs::JobEvent& event : events) {
            const auto* metric = std::get_if<jobs::MetricEvent>(&event);
            if (metric != nullptr && fits(*metric)) {
                return *metric;
            }
        }
        return std::nullopt;
    }
};

class Bench {
public:
    Bench() : m_workspace{m_folder.path().toStdString()} {
        m_workspace.create();
        dataset = writeSmallDataset(m_workspace.datasets());
    }
    jobs::JobSpec spec(const std::string& kind, const nlohmann::json& options) const {
        jobs::JobSpec spec;
        spec.kind = kind;
        spec.dataset = dataset;
        spec.device = "cpu";
        spec.options = jobs::jobKind(kind).options->check(options);
        if (kind != "backbone") {
            spec.backboneRun = "backbone";
            if (kind != "evaluate") {
                spec.attributes = {"gender"};
            }
        }
        return spec;
    }
    jobs::JobSpec backboneSpec() const {
        return spec("backbone", {{"preset", "tiny"},
                                 {"epochs", 3},
                                 {"negative_count", 10},
                                 {"batch_tokens", 1024},
                                 {"cuts_per_user", 3}});
    }
    /// Few users and epochs, and what `more` says.
    nlohmann::json probeOptions(const nlohmann::json& more) const {
        nlohmann::json options = {{"test_share", 0.3},
                                  {"validation_share", 0.2},
                                  {"epochs", 3},
                                  {"resamples", 100},
                                  {"null_refits", 20}};
        options.update(more);
        return options;
    }
    jobs::JobSpec cfpSpec(double lambda) const {
        return spec("cfp", {{"lambda", lambda},
                            {"batches", 12},
                            {"batch_size", 8},
                            {"warm_start", 4},
                            {"t", 2},
                            {"r", 5},
                            {"prefix_length", 3},
                            {"probe.epochs", 3},
                            {"probe.test_share", 0.3},
                            {"probe.validation_share", 0.2},
                            {"probe.method", "logistic,mlp7"},
                            {"probe.null_refits", 20},
                            {"probe.resamples", 100}});
    }
    /// Runs a job under an id; a folder that exists is gone on with.
    void run(const std::string& id, const jobs::JobSpec& spec, Recorder& recorder,
             CancelToken cancel = {}) const {
        jobs::RunFolder folder{m_workspace.run(id)};
        if (!std::filesystem::exists(folder.root)) {
            folder = jobs::RunFolder::create(m_workspace, id, spec);
        }
        pipeline::JobContext context{spec, m_workspace, folder, recorder, cancel};
        pipeline::runJob(context);
    }
    const jobs::Workspace& workspace() const { return m_workspace; }
    std::filesystem::path artifact(const std::string& id, const std::string& file) const {
        return jobs::RunFolder{m_workspace.run(id)}.artifacts() / file;
    }
    std::string fileHash(const std::string& id, const std::string& file) const {
        return sha256OfFile(artifact(id, file));
    }

    std::string dataset;

private:
    QTemporaryDir m_folder;
    jobs::Workspace m_workspace;
};

} // namespace up5::test
