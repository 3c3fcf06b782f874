// Baselines of a small data set: made, trained without validation, and ranked.
#pragma once

#include <concepts>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QtCore/QTemporaryDir>

#include "base/cancel_token.h"
#include "data/synthetic.h"
#include "metrics/ranking.h"
#include "pipeline/baselines/baseline_ranking.h"
#include "pipeline/baselines/baseline_registry.h"
#include "support/pipeline_bench.h"
#include "support/small_dataset.h"

namespace up5::test {

/// A data set in a workspace of its own, ranked under the options' protocol.
class BaselineTable {
public:
    explicit BaselineTable(const data::DatasetContent& content)
        : BaselineTable(
              [&](const std::filesystem::path& folder) { return data::writeDataset(content, folder); }) {}
    explicit BaselineTable(const data::SyntheticOptions& options)
        : BaselineTable([&](const std::filesystem::path& folder) {
              return data::generateDataset(options, folder, {}, {});
          }) {}

    std::unique_ptr<pipeline::BaselineModel> make(const std::string& model,
                                                  nlohmann::json options = {}) const {
        options["model"] = model;
        pipeline::BaselineSetup setup{.protocol = *m_protocol};
        setup.options = jobs::BaselineOptions::table().read(options);
        torch::manual_seed(1);
        return pipeline::makeBaseline(setup);
    }
    const pipeline::Protocol& protocol() const { return *m_protocol; }

    torch::Tensor scoresOf(pipeline::BaselineModel& model, const std::vector<std::int32_t>& users) const {
        pipeline::UserHistories histories(*m_protocol, pipeline::Task::Direct, model.historyLength(),
                                          torch::kCPU);
        return model.scores(histories.batch(pipeline::UserHistories::At::Validation, users), {});
    }

    /// Mean NDCG@10 on test targets.
    double ndcg(pipeline::BaselineModel& model) const {
        Recorder recorder;
        const pipeline::JobContext context{{}, {}, {}, recorder, {}};
        pipeline::UserHistories histories(*m_protocol, pipeline::Task::Direct, model.historyLength(),
                                          torch::kCPU);
        const pipeline::BaselineRanker ranker(
            pipeline::RankingTargets(*m_protocol, {.task = pipeline::Task::Direct}), torch::kCPU);
        double sum = 0;
        for (const double rank : ranker.rank(model, histories, context).ranks) {
            sum += metrics::ndcgAtK(rank, 10) / static_cast<double>(ranker.targets().size());
        }
        return sum;
    }

    /// Without validation: as many epochs as asked for.
    void train(pipeline::BaselineModel& model, int epochs) const {
        const auto learner = model.learner();
        const train::EpochLoopHooks hooks{[](std::int64_t step) { return static_cast<double>(step); },
                                          [](const std::string&, std::int64_t, double) {},
                                          [](std::int64_t, std::int64_t) {}};
        const QTemporaryDir state;
        train::trainInEpochs(*learner, {.epochs = epochs}, hooks, state.path().toStdString(), {});
    }

private:
    template <class Write>
    requires std::invocable<Write, std::filesystem::path>
    explicit BaselineTable(Write write) : m_workspace{m_folder.path().toStdString()} {
        m_workspace.create();
        jobs::BackboneOptions options;
        options.negativeCount = 50;
        m_protocol.emplace(m_workspace, write(m_workspace.datasets()), options);
    }

    QTemporaryDir m_folder;
    jobs::Workspace m_workspace;
    std::optional<pipeline::Protocol> m_protocol;
};

} // namespace up5::test
