// What a page needs to stand alone: a workspace, services, scripted dialogs, and no worker that could start.
#pragma once

#include <set>

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QComboBox>

#include "jobs/job_host.h"
#include "jobs/launcher.h"
#include "support/sample_audit.h"
#include "support/scripted_dialogs.h"
#include "ui/widgets/app_context.h"
#include "ui/widgets/page.h"
#include "ui/widgets/settings.h"

namespace up5::test {

/// Pretends to start workers: what is queued stays visible to the test.
class IdleLauncher : public jobs::Launcher {
public:
    jobs::ProcessIdentity start(const std::filesystem::path&, const std::filesystem::path&) override {
        return jobs::currentProcess();
    }
    void terminate(const jobs::ProcessIdentity&) override {}
    void kill(const jobs::ProcessIdentity&) override {}
};

/// Chooses an entry of a page's box by its id.
inline void choose(const QWidget& page, const QString& box, const QString& id) {
    auto* combo = page.findChild<QComboBox*>(box);
    QVERIFY2(combo, qPrintable(box));
    const int index = combo->findData(id);
    QVERIFY2(index >= 0, qPrintable(id));
    combo->setCurrentIndex(index);
}

/// Refreshes a page and waits until what it reads in the background is shown.
inline void refreshed(ui::Page& page) {
    page.refresh();
    QTRY_VERIFY(!page.isLoading());
}

class PageFixture {
public:
    QTemporaryDir folder;
    SampleAudit audit{folder.path().toStdString() + "/workspace"};
    ScriptedDialogs dialogs;
    ui::Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    jobs::JobHost host{audit.workspace, audit.store, std::make_unique<IdleLauncher>()};
    ui::AppContext context{audit.workspace, audit.store, host, settings, dialogs};

    /// Specs submitted since the sample was filled, oldest first.
    std::vector<jobs::JobSpec> submitted(const std::set<std::string>& known) {
        std::vector<jobs::JobSpec> specs;
        for (const store::RunRow& run : audit.store.runs().all()) {
            if (!known.contains(run.id)) {
                specs.insert(specs.begin(), jobs::jobSpecFromJson(nlohmann::json::parse(run.spec)));
            }
        }
        return specs;
    }

    std::set<std::string> runIds() {
        std::set<std::string> ids;
        for (const store::RunRow& run : audit.store.runs().all()) {
            ids.insert(run.id);
        }
        return ids;
    }
};

} // namespace up5::test
