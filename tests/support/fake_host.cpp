// A host as a process of its own: fake_host WORKSPACE WORKER serves the workspace until nothing waits or runs
// in it.
#include <iostream>

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include "base/error.h"
#include "jobs/job_host.h"
#include "jobs/launcher.h"
#include "jobs/run_watcher.h"
#include "store/store.h"

using namespace up5;

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (argc != 3) {
        std::cerr << "usage: fake_host WORKSPACE WORKER\n";
        return 2;
    }
    try {
        const jobs::Workspace workspace{argv[1]};
        store::Store store(workspace.database());
        jobs::JobHost host(workspace, store, std::make_unique<jobs::LocalLauncher>(argv[2]));
        jobs::HostTimes times;
        times.poll = std::chrono::milliseconds(5);
        host.setTimes(times);
        QTimer idle;
        QObject::connect(&idle, &QTimer::timeout, &application, [&] {
            if (host.isIdle()) {
                application.quit();
            }
        });
        idle.start(20);
        return QCoreApplication::exec();
    } catch (const Error& error) {
        std::cerr << error.what() << std::endl;
        return exitCode(error.code());
    }
}
