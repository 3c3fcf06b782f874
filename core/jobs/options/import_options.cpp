#include "jobs/options/import_options.h"

namespace up5::jobs {

const OptionSet<ImportJobOptions>& ImportJobOptions::table() {
    using O = ImportJobOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options.add("mapping", &O::mapping, {"Column mapping of CSV or TSV files, as JSON text.", "ours"})
            .add("on_error", &O::onError,
                 {"strict refuses the import at the first bad row; skip leaves bad rows out, counts and "
                  "lists them.",
                  "ours",
                  {},
                  {},
                  {"strict", "skip"}})
            .add("settings", &O::settings, {"Settings of the importer, as JSON text.", "ours"});
        return options;
    }();
    return set;
}

} // namespace up5::jobs
