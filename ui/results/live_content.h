// What one prompt for every λ adds to the trade-off chart: points measured while λ moves.
#pragma once

#include <map>

#include <nlohmann/json.hpp>

#include "jobs/live_protocol.h"
#include "report/condition_distance.h"
#include "ui/results/trade_off_content.h"

namespace up5::ui {

/// The points with the AUC of the logistic probe of the user span as their only one: what a live measurement
/// can be compared with. Points without such a probe have none.
std::vector<report::ComparisonPoint> withLogisticProbe(std::vector<report::ComparisonPoint> points);

/// Adds live measurements by λ of a prompt of this length: `shown` with its intervals and a label, the others
/// small, joined in the order of λ. The axis of the AUC says which probe it is.
void addLiveMarks(ChartContent& content, const std::map<double, jobs::LiveAnswer>& answers, double shown,
                  const TradeOffChoice& choice, int prefixLength);

/// What was measured at this λ with a prompt of this length, on how many validation users, in a sentence.
QString liveSentence(const jobs::LiveAnswer& answer, const TradeOffChoice& choice, int prefixLength);

/// Which prompts the curve beside the live points joins: those of `separate`, all options of a prompt trained
/// for one λ with the settings of the live one; and in which of them the form's options differ.
QString curveSentence(const nlohmann::json& separate, const nlohmann::json& form);

/// How far the prompt lies from those trained for one λ each, on validation users; or that this was not
/// compared yet.
QString distanceSentence(const std::vector<report::ConditionDistance>& distances,
                         const report::FigureChoice& figure);

} // namespace up5::ui
