// What `up5 run` and `up5 sweep` ask alike: inputs and settings of a job.
#pragma once

#include <string>
#include <vector>

#include "jobs/job_spec.h"

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace up5::cli {

class Program;

struct JobArguments {
    std::string kind, dataset, checkpoint, backbone, namedSettings, device = "auto";
    std::vector<std::string> prompts, attributes, settings;
};

/// --dataset, --attribute, --settings, --set and --device.
void addJobOptions(CLI::App& command, JobArguments& arguments);
/// --prompt.
void addPromptOption(CLI::App& command, JobArguments& arguments);

/// An option that may be given several times, one value each.
CLI::Option* addRepeated(CLI::App& command, const char* name, std::vector<std::string>& values,
                         const std::string& help);

/// The inputs found in the workspace and the settings resolved; the default seed and no name. Throws
/// Error{NotFound}, Error{InvalidInput}.
jobs::JobSpec jobSpecFrom(Program& program, const JobArguments& arguments);

} // namespace up5::cli
