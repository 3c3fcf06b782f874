// Reads a recipe's JSON text.
#pragma once

#include <string>

#include "jobs/sweep/recipe.h"

namespace up5::jobs {

/// Throws Error{Protocol} naming missing, unknown and wrong members.
Recipe recipeFromText(const std::string& name, const std::string& text);

} // namespace up5::jobs
