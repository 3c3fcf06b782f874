// The window of UP5 Workbench.
#include <cstdio>
#include <memory>

#include <QtWidgets/QApplication>

#include "arguments.h"
#include "base/error.h"
#include "base/logging.h"
#include "base/translation.h"
#include "program.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/guard.h"
#include "ui/widgets/icons.h"

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    up5::installTranslation(application);
    QApplication::setApplicationName(QStringLiteral("up5-workbench"));
    QApplication::setApplicationDisplayName(QStringLiteral("UP5 Workbench"));
    QApplication::setApplicationVersion(QStringLiteral(UP5_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("up5-workbench"));
    QApplication::setWindowIcon(up5::ui::themedIcon(QStringLiteral("app")));
    up5::setUpLogging("up5-workbench");

    std::unique_ptr<up5::app::Program> program;
    bool picture = false;
    try {
        const up5::app::Arguments arguments = up5::app::parseArguments(application);
        picture = !arguments.screenshot.isEmpty();
        program = std::make_unique<up5::app::Program>(application, arguments);
        program->show();
    } catch (const std::exception& error) {
        const QString sentence = up5::ui::errorSentence(error);
        std::fprintf(stderr, "up5-workbench: %s\n", qUtf8Printable(sentence));
        if (!picture && QGuiApplication::platformName() != QLatin1String("offscreen")) {
            up5::ui::Dialogs().showError(nullptr, QApplication::applicationDisplayName(), sentence);
        }
        const auto* known = dynamic_cast<const up5::Error*>(&error);
        return up5::exitCode(known ? known->code() : up5::ErrorCode::Internal);
    }
    return QApplication::exec();
}
