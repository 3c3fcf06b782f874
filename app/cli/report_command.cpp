// `up5 report`: stored runs as a document.
#include <CLI/CLI.hpp>

#include <memory>

#include "base/error.h"
#include "commands.h"
#include "program.h"
#include "report/report.h"
#include "store/run_repository.h"
#include "text.h"

namespace up5::cli {

namespace {

struct ReportArguments {
    std::vector<std::string> runs;
    std::string format, output, title;
};

/// --format, else what the file's name ends with.
std::string formatOf(const ReportArguments& arguments) {
    if (!arguments.format.empty()) {
        return arguments.format;
    }
    const std::string extension = std::filesystem::path(arguments.output).extension().string();
    if (extension.empty()) {
        throw Error(ErrorCode::InvalidInput,
                    "The format of " + arguments.output + " is not clear from its name; give --format.");
    }
    return extension.substr(1);
}

int write(Program& program, const ReportArguments& arguments) {
    report::ReportRequest request;
    for (const std::string& run : arguments.runs) {
        request.runs.push_back(program.store().runs().resolve(run).id);
    }
    if (!arguments.title.empty()) {
        request.title = arguments.title;
    }
    report::writeReport(program.store(), program.workspace().root, request, formatOf(arguments),
                        arguments.output);
    print(qt(std::filesystem::absolute(arguments.output).string()));
    return 0;
}

} // namespace

void addReport(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "report", utf8(Text::tr("Write a report over runs (all that succeeded, if none is named)")));
    const auto arguments = std::make_shared<ReportArguments>();
    command->add_option("run", arguments->runs,
                        utf8(Text::tr("Run ids, or unambiguous beginnings or ends of them")));
    command
        ->add_option("--format", arguments->format,
                     utf8(Text::tr("html (one file), pdf, csv or json; else by the "
                                   "file's name")))
        ->check(CLI::IsMember(report::reportFormats()));
    command->add_option("--output", arguments->output, utf8(Text::tr("File to write")))->required();
    command->add_option("--title", arguments->title, utf8(Text::tr("Title of the report")));
    command->callback([&program, arguments] {
        program.action = [&program, arguments] { return write(program, *arguments); };
    });
}

} // namespace up5::cli
