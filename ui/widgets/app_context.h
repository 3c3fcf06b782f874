// What every page is given: the workspace and its services. No globals.
#pragma once

#include "jobs/run_folder.h"

namespace up5::store {
class Store;
}
namespace up5::jobs {
class JobHost;
}

namespace up5::ui {

class Dialogs;
class Settings;

struct AppContext {
    jobs::Workspace workspace;
    store::Store& store;
    jobs::JobHost& host;
    Settings& settings;
    Dialogs& dialogs;
};

} // namespace up5::ui
