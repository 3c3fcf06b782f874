#include <array>

#include "report/metric_json.h"
#include "report/paper_table.h"

namespace up5::report {

nlohmann::json toJson(const PaperTable& table) {
    constexpr std::array kMarks = {"none", "below", "above"};
    nlohmann::json subjects = nlohmann::json::array();
    for (const PaperSubject& subject : table.subjects) {
        nlohmann::json leaks = nlohmann::json::object();
        for (const AttributeLeaks& one : subject.leaks) {
            leaks[one.attribute] = toJson(one.leaks);
        }
        subjects.push_back({{"group", textOrNull(subject.group)},
                            {"model", subject.title},
                            {"setting", textOrNull(subject.setting)},
                            {"runs", subject.runs},
                            {"leaks", leaks},
                            {"differences", subject.differences},
                            {"in_paper", !subject.extra},
                            {"reference", subject.reference}});
    }
    nlohmann::json cells = nlohmann::json::array();
    for (std::size_t row = 0; row < table.cells.size(); ++row) {
        for (std::size_t column = 0; column < table.subjects.size(); ++column) {
            const PaperCell& cell = table.cells[row][column];
            nlohmann::json ours;
            if (cell.ours) {
                ours = toJson(cell.ours->estimate);
                ours.update({{"seeds", cell.ours->seeds},
                             {"runs", cell.ours->runs},
                             {"collapsed", cell.ours->collapsed}});
            }
            cells.push_back({{"quantity", table.quantities[row].title},
                             {"group", textOrNull(table.subjects[column].group)},
                             {"model", table.subjects[column].title},
                             {"ours", ours},
                             {"published_percent", numberOrNull(cell.published)},
                             {"published_doubt", textOrNull(cell.doubt)},
                             {"warnings", cell.warnings},
                             {"best", cell.best},
                             {"mark", kMarks[static_cast<std::size_t>(cell.mark)]}});
        }
    }
    return {{"table", table.number},
            {"title", table.title},
            {"dataset", table.dataset},
            {"dataset_name", table.datasetName},
            {"backbone", textOrNull(table.backbone)},
            {"notes", table.notes},
            {"comparisons", table.comparisons},
            {"subjects", subjects},
            {"cells", cells}};
}

} // namespace up5::report
