// `up5 datasets`: what the workspace holds.
#include <CLI/CLI.hpp>

#include <memory>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "commands.h"
#include "data/dataset.h"
#include "program.h"
#include "store/dataset_repository.h"
#include "text.h"

namespace up5::cli {

namespace {

constexpr std::size_t kShortHash = 12;

nlohmann::json toJson(const store::DatasetRow& row, const std::vector<data::Attribute>& ofSet) {
    nlohmann::json attributes = nlohmann::json::array();
    for (const data::Attribute& attribute : ofSet) {
        attributes.push_back(
            {{"name", attribute.name},
             {"classes", attribute.classes},
             {"best_possible_auc",
              attribute.bestPossibleAuc ? nlohmann::json(*attribute.bestPossibleAuc) : nlohmann::json()}});
    }
    return {{"hash", row.hash},           {"name", row.name},
            {"format", row.format},       {"users", row.users},
            {"items", row.items},         {"interactions", row.interactions},
            {"imported", row.importedAt}, {"attributes", std::move(attributes)}};
}

QString attributeNames(const data::Dataset& dataset) {
    QStringList names;
    for (const data::Attribute& attribute : dataset.attributes()) {
        names << QStringLiteral("%1 (%2)").arg(qt(attribute.name)).arg(attribute.classes.size());
    }
    return names.join(QStringLiteral(", "));
}

int listDatasets(Program& program, bool json) {
    nlohmann::json array = nlohmann::json::array();
    TextTable table({{Text::tr("Hash")},
                     {Text::tr("Name")},
                     {Text::tr("Users"), true},
                     {Text::tr("Items"), true},
                     {Text::tr("Interactions"), true},
                     {Text::tr("Attributes (classes)")}});
    for (const store::DatasetRow& row : program.store().datasets().all()) {
        QString attributes;
        try {
            const data::Dataset dataset = data::Dataset::open(program.workspace().datasets(), row.hash);
            array.push_back(toJson(row, dataset.attributes()));
            attributes = attributeNames(dataset);
        } catch (const Error& error) { // a damaged set must not hide the others
            array.push_back(toJson(row, {}));
            array.back()["error"] = error.what();
            attributes = Text::tr("cannot be used: %1").arg(qt(error.what()));
        }
        table.add({qt(row.hash.substr(0, kShortHash)), qt(row.name), QString::number(row.users),
                   QString::number(row.items), QString::number(row.interactions), attributes});
    }
    if (json) {
        print(qt(array.dump(2)));
    } else if (table.isEmpty()) {
        note(Text::tr("This workspace holds no data set yet; `up5 import` brings one in."));
    } else {
        print(table.toString());
    }
    return 0;
}

} // namespace

void addDatasets(CLI::App& app, Program& program) {
    CLI::App* command = app.add_subcommand("datasets", utf8(Text::tr("List the data sets of the workspace")));
    const auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, utf8(Text::tr("As JSON, for scripts")));
    command->callback(
        [&program, json] { program.action = [&program, json] { return listDatasets(program, *json); }; });
}

} // namespace up5::cli
