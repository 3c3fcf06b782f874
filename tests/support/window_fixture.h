// A real main window on a fresh workspace, with scripted dialogs and settings of its own.
#pragma once

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

#include "data/dataset.h"
#include "store/dataset_repository.h"
#include "store/run_repository.h"
#include "support/find_widget.h"
#include "support/scripted_dialogs.h"
#include "ui/shell/session.h"
#include "ui/widgets/settings.h"
#include "ui/widgets/theme.h"

namespace up5::test {

class WindowFixture {
public:
    QTemporaryDir folder;
    ScriptedDialogs dialogs;
    ui::Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    ui::Theme theme{*qApp};
    std::unique_ptr<ui::Session> session;

    std::filesystem::path root() const { return folder.path().toStdString() + "/workspace"; }

    /// Opens (or reopens) the window and waits until it is shown.
    ui::MainWindow& open(std::unique_ptr<jobs::Launcher> launcher = nullptr) {
        session.reset();
        session = std::make_unique<ui::Session>(root(), settings, dialogs, theme, std::move(launcher));
        session->window().show();
        return session->window();
    }

    ui::MainWindow& window() { return session->window(); }

    /// The widget, action or other object of this name; fails the test when it is not there.
    template <class T> T* find(const char* name) { return test::find<T>(window(), name); }

    /// Puts a small data set into the workspace as an import would; returns its hash. 40 users F, 5 users M.
    std::string addDataset(store::Store& store, const std::string& name = "Small") {
        data::DatasetContent content;
        content.name = name;
        content.format = "csv";
        content.noun = "items";
        content.userOffsets = {0};
        for (int item = 0; item < 12; ++item) {
            content.itemIds.push_back("i" + std::to_string(item));
        }
        data::Attribute gender{"gender", {"F", "M"}, {}, std::nullopt};
        for (int user = 0; user < 45; ++user) {
            content.userIds.push_back(name + std::to_string(user));
            for (int item = 0; item <= user % 12; ++item) {
                content.item.push_back(item);
            }
            content.userOffsets.push_back(static_cast<std::int64_t>(content.item.size()));
            gender.values.push_back(user < 40 ? 0 : 1);
        }
        content.attributes = {gender};
        content.provenance = nlohmann::json{{"files", nlohmann::json::array({"small.csv"})}};
        const jobs::Workspace workspace{root()};
        const std::string hash = data::writeDataset(content, workspace.datasets());
        store.datasets().upsert({hash, name, "csv", 45, 12, static_cast<std::int64_t>(content.item.size()),
                                 "2026-11-23T12:00:00Z"});
        return hash;
    }
};

} // namespace up5::test
