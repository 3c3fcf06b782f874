// Wires the window together and swaps workspaces.
#pragma once

#include <memory>

#include <QtCore/QObject>
#include <QtCore/QTemporaryDir>

#include "arguments.h"
#include "ui/shell/session.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/theme.h"

class QApplication;

namespace up5::app {

class Program : public QObject {
    Q_OBJECT
public:
    /// Throws what opening the workspace throws.
    Program(QApplication& application, const Arguments& arguments);
    ~Program() override;

    void show();

private:
    std::unique_ptr<ui::Session> openSession(const std::filesystem::path& root);
    void switchWorkspace(const QString& folder);
    void takeScreenshot();

    Arguments m_arguments;
    QTemporaryDir m_scratch; ///< settings of a screenshot
    ui::Settings m_settings;
    ui::Theme m_theme;
    ui::Dialogs m_dialogs;
    std::unique_ptr<ui::Session> m_session;
};

} // namespace up5::app
