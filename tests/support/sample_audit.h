// A workspace as it stands after a small audit, with figures in the order of a MovieLens audit: data set,
// backbone, evaluation, probe, prompts at several λ and seeds, one training still running. Invented numbers,
// for tests only.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "base/atomic_file.h"
#include "base/error.h"
#include "data/dataset.h"
#include "jobs/attribute_subsets.h"
#include "jobs/baseline_models.h"
#include "jobs/job_kinds.h"
#include "jobs/run_folder.h"
#include "store/dataset_repository.h"
#include "store/ingestion.h"
#include "store/queue_repository.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "support/probe_suite.h"

namespace up5::test {

class SampleAudit {
public:
    jobs::Workspace workspace;
    store::Store store;
    std::string dataset, backbone;

    explicit SampleAudit(const std::filesystem::path& root)
        : workspace(created(root)), store(workspace.database()) {}

    /// 60 users with gender and age, in the store as an import leaves them.
    void addDataset() {
        data::DatasetContent content;
        content.name = "MovieLens-1M";
        content.format = "movielens-1m";
        content.noun = "movies";
        content.userOffsets = {0};
        data::Attribute gender{"gender", {"F", "M"}, {}, std::nullopt};
        data::Attribute age{"age", {"young", "middle", "old"}, {}, std::nullopt};
        for (int item = 0; item < 40; ++item) {
            content.itemIds.push_back("i" + std::to_string(item));
        }
        for (int user = 0; user < 60; ++user) {
            content.userIds.push_back("u" + std::to_string(user));
            for (int item = 0; item < 5 + user % 7; ++item) {
                content.item.push_back((user * 3 + item) % 40);
            }
            content.userOffsets.push_back(static_cast<std::int64_t>(content.item.size()));
            gender.values.push_back(user % 2);
            age.values.push_back(user % 3);
        }
        content.attributes = {gender, age};
        content.provenance = nlohmann::json::object();
        dataset = data::writeDataset(content, workspace.datasets());
        store.datasets().upsert(
            {dataset, "MovieLens-1M", "movielens-1m", 6040, 3706, 1000209, "2026-11-23T09:00:00Z"});
    }

    void addBackbone() {
        jobs::JobSpec spec;
        spec.kind = "backbone";
        spec.dataset = dataset;
        spec.name = "desk";
        store::RunBatch batch;
        addRanking(batch, "validation", 0.722);
        addRanking(batch, "test", 0.713);
        addCount(batch, "parameters", 868'352);
        backbone = addRun(spec, batch);
    }

    /// The untreated model, evaluated and probed for gender and age.
    void addUntreated() {
        jobs::JobSpec evaluate;
        evaluate.kind = "evaluate";
        evaluate.dataset = dataset;
        evaluate.backboneRun = backbone;
        store::RunBatch ranking;
        addRanking(ranking, "test", 0.713);
        addRanks(ranking, 0);
        addRun(evaluate, ranking);
        jobs::JobSpec probe = evaluate;
        probe.kind = "probe";
        probe.attributes = {"gender", "age"};
        store::RunBatch leak;
        addLeak(leak, "gender", 0.634, 0.640);
        addLeak(leak, "age", 0.619, 0.617);
        addRun(probe, leak);
    }

    /// The untreated model or, with a λ, a prompt, attacked with the whole suite of probes.
    std::string addSuite(const SuiteValues& values, std::optional<double> lambda = {}) {
        jobs::JobSpec spec;
        if (lambda) {
            spec = promptSpec(values.attribute, *lambda, 5, 2022);
        } else {
            spec.kind = "probe";
            spec.dataset = dataset;
            spec.backboneRun = backbone;
            spec.attributes = {values.attribute};
        }
        store::RunBatch batch;
        batch.metrics = suiteRows(values);
        if (lambda) {
            addRanking(batch, "validation", 0.699);
            addRanking(batch, "test", 0.690);
        }
        return addRun(spec, batch);
    }

    std::string addPrompt(const std::string& attribute, double lambda, int prefixLength, std::uint64_t seed,
                          double auc, double aucAllTokens, double hit10) {
        store::RunBatch batch;
        addRanking(batch, "validation", hit10 + 0.009);
        addRanking(batch, "test", hit10);
        addRanks(batch, lambda);
        addLeak(batch, attribute, auc, aucAllTokens);
        addCount(batch, "stored_prefix_size", 512.0 * prefixLength);
        addCurves(batch, 400);
        return addRun(promptSpec(attribute, lambda, prefixLength, seed), batch);
    }

    /// A mixture of a prompt for gender and one for age: what a subset removes is read with `auc`, the other
    /// attribute with 0.05 more.
    std::string addMixture(const std::vector<std::string>& prompts, double lambda, double auc,
                           std::uint64_t seed = 2022) {
        jobs::JobSpec spec;
        spec.seed = seed;
        spec.kind = "mixture";
        spec.dataset = dataset;
        spec.backboneRun = backbone;
        spec.mixedPrompts = prompts;
        spec.attributes = {"gender", "age"};
        spec.options = {{"lambda", lambda}};
        store::RunBatch batch;
        for (const std::vector<std::string>& removed : jobs::attributeSubsets(spec.attributes)) {
            store::RunBatch own;
            for (const std::string& attribute : spec.attributes) {
                const bool isRemoved = std::find(removed.begin(), removed.end(), attribute) != removed.end();
                addLeak(own, attribute, isRemoved ? auc : auc + 0.05, auc + 0.06);
            }
            for (const char* split : {"validation", "test"}) {
                addRanking(own, split, 0.7 - 0.01 * static_cast<double>(removed.size()));
            }
            for (store::MetricRow& row : own.metrics) {
                row.removed = jobs::subsetKey(removed);
                batch.metrics.push_back(std::move(row));
            }
        }
        addCount(batch, "trainable_parameters", 76161);
        addCount(batch, "stored_prefix_size", 7680);
        addCount(batch, "stored_prefix_share", 0.0088);
        addCount(batch, "stored_prefix_share_untied", 0.005);
        return addRun(spec, batch);
    }

    /// A baseline of the direct task; a fair one of one attribute.
    std::string addBaseline(const std::string& model, const std::string& attribute, double auc, double hit10,
                            const nlohmann::json& options = nlohmann::json::object()) {
        jobs::JobSpec spec;
        spec.kind = "baseline";
        spec.dataset = dataset;
        spec.options = {{"model", model}};
        spec.options.update(options);
        if (!attribute.empty()) {
            spec.attributes = {attribute};
        }
        store::RunBatch batch;
        for (const char* split : {"validation", "test"}) {
            addRanking(batch, split, hit10);
        }
        std::erase_if(batch.metrics, [](const store::MetricRow& row) { return row.task == "sequential"; });
        if (!attribute.empty()) {
            addLeak(batch, attribute, auc, auc);
        }
        if (jobs::baselineModel(model).family != jobs::BaselineFamily::Counting) {
            addCount(batch, "parameters", 630912);
        }
        return addRun(spec, batch);
    }

    /// A prompt of gender for every λ, audited at this one.
    std::string addPromptForEveryLambda(double lambda, int prefixLength = 5) {
        jobs::JobSpec spec = promptSpec("gender", lambda, prefixLength, 2022);
        spec.options["condition"] = "lambda";
        store::RunBatch batch;
        addRanking(batch, "validation", 0.69);
        addRanking(batch, "test", 0.681);
        addLeak(batch, "gender", 0.58, 0.63);
        return addRun(spec, batch);
    }

    /// A prompt in the middle of its training, on another machine whose lease never ends.
    std::string addRunningPrompt() {
        const jobs::JobSpec spec = promptSpec("gender", 30, 5, 2022);
        const std::string id = insert(spec);
        claim(id);
        store::RunBatch batch;
        batch.progress = {"training", 240, 400};
        addCurves(batch, 240);
        apply(id, batch);
        return id;
    }

    /// Overlap of lists of a prompt's model (empty = untreated), of like users only where there were any.
    std::string addStability(const std::string& prompt, const std::string& attribute, bool hasMatches) {
        store::RunBatch batch;
        const auto add = [&](const std::string& name, int k, double value) {
            addMetric(batch, name, "test", "sequential", attribute, k, value, 0.02, 60);
        };
        for (const std::string suffix : {"", "/prompt"}) {
            if (hasMatches && (suffix.empty() || !prompt.empty())) {
                add("matched_overlap_other@k" + suffix, 10, suffix.empty() ? 0.3 : 0.4);
                add("matched_overlap_same@k" + suffix, 10, suffix.empty() ? 0.35 : 0.401);
                add("matched_overlap_difference@k" + suffix, 10, suffix.empty() ? 0.05 : 0.001);
            }
        }
        if (!prompt.empty()) {
            add("list_overlap@k", 10, 0.6);
            add("list_rbo", 0, 0.5);
        }
        return addRun(stabilitySpec(prompt, attribute), batch);
    }

    /// The same, failed with a sentence.
    void addFailedStability(const std::string& prompt, const std::string& attribute,
                            const std::string& sentence) {
        const std::string id = insert(stabilitySpec(prompt, attribute));
        claim(id);
        store::RunBatch batch;
        batch.ended = store::RunBatch::End{store::RunState::Failed, "invalid_input", sentence};
        apply(id, batch);
    }

    /// Everything above, with prompts for gender at five λ and two prefix lengths, three seeds, and one for
    /// age.
    void addAll() {
        addDataset();
        addBackbone();
        addUntreated();
        for (const std::uint64_t seed : {2022U, 2023U, 2024U}) {
            const double shift = (static_cast<double>(seed) - 2023) * 0.008;
            addPrompt("gender", 0, 5, seed, 0.631 + shift, 0.641, 0.711 + shift / 4);
            addPrompt("gender", 1, 5, seed, 0.629 - shift, 0.640, 0.710 - shift / 4);
            addPrompt("gender", 5, 5, seed, 0.604 + shift, 0.636, 0.702 + shift / 4);
            addPrompt("gender", 10, 5, seed, 0.576 + shift, 0.627, 0.690 + shift / 3);
            addPrompt("gender", 100, 5, seed, 0.553 - shift, 0.622, 0.592 + shift);
        }
        addPrompt("gender", 0, 15, 2022, 0.634, 0.642, 0.712);
        addPrompt("gender", 10, 15, 2022, 0.571, 0.626, 0.684);
        addPrompt("age", 0, 5, 2022, 0.617, 0.619, 0.712);
        addPrompt("age", 10, 5, 2022, 0.585, 0.612, 0.694);
        addRunningPrompt();
    }

private:
    static jobs::Workspace created(const std::filesystem::path& root) {
        const jobs::Workspace workspace{root};
        workspace.create();
        return workspace;
    }

    static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max() / 2;
    const store::ProcessRow m_host{"elsewhere", 1, 1, 1};
    int m_runs = 0;

    jobs::JobSpec promptSpec(const std::string& attribute, double lambda, int prefixLength,
                             std::uint64_t seed) const {
        jobs::JobSpec spec;
        spec.kind = "cfp";
        spec.dataset = dataset;
        spec.backboneRun = backbone;
        spec.attributes = {attribute};
        spec.seed = seed;
        spec.options = {{"lambda", lambda}, {"prefix_length", prefixLength}};
        return spec;
    }

    jobs::JobSpec stabilitySpec(const std::string& prompt, const std::string& attribute) const {
        jobs::JobSpec spec;
        spec.kind = "stability";
        spec.dataset = dataset;
        spec.backboneRun = backbone;
        spec.promptRun = prompt;
        spec.attributes = {attribute};
        return spec;
    }

    std::string insert(const jobs::JobSpec& given) {
        const jobs::JobSpec spec = jobs::completed(given);
        store::RunRow run;
        const std::string number = std::to_string(10 + ++m_runs);
        run.id = spec.kind + "-" + number;
        run.kind = spec.kind;
        run.name = spec.name;
        run.dataset = spec.dataset;
        run.backboneRun = spec.backboneRun;
        run.promptRun = spec.promptRun;
        run.mixedPrompts = spec.mixedPrompts;
        run.attributes = spec.attributes;
        run.seed = spec.seed;
        run.device = spec.device;
        run.spec = jobs::toJson(spec).dump();
        // Rising, so that "newest first" is the reverse of the order of adding.
        run.created = "2026-11-23T10:" + number + ":00Z";
        store.runs().insert(run);
        return run.id;
    }

    void claim(const std::string& id) {
        const auto claimed = store.queue().claimNext(m_host, kNever, [](const std::string&) { return 0; });
        if (!claimed || claimed->id != id) {
            throw Error(ErrorCode::Internal, "The sample audit could not claim run " + id + ".");
        }
    }

    void apply(const std::string& id, store::RunBatch& batch) {
        batch.hello = store::RunBatch::Hello{"0.1.0", "1.13.1", "cpu"};
        if (!store::applyBatch(store.database(), id, m_host, batch)) {
            throw Error(ErrorCode::Internal, "The sample audit could not fill run " + id + ".");
        }
    }

    std::string addRun(const jobs::JobSpec& spec, store::RunBatch& batch) {
        const std::string id = insert(spec);
        claim(id);
        if (spec.kind == "backbone") {
            for (const std::string file : {"tokenizer.json", "config.json", "model.safetensors"}) {
                addArtifact(id, "checkpoint", "artifacts/checkpoint/" + file, batch);
            }
        } else if (spec.kind == "cfp") {
            addArtifact(id, "prompt", "artifacts/" + jobs::promptFileName(), batch);
        } else if (spec.kind == "baseline" &&
                   jobs::baselineModel(spec.options.at("model").get<std::string>()).family !=
                       jobs::BaselineFamily::Counting) {
            addArtifact(id, "model", "artifacts/model.safetensors", batch);
        } else if (spec.kind == "mixture") {
            addArtifact(id, "mixture", "artifacts/mixture.safetensors", batch);
            for (const std::vector<std::string>& removed : jobs::attributeSubsets(spec.attributes)) {
                addArtifact(id, "prompt", "artifacts/" + jobs::promptFileName(jobs::subsetKey(removed)),
                            batch);
            }
        }
        batch.ended = store::RunBatch::End{};
        apply(id, batch);
        return id;
    }

    void addArtifact(const std::string& run, const std::string& kind, const std::string& path,
                     store::RunBatch& batch) {
        const std::filesystem::path file = workspace.run(run) / path;
        std::filesystem::create_directories(file.parent_path());
        const bool isWeights = file.extension() == ".safetensors";
        writeFileAtomically(file, std::string(isWeights ? 2048 : 100, 'x'));
        batch.artifacts.push_back({kind, path, (isWeights ? "3f5a9c0d7e21b4488812" : "00") + run});
    }

    static void addMetric(store::RunBatch& batch, const std::string& name, const std::string& split,
                          const std::string& task, const std::string& attribute, int k, double value,
                          double halfWidth, std::int64_t n) {
        store::MetricRow row;
        row.name = name;
        row.split = split;
        row.task = task;
        row.attribute = attribute;
        row.k = k;
        row.value = value;
        row.low = value - halfWidth;
        row.high = value + halfWidth;
        row.n = n;
        batch.metrics.push_back(row);
    }

    static void addCount(store::RunBatch& batch, const std::string& name, double value) {
        store::MetricRow row;
        row.name = name;
        row.value = value;
        batch.metrics.push_back(row);
    }

    static void addRanking(store::RunBatch& batch, const std::string& split, double hit10) {
        const double shares[] = {0.375, 0.67, 0.815, 1.0};
        const int ks[] = {1, 3, 5, 10};
        for (const auto& [task, factor] : {std::pair("sequential", 1.0), std::pair("direct", 0.72)}) {
            for (int i = 0; i < 4; ++i) {
                addMetric(batch, "hit@k", split, task, "", ks[i], hit10 * shares[i] * factor, 0.0115, 6040);
            }
            addMetric(batch, "ndcg@k", split, task, "", 10, hit10 * 0.66 * factor, 0.009, 6040);
            addMetric(batch, "mrr", split, task, "", 0, hit10 * 0.55 * factor, 0.009, 6040);
        }
    }

    /// Ranks of the 60 users, the same for men (odd users) whatever the λ, worse for women the larger it is.
    static void addRanks(store::RunBatch& batch, double lambda) {
        store::UserValues ranks{"rank", "test", "sequential", "", {}, {}};
        for (int user = 0; user < 60; ++user) {
            ranks.users.push_back(user);
            ranks.values.push_back(1 + user * 7 % 13 + (user % 2 == 0 ? lambda : 0));
        }
        batch.userValues.push_back(std::move(ranks));
    }

    static void addLeak(store::RunBatch& batch, const std::string& attribute, double auc,
                        double aucAllTokens) {
        for (const auto& [name, value] : {std::pair(std::string("probe_auc"), auc),
                                          std::pair(std::string("probe_auc_all_tokens"), aucAllTokens)}) {
            for (const auto& [split, more] : {std::pair("validation", 0.006), std::pair("test", 0.0)}) {
                addMetric(batch, name, split, "", attribute, 0, value + more, 0.047, 604);
                addMetric(batch, name + "/logistic", split, "", attribute, 0, value + more, 0.047, 604);
                addMetric(batch, name + "/mlp7", split, "", attribute, 0, value + more - 0.021, 0.049, 604);
            }
            const std::string flag = "probe_collapsed" + name.substr(std::string("probe_auc").size());
            for (const std::string probe : {"", "/logistic", "/mlp7"}) {
                store::MetricRow row;
                row.name = flag + probe;
                row.split = "test";
                row.attribute = attribute;
                row.n = 604;
                batch.metrics.push_back(row);
            }
        }
    }

    static void addCurves(store::RunBatch& batch, int steps) {
        for (int step = 1; step <= steps; ++step) {
            batch.series.push_back(
                {"loss_rec", step, 1.9 + 0.6 * std::exp(-step / 60.0) + 0.04 * std::sin(step * 1.7)});
            batch.series.push_back(
                {"loss_dis", step, 0.6 + 0.06 * (1 - std::exp(-step / 80.0)) + 0.02 * std::sin(step)});
            if (step % 40 == 0) {
                batch.series.push_back({"validation_auc", step, 0.63 - 0.00018 * step});
                batch.series.push_back({"validation_hit@1", step, 0.268 - 0.00004 * step});
            }
        }
    }
};

} // namespace up5::test
