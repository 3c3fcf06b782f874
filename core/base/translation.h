// Installs the texts of the user's language in a program.
#pragma once

#include <QtCore/QStringList>

class QCoreApplication;

namespace up5 {

/// What the user reads, best first ("de-DE", "en"): LC_ALL, LC_MESSAGES, LANG and LANGUAGE, as everywhere.
/// LC_ALL=C asks for untranslated texts and gives an empty list.
QStringList userLanguages();

/// Main thread, once, before the first text is made. The first language that is English or has a translation
/// decides. Qt's own texts come in the same language where the system has them. Numbers stay as the C locale
/// writes them.
void installTranslation(QCoreApplication& application, const QStringList& languages = userLanguages());

} // namespace up5
