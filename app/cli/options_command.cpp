// `up5 options`: every --set key of a job kind with default, range, meaning and source.
#include <CLI/CLI.hpp>

#include <memory>

#include <nlohmann/json.hpp>

#include "commands.h"
#include "jobs/job_kinds.h"
#include "jobs/named_settings.h"
#include "jobs/option_text.h"
#include "program.h"
#include "text.h"

namespace up5::cli {

namespace {

struct OptionsArguments {
    std::string kind;
    bool json = false;
};

QString valueText(const nlohmann::json& value) {
    return qt(jobs::valueText(value));
}

QString allowedText(const jobs::OptionInfo& info) {
    if (!info.choices.empty()) {
        QStringList choices;
        for (const std::string& choice : info.choices) {
            choices << qt(choice);
        }
        return (info.list ? Text::tr("list of ") : QString()) + choices.join(QStringLiteral(" | "));
    }
    if (info.defaultValue.is_boolean()) {
        return QStringLiteral("true | false");
    }
    if (info.min && info.max) {
        return QStringLiteral("%1…%2").arg(*info.min).arg(*info.max);
    }
    return info.min ? Text::tr("at least %1").arg(*info.min) : QString();
}

nlohmann::json toJson(const jobs::OptionInfo& info) {
    return {{"key", info.key},
            {"default", info.defaultValue},
            {"min", info.min ? nlohmann::json(*info.min) : nlohmann::json()},
            {"max", info.max ? nlohmann::json(*info.max) : nlohmann::json()},
            {"choices", info.choices},
            {"list", info.list},
            {"help", info.help},
            {"source", info.source}};
}

void printKinds() {
    TextTable table({{Text::tr("Kind")}, {Text::tr("What it does")}});
    for (const jobs::JobKind& kind : jobs::jobKinds()) {
        table.add({qt(kind.name), jobs::shownText(kind.summary)});
    }
    print(table.toString());
}

void printNamedSettings(const std::string& kind) {
    for (const jobs::NamedSettings& settings : jobs::namedSettings(kind)) {
        QStringList options;
        for (const auto& [key, value] : settings.options.items()) {
            options << QStringLiteral("%1=%2").arg(qt(key), valueText(value));
        }
        print(QStringLiteral("--settings %1").arg(qt(settings.name)));
        print(QStringLiteral("    %1: %2")
                  .arg(jobs::shownText(settings.title), jobs::shownText(settings.summary)));
        print(QStringLiteral("    ") + options.join(u' '));
    }
}

int listOptions(const OptionsArguments& arguments) {
    if (arguments.kind.empty()) {
        printKinds();
        return 0;
    }
    const std::vector<jobs::OptionInfo>& infos = jobs::jobKind(arguments.kind).options->infos();
    if (arguments.json) {
        nlohmann::json array = nlohmann::json::array();
        for (const jobs::OptionInfo& info : infos) {
            array.push_back(toJson(info));
        }
        print(qt(array.dump(2)));
        return 0;
    }
    for (const jobs::OptionInfo& info : infos) {
        const QString allowed = allowedText(info);
        print(QStringLiteral("%1=%2%3").arg(qt(info.key), valueText(info.defaultValue),
                                            allowed.isEmpty() ? QString()
                                                              : QStringLiteral("   [%1]").arg(allowed)));
        print(QStringLiteral("    %1 (%2)").arg(jobs::shownText(info.help), qt(info.source)));
    }
    printNamedSettings(arguments.kind);
    return 0;
}

} // namespace

void addOptions(CLI::App& app, Program& program) {
    CLI::App* command =
        app.add_subcommand("options", utf8(Text::tr("List the --set keys of a job kind with default, range, "
                                                    "meaning and source, and its named settings")));
    const auto arguments = std::make_shared<OptionsArguments>();
    command->add_option("kind", arguments->kind,
                        utf8(Text::tr("A job kind; without it the kinds are listed")));
    command->add_flag("--json", arguments->json, utf8(Text::tr("As JSON, for scripts")));
    command->callback(
        [&program, arguments] { program.action = [arguments] { return listOptions(*arguments); }; });
}

} // namespace up5::cli
