#include "report/html_blocks.h"

#include <fmt/format.h>

namespace up5::report {

namespace {

std::string linked(const std::string& html, const std::string& run) {
    return run.empty() ? html : fmt::format("<a href=\"#run-{}\">{}</a>", escaped(run), html);
}

/// Run ids begin with a date; their end tells them apart.
std::string shortRunId(const std::string& run) {
    constexpr std::size_t kShown = 8;
    return run.size() <= kShown ? run : "…" + run.substr(run.size() - kShown);
}

std::string sentenceHtml(const Sentence& sentence) {
    std::string html = escaped(sentence.text);
    for (std::size_t i = 0; i < sentence.runs.size(); ++i) {
        const std::string& run = sentence.runs[i];
        html += fmt::format("{}<a class=\"run\" href=\"#run-{}\">{}</a>", i == 0 ? " " : ", ", escaped(run),
                            escaped(shortRunId(run)));
    }
    return html;
}

class BlockWriter {
public:
    explicit BlockWriter(const FigureHtml& figureHtml) : m_figureHtml(figureHtml) {}

    std::string operator()(const Paragraph& paragraph) const {
        std::string html = "<p>";
        for (const Sentence& sentence : paragraph.sentences) {
            html += sentenceHtml(sentence) + " ";
        }
        return html + "</p>\n";
    }

    std::string operator()(const BulletList& list) const {
        std::string html = "<ul>\n";
        for (const Sentence& item : list.items) {
            html += "<li>" + sentenceHtml(item) + "</li>\n";
        }
        return html + "</ul>\n";
    }

    std::string operator()(const Table& table) const {
        std::string html =
            fmt::format("<h4 class=\"caption\">{}</h4>\n<div class=\"scroll\"><table cellspacing=\"0\" "
                        "cellpadding=\"3\" width=\"100%\">\n<thead><tr>",
                        escaped(table.caption));
        for (const Column& column : table.columns) {
            const std::string width = column.percent > 0 ? fmt::format(" width=\"{}%\"", column.percent) : "";
            html += fmt::format("<th{}{}>{}</th>", alignment(column), width, escaped(column.title));
        }
        html += "</tr></thead>\n<tbody>\n";
        for (const TableRow& row : table.rows) {
            html += row.summary ? "<tr class=\"summary\">" : "<tr>";
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                html += fmt::format("<td{}>{}</td>", alignment(table.columns[i]), cellHtml(row.cells[i]));
            }
            html += "</tr>\n";
        }
        return html + "</tbody></table></div>\n";
    }

    std::string operator()(const Figure& figure) const { return m_figureHtml(figure); }

    std::string operator()(const RunFacts& facts) const {
        std::string html =
            fmt::format("<div class=\"facts\"><h3 id=\"run-{0}\"><a name=\"run-{0}\"></a>{1}</h3>\n"
                        "<table class=\"facts\" cellspacing=\"0\" cellpadding=\"2\" width=\"100%\">\n",
                        escaped(facts.run), escaped(facts.heading));
        for (const auto& [name, value] : facts.facts) {
            html += fmt::format("<tr><td class=\"key\" width=\"24%\">{}</td><td>{}</td></tr>\n",
                                escaped(name), escaped(value));
        }
        html += "</table>\n";
        if (!facts.command.empty()) {
            html += "<p class=\"command\">" + escaped(facts.command) + "</p>\n";
        }
        return html + "</div>\n";
    }

private:
    static std::string alignment(const Column& column) {
        return column.numeric ? " align=\"right\" class=\"number\"" : " align=\"left\"";
    }

    static std::string withBreaks(std::string html) {
        for (std::size_t at = html.find('\n'); at != std::string::npos; at = html.find('\n', at)) {
            html.replace(at, 1, "<br>");
        }
        return html;
    }

    static std::string cellHtml(const Cell& cell) {
        const std::string words = escaped(cell.text);
        const std::string text = linked(cell.strong ? "<strong>" + words + "</strong>" : words, cell.run);
        return cell.detail.empty()
                   ? text
                   : text + "<br><span class=\"detail\">" + withBreaks(escaped(cell.detail)) + "</span>";
    }

    const FigureHtml& m_figureHtml;
};

} // namespace

std::string escaped(const std::string& text) {
    std::string html;
    for (const char c : text) {
        switch (c) {
        case '&':
            html += "&amp;";
            break;
        case '<':
            html += "&lt;";
            break;
        case '>':
            html += "&gt;";
            break;
        case '"':
            html += "&quot;";
            break;
        default:
            html += c;
        }
    }
    return html;
}

std::string sectionsHtml(const Document& document, const FigureHtml& figureHtml) {
    std::string html;
    const BlockWriter writer(figureHtml);
    for (const Section& section : document.sections) {
        html += fmt::format("<div class=\"section\"><h2 id=\"{0}\"><a name=\"{0}\"></a>{1}</h2>\n",
                            escaped(section.id), escaped(section.title));
        for (const Block& block : section.blocks) {
            html += std::visit(writer, block);
        }
        html += "</div>\n";
    }
    return html;
}

} // namespace up5::report
