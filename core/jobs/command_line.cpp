#include "jobs/command_line.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "jobs/job_kinds.h"
#include "jobs/option_text.h"
#include "jobs/starting_options.h"
#include "jobs/sweep/sweep_plan.h"
#include "jobs/sweep/sweep_text.h"

namespace up5::jobs {

namespace {

class Command {
public:
    explicit Command(std::string program) : m_text(std::move(program)) {}

    Command& word(const std::string& text) {
        m_text += ' ' + shellQuoted(text);
        return *this;
    }
    /// Adds nothing when the value is empty.
    Command& option(const std::string& name, const std::string& value) {
        if (!value.empty()) {
            m_text += ' ' + name + ' ' + shellQuoted(value);
        }
        return *this;
    }
    Command& flag(const std::string& name, bool isSet) {
        m_text += isSet ? ' ' + name : std::string();
        return *this;
    }
    /// For what the program wants as a file but the run holds as text.
    Command& textAsFile(const std::string& name, const std::string& text) {
        if (!text.empty()) {
            m_text += ' ' + name + " <(printf %s " + shellQuoted(text) + ')';
        }
        return *this;
    }
    const std::string& text() const { return m_text; }

private:
    std::string m_text;
};

void addImport(Command& command, const JobSpec& spec) {
    for (const std::string& path : spec.paths) {
        command.word(path);
    }
    command.option("--name", spec.name);
    command.textAsFile("--mapping", spec.options.value("mapping", std::string()));
    command.option("--on-error", spec.options.value("on_error", std::string()));
    command.textAsFile("--settings", spec.options.value("settings", std::string()));
}

/// Inputs and settings of a job.
void addJob(Command& command, const JobSpec& spec) {
    command.option("--dataset", spec.dataset)
        .option("--checkpoint", spec.paths.empty() ? std::string() : spec.paths.front())
        .option("--backbone", spec.backboneRun)
        .option("--prompt", spec.promptRun);
    for (const std::string& prompt : spec.mixedPrompts) {
        command.option("--prompt", prompt);
    }
    if (!jobKind(spec.kind).mixesPrompts) { // a mixture's attributes are those of its prompts
        for (const std::string& attribute : spec.attributes) {
            command.option("--attribute", attribute);
        }
    }
    for (const OptionInfo& info : jobKind(spec.kind).options->infos()) {
        const auto value = spec.options.find(info.key);
        // Left out with a checkpoint, some take its value and not the table's default.
        const bool isOfCheckpoint = !spec.paths.empty() && std::ranges::count(kStartingKeys, info.key) > 0;
        if (value != spec.options.end() && (isOfCheckpoint || *value != info.defaultValue)) {
            command.option("--set", info.key + '=' + valueText(*value));
        }
    }
}

void addRun(Command& command, const JobSpec& spec) {
    addJob(command, spec);
    command.option("--seed", std::to_string(spec.seed));
    command.option("--device", spec.device == "auto" ? std::string() : spec.device);
    command.option("--name", spec.name);
}

void addSearch(Command& command, const SweepSearch& search) {
    for (const SearchVariable& variable : search.variables) {
        command.option("--search", searchText(variable));
    }
    const SweepSearch defaults;
    command.option("--runs", std::to_string(search.runs));
    command.option("--population",
                   search.population == defaults.population ? "" : std::to_string(search.population));
    command.option("--hits-at", search.k == defaults.k ? "" : std::to_string(search.k));
}

std::vector<PlannedJob> withoutDefaults(std::vector<PlannedJob> jobs) {
    for (PlannedJob& planned : jobs) {
        for (const OptionInfo& info : jobKind(planned.job.kind).options->infos()) {
            const auto value = planned.job.options.find(info.key);
            if (value != planned.job.options.end() && *value == info.defaultValue) {
                planned.job.options.erase(value);
            }
        }
    }
    return jobs;
}

void addSweepItself(Command& command, const SweepPlan& plan, const JobSpec& spec) {
    command.option("--seeds", fmt::format("{}", fmt::join(plan.seeds, ",")));
    command.flag("--no-companions", !plan.companions).flag("--stop-dominated", plan.stopDominated);
    // The jobs of a list say their own.
    command.option("--device", spec.device == "auto" || !plan.jobs.empty() ? std::string() : spec.device);
    command.option("--name", spec.name);
}

void addSweep(Command& command, const JobSpec& spec) {
    const SweepPlan plan = planOf(spec);
    if (!plan.jobs.empty()) {
        command.word("list").textAsFile("--jobs", toJson(withoutDefaults(plan.jobs)).dump());
        addSweepItself(command, plan, spec);
        return;
    }
    const JobKind& kind = jobKind(plan.base.kind);
    command.word(kind.name);
    addJob(command, plan.base);
    for (const std::vector<SweepValues>& axis : plan.axes) {
        const std::string key = axis.front().begin().key();
        const bool isInput = key == "backbone" || key == "attribute";
        if (axis.front().size() == 1 && !isInput) {
            command.option("--grid", gridText(kind, axis));
            continue;
        }
        for (const SweepValues& values : axis) {
            command.option(isInput ? "--" + key : "--point",
                           isInput ? values.at(key).get<std::string>() : pointText(values));
        }
    }
    if (plan.search) {
        addSearch(command, *plan.search);
    }
    addSweepItself(command, plan, spec);
}

} // namespace

std::string shellQuoted(const std::string& word) {
    const bool plain = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
        return std::isalnum(c) ||
               std::string_view("_-./=:,@%+").find(static_cast<char>(c)) != std::string_view::npos;
    });
    if (plain) {
        return word;
    }
    std::string quoted = "'";
    for (const char c : word) {
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return quoted + '\'';
}

std::string commandLine(const JobSpec& spec, const std::filesystem::path& workspace) {
    Command command("up5");
    if (jobKind(spec.kind).needsPaths) {
        command.word("import");
        addImport(command, spec);
    } else if (spec.kind == kSweepKind) {
        command.word("sweep");
        addSweep(command, spec);
    } else {
        command.word("run").word(spec.kind);
        addRun(command, spec);
    }
    command.option("--workspace", workspace.string());
    return command.text();
}

} // namespace up5::jobs
