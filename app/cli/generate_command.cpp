// `up5 generate`: a population whose leak is known exactly.
#include <CLI/CLI.hpp>

#include <charconv>
#include <functional>
#include <memory>

#include <QtCore/QDateTime>

#include "base/atomic_file.h"
#include "base/error.h"
#include "commands.h"
#include "data/csv_export.h"
#include "data/synthetic.h"
#include "interrupt.h"
#include "program.h"
#include "progress_line.h"
#include "store/dataset_repository.h"
#include "text.h"

namespace up5::cli {

namespace {

struct GenerateArguments {
    data::SyntheticOptions options;
    std::vector<std::string> attributes;
    std::string settings, csv, folder;
    /// Carry over those options that were given, over what a settings file says.
    std::vector<std::function<void(data::SyntheticOptions&)>> given;
};

template <class T> T numberIn(const std::string& attribute, const std::string& text) {
    T number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) {
        throw Error(ErrorCode::InvalidInput,
                    "--attribute takes NAME:CLASSES:STRENGTH, for example gender:2:0.5, but got \"" +
                        attribute + "\".");
    }
    return number;
}

data::SyntheticAttribute parseAttribute(const std::string& text) {
    const std::size_t first = text.find(':');
    const std::size_t second = first == std::string::npos ? first : text.find(':', first + 1);
    if (second == std::string::npos) {
        numberIn<int>(text, "");
    }
    data::SyntheticAttribute attribute;
    attribute.name = text.substr(0, first);
    attribute.classes = numberIn<int>(text, text.substr(first + 1, second - first - 1));
    attribute.strength = numberIn<double>(text, text.substr(second + 1));
    return attribute;
}

store::DatasetRow rowOf(const data::Dataset& dataset) {
    store::DatasetRow row;
    row.hash = dataset.hash();
    row.name = dataset.name();
    row.format = dataset.format();
    row.users = dataset.numUsers();
    row.items = dataset.numItems();
    row.interactions = dataset.numInteractions();
    row.importedAt = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString();
    return row;
}

int generate(Program& program, const GenerateArguments& arguments) {
    data::SyntheticOptions options;
    if (!arguments.settings.empty()) {
        options = data::syntheticOptionsFromJson(readJsonFile(arguments.settings));
    }
    for (const auto& carryOver : arguments.given) {
        carryOver(options);
    }
    if (!arguments.attributes.empty()) {
        options.attributes.clear();
        for (const std::string& text : arguments.attributes) {
            options.attributes.push_back(parseAttribute(text));
        }
    }
    const bool elsewhere = !arguments.folder.empty();
    const std::filesystem::path folder =
        elsewhere ? std::filesystem::path(arguments.folder) : program.workspace().datasets();
    std::filesystem::create_directories(folder);
    const Interrupt interrupt;
    ProgressLine line;
    const std::string hash = data::generateDataset(
        options, folder,
        [&](std::int64_t done, std::int64_t total) {
            line.show(Text::tr("generate"), "writing", done, total);
        },
        interrupt.token());
    line.clear();
    const data::Dataset dataset = data::Dataset::open(folder, hash);
    if (!arguments.csv.empty()) {
        data::exportCsv(dataset, arguments.csv);
    }
    if (!elsewhere) {
        program.store().datasets().upsert(rowOf(dataset));
    }
    note(Text::tr("%1: %2 users, %3 items, %4 interactions.")
             .arg(qt(dataset.name()))
             .arg(dataset.numUsers())
             .arg(dataset.numItems())
             .arg(dataset.numInteractions()));
    for (const data::Attribute& attribute : dataset.attributes()) {
        note(Text::tr("Best possible AUC of %1 given a whole history: %2")
                 .arg(qt(attribute.name), attribute.bestPossibleAuc
                                              ? QString::number(*attribute.bestPossibleAuc, 'f', 4)
                                              : Text::tr("not defined")));
    }
    print(qt(hash));
    return 0;
}

} // namespace

void addGenerate(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand(
        "generate",
        utf8(Text::tr("Generate a population whose leak is known exactly; prints the hash of the data set")));
    const auto arguments = std::make_shared<GenerateArguments>();
    const auto add = [&](const char* flag, auto member, const QString& help) {
        auto& value = arguments->options.*member;
        const CLI::Option* option = command->add_option(flag, value, utf8(help))->capture_default_str();
        arguments->given.push_back([option, member, &value](data::SyntheticOptions& options) {
            if (option->count() > 0) {
                options.*member = value;
            }
        });
        return command->get_option(flag);
    };
    using O = data::SyntheticOptions;
    add("--users", &O::users, Text::tr("Users"));
    add("--items", &O::items, Text::tr("Items in the catalogue"));
    add("--genres", &O::genres, Text::tr("Genres the items fall into"));
    add("--min-history", &O::minHistory, Text::tr("Shortest history"));
    add("--max-history", &O::maxHistory, Text::tr("Longest history"));
    add("--seed", &O::seed, Text::tr("Seed: equal settings and seed give equal data"))
        ->check(CLI::NonNegativeNumber);
    add("--name", &O::name, Text::tr("Name of the data set"));
    command
        ->add_option(
            "--attribute", arguments->attributes,
            utf8(Text::tr("NAME:CLASSES:STRENGTH; strength 0 is no leak, 1 a strong one; may be repeated "
                          "(default gender:2:1)")))
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_option(
        "--settings", arguments->settings,
        utf8(Text::tr("JSON file with settings, as in a generated set's provenance; options given beside it "
                      "go before")));
    command->add_option("--csv", arguments->csv,
                        utf8(Text::tr("Also write CSV files and their mapping into this folder")));
    command->add_option("--folder", arguments->folder,
                        utf8(Text::tr("Write the data set into this folder instead of the workspace")));
    command->callback([&program, arguments] {
        program.action = [&program, arguments] { return generate(program, *arguments); };
    });
}

} // namespace up5::cli
