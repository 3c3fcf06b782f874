// The direct task under code-8-1-1: cut by pair, several targets per user, and what may be learnt from whom.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "pipeline/adversary_batches.h"
#include "pipeline/ranking.h"
#include "pipeline/training_examples.h"
#include "support/expect_error.h"
#include "support/small_dataset.h"

using namespace up5;
using pipeline::Task;

namespace {

constexpr int kUsers = 200, kItems = 30;

struct Recorder : jobs::EventSink {
    void emitEvent(const jobs::JobEvent& event) override { events.push_back(event); }
    std::vector<jobs::JobEvent> events;
};

class Bench {
public:
    Bench() {
        m_workspace.create();
        data::DatasetContent content = test::variedContent(kUsers, 8, kItems, false);
        data::Attribute gender{"gender", {"F", "M"}, {}, {}};
        for (int user = 0; user < kUsers; ++user) {
            gender.values.push_back(user % 2);
        }
        content.attributes = {gender};
        jobs::BackboneOptions options;
        options.preset = "tiny";
        options.split = "code-8-1-1";
        options.identifiers = "atomic"; // a token then says whose sentence it is
        const pipeline::Protocol made(m_workspace, data::writeDataset(content, m_workspace.datasets()),
                                      options);
        torch::manual_seed(1);
        const auto config = nn::T5Config::preset("tiny", made.tokenizer().vocabularySize());
        backbone.emplace(pipeline::LoadedBackbone{made, nn::P5Backbone(config), torch::kCPU, std::nullopt});
        backbone->network->eval();
    }
    const pipeline::Protocol& protocol() const { return backbone->protocol; }
    pipeline::JobContext context() {
        const jobs::RunFolder folder(m_folder.path().toStdString() + "/run");
        std::filesystem::create_directories(folder.artifacts());
        return {{}, m_workspace, folder, recorder, {}};
    }

    std::optional<pipeline::LoadedBackbone> backbone;
    Recorder recorder;

private:
    QTemporaryDir m_folder;
    jobs::Workspace m_workspace{m_folder.path().toStdString()};
};

std::set<std::int32_t> heldOut(const data::Split& split, int user) {
    std::set<std::int32_t> items;
    for (const data::SplitPart part : {data::SplitPart::Validation, data::SplitPart::Test}) {
        const auto targets = split.targets(part, user);
        items.insert(targets.begin(), targets.end());
    }
    return items;
}

/// The item an example asks for; atomic identifiers, one target.
int targetOf(const pipeline::Protocol& protocol, const pipeline::TrainingExample& example) {
    for (int item = 0; item < kItems; ++item) {
        if (protocol.tokenizer().itemPieces(item)[0] == example.labels.front()) {
            return item;
        }
    }
    return -1;
}

} // namespace

class TestPairSplit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noHeldOutItemIsLearntFrom() {
        Bench bench;
        const pipeline::Protocol& protocol = bench.protocol();
        QVERIFY(protocol.split(Task::Direct).hash() != protocol.split(Task::Sequential).hash());
        RandomStream random(1, "test");
        std::set<int> users;
        for (const pipeline::TaskShares& shares :
             {pipeline::TaskShares{.chooseOne = 1}, pipeline::TaskShares{.nextItem = 1}}) {
            for (const pipeline::TrainingExample& example :
                 pipeline::ExampleSource(protocol, shares).drawEpoch(20, random)) {
                const int target = targetOf(protocol, example);
                QVERIFY(!heldOut(protocol.split(Task::Direct), example.user).contains(target));
                QVERIFY(!heldOut(protocol.split(Task::Sequential), example.user).contains(target));
                if (example.family == data::TemplateFamily::ChooseOne) {
                    users.insert(example.user);
                }
            }
        }
        // Nor does any task read them as history, or ask whether the user has them.
        for (int user = 0; user < protocol.dataset().numUsers(); ++user) {
            for (const Task task : {Task::Sequential, Task::Direct}) {
                for (const std::int32_t item : protocol.trainItems(task, user)) {
                    QVERIFY(!heldOut(protocol.split(Task::Direct), user).contains(item));
                    QVERIFY(!heldOut(protocol.split(Task::Sequential), user).contains(item));
                }
            }
        }
        // Held-out users of the sequential task train the direct one.
        const auto tested = protocol.split(Task::Sequential).usersWithTarget(data::SplitPart::Test);
        QVERIFY(std::ranges::any_of(tested, [&](int user) { return users.contains(user); }));
    }

    void familiesKeepTheirShares() {
        Bench bench;
        RandomStream random(1, "test");
        const auto epoch = pipeline::ExampleSource(bench.protocol(), {.nextItem = 0.8, .chooseOne = 0.2})
                               .drawEpoch(50, random);
        const auto direct = std::ranges::count_if(epoch, [](const pipeline::TrainingExample& example) {
            return example.family == data::TemplateFamily::ChooseOne;
        });
        const double share = static_cast<double>(direct) / static_cast<double>(epoch.size());
        QVERIFY2(share > 0.17 && share < 0.27, qPrintable(QString::number(share)));
    }

    void everyTargetOfAUserIsRanked() {
        Bench bench;
        const pipeline::JobContext context = bench.context();
        const pipeline::Ranks all = pipeline::rankTargets(*bench.backbone, {{.task = Task::Direct}}, context);
        std::map<std::int32_t, std::size_t> perUser;
        for (const std::int32_t user : all.users) {
            ++perUser[user];
        }
        for (const auto& [user, count] : perUser) {
            QCOMPARE(count, bench.protocol().split(Task::Direct).targets(data::SplitPart::Test, user).size());
        }
        QVERIFY(std::ranges::any_of(perUser, [](const auto& entry) { return entry.second > 1; }));

        // A sample is of users, each with all targets.
        const pipeline::Ranks some =
            pipeline::rankTargets(*bench.backbone, {{.task = Task::Direct, .maxUsers = 10}}, context);
        std::map<std::int32_t, std::size_t> sampled;
        for (const std::int32_t user : some.users) {
            ++sampled[user];
        }
        QCOMPARE(sampled.size(), std::size_t(10));
        for (const auto& [user, count] : sampled) {
            QCOMPARE(count, perUser.at(user));
        }

        bench.recorder.events.clear();
        pipeline::reportRanks(all, Task::Direct, data::SplitPart::Test, {.resamples = 100}, context);
        std::set<std::string> paths;
        for (const jobs::JobEvent& event : bench.recorder.events) {
            if (const auto* artifact = std::get_if<jobs::ArtifactEvent>(&event)) {
                paths.insert(artifact->path);
            } else if (const auto* metric = std::get_if<jobs::MetricEvent>(&event); metric->name == "hit@k") {
                QCOMPARE(metric->n, static_cast<int>(perUser.size()));
            }
        }
        QVERIFY(paths.contains("split/direct") && paths.contains("candidates/direct/test"));
    }

    void theAdversaryNeedsUsersOfTheSequentialTask() {
        Bench bench;
        const data::Attribute& gender = bench.protocol().dataset().attribute("gender");
        const auto batchesOf = [&](const std::vector<std::int32_t>& users) {
            return pipeline::AdversaryBatches(*bench.backbone, {&gender}, users,
                                              {.batchSize = 8, .directShare = 1, .seed = 1});
        };
        // Of users the sequential task holds out only direct sentences can be made; the adversary reads
        // others.
        const auto held = bench.protocol().split(Task::Sequential).usersWithTarget(data::SplitPart::Test);
        UP5_EXPECT_ERROR(batchesOf({held.begin(), held.end()}), ErrorCode::InvalidInput, "sequential task");
        std::vector<std::int32_t> everyone(static_cast<std::size_t>(bench.protocol().dataset().numUsers()));
        std::iota(everyone.begin(), everyone.end(), 0);
        const pipeline::AdversaryBatches batches = batchesOf(everyone);
        for (const auto purpose : {train::BatchPurpose::Prompt, train::BatchPurpose::Classifier}) {
            QCOMPARE(batches.batch(purpose, 0).attributeLabels.numel(), std::int64_t{8});
        }
    }
};

QTEST_GUILESS_MAIN(TestPairSplit)
#include "tst_pair_split.moc"
