// What the option tables and job kinds say, in the user's language.
#pragma once

#include <string>

#include <QtCore/QCoreApplication>
#include <QtCore/QString>

namespace up5::jobs {

/// `text` is a help or summary that QT_TRANSLATE_NOOP("up5::jobs::Options", …) marks; without a translation
/// it comes back as it is.
inline QString shownText(const std::string& text) {
    return QCoreApplication::translate("up5::jobs::Options", text.c_str());
}

} // namespace up5::jobs
