// A small data set and an untrained backbone for it, as pipelines load them.
#pragma once

#include <QtCore/QTemporaryDir>

#include <optional>
#include <string>

#include "jobs/job_event.h"
#include "pipeline/loaded_backbone.h"
#include "support/small_dataset.h"

namespace up5::test {

/// 60 users, every other one of class M, with up to `longest` of 12 items.
class TinyBackbone {
public:
    explicit TinyBackbone(bool ordered, const std::string& identifiers = "atomic", int longest = 5,
                          int maxHistory = 20) {
        m_workspace.create();
        data::DatasetContent content = variedContent(60, longest, 12, ordered);
        data::Attribute gender{"gender", {"F", "M"}, {}, {}};
        for (int user = 0; user < 60; ++user) {
            gender.values.push_back(user % 2);
        }
        content.attributes = {gender};
        for (std::string& id : content.itemIds) {
            id = "10" + id; // several pieces where ids are cut
        }
        jobs::BackboneOptions options;
        options.preset = "tiny";
        options.identifiers = identifiers;
        options.maxHistory = maxHistory;
        const pipeline::Protocol protocol(m_workspace, data::writeDataset(content, m_workspace.datasets()),
                                          options);
        const auto config = nn::T5Config::preset("tiny", protocol.tokenizer().vocabularySize());
        torch::manual_seed(5);
        backbone.emplace(
            pipeline::LoadedBackbone{protocol, nn::P5Backbone(config), torch::kCPU, std::nullopt});
        backbone->network->eval();
    }
    const pipeline::Protocol& protocol() const { return backbone->protocol; }
    const data::Attribute& attribute() const { return protocol().dataset().attribute("gender"); }
    const jobs::Workspace& workspace() const { return m_workspace; }

    std::optional<pipeline::LoadedBackbone> backbone;

private:
    QTemporaryDir m_folder;
    jobs::Workspace m_workspace{m_folder.path().toStdString()};
};

/// Takes events and forgets them.
class NoSink : public jobs::EventSink {
public:
    void emitEvent(const jobs::JobEvent&) override {}
};

} // namespace up5::test
