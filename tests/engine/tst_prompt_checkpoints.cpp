// Validated states of prompts: which are kept, which is chosen, and that restarts resume exactly.
#include <QtTest/QTest>

#include "nn/checkpoint.h"
#include "pipeline/prompt_checkpoints.h"
#include "support/expect_error.h"
#include "support/pipeline_bench.h"

using namespace up5;
using namespace up5::test;
using metrics::ChoiceRule;
using pipeline::PromptCheckpoints;

namespace {

/// A prompt of one number, by which its states are told apart.
class NumberedPrompt : public nn::PromptSource {
public:
    NumberedPrompt() { m_number = register_parameter("number", torch::zeros({1})); }
    nn::KvPrefix forward() override { return {}; }
    void set(double number) {
        const torch::NoGradGuard noGradients;
        m_number.fill_(number);
    }
    double number() const { return m_number.item<double>(); }

private:
    torch::Tensor m_number;
};

std::size_t filesIn(const std::filesystem::path& folder) {
    std::size_t files = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        files += file.path().extension() == ".safetensors" ? 1 : 0;
    }
    return files;
}

} // namespace

class TestPromptCheckpoints : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    NumberedPrompt m_prompt;

    std::filesystem::path folder(const char* name) const {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    void add(PromptCheckpoints& checkpoints, int restart, std::int64_t batch, double hit, double auc) {
        m_prompt.set(100 * restart + static_cast<double>(batch));
        checkpoints.add({restart, batch, {hit, auc}}, m_prompt);
    }
    double chosenNumber(const PromptCheckpoints& checkpoints, double tau) {
        nn::loadModule(m_prompt, checkpoints.fileOf(checkpoints.chosen(tau)));
        return m_prompt.number();
    }

private Q_SLOTS:
    void theLastStateNeedsOneFile() {
        PromptCheckpoints checkpoints(folder("last"), ChoiceRule::Last);
        UP5_EXPECT_ERROR(checkpoints.chosen(0.5), ErrorCode::InvalidInput, "");
        add(checkpoints, 0, 10, 0.9, 0.5);
        add(checkpoints, 0, 20, 0.2, 0.9);
        add(checkpoints, 1, 10, 0.1, 0.9);
        // A run interrupted in its second start validates the first one's last state again.
        add(checkpoints, 0, 20, 0.2, 0.9);
        QCOMPARE(filesIn(folder("last")), std::size_t{1});
        QCOMPARE(chosenNumber(checkpoints, 0.5), 110.0);
    }

    void whatIsBeatenInBothIsForgotten() {
        for (const ChoiceRule rule : {ChoiceRule::HitBelow, ChoiceRule::Knee}) {
            const char* name = rule == ChoiceRule::Knee ? "knee" : "below";
            PromptCheckpoints checkpoints(folder(name), rule);
            add(checkpoints, 0, 10, 0.70, 0.60);
            add(checkpoints, 0, 20, 0.65, 0.62); // beaten by the first
            add(checkpoints, 0, 30, 0.60, 0.51);
            add(checkpoints, 1, 10, 0.60, 0.55); // as many hits as the one before, which leaks less
            add(checkpoints, 1, 20, 0.69, 0.54); // beats all but the two ends
            QCOMPARE(filesIn(folder(name)), std::size_t{3});
            const PromptCheckpoints again(folder(name), rule);
            QCOMPARE(chosenNumber(again, 0.55), 120.0);
            QCOMPARE(again.chosen(0.55).figures.hit, 0.69);
            if (rule == ChoiceRule::HitBelow) {
                QCOMPARE(chosenNumber(again, 0.61), 10.0);
                QCOMPARE(chosenNumber(again, 0.40), 30.0); // none is below: the least leak
            }
        }
    }

    void restartsResumeExactly() {
        const Bench bench;
        Recorder ignored;
        bench.run("backbone", bench.backboneSpec(), ignored);
        jobs::JobSpec spec = bench.cfpSpec(5);
        spec.options["restarts"] = 2;
        spec.options["selection"] = "knee";
        spec.options["validate_every"] = 4;
        Recorder straight;
        bench.run("straight", spec, straight);
        const auto restart = straight.metric("selected_restart", 0, "", "validation");
        QVERIFY(restart && (restart->value == 1 || restart->value == 2));
        for (const int reports : {5, 18}) { // in the first start, and in the second
            const std::string id = "stopped" + std::to_string(reports);
            CancelToken cancel;
            Recorder stopped;
            stopped.cancelTraining(cancel, reports);
            UP5_EXPECT_ERROR((bench.run(id, spec, stopped, cancel), 0), ErrorCode::Cancelled, "");
            Recorder resumed;
            bench.run(id, spec, resumed);
            QCOMPARE(bench.fileHash(id, "prompt.safetensors"),
                     bench.fileHash("straight", "prompt.safetensors"));
            QCOMPARE(resumed.metricLines(), straight.metricLines());
        }
    }
};

QTEST_GUILESS_MAIN(TestPromptCheckpoints)
#include "tst_prompt_checkpoints.moc"
