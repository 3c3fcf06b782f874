// One workspace opened in one window, with everything that lives as long.
#pragma once

#include <memory>

#include "jobs/job_host.h"
#include "jobs/launcher.h"
#include "store/store.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/app_context.h"
#include "ui/widgets/settings.h"

namespace up5::ui {

class Session {
public:
    /// Creates the workspace if it is new, opens its store, starts its host. Throws what Store throws.
    /// `settings` are the user's; those of the workspace are the session's own, so that a window that closes
    /// after the next one was opened remembers itself in its own workspace. `launcher` empty = the worker
    /// beside this program.
    Session(const std::filesystem::path& root, const Settings& settings, Dialogs& dialogs, Theme& theme,
            std::unique_ptr<jobs::Launcher> launcher = nullptr);
    ~Session();

    MainWindow& window() { return *m_window; }
    AppContext& context() { return m_context; }

private:
    jobs::Workspace m_workspace;
    Settings m_settings;
    store::Store m_store;
    jobs::JobHost m_host;
    AppContext m_context;
    std::unique_ptr<MainWindow> m_window; ///< goes first
};

} // namespace up5::ui
