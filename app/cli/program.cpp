#include "program.h"

#include <filesystem>

#include <QtCore/QStandardPaths>

#include "base/error.h"
#include "data/utf8.h"
#include "jobs/launcher.h"

namespace up5::cli {

std::string Program::defaultWorkspace() {
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return (data + QStringLiteral("/up5-workbench/workspace")).toStdString();
}

const jobs::Workspace& Program::workspace() {
    if (!m_workspace) {
        if (!data::isUtf8(workspaceOption)) { // from the environment; arguments are checked before
            throw Error(ErrorCode::InvalidInput, "The name of the workspace, " +
                                                     data::latin1ToUtf8(workspaceOption) +
                                                     ", is not UTF-8. Choose another folder.");
        }
        const std::filesystem::path root = workspaceOption.empty() ? defaultWorkspace() : workspaceOption;
        m_workspace = std::make_unique<jobs::Workspace>(
            jobs::Workspace{std::filesystem::absolute(root).lexically_normal()});
        m_workspace->create();
    }
    return *m_workspace;
}

store::Store& Program::store() {
    if (!m_store) {
        m_store = std::make_unique<store::Store>(workspace().database());
    }
    return *m_store;
}

jobs::JobHost& Program::host() {
    if (!m_host) {
        m_host =
            std::make_unique<jobs::JobHost>(workspace(), store(), std::make_unique<jobs::LocalLauncher>());
    }
    return *m_host;
}

} // namespace up5::cli
