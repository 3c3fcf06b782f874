// Guesses of what the columns of a table mean, from their names; the user corrects them in the import wizard.
#pragma once

#include <string>
#include <vector>

#include "data/importer.h"

namespace up5::ui {

enum class ColumnRole { User, Item, Time, Rating };

/// Position of the column that most likely has the role, or -1.
int guessColumn(const std::vector<std::string>& columns, ColumnRole role);

/// Position of the file that most likely holds interactions (a user and an item column), or -1.
int guessInteractionsFile(const std::vector<data::FilePreview>& files);

/// Position of another file with a user column, or -1.
int guessUsersFile(const std::vector<data::FilePreview>& files, int interactionsFile);

/// Whether every non-empty value shown of a column is a number, so that it can be binned.
bool looksNumeric(const data::FilePreview& file, int column);

/// Whether a column with few distinct values, or numbers, may be a sensitive attribute rather than an id or
/// free text.
bool looksLikeAttribute(const data::FilePreview& file, int column);

} // namespace up5::ui
