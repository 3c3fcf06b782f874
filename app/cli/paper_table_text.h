// One of the paper's tables on the terminal.
#pragma once

#include "report/paper_table.h"

namespace up5::cli {

/// The table, then how to read it, then what is not measured yet.
void printPaperTable(const report::PaperTable& table);

} // namespace up5::cli
