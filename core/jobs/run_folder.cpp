#include "jobs/run_folder.h"

#include "base/atomic_file.h"
#include "base/error.h"

namespace up5::jobs {

namespace {

void createFolder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw Error(ErrorCode::Io, "Cannot create the folder " + folder.string() + ": " + error.message() + ".");
    }
}

} // namespace

void Workspace::create() const {
    for (const auto& folder : {datasets(), candidates(), runs()}) {
        createFolder(folder);
    }
}

RunFolder RunFolder::create(const Workspace& workspace, const std::string& id, const JobSpec& spec) {
    RunFolder folder{workspace.run(id)};
    createFolder(folder.state());
    createFolder(folder.artifacts());
    writeFileAtomically(folder.spec(), toJson(spec).dump(2));
    return folder;
}

JobSpec RunFolder::readSpec() const {
    try {
        return jobSpecFromJson(readJsonFile(spec()));
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Protocol) {
            throw Error(ErrorCode::Protocol, spec().string() + ": " + error.what());
        }
        throw;
    }
}

} // namespace up5::jobs
