// Words for what probes attack, how, and what may be said, in the user's language.
#pragma once

#include <QtCore/QString>

#include "report/comparison.h"

namespace up5::ui {

/// "user span"; keys this version does not know stay.
QString targetName(const std::string& target);
/// One sentence: what is read from the target; empty for unknown keys.
QString targetMeaning(const std::string& target);
/// "boosted trees"; names this version does not know stay.
QString methodName(const std::string& method);

/// "embeddings", "layer 3", "layer 6, final".
QString layerName(int layer, int layers);

/// "Leak found: …", "No leak found by these probes (smallest detectable AUC …): …" or "Inconclusive: …", with
/// the figures; never "fair".
QString verdictSentence(const report::ComparisonPoint& point);

} // namespace up5::ui
