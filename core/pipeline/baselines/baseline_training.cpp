#include "pipeline/baselines/baseline_training.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/random_stream.h"
#include "jobs/baseline_models.h"
#include "metrics/ranking.h"
#include "nn/checkpoint.h"
#include "pipeline/baselines/baseline_ranking.h"
#include "pipeline/baselines/baseline_registry.h"

namespace up5::pipeline {

namespace {

constexpr const char* kSettingsFile = "settings.json";
constexpr const char* kWeightsFile = "model.safetensors";
constexpr int kJudgedBy = 10; // NDCG@k of validation

/// The options with some of them set otherwise.
jobs::BaselineOptions optionsWith(const nlohmann::json& options, const nlohmann::json& changes) {
    nlohmann::json changed = options;
    changed.update(changes);
    return jobs::BaselineOptions::table().read(changed);
}

/// One setting: trained, with its validation score.
class Trial {
public:
    Trial(BaselineSetup setup, const RankingTargets& validation, const JobContext& context,
          std::filesystem::path stateFolder, std::int64_t stepsBefore)
        : m_setup(std::move(setup)), m_validation(validation), m_context(context),
          m_stateFolder(std::move(stateFolder)), m_stepsBefore(stepsBefore) {
        torch::manual_seed(derivedSeed(m_setup.seed, "baseline initialisation"));
        model = makeBaseline(m_setup);
        m_histories.emplace(m_setup.protocol, m_setup.task, model->historyLength(), m_setup.device);
    }

    void run() {
        const std::unique_ptr<train::EpochLearner> learner = model->learner();
        if (learner) {
            train::EpochLoopHooks hooks;
            hooks.validate = [&](std::int64_t step) { return validate(step); };
            hooks.onLoss = [&](const std::string& name, std::int64_t step, double loss) {
                m_context.series(name, m_stepsBefore + step, loss);
            };
            hooks.onProgress = [&](std::int64_t done, std::int64_t total) {
                m_context.progress("training", done, total);
            };
            result = train::trainInEpochs(*learner,
                                          {m_setup.options.epochs, m_setup.options.maxMinutes * 60,
                                           m_setup.options.patience, m_setup.seed},
                                          hooks, m_stateFolder, m_context.cancel);
        }
        removeAll();
    }

    std::unique_ptr<BaselineModel> model;
    train::EpochLoopResult result;

private:
    void removeAll() { model->select(std::vector<bool>(m_setup.attributes.size(), true)); }

    double validate(std::int64_t step) {
        removeAll();
        const Ranks ranks = rankBaseline(*model, *m_histories, m_validation, m_setup.device, m_context);
        double ndcg = 0, hit = 0;
        for (const double rank : ranks.ranks) {
            ndcg += metrics::ndcgAtK(rank, kJudgedBy) / static_cast<double>(ranks.ranks.size());
            hit += metrics::hitAtK(rank, kJudgedBy) / static_cast<double>(ranks.ranks.size());
        }
        m_context.series("validation_ndcg@10", m_stepsBefore + step, ndcg);
        m_context.series("validation_hit@10", m_stepsBefore + step, hit);
        return ndcg;
    }

    BaselineSetup m_setup;
    const RankingTargets& m_validation;
    const JobContext& m_context;
    std::filesystem::path m_stateFolder;
    std::int64_t m_stepsBefore;
    std::optional<UserHistories> m_histories;
};

} // namespace

TrainedBaseline trainBaseline(const BaselineSetup& setup, const RankingTargets& validation,
                              const JobContext& context) {
    const std::vector<nlohmann::json> grid = setup.options.isTuned()
                                                 ? jobs::baselineModel(setup.options.model).grid
                                                 : std::vector<nlohmann::json>{nlohmann::json::object()};
    TrainedBaseline best;
    double bestScore = -1;
    std::int64_t steps = 0;
    nlohmann::json tried = nlohmann::json::array();
    std::size_t chosen = 0;
    for (std::size_t i = 0; i < grid.size(); ++i) {
        BaselineSetup own = setup;
        own.options = optionsWith(context.spec.options, grid[i]);
        const std::filesystem::path state =
            grid.size() == 1 ? context.folder.state() : context.folder.state() / std::to_string(i);
        Trial trial(own, validation, context, state, steps);
        trial.run();
        steps += trial.result.steps;
        tried.push_back({{"settings", grid[i]},
                         {"validation_ndcg@10", trial.result.bestScore},
                         {"best_step", trial.result.bestStep},
                         {"steps", trial.result.steps}});
        if (grid.size() > 1) {
            context.series("tuning_ndcg@10", static_cast<std::int64_t>(i), trial.result.bestScore);
        }
        if (!best.model || trial.result.bestScore > bestScore) {
            bestScore = trial.result.bestScore;
            best = {std::move(trial.model), own.options};
            chosen = i;
        }
    }
    writeFileAtomically(
        context.folder.artifacts() / kSettingsFile,
        nlohmann::json{
            {"model", setup.options.model}, {"chosen", chosen}, {"settings", grid[chosen]}, {"tried", tried}}
            .dump(1));
    context.artifact("settings", std::string("artifacts/") + kSettingsFile);
    if (torch::nn::Module* weights = best.model->weights()) {
        nn::saveModule(*weights, context.folder.artifacts() / kWeightsFile,
                       {{"model", setup.options.model}, {"settings", grid[chosen].dump()}});
        context.artifact("model", std::string("artifacts/") + kWeightsFile);
        std::int64_t parameters = 0;
        for (const torch::Tensor& parameter : weights->parameters()) {
            parameters += parameter.numel();
        }
        context.metric({.name = "parameters", .value = static_cast<double>(parameters)});
        context.metric({.name = "best_step",
                        .split = "validation",
                        .step = tried[chosen]["steps"].get<std::int64_t>(),
                        .value = tried[chosen]["best_step"].get<double>()});
    }
    return best;
}

std::shared_ptr<BaselineModel> loadBaseline(const std::string& run, BaselineSetup setup,
                                            const jobs::Workspace& workspace) {
    const jobs::RunFolder folder{workspace.run(run)};
    const std::filesystem::path weights = folder.artifacts() / kWeightsFile;
    if (!std::filesystem::exists(weights)) {
        throw Error(ErrorCode::NotFound, "Baseline run " + run + " has no weights yet; let it finish first.");
    }
    setup.options = optionsWith(folder.readSpec().options,
                                readJsonFile(folder.artifacts() / kSettingsFile).at("settings"));
    std::shared_ptr<BaselineModel> model = makeBaseline(setup);
    nn::loadModule(*model->weights(), weights);
    return model;
}

} // namespace up5::pipeline
