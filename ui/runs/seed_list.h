// Seeds as people type them: "2022" or "2022, 2023, 2024".
#pragma once

#include <cstdint>
#include <vector>

#include <QtCore/QString>

namespace up5::ui {

/// Whole numbers ≥ 0 separated by commas or spaces, in the order given, each once. Throws Error{InvalidInput}
/// that names what is no seed, or says that there is none.
std::vector<std::uint64_t> parseSeeds(const QString& text);

} // namespace up5::ui
