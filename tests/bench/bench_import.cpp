// Rows per second of the importers on generated files of MovieLens-1M's shape, as folder, zip file and CSV.
#include <benchmark/benchmark.h>

#include <QtCore/QTemporaryDir>

#include <fmt/format.h>

#include "base/random_stream.h"
#include "support/import_files.h"

using namespace up5;
using namespace up5::data;
using namespace up5::test;

namespace {

constexpr int kUsers = 6'000, kMovies = 3'900, kRatingsPerUser = 166;

/// About a million ratings: every user has as many, of movies drawn without repetition, times at random.
Files millionRatings() {
    RandomStream random(2022, "bench import");
    std::string users, movies, ratings;
    for (int movie = 1; movie <= kMovies; ++movie) {
        movies += fmt::format("{}::Movie number {} (1995)::Drama|Comedy\n", movie, movie);
    }
    std::vector<int> order(kMovies);
    for (int movie = 0; movie < kMovies; ++movie) {
        order[static_cast<std::size_t>(movie)] = movie + 1;
    }
    for (int user = 1; user <= kUsers; ++user) {
        users += fmt::format("{}::{}::25::{}::12345\n", user, user % 3 ? "M" : "F", user % 21);
        random.shuffle(std::span(order));
        for (int index = 0; index < kRatingsPerUser; ++index) {
            ratings += fmt::format("{}::{}::{}::{}\n", user, order[static_cast<std::size_t>(index)],
                                   1 + random.below(5), 956'700'000 + random.below(90'000'000));
        }
    }
    return {{"users.dat", users}, {"movies.dat", movies}, {"ratings.dat", ratings}};
}

/// The generated files in a folder that goes with the program.
const std::filesystem::path& folder() {
    static const QTemporaryDir dir;
    static const std::filesystem::path path = [] {
        const std::filesystem::path root = dir.path().toStdString();
        const Files files = millionRatings();
        std::vector<ZipMember> members;
        for (const auto& [name, text] : files) {
            writeText(root / "ml" / name, text);
            members.push_back({"ml-1m/" + name, text, ""});
        }
        writeZip(root / "ml.zip", members);
        return root;
    }();
    return path;
}

void measure(benchmark::State& state, const std::filesystem::path& path, const ImportOptions& options) {
    std::int64_t rows = 0;
    for (auto _ : state) {
        const Imported result = import({path}, options);
        rows += result.report.rowsRead;
        benchmark::DoNotOptimize(result.content.item.data());
    }
    state.SetItemsProcessed(rows);
}

void importFolder(benchmark::State& state) {
    measure(state, folder() / "ml", {});
}
BENCHMARK(importFolder)->Unit(benchmark::kMillisecond);

void importZip(benchmark::State& state) {
    measure(state, folder() / "ml.zip", {});
}
BENCHMARK(importZip)->Unit(benchmark::kMillisecond);

void importCsv(benchmark::State& state) {
    ImportOptions options;
    options.mapping = {{"interactions",
                        {{"file", "ratings.dat"},
                         {"user", "column 1"},
                         {"item", "column 2"},
                         {"rating", "column 3"},
                         {"time", "column 4"}}}};
    measure(state, folder() / "ml", options);
}
BENCHMARK(importCsv)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
