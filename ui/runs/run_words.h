// Kinds, states and stages of runs in the user's words.
#pragma once

#include <string>

#include <QtCore/QString>
#include <nlohmann/json_fwd.hpp>

#include "store/rows.h"

namespace up5::ui {

QString kindWord(const std::string& kind);
QString stateWord(store::RunState state);
/// Icon of resources/icons for a state: the shape tells states apart without colour.
QString stateIcon(store::RunState state);
/// Of JobEvent's stages; an unknown stage is shown as it is.
QString stageWord(const std::string& stage);

/// The name given to a run, else the file an import reads, else kind, attributes and the end of the id.
QString runTitle(const store::RunRow& run);

/// λ of a prompt or mixture with these options, which must have one: "10", or "10 (gender=30,age=5)" where a
/// mixture's attributes have their own.
QString lambdaWords(const nlohmann::json& options);

/// "12 s", "3 min", "1 h 20 min": rounded to what one can plan with.
QString durationText(double seconds);

/// An ISO 8601 UTC time in local time, "23 Nov 14:05"; empty stays empty.
QString shortTime(const std::string& isoUtc);

} // namespace up5::ui
