#include "jobs/options/import_options.h"

#include <QtCore/QCoreApplication>

namespace up5::jobs {

const OptionSet<ImportJobOptions>& ImportJobOptions::table() {
    using O = ImportJobOptions;
    static const OptionSet<O> set = [] {
        OptionSet<O> options;
        options
            .add(
                "mapping", &O::mapping,
                {QT_TRANSLATE_NOOP("up5::jobs::Options", "Column mapping of CSV or TSV files, as JSON text."),
                 "ours"})
            .add("on_error", &O::onError,
                 {QT_TRANSLATE_NOOP("up5::jobs::Options", "strict refuses the import at the first bad row; "
                                                          "skip leaves bad rows out, counts and lists them."),
                  "ours",
                  {},
                  {},
                  {"strict", "skip"}})
            .add(
                "settings", &O::settings,
                {QT_TRANSLATE_NOOP("up5::jobs::Options", "Settings of the importer, as JSON text."), "ours"});
        return options;
    }();
    return set;
}

} // namespace up5::jobs
