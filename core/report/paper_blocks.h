// A paper table as the tables and sentences that reports, command line and window show.
#pragma once

#include <vector>

#include "report/document.h"
#include "report/paper_table.h"

namespace up5::report {

/// "Table 4 of the paper, Demo: One attribute removed: matching models".
std::string paperCaption(const PaperTable& table);

/// One table for each group of several models (the paper prints them side by side), else one for all: ours
/// with its interval and, under it, the printed value; then which setting stands for a model and whether its
/// protocol is the paper's.
std::vector<Table> paperBlocks(const PaperTable& table);

/// What is not credible in it, how to read it, and in what ours differ from the paper's protocol, model by
/// model.
std::vector<Sentence> paperSentences(const PaperTable& table);

} // namespace up5::report
