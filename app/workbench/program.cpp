#include "program.h"

#include <cstdio>

#include <QtCore/QStandardPaths>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

#include "base/error.h"
#include "ui/widgets/guard.h"
#include "ui/widgets/theme_settings.h"

namespace up5::app {

using namespace Qt::Literals::StringLiterals;

namespace {

const ui::SettingValue<QString> kLastWorkspace{"workspace/last", {}};

/// Long enough for charts and profiles computed in the background.
constexpr int kScreenshotAfterMs = 1500;

QString defaultWorkspace() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           u"/up5-workbench/workspace"_s;
}

} // namespace

Program::Program(QApplication& application, const Arguments& arguments)
    : m_arguments(arguments),
      m_settings(arguments.screenshot.isEmpty() ? QString() : m_scratch.filePath(u"settings.ini"_s)),
      m_theme(application) {
    const QString theme = arguments.theme.isEmpty() ? m_settings.get(ui::kThemeSetting) : arguments.theme;
    m_theme.setChoice(ui::themeChoiceFromString(theme));
    m_theme.setFontSize(m_settings.get(ui::kFontSizeSetting));

    const QString last = m_settings.get(kLastWorkspace);
    std::filesystem::path root = arguments.workspace;
    if (root.empty()) {
        root = (last.isEmpty() ? defaultWorkspace() : last).toStdString();
    }
    m_session = openSession(root);
}

Program::~Program() = default;

std::unique_ptr<ui::Session> Program::openSession(const std::filesystem::path& root) {
    auto session = std::make_unique<ui::Session>(root, m_settings, m_dialogs, m_theme);
    connect(&session->window(), &ui::MainWindow::workspaceRequested, this, &Program::switchWorkspace,
            Qt::QueuedConnection);
    m_settings.set(kLastWorkspace, QString::fromStdString(session->context().workspace.root.string()));
    return session;
}

void Program::show() {
    ui::MainWindow& window = m_session->window();
    if (m_arguments.size.isValid()) {
        window.resize(m_arguments.size);
    }
    if (!m_arguments.page.isEmpty()) {
        window.showPage(m_arguments.page);
    }
    if (!m_arguments.details.isEmpty()) {
        window.openDetails(m_arguments.details);
    }
    window.show();
    if (!m_arguments.screenshot.isEmpty()) {
        QTimer::singleShot(kScreenshotAfterMs, this, &Program::takeScreenshot);
    }
}

void Program::switchWorkspace(const QString& folder) {
    ui::guarded(
        [&] {
            auto next = openSession(folder.toStdString());
            next->window().show();
            m_session->window().close();
            m_session = std::move(next);
        },
        [this](const QString& sentence) {
            m_dialogs.showError(&m_session->window(), tr("Open workspace"), sentence);
        });
}

void Program::takeScreenshot() {
    const bool saved = m_session->window().grab().save(m_arguments.screenshot);
    if (!saved) {
        std::fprintf(stderr, "up5-workbench: the picture could not be written to %s.\n",
                     qUtf8Printable(m_arguments.screenshot));
    }
    m_session->window().close(); // as a person does: what runs and waits is left to a background host
    QCoreApplication::exit(saved ? 0 : exitCode(ErrorCode::Io));
}

} // namespace up5::app
