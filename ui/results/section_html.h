// A section of a report as rich text of the window.
#pragma once

#include <QtCore/QString>

#include "report/document.h"

namespace up5::ui {

/// HTML for a QTextBrowser, in the window's own colours; drawings are pictures within the text, on paper. May
/// be called in any thread.
QString sectionHtml(const report::Section& section);

} // namespace up5::ui
