// `up5 import`: files as downloaded to a data set, as a job that is waited for.
#include <CLI/CLI.hpp>

#include <memory>

#include <fmt/format.h>

#include "base/atomic_file.h"
#include "base/error.h"
#include "commands.h"
#include "jobs/job_kinds.h"
#include "program.h"
#include "store/dataset_repository.h"
#include "store/run_repository.h"
#include "text.h"
#include "waiting.h"

namespace up5::cli {

namespace {

struct ImportArguments {
    std::vector<std::string> paths;
    std::string name, mapping, settings, onError = "strict";
};

constexpr std::size_t kShownDrops = 10;

/// An empty text would count as an option that was not given.
std::string textOf(const std::string& file, const char* option) {
    std::string text = readFile(file);
    if (text.empty()) {
        throw Error(ErrorCode::InvalidInput,
                    fmt::format("The file {} is empty, but {} needs a JSON object. Write it into the file or "
                                "leave the option out.",
                                file, option));
    }
    return text;
}

jobs::JobSpec specOf(const ImportArguments& arguments) {
    jobs::JobSpec spec;
    spec.kind = "import";
    spec.name = arguments.name;
    for (const std::string& path : arguments.paths) {
        if (!std::filesystem::exists(path)) {
            throw Error(ErrorCode::NotFound, "There is no file or folder " + path + ".");
        }
        spec.paths.push_back(std::filesystem::absolute(path).lexically_normal().string());
    }
    std::map<std::string, std::string> options = {{"on_error", arguments.onError}};
    if (!arguments.mapping.empty()) {
        options["mapping"] = textOf(arguments.mapping, "--mapping");
    }
    if (!arguments.settings.empty()) {
        options["settings"] = textOf(arguments.settings, "--settings");
    }
    spec.options = jobs::jobKind(spec.kind).options->resolve(options);
    return spec;
}

void printDropped(Program& program, const std::string& run) {
    for (const store::ArtifactRow& artifact : program.store().runs().artifacts(run)) {
        if (artifact.kind != "import_report") {
            continue;
        }
        const std::filesystem::path folder = program.workspace().run(run);
        const nlohmann::json report = readJsonFile(folder / artifact.path);
        const auto dropped = report.at("rows_dropped").get<std::int64_t>();
        if (dropped == 0) {
            return;
        }
        note(Text::tr("%1 of %2 rows were left out; the full list is in %3, one a line.")
                 .arg(dropped)
                 .arg(report.at("rows_read").get<std::int64_t>())
                 .arg(qt((folder / "artifacts/dropped_rows.jsonl").string())));
        std::size_t shown = 0;
        for (const nlohmann::json& row : report.at("dropped")) {
            if (shown++ == kShownDrops) {
                note(Text::tr("  …"));
                break;
            }
            note(Text::tr("  %1, line %2: %3")
                     .arg(qt(row.at("file").get<std::string>()))
                     .arg(row.at("line").get<std::int64_t>())
                     .arg(qt(row.at("reason").get<std::string>())));
        }
    }
}

int importFiles(Program& program, const ImportArguments& arguments) {
    const std::string run = program.host().submit(specOf(arguments));
    const int code = waitForRuns(program, {run});
    if (code != 0) {
        return code;
    }
    printDropped(program, run);
    const store::DatasetRow dataset =
        program.store().datasets().resolve(program.store().runs().find(run)->dataset);
    note(Text::tr("%1 (%2): %3 users, %4 items, %5 interactions.")
             .arg(qt(dataset.name), qt(dataset.format))
             .arg(dataset.users)
             .arg(dataset.items)
             .arg(dataset.interactions));
    print(qt(dataset.hash));
    return 0;
}

} // namespace

void addImport(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "import",
        utf8(
            Text::tr("Read data files into a data set (MovieLens-1M and -100K, Insurance, RecBole, CSV/TSV); "
                     "prints its hash")));
    const auto arguments = std::make_shared<ImportArguments>();
    command
        ->add_option("path", arguments->paths, utf8(Text::tr("Files, folders or zip archives as downloaded")))
        ->required();
    command->add_option("--name", arguments->name, utf8(Text::tr("Name of the data set")));
    command->add_option("--mapping", arguments->mapping,
                        utf8(Text::tr("JSON file that says what the columns of CSV "
                                      "files mean")));
    command->add_option("--settings", arguments->settings,
                        utf8(Text::tr("JSON file with settings of the importer")));
    command
        ->add_option("--on-error", arguments->onError,
                     utf8(Text::tr("strict refuses bad rows, skip leaves them out and lists them")))
        ->check(CLI::IsMember({"strict", "skip"}))
        ->capture_default_str();
    command->callback([&program, arguments] {
        program.action = [&program, arguments] { return importFiles(program, *arguments); };
    });
}

} // namespace up5::cli
