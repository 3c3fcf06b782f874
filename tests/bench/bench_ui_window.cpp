// How long the window takes to appear (design: 300 ms) and its table of runs to refresh (16 ms).
#include <benchmark/benchmark.h>

#include "support/window_fixture.h"
#include "ui/runs/run_filter_proxy.h"
#include "ui/runs/run_table_model.h"

using namespace up5;

namespace {

/// A window on a fresh workspace, until it is on the screen. Fonts and style are loaded once per program, by
/// the first that is opened.
void openWindow(benchmark::State& state) {
    test::WindowFixture().open();
    for (auto _ : state) {
        test::WindowFixture fixture;
        if (!QTest::qWaitForWindowExposed(&fixture.open())) {
            state.SkipWithError("The window was never shown.");
            break;
        }
    }
}
BENCHMARK(openWindow)->Unit(benchmark::kMillisecond)->UseRealTime();

/// News of four running ones among so many runs.
void refreshRuns(benchmark::State& state) {
    std::vector<store::RunRow> runs;
    for (int i = 0; i < state.range(0); ++i) {
        store::RunRow run;
        run.id = "run" + std::to_string(i);
        run.kind = "cfp";
        run.state = i < 4 ? store::RunState::Running : store::RunState::Succeeded;
        run.total = 1000;
        runs.push_back(run);
    }
    ui::RunTableModel model;
    ui::RunFilterProxy proxy;
    proxy.setSourceModel(&model);
    proxy.sort(ui::RunTableModel::Created, Qt::DescendingOrder);
    model.setRuns(runs);
    for (auto _ : state) {
        for (std::size_t i = 0; i < 4; ++i) {
            ++runs[i].done;
        }
        model.setRuns(runs);
    }
}
BENCHMARK(refreshRuns)->Arg(200)->Arg(2000)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
