// Blocks of a report as HTML elements; HTML file and PDF share them and differ in style sheet and figures.
#pragma once

#include <functional>
#include <string>

#include "report/document.h"

namespace up5::report {

std::string escaped(const std::string& text);

/// How a renderer puts a figure into the text.
using FigureHtml = std::function<std::string(const Figure&)>;

/// All sections, with an anchor each ("run-ID" for runs).
std::string sectionsHtml(const Document& document, const FigureHtml& figureHtml);

} // namespace up5::report
