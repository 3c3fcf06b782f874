#include "base/translation.h"

#include <clocale>
#include <memory>

#include <QtCore/QCoreApplication>
#include <QtCore/QLibraryInfo>
#include <QtCore/QLocale>
#include <QtCore/QTranslator>

// A static library's resources are only registered when asked for, and the macro must stand outside
// namespaces.
static void registerTranslations() {
    Q_INIT_RESOURCE(up5_core_translations);
}

namespace up5 {

namespace {

bool install(QCoreApplication& application, const QString& file, const QString& folder) {
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(file, folder)) {
        return false;
    }
    translator->setParent(&application);
    return QCoreApplication::installTranslator(translator.release());
}

} // namespace

QStringList userLanguages() {
    // Qt follows LANGUAGE even in the C locale, which scripts set to get untranslated texts.
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const QByteArray value = qgetenv(variable);
        if (value == "C" || value == "POSIX") {
            return {};
        }
        if (!value.isEmpty()) {
            break;
        }
    }
    return QLocale::system().uiLanguages();
}

void installTranslation(QCoreApplication& application, const QStringList& languages) {
    // The application object has set the whole C locale; a decimal comma in it would reach what reads and
    // writes files by the C library.
    std::setlocale(LC_NUMERIC, "C");
    registerTranslations();
    for (const QString& name : languages) {
        const QString language = QLocale::languageToCode(QLocale(name).language());
        if (language == QLatin1String("en")) {
            return; // the language of the source
        }
        if (install(application, QStringLiteral("up5_") + language, QStringLiteral(":/up5/translations"))) {
            install(application, QStringLiteral("qtbase_") + language,
                    QLibraryInfo::path(QLibraryInfo::TranslationsPath));
            return;
        }
    }
}

} // namespace up5
