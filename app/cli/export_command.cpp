// `up5 export`: a trained backbone, prompt or mixture as files for other programs.
#include <CLI/CLI.hpp>

#include <memory>

#include "commands.h"
#include "jobs/model_export.h"
#include "program.h"
#include "text.h"

namespace up5::cli {

namespace {

struct ExportArguments {
    std::string run, folder, removed;
};

int exportRun(Program& program, const ExportArguments& arguments) {
    for (const std::filesystem::path& file : jobs::exportModel(
             program.store(), program.workspace(), arguments.run, arguments.folder, arguments.removed)) {
        print(qt(file.string()));
    }
    return 0;
}

} // namespace

void addExport(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "export",
        utf8(Text::tr("Write a backbone (under Hugging Face's names), a cfp run's prompt or a mixture's "
                      "prompts to a folder")));
    const auto arguments = std::make_shared<ExportArguments>();
    command
        ->add_option("run", arguments->run,
                     utf8(Text::tr("Run id, or an unambiguous beginning or end of it")))
        ->required();
    command->add_option("folder", arguments->folder, utf8(Text::tr("Folder to write to; created when new")))
        ->required();
    command->add_option("--remove", arguments->removed,
                        utf8(Text::tr("Mixture: the attributes that are removed, with commas between them "
                                      "(default: every subset)")));
    command->callback([&program, arguments] {
        program.action = [&program, arguments] { return exportRun(program, *arguments); };
    });
}

} // namespace up5::cli
