// Stability of recommended lists: matching by history, lists over the catalogue, and the job's figures on a
// tiny backbone.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/random_stream.h"
#include "base/safetensors.h"
#include "jobs/job_kinds.h"
#include "metrics/list_overlap.h"
#include "pipeline/matched_users.h"
#include "pipeline/pipelines.h"
#include "pipeline/recommended_lists.h"
#include "support/expect_error.h"
#include "support/small_dataset.h"

using namespace up5;
using namespace up5::pipeline;

namespace {

constexpr int kUsers = 40;
constexpr int kItems = 30;

/// 40 users with eight of thirty items; users 0 and 1 (different classes) and 2 (class of 0) have nearly the
/// same history.
std::string writeDataset(const std::filesystem::path& folder) {
    RandomStream random(5, "histories");
    std::vector<std::vector<std::int32_t>> histories;
    for (int user = 0; user < kUsers; ++user) {
        std::vector<std::int32_t> items(kItems);
        for (int item = 0; item < kItems; ++item) {
            items[static_cast<std::size_t>(item)] = item;
        }
        random.shuffle(std::span(items));
        items.resize(8);
        histories.push_back(items);
    }
    histories[1] = histories[0];
    histories[2] = histories[0];
    data::DatasetContent content = test::contentOf(histories, kItems);
    data::Attribute sex{"sex", {"F", "M"}, {}, {}};
    for (int user = 0; user < kUsers; ++user) {
        sex.values.push_back(user % 2);
    }
    sex.values[kUsers - 1] = -1;
    const data::Attribute species{"species", {"human", "other"}, std::vector<std::int32_t>(kUsers, 0), {}};
    content.attributes = {sex, species};
    return data::writeDataset(content, folder);
}

class Recorder : public jobs::EventSink {
public:
    void emitEvent(const jobs::JobEvent& event) override {
        if (const auto* metric = std::get_if<jobs::MetricEvent>(&event)) {
            metrics.push_back(*metric);
        } else if (const auto* artifact = std::get_if<jobs::ArtifactEvent>(&event)) {
            artifacts.push_back(*artifact);
        } else if (const auto* progress = std::get_if<jobs::ProgressEvent>(&event)) {
            last = *progress;
        }
    }
    const jobs::MetricEvent* metric(const std::string& name) const {
        const auto found = std::find_if(metrics.begin(), metrics.end(),
                                        [&](const auto& metric) { return metric.name == name; });
        return found == metrics.end() ? nullptr : &*found;
    }

    std::vector<jobs::MetricEvent> metrics;
    std::vector<jobs::ArtifactEvent> artifacts;
    jobs::ProgressEvent last;
};

} // namespace

class TestStability : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_workspace = jobs::Workspace{m_folder.path().toStdString()};
        m_workspace.create();
        m_dataset = writeDataset(m_workspace.datasets());
        Recorder recorder;
        run("backbone", spec("backbone", {{"preset", "tiny"}, {"epochs", 2}, {"negative_count", 10}}),
            recorder);
        // A prompt without a single position has no effect.
        writePrompt("nothing", 0);
        writePrompt("strong", 4);
    }

    /// A class with many users has nearer ones by its size alone; the baseline must not be nearer for it.
    void baselineIsAsSimilarAsTheMatchAcrossClasses() {
        const data::Attribute sex{"sex", {"F", "M"}, {0, 0, 0, 0, 1}, {}};
        const std::vector<ItemSet> sets = {
            {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 8, 9}, {1, 7, 8, 9}, {1, 2, 5, 6}};
        const std::vector<std::int32_t> users = {0}, pool = {0, 1, 2, 3, 4};
        const auto matches = matchedUsers(sex, sets, users, pool, 0);
        QCOMPARE(matches[0].other.user, 4);
        QCOMPARE(matches[0].other.similarity, 1.0 / 3);
        QCOMPARE(matches[0].same.user, 2); // not user 1, whose history is the same
        QCOMPARE(matches[0].same.similarity, 1.0 / 3);
    }

    void matchesAreNearestByJaccard() {
        const data::Attribute sex{"sex", {"F", "M"}, {0, 0, 1, 1, -1}, {}};
        const std::vector<ItemSet> sets = {
            {1, 2, 3, 4}, {1, 2, 3, 9}, {1, 2, 3, 4}, {4, 5, 6, 7}, {1, 2, 3, 4}};
        QCOMPARE(jaccardSimilarity(sets[0], sets[1]), 0.6);
        QCOMPARE(jaccardSimilarity(sets[0], sets[3]), 1.0 / 7);
        QCOMPARE(jaccardSimilarity({}, {}), 0.0);
        const std::vector<std::int32_t> users = {0, 3}, pool = {0, 1, 2, 3, 4};
        const auto matches = matchedUsers(sex, sets, users, pool, 0);
        QCOMPARE(matches[0].same.user, 1);
        QCOMPARE(matches[0].same.similarity, 0.6);
        QCOMPARE(matches[0].other.user, 2); // not user 4, whose value is not known
        QCOMPARE(matches[0].other.similarity, 1.0);
        QCOMPARE(matches[1].same.user, 2);
        QCOMPARE(matches[1].other.user, 0);
        const auto strict = matchedUsers(sex, sets, users, pool, 0.5);
        QCOMPARE(strict[1].same.user, -1);
        QCOMPARE(strict[1].other.user, -1);
        QCOMPARE(strict[0].other.user, 2);
    }

    void listsHoldTheBestNewItems() {
        LoadedBackbone backbone = loadBackbone(m_workspace, "backbone", {}, torch::kCPU);
        Recorder recorder;
        JobContext context{{}, m_workspace, jobs::RunFolder{m_workspace.run("backbone")}, recorder, {}};
        const std::vector<std::int32_t> users = {3, 7};
        const auto ten = recommendedLists(backbone, users, 10, nullptr, 0, 2, context);
        const auto all = recommendedLists(backbone, users, 1000, nullptr, 0, 2, context);
        const std::vector<std::int64_t> counts = backbone.protocol.dataset().itemCounts();
        const auto rated = std::count_if(counts.begin(), counts.end(), [](auto n) { return n > 0; });
        for (std::size_t i = 0; i < users.size(); ++i) {
            const auto history = backbone.protocol.split().historyFor(data::SplitPart::Test, users[i]);
            QCOMPARE(all[i].size(), static_cast<std::size_t>(rated) - history.size());
            const std::set<std::int32_t> listed(all[i].begin(), all[i].end());
            QCOMPARE(listed.size(), all[i].size());
            for (const std::int32_t item : history) {
                QVERIFY(!listed.contains(item));
            }
            QVERIFY(listed.contains(backbone.protocol.split().target(data::SplitPart::Test, users[i])));
            QVERIFY(std::equal(ten[i].begin(), ten[i].end(), all[i].begin()));
        }
        QCOMPARE(recorder.last.done, std::int64_t{2});
    }

    void promptWithoutEffectChangesNothing() {
        Recorder recorder;
        run("same", stabilitySpec("nothing"), recorder);
        QCOMPARE(recorder.metric("list_overlap@k")->value, 1.0);
        QCOMPARE(recorder.metric("list_overlap@k")->low, 1.0);
        QVERIFY(std::abs(recorder.metric("list_rbo")->value - 1.0) < 1e-12);
        QCOMPARE(recorder.metric("list_overlap@k")->n, std::int64_t{kUsers - 1}); // of one nothing is known
        QCOMPARE(recorder.metric("list_overlap@k")->k, 10);
        for (const char* name :
             {"matched_overlap_other@k", "matched_overlap_same@k", "matched_overlap_difference@k"}) {
            QCOMPARE(recorder.metric(name)->value, recorder.metric(name + std::string("/prompt"))->value);
        }
    }

    void strongPromptChangesLists() {
        Recorder recorder;
        run("changed", stabilitySpec("strong"), recorder);
        const double overlap = recorder.metric("list_overlap@k")->value;
        QVERIFY2(overlap >= 0 && overlap < 1, qPrintable(QString::number(overlap)));
        const double other = recorder.metric("matched_overlap_other@k")->value;
        const double same = recorder.metric("matched_overlap_same@k")->value;
        QVERIFY(std::abs(recorder.metric("matched_overlap_difference@k")->value - (same - other)) < 1e-12);
        QCOMPARE(recorder.last.done, recorder.last.total);

        // The mean is that of the stored values, and a user's value that of the two lists.
        const auto stored =
            std::find_if(recorder.artifacts.begin(), recorder.artifacts.end(), [](const auto& a) {
                return a.kind == "user_values" && a.path.find("list_overlap@10") != std::string::npos;
            });
        QVERIFY(stored != recorder.artifacts.end());
        const SafetensorsFile file(m_workspace.run("changed") / stored->path);
        const auto users = file.values<std::int32_t>("users");
        const auto values = file.values<double>("values");
        LoadedBackbone backbone = loadBackbone(m_workspace, "backbone", {"strong"}, torch::kCPU);
        JobContext context{{}, m_workspace, jobs::RunFolder{m_workspace.run("changed")}, recorder, {}};
        const std::vector<std::int32_t> one = {users[5]};
        const auto without = recommendedLists(backbone, one, 10, nullptr, 0, 1, context);
        const auto with = recommendedLists(backbone, one, 10, backbone.prefixOrNull(), 0, 1, context);
        int common = 0;
        for (const std::int32_t item : without[0]) {
            common += std::count(with[0].begin(), with[0].end(), item) > 0 ? 1 : 0;
        }
        QCOMPARE(values[5], common / 10.0);
        double sum = 0;
        for (const double value : values) {
            sum += value / static_cast<double>(values.size());
        }
        QVERIFY(std::abs(sum - overlap) < 1e-12);
    }

    void untreatedAndSampled() {
        jobs::JobSpec untreated = stabilitySpec("");
        untreated.options["users"] = 10;
        Recorder first, again;
        run("sampled", untreated, first);
        run("sampled again", untreated, again);
        QVERIFY(first.metric("list_overlap@k") == nullptr);
        QVERIFY(first.metric("matched_overlap_same@k")->n <= 10);
        QVERIFY(first.metric("matched_similarity_other")->value > 0);
        QCOMPARE(first.metric("matched_overlap_same@k")->value,
                 again.metric("matched_overlap_same@k")->value);
        // Users 0 and 2 have user 1 of the other class and each other; user 1 has nobody of his own.
        untreated.options["min_similarity"] = 1.0;
        untreated.options["users"] = 0;
        Recorder twins;
        run("twins", untreated, twins);
        QCOMPARE(twins.metric("matched_overlap_same@k")->n, std::int64_t{2});
        QCOMPARE(twins.metric("matched_similarity_other")->value, 1.0);
        untreated.attributes = {"species"};
        Recorder none;
        UP5_EXPECT_ERROR(run("alike", untreated, none), ErrorCode::InvalidInput, "min_similarity");
    }

    void cancelStops() {
        Recorder recorder;
        CancelToken cancel;
        cancel.cancel();
        UP5_EXPECT_ERROR(run("cancelled", stabilitySpec("strong"), recorder, cancel), ErrorCode::Cancelled,
                         "");
    }

private:
    jobs::JobSpec spec(const std::string& kind, const nlohmann::json& options) const {
        jobs::JobSpec made;
        made.kind = kind;
        made.dataset = m_dataset;
        made.device = "cpu";
        made.options = jobs::jobKind(kind).options->check(options);
        if (kind != "backbone") {
            made.backboneRun = "backbone";
            made.attributes = {"sex"};
        }
        return made;
    }
    jobs::JobSpec stabilitySpec(const std::string& prompt) const {
        jobs::JobSpec made = spec("stability", {{"resamples", 100}, {"min_similarity", 0}});
        made.promptRun = prompt;
        return made;
    }
    void run(const std::string& id, const jobs::JobSpec& made, Recorder& recorder,
             CancelToken cancel = {}) const {
        JobContext context{made, m_workspace, jobs::RunFolder::create(m_workspace, id, made), recorder,
                           cancel};
        runJob(context);
    }
    /// A cfp run that holds nothing but a random prompt of so many positions.
    void writePrompt(const std::string& id, std::int64_t length) const {
        const jobs::RunFolder folder =
            jobs::RunFolder::create(m_workspace, id, spec("cfp", nlohmann::json::object()));
        LoadedBackbone backbone = loadBackbone(m_workspace, "backbone", {}, torch::kCPU);
        const nn::T5Config& config = backbone.network->config();
        torch::manual_seed(9);
        const auto layers = [&](std::int64_t count) {
            std::vector<nn::LayerPrefix> made;
            for (std::int64_t i = 0; i < count; ++i) {
                made.push_back({3 * torch::randn({config.numHeads, length, config.dKv}),
                                3 * torch::randn({config.numHeads, length, config.dKv})});
            }
            return made;
        };
        savePrefix(
            {layers(config.numLayers), layers(config.numDecoderLayers), layers(config.numDecoderLayers)},
            folder.artifacts() / "prompt.safetensors", {});
    }

    QTemporaryDir m_folder;
    jobs::Workspace m_workspace;
    std::string m_dataset;
};

QTEST_GUILESS_MAIN(TestStability)
#include "tst_stability.moc"
