// Installs the texts of the user's language in a program.
#pragma once

class QCoreApplication;

namespace up5 {

/// Main thread, once, before the first text is made. The first of the system's languages (LC_ALL,
/// LC_MESSAGES, LANG, LANGUAGE, as everywhere) that is English or has a translation decides; LC_ALL=C is
/// English. Qt's own texts come in the same language where the system has them. Numbers stay as the C locale
/// writes them.
void installTranslation(QCoreApplication& application);

} // namespace up5
