#include "pipeline/baselines/baseline_training.h"

#include <algorithm>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/random_stream.h"
#include "jobs/baseline_models.h"
#include "jobs/probe_targets.h"
#include "metrics/checkpoint_choice.h"
#include "metrics/ranking.h"
#include "nn/checkpoint.h"
#include "pipeline/baselines/audited_baseline.h"
#include "pipeline/baselines/baseline_ranking.h"
#include "pipeline/baselines/baseline_registry.h"
#include "train/probes/probe_methods.h"

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

/// Selections of attributes that a fair model is judged under: of several attributes each alone, too, unless
/// it is trained for all of them together. The last one removes all; of a plain model it is empty.
std::vector<std::vector<bool>> judgedSelections(const BaselineSetup& setup) {
    const std::size_t count = setup.attributes.size();
    std::vector<std::vector<bool>> selections;
    if (count > 1 && !jobs::baselineModel(setup.options.model).isFrozen) {
        for (std::size_t i = 0; i < count; ++i) {
            selections.emplace_back(count, false);
            selections.back()[i] = true;
        }
    }
    selections.emplace_back(count, true);
    return selections;
}

/// One setting: trained, with its validation score.
class Trial {
public:
    Trial(BaselineSetup setup, const BaselineRanker& validation, const JobContext& context,
          std::filesystem::path stateFolder, std::int64_t stepsBefore)
        : m_setup(std::move(setup)), m_selections(judgedSelections(m_setup)), m_validation(validation),
          m_context(context), m_stateFolder(std::move(stateFolder)), m_stepsBefore(stepsBefore) {
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
            const jobs::BaselineOptions& options = m_setup.options;
            const jobs::BaselineModelInfo& info = jobs::baselineModel(options.model);
            result = train::trainInEpochs(*learner,
                                          {options.epochs, options.maxMinutes * 60,
                                           options.patienceOr(info.patience), m_setup.seed,
                                           info.epochsBeforeStop(options.epochs)},
                                          hooks, m_stateFolder, m_context.cancel);
        }
    }

    /// The model, with all attributes of a fair one removed.
    std::unique_ptr<BaselineModel> finished() {
        model->select(m_selections.back());
        return std::move(model);
    }

    /// Of a fair model: the highest AUC, on probe-validation users, of an attribute that a selection removes,
    /// of logistic regressions on the users' vectors fitted to the adversary's users.
    double strongestLeak() {
        double highest = 0;
        for (const std::vector<bool>& selection : m_selections) {
            model->select(selection);
            for (std::size_t i = 0; i < selection.size(); ++i) {
                if (selection[i]) {
                    const auto probe = train::fitProbe(
                        "logistic", vectorsOf(m_setup.groups[i].adversaryTrain, *m_setup.attributes[i]),
                        vectorsOf(m_setup.groups[i].probeValidation, *m_setup.attributes[i]),
                        static_cast<int>(m_setup.attributes[i]->classes.size()), {}, m_context.cancel);
                    highest = std::max(highest, probe->validationAuc);
                }
            }
        }
        return highest;
    }

    std::unique_ptr<BaselineModel> model;
    train::EpochLoopResult result;

private:
    train::ProbeSet vectorsOf(const std::vector<std::int32_t>& users, const data::Attribute& attribute) {
        AuditedBaseline audited(*model, *m_histories, m_setup.protocol, m_setup.device);
        train::ProbeSet set;
        set.states =
            audited.states(users, {.targets = {jobs::kUserVector}}, m_context).features.at(jobs::kUserVector);
        for (const std::int32_t user : users) {
            set.labels.push_back(attribute.values[static_cast<std::size_t>(user)]);
        }
        return set;
    }

    double validate(std::int64_t step) {
        double ndcg = 0, hit = 0;
        for (const std::vector<bool>& selection : m_selections) {
            model->select(selection);
            const Ranks ranks = m_validation.rank(*model, *m_histories, m_context);
            const auto parts = static_cast<double>(ranks.ranks.size() * m_selections.size());
            for (const double rank : ranks.ranks) {
                ndcg += metrics::ndcgAtK(rank, kJudgedBy) / parts;
                hit += metrics::hitAtK(rank, kJudgedBy) / parts;
            }
        }
        m_context.series("validation_ndcg@10", m_stepsBefore + step, ndcg);
        m_context.series("validation_hit@10", m_stepsBefore + step, hit);
        return ndcg;
    }

    BaselineSetup m_setup;
    std::vector<std::vector<bool>> m_selections; ///< all attributes last
    const BaselineRanker& m_validation;
    const JobContext& m_context;
    std::filesystem::path m_stateFolder;
    std::int64_t m_stepsBefore;
    std::optional<UserHistories> m_histories;
};

/// Which of several settings is kept; a rule of the model, so that nobody chooses by looking.
std::size_t chosenSetting(const std::vector<metrics::CheckpointFigures>& figures, bool isFair) {
    if (isFair) {
        return metrics::chosenCheckpoint(figures, metrics::ChoiceRule::Knee, 0);
    }
    const auto best = std::ranges::max_element(figures, {}, &metrics::CheckpointFigures::hit);
    return static_cast<std::size_t>(best - figures.begin());
}

} // namespace

TrainedBaseline trainBaseline(const BaselineSetup& setup, const BaselineRanker& validation,
                              const JobContext& context) {
    const std::vector<nlohmann::json> grid = setup.options.isTuned()
                                                 ? jobs::baselineModel(setup.options.model).grid
                                                 : std::vector<nlohmann::json>{nlohmann::json::object()};
    const bool isFair = jobs::baselineModel(setup.options.model).isFair;
    std::vector<TrainedBaseline> trained;
    std::vector<metrics::CheckpointFigures> figures;
    std::int64_t steps = 0;
    nlohmann::json tried = nlohmann::json::array();
    for (std::size_t i = 0; i < grid.size(); ++i) {
        BaselineSetup own = setup;
        own.options = optionsWith(context.spec.options, grid[i]);
        const std::filesystem::path state =
            grid.size() == 1 ? context.folder.state() : context.folder.state() / std::to_string(i);
        Trial trial(own, validation, context, state, steps);
        trial.run();
        steps += trial.result.steps;
        tried.push_back({{"settings", grid[i]},
                         {"validation_ndcg@10", trial.result.keptScore},
                         {"best_step", trial.result.keptStep},
                         {"steps", trial.result.steps}});
        figures.push_back({.hit = trial.result.keptScore});
        if (grid.size() > 1) {
            context.series("tuning_ndcg@10", static_cast<std::int64_t>(i), trial.result.keptScore);
            if (isFair) {
                figures.back().auc = trial.strongestLeak();
                tried.back()["validation_auc"] = figures.back().auc;
            }
        }
        trained.push_back({trial.finished(), own.options});
    }
    const std::size_t chosen = grid.size() > 1 ? chosenSetting(figures, isFair) : 0;
    TrainedBaseline best = std::move(trained[chosen]);
    nlohmann::json settings = {
        {"model", setup.options.model}, {"chosen", chosen}, {"settings", grid[chosen]}, {"tried", tried}};
    if (grid.size() > 1) {
        settings["rule"] = isFair ? "knee of validation NDCG@10 and AUC" : "best validation NDCG@10";
    }
    if (grid[chosen].contains("lambda")) {
        context.metric({.name = jobs::kTunedLambda, .value = grid[chosen].at("lambda").get<double>()});
    }
    writeFileAtomically(context.folder.artifacts() / kSettingsFile, settings.dump(1));
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
