// What every command is given: the workspace and its services, opened when first asked for.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "jobs/job_host.h"
#include "jobs/run_folder.h"
#include "store/store.h"

namespace up5::cli {

class Program {
public:
    std::string workspaceOption; ///< --workspace or UP5_WORKSPACE; empty = default
    std::function<int()> action; ///< the chosen command; returns the exit code

    /// Created when it is new.
    const jobs::Workspace& workspace();
    store::Store& store();
    jobs::JobHost& host();

    /// <data folder of the user>/up5-workbench/workspace, the one the window opens at first too.
    static std::string defaultWorkspace();

private:
    std::unique_ptr<jobs::Workspace> m_workspace;
    std::unique_ptr<store::Store> m_store;
    std::unique_ptr<jobs::JobHost> m_host;
};

} // namespace up5::cli
