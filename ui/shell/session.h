// One workspace opened in one window, with everything that lives as long.
#pragma once

#include <memory>

#include "jobs/job_host.h"
#include "jobs/launcher.h"
#include "store/store.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/app_context.h"

namespace up5::ui {

class Session {
public:
    /// Creates the workspace if it is new, opens its store, starts its host. Throws what Store throws.
    /// `launcher` empty = the worker beside this program.
    Session(const std::filesystem::path& root, Settings& settings, Dialogs& dialogs, Theme& theme,
            std::unique_ptr<jobs::Launcher> launcher = nullptr);
    ~Session();

    MainWindow& window() { return *m_window; }
    AppContext& context() { return m_context; }

private:
    jobs::Workspace m_workspace;
    store::Store m_store;
    jobs::JobHost m_host;
    AppContext m_context;
    std::unique_ptr<MainWindow> m_window; ///< goes first
};

} // namespace up5::ui
