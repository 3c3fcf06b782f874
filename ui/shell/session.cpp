#include "ui/shell/session.h"

namespace up5::ui {

namespace {

jobs::Workspace created(const std::filesystem::path& root) {
    const jobs::Workspace workspace{std::filesystem::absolute(root).lexically_normal()};
    workspace.create();
    return workspace;
}

} // namespace

Session::Session(const std::filesystem::path& root, const Settings& settings, Dialogs& dialogs, Theme& theme,
                 std::unique_ptr<jobs::Launcher> launcher)
    : m_workspace(created(root)), m_settings(settings, m_workspace.root), m_store(m_workspace.database()),
      m_host(m_workspace, m_store, launcher ? std::move(launcher) : std::make_unique<jobs::LocalLauncher>()),
      m_context{m_workspace, m_store, m_host, m_settings, dialogs} {
    m_window = std::make_unique<MainWindow>(m_context, theme);
}

Session::~Session() = default;

} // namespace up5::ui
