// How long the resident evaluation of a prompt for every λ takes for one answer, from λ to figures with their
// intervals (pipeline::LiveControl::measure with its own sample), as the worker gives it while the slider
// moves; without the pipes and the drawing, which take milliseconds. The window may have to wait for the
// answer before, so half a second here is a second after the last movement (design). On generated users with
// histories of 20 and items as many as MovieLens-1M has; backbone and prompt are hardly trained, which
// changes no time. The argument is the preset: 0 = tiny, 1 = desk.
#include <benchmark/benchmark.h>

#include "data/synthetic.h"
#include "pipeline/live_control.h"
#include "support/pipeline_bench.h"

using namespace up5;

namespace {

/// A workspace with a backbone and a prompt for every λ, made by the jobs themselves.
class LivePrompt {
public:
    explicit LivePrompt(const std::string& preset) {
        data::SyntheticOptions options;
        options.users = 2000;
        options.items = 3700;
        options.minHistory = 25;
        m_dataset = data::generateDataset(options, m_bench.workspace().datasets(), {}, {});
        run("backbone", {{"preset", preset}, {"epochs", 1}, {"cuts_per_user", 1}, {"validation_users", 50}});
        run("cfp", {{"condition", "lambda"},
                    {"batches", 1},
                    {"warm_start", 0},
                    {"batch_size", 16},
                    {"probe.method", "logistic"},
                    {"probe.epochs", 1},
                    {"probe.null_refits", 0},
                    {"probe.resamples", 100}});
    }
    const jobs::Workspace& workspace() const { return m_bench.workspace(); }

private:
    void run(const std::string& kind, const nlohmann::json& options) {
        jobs::JobSpec spec = m_bench.spec(kind, options);
        spec.dataset = m_dataset;
        test::Recorder unheard;
        m_bench.run(kind, spec, unheard);
    }

    test::Bench m_bench;
    std::string m_dataset;
};

void oneAnswer(benchmark::State& state) {
    const LivePrompt prompt(state.range(0) == 0 ? "tiny" : "desk");
    pipeline::LiveControl live(prompt.workspace(), "cfp", torch::kCPU, {});
    double lambda = 1;
    for (auto _ : state) {
        benchmark::DoNotOptimize(live.measure(lambda));
        lambda = lambda < 50 ? lambda * 1.1 : 1;
    }
}
BENCHMARK(oneAnswer)->ArgName("desk")->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

BENCHMARK_MAIN();
