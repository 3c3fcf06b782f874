// A report as blocks of words, tables and figures: what the HTML and PDF renderers show.
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

class QPainter;

namespace up5::report {

/// A sentence with the runs it rests on; renderers link to them.
struct Sentence {
    std::string text;
    std::vector<std::string> runs = {};
};

struct Paragraph {
    std::vector<Sentence> sentences;
};

struct BulletList {
    std::vector<Sentence> items;
};

struct Cell {
    std::string text;
    std::string detail = {}; ///< smaller, under the text: an interval or a spread; may have several lines
    std::string run = {};    ///< the text links to this run
    bool strong = false;     ///< stands out
};

struct Column {
    std::string title;
    bool numeric = false;
    int percent = 0; ///< share of the table's width; 0 = as needed
};

struct TableRow {
    std::vector<Cell> cells; ///< one per column
    bool summary = false;    ///< stands for the rows under it
};

struct Table {
    std::string caption;
    std::vector<Column> columns;
    std::vector<TableRow> rows;
};

/// A drawing in a coordinate system of width × height units (CSS pixels).
struct Figure {
    std::string title;
    std::string description; ///< what a reader who cannot see it is told
    int width = 0, height = 0;
    std::function<void(QPainter&)> paint;
};

/// Facts of one run; the target of links to it.
struct RunFacts {
    std::string run;
    std::string heading;
    std::vector<std::pair<std::string, std::string>> facts;
    std::string command; ///< repeats the run
};

using Block = std::variant<Paragraph, BulletList, Table, Figure, RunFacts>;

struct Section {
    std::string id; ///< anchor
    std::string title;
    std::vector<Block> blocks;
};

struct Document {
    std::string title;
    std::string subtitle;
    std::vector<Section> sections;
};

} // namespace up5::report
