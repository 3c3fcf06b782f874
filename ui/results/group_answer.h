// What the Groups tab can ask about the models of an audit, and the answer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QtCore/QStringList>

#include "jobs/run_folder.h"
#include "report/group_audit.h"

namespace up5::ui {

class AuditData;

/// A model that can be chosen.
struct GroupModel {
    QString text;
    std::vector<std::string> runs, untreated; ///< may hold its ranks, and those of its untreated counterpart
    std::string backbone, prompt;             ///< run ids; prompt empty = untreated
    bool isBaseline = false;                  ///< then without a backbone
};
/// Models measured on a data set, each once, untreated first.
std::vector<GroupModel> groupModels(const AuditData& audits, const QString& dataset);

struct GroupRequest {
    std::string dataset;
    std::vector<std::string> runs, untreated;
    std::vector<std::string> attributes; ///< the second may be missing; unknown ones are replaced
    report::GroupQuestion question;      ///< without attributes
};

struct GroupAnswer {
    QStringList attributes; ///< of the data set
    std::vector<std::string> chosen;
    std::optional<report::ModelGroups> model; ///< none when no run holds ranks of the task
};
/// Any thread; opens the store itself.
GroupAnswer answerTo(const GroupRequest& request, const jobs::Workspace& workspace);

} // namespace up5::ui
