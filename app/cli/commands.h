// The commands of `up5`: one function and one file each; the table in main.cpp lists them.
#pragma once

namespace CLI {
class App;
}

namespace up5::cli {

class Program;

/// Adds a sub-command whose callback sets program.action.
void addImport(CLI::App& app, Program& program);
void addGenerate(CLI::App& app, Program& program);
void addDatasets(CLI::App& app, Program& program);
void addRun(CLI::App& app, Program& program);
void addSweep(CLI::App& app, Program& program);
void addRuns(CLI::App& app, Program& program);
void addShow(CLI::App& app, Program& program);
void addCompare(CLI::App& app, Program& program);
void addCancel(CLI::App& app, Program& program);
void addResume(CLI::App& app, Program& program);
void addDelete(CLI::App& app, Program& program);
void addReport(CLI::App& app, Program& program);
void addGroups(CLI::App& app, Program& program);
void addDemo(CLI::App& app, Program& program);
void addReproduce(CLI::App& app, Program& program);
void addOptions(CLI::App& app, Program& program);
void addCheckpoint(CLI::App& app, Program& program);
void addExport(CLI::App& app, Program& program);
void addHost(CLI::App& app, Program& program);

} // namespace up5::cli
