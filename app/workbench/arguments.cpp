#include "arguments.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QRegularExpression>

#include "base/error.h"

namespace up5::app {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ArgumentText {
    Q_DECLARE_TR_FUNCTIONS(up5::app::Arguments)
};

QSize sizeFrom(const QString& text) {
    static const QRegularExpression form(u"^(\\d{2,5})x(\\d{2,5})$"_s);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch()) {
        throw Error(ErrorCode::InvalidInput, "--size is \"" + text.toStdString() +
                                                 "\", but must be WIDTHxHEIGHT, for example 1240x800.");
    }
    return {match.captured(1).toInt(), match.captured(2).toInt()};
}

} // namespace

Arguments parseArguments(const QCoreApplication& application) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        ArgumentText::tr("Audits recommenders for leaks of sensitive attributes."));
    const QCommandLineOption workspace(
        u"workspace"_s, ArgumentText::tr("Workspace folder; created when new."), ArgumentText::tr("folder"));
    const QCommandLineOption page(
        u"page"_s, ArgumentText::tr("Page to show: data, models, probe, mitigate, compare, report."),
        ArgumentText::tr("page"));
    const QCommandLineOption theme(u"theme"_s, ArgumentText::tr("system, light or dark."),
                                   ArgumentText::tr("theme"));
    const QCommandLineOption details(u"details"_s,
                                     ArgumentText::tr("Run or data set to show in the Details dock."),
                                     ArgumentText::tr("id"));
    const QCommandLineOption size(u"size"_s, ArgumentText::tr("Size of the window, for example 1240x800."),
                                  ArgumentText::tr("size"));
    const QCommandLineOption screenshot(
        u"screenshot"_s,
        ArgumentText::tr(
            "Write a picture of the window to this file (PNG) and quit; settings stay untouched."),
        ArgumentText::tr("file"));
    parser.addOptions({workspace, page, theme, details, size, screenshot});
    parser.addHelpOption();
    parser.addVersionOption();
    parser.process(application);

    Arguments arguments;
    arguments.workspace = parser.isSet(workspace) ? parser.value(workspace).toStdString()
                                                  : qEnvironmentVariable("UP5_WORKSPACE").toStdString();
    arguments.page = parser.value(page);
    arguments.theme = parser.value(theme);
    arguments.details = parser.value(details);
    arguments.screenshot = parser.value(screenshot);
    if (!arguments.theme.isEmpty() &&
        !QStringList{u"system"_s, u"light"_s, u"dark"_s}.contains(arguments.theme)) {
        throw Error(ErrorCode::InvalidInput, "--theme is \"" + arguments.theme.toStdString() +
                                                 "\", but must be system, light or dark.");
    }
    if (parser.isSet(size)) {
        arguments.size = sizeFrom(parser.value(size));
    }
    return arguments;
}

} // namespace up5::app
