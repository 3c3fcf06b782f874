#include <fmt/format.h>

#include "base/resources.h"
#include "report/figures.h"
#include "report/html_blocks.h"
#include "report/renderers.h"
#include "report/sections.h"

namespace up5::report {

namespace {

std::string contentsHtml(const Document& document) {
    std::string html = "<nav><ul>";
    for (const Section& section : document.sections) {
        html += fmt::format("<li><a href=\"#{}\">{}</a></li>", escaped(section.id), escaped(section.title));
    }
    return html + "</ul></nav>\n";
}

std::string figureHtml(const Figure& figure) {
    return fmt::format("<div class=\"figure\">{}<p class=\"caption\">{}</p></div>\n", svgOf(figure),
                       escaped(figure.title));
}

} // namespace

std::string renderHtml(const ReportData& data) {
    const Document document = documentOf(data);
    return fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n<h1>{}</h1>\n"
                       "<p class=\"subtitle\">{}</p>\n",
                       escaped(document.title), readResource("report/report.css"), escaped(document.title),
                       escaped(document.subtitle)) +
           contentsHtml(document) + sectionsHtml(document, figureHtml) + "</body>\n</html>\n";
}

} // namespace up5::report
