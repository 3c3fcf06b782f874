// The command line of the window.
#pragma once

#include <filesystem>

#include <QtCore/QSize>
#include <QtCore/QString>

class QCoreApplication;

namespace up5::app {

struct Arguments {
    std::filesystem::path workspace; ///< empty = the last one, or the user's default
    QString page;                    ///< empty = the remembered one
    QString theme;                   ///< "system", "light", "dark"; empty = the remembered one
    QString details;                 ///< run or data set shown in the Details dock
    QString screenshot;              ///< file to write; empty = none
    QSize size;                      ///< invalid = the remembered one
};

/// Handles --help and --version itself (and ends the program). Throws Error{InvalidInput} for a bad value.
Arguments parseArguments(const QCoreApplication& application);

} // namespace up5::app
