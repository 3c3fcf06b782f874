#include "ui/results/group_answer.h"

#include <set>

#include <QtCore/QCoreApplication>

#include "base/error.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "ui/results/audit_data.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct GroupModelText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::GroupModels)
};

std::string runWithRanks(store::Store& store, const std::vector<std::string>& runs, const std::string& task) {
    for (const std::string& run : runs) {
        if (report::findRanks(store.runs().userValues(run), task, "test") != nullptr) {
            return run;
        }
    }
    return {};
}

} // namespace

std::vector<GroupModel> groupModels(const AuditData& audits, const QString& dataset) {
    std::vector<GroupModel> models;
    std::set<std::vector<std::string>> seen; // an untreated model is there once for each probed attribute
    const std::vector<report::ComparisonPoint> points = audits.points(u"test"_s, dataset, {}, {});
    for (const report::ComparisonPoint& point : points) {
        if (point.probedAgain || !seen.insert(point.runs).second) {
            continue;
        }
        GroupModel model{QString::fromStdString(point.label), point.runs, {}, point.backboneRun, {},
                         point.baseline.has_value()};
        if (point.family != report::Family::Untreated) {
            model.text += u" · "_s + QString::fromStdString(point.attribute);
            model.prompt = point.run;
            const report::ComparisonPoint* beside = report::untreatedBeside(points, point);
            model.untreated = beside ? beside->runs : std::vector<std::string>();
        }
        model.text = GroupModelText::tr("%1, seed %2").arg(model.text).arg(point.seed);
        models.push_back(std::move(model));
    }
    return models;
}

GroupAnswer answerTo(const GroupRequest& request, const jobs::Workspace& workspace) {
    store::Store store(workspace.database());
    const data::Dataset dataset = data::Dataset::open(workspace.datasets(), request.dataset);
    GroupAnswer answer;
    for (const data::Attribute& attribute : dataset.attributes()) {
        answer.attributes << QString::fromStdString(attribute.name);
    }
    if (answer.attributes.isEmpty()) {
        return answer;
    }
    const auto isThere = [&](const std::string& name) {
        return answer.attributes.contains(QString::fromStdString(name));
    };
    const std::string& first = request.attributes.at(0);
    answer.chosen = {isThere(first) ? first : dataset.attributes().front().name};
    const std::string& second = request.attributes.at(1);
    if (isThere(second) && second != answer.chosen.front()) {
        answer.chosen.push_back(second);
    }
    const std::string run = runWithRanks(store, request.runs, request.question.task);
    if (run.empty()) {
        return answer;
    }
    report::GroupQuestion question = request.question;
    question.attributes = answer.chosen;
    const std::string untreated = runWithRanks(store, request.untreated, question.task);
    try {
        answer.model = report::groupsOfRun(store, dataset, run, untreated, question);
    } catch (const Error& error) {
        // The reference was one of the groups shown before.
        if (question.reference.empty() ||
            (error.code() != ErrorCode::NotFound && error.code() != ErrorCode::InvalidInput)) {
            throw;
        }
        question.reference.clear();
        answer.model = report::groupsOfRun(store, dataset, run, untreated, question);
    }
    return answer;
}

} // namespace up5::ui
