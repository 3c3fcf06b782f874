#include "jobs/run_folder.h"

#include <random>

#include "base/atomic_file.h"
#include "base/clock.h"
#include "base/error.h"

namespace up5::jobs {

namespace {

void createFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw Error(ErrorCode::Io,
                    "Cannot create the folder " + folder.string() + ": " + error.message() + ".");
    }
}

} // namespace

void Workspace::create() const {
    for (const std::filesystem::path& folder : {root, datasets(), candidates(), runs()}) {
        createFolder(folder);
    }
}

std::string newRunId() {
    // No vowels: ids never spell words. No l, 0, 1: ids can be read out.
    static constexpr char kLetters[] = "bcdfghjkmnpqrstvwxz23456789";
    std::string id;
    for (const char c : iso8601(nowMilliseconds())) {
        if (c >= '0' && c <= '9') {
            id += c;
        } else if (c == 'T' || c == '.') {
            id += '-';
        }
    }
    id += '-';
    std::random_device device;
    std::uniform_int_distribution<std::size_t> letter(0, sizeof kLetters - 2);
    for (int i = 0; i < 4; ++i) {
        id += kLetters[letter(device)];
    }
    return id;
}

RunFolder RunFolder::create(const Workspace& workspace, const std::string& id, const JobSpec& spec) {
    workspace.create();
    const RunFolder folder{workspace.run(id)};
    std::error_code error;
    if (!std::filesystem::create_directory(folder.root, error)) {
        throw error
            ? Error(ErrorCode::Io,
                    "Cannot create the folder " + folder.root.string() + ": " + error.message() + ".")
            : Error(ErrorCode::Conflict, "There is already a run folder " + folder.root.string() + ".");
    }
    createFolder(folder.state());
    createFolder(folder.artifacts());
    writeFileAtomically(folder.spec(), toJson(spec).dump(2) + '\n');
    return folder;
}

JobSpec RunFolder::readSpec() const {
    try {
        return jobSpecFromJson(nlohmann::json::parse(readFile(spec())));
    } catch (const nlohmann::json::parse_error& error) {
        throw Error(ErrorCode::Protocol, spec().string() + " is no valid JSON: " + error.what() + ".");
    }
}

} // namespace up5::jobs
