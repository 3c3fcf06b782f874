// A paper figure in words and numbers.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "report/metric_json.h"
#include "report/numbers.h"
#include "report/paper_curves.h"

namespace up5::report {

namespace {

const char* promptName(Family family) {
    return family == Family::Control ? "λ = 0 control" : family == Family::Random ? "random prompt" : "CFP";
}

std::string curveValue(const std::string& figure, double value) {
    return isHitCurve(figure) ? percent(value) : areaText(value);
}

Cell curveCell(const std::string& figure, const metrics::SeedStatistics& over) {
    if (over.seeds == 0) {
        return {"not measured"};
    }
    Cell cell{curveValue(figure, over.mean)};
    if (!std::isnan(over.low)) {
        cell.detail = fmt::format("{}–{}; ", curveValue(figure, over.low), curveValue(figure, over.high));
    }
    cell.detail += fmt::format("{} seed{}", over.seeds, over.seeds == 1 ? "" : "s");
    return cell;
}

Table curvesTable(const PaperCurves& curves) {
    Table table;
    table.caption = curvesCaption(curves) +
                    "; means over the seeds with their 95 % interval, test users, sequential task";
    table.columns = {{"Attribute"}, {curves.recipe.key, true}, {"Prompt"}};
    for (const std::string& figure : curves.recipe.figures) {
        table.columns.push_back({curveName(figure) + (isHitCurve(figure) ? ", %" : ""), true});
    }
    for (const RecipeRow& row : curves.results.rows) {
        TableRow line{{{row.attribute}, {row.value.empty() ? "all" : row.value}, {promptName(row.family)}}};
        for (std::size_t i = 0; i < row.figures.size(); ++i) {
            line.cells.push_back(curveCell(curves.recipe.figures[i], row.figures[i]));
        }
        table.rows.push_back(std::move(line));
    }
    return table;
}

/// "; from one value to the next +1.2 (0.3–2.1)"; AUCs in their own unit, hits in points of per cent.
std::string slopeText(const RecipeTrend& trend) {
    const metrics::SeedStatistics& slope = trend.slope;
    if (slope.seeds == 0 || trend.claim.level) {
        return {};
    }
    const bool isHits = isHitCurve(trend.claim.figure);
    const auto shown = [&](double value) {
        return signedText(isHits ? fmt::format("{:.2f}", 100 * std::abs(value))
                                 : fmt::format("{:.4f}", std::abs(value)),
                          value);
    };
    std::string text = "; from one value to the next " + shown(slope.mean);
    if (!std::isnan(slope.low)) {
        text += fmt::format(" ({} to {})", shown(slope.low), shown(slope.high));
    }
    return text;
}

BulletList curveSentences(const PaperCurves& curves) {
    BulletList list;
    for (const RecipeTrend& trend : curves.results.trends) {
        list.items.push_back({fmt::format("{} The paper's claim; ours for {}: {}{}.", trend.claim.words,
                                          trend.attribute, toString(trend.verdict), slopeText(trend))});
    }
    if (!curves.rule.empty()) {
        list.items.push_back({curves.rule});
    }
    for (const std::string& difference : curves.differences) {
        list.items.push_back({"Different protocol. " + difference});
    }
    return list;
}

const RecipeRow* findRow(const RecipeResults& results, const std::string& attribute, const std::string& value,
                         Family family) {
    const auto found = std::ranges::find_if(results.rows, [&](const RecipeRow& row) {
        return row.attribute == attribute && row.value == value && row.family == family;
    });
    return found == results.rows.end() ? nullptr : &*found;
}

/// "Not measured yet: gender, λ = 0 control: prefix_length = 5, 30."
BulletList missingCurves(const PaperCurves& curves) {
    const RecipeResults& results = curves.results;
    const std::vector<std::string> all = recipeValues(curves.recipe);
    std::vector<std::string> attributes;
    for (const RecipeRow& row : results.rows) {
        if (attributes.empty() || attributes.back() != row.attribute) {
            attributes.push_back(row.attribute);
        }
    }
    BulletList list;
    for (const std::string& attribute : attributes) {
        for (const Family family : {Family::Cfp, Family::Control, Family::Random}) {
            const bool isBesideAll = family != Family::Cfp && curves.recipe.variesLambda();
            std::vector<std::string> missing;
            for (const std::string& value : isBesideAll ? std::vector{std::string()} : all) {
                const RecipeRow* row = findRow(results, attribute, value, family);
                if (row == nullptr ||
                    std::ranges::all_of(row->figures, [](const auto& figure) { return figure.seeds == 0; })) {
                    missing.push_back(value);
                }
            }
            if (!missing.empty()) {
                list.items.push_back({fmt::format(
                    "Not measured yet: {}, {}{}.", attribute, promptName(family),
                    isBesideAll ? std::string()
                                : fmt::format(": {} = {}", curves.recipe.key, fmt::join(missing, ", ")))});
            }
        }
    }
    return list;
}

nlohmann::json statisticsJson(const metrics::SeedStatistics& over) {
    return {{"mean", numberOrNull(over.mean)},
            {"low", numberOrNull(over.low)},
            {"high", numberOrNull(over.high)},
            {"seeds", over.seeds}};
}

} // namespace

std::string curvesCaption(const PaperCurves& curves) {
    return fmt::format("Figure {} of the paper, {}: {}", curves.recipe.figure, curves.datasetName,
                       curves.recipe.title);
}

std::string curveName(const std::string& figure) {
    return figure == "auc"               ? "AUC, strongest probe"
           : figure == "auc_classifier"  ? "AUC, classifier"
           : figure == "auc_soft_prompt" ? "AUC, soft prompt"
                                         : figure;
}

bool isHitCurve(const std::string& figure) {
    return !figure.starts_with("auc");
}

std::vector<Block> curveBlocks(const PaperCurves& curves) {
    std::vector<Block> blocks;
    if (!curves.hasOurs()) {
        blocks.push_back(Paragraph{{{"Not measured yet: no run with these settings and seeds succeeded."}}});
        return blocks;
    }
    if (std::optional<Figure> figure = curvesFigure(curves)) {
        blocks.push_back(std::move(*figure));
    }
    blocks.push_back(curvesTable(curves));
    blocks.push_back(curveSentences(curves));
    if (BulletList missing = missingCurves(curves); !missing.items.empty()) {
        blocks.push_back(std::move(missing));
    }
    return blocks;
}

nlohmann::json toJson(const PaperCurves& curves) {
    nlohmann::json rows = nlohmann::json::array(), claims = nlohmann::json::array();
    for (const RecipeRow& row : curves.results.rows) {
        nlohmann::json figures = nlohmann::json::object();
        for (std::size_t i = 0; i < row.figures.size(); ++i) {
            figures[curves.recipe.figures[i]] = statisticsJson(row.figures[i]);
        }
        rows.push_back({{"attribute", row.attribute},
                        {"value", textOrNull(row.value)},
                        {"family", toString(row.family)},
                        {"figures", figures}});
    }
    for (const RecipeTrend& trend : curves.results.trends) {
        claims.push_back({{"attribute", trend.attribute},
                          {"figure", trend.claim.figure},
                          {"words", trend.claim.words},
                          {"verdict", toString(trend.verdict)},
                          {"slope", statisticsJson(trend.slope)}});
    }
    return {{"figure", curves.recipe.figure},
            {"title", curves.recipe.title},
            {"dataset", curves.dataset},
            {"dataset_name", curves.datasetName},
            {"backbone", curves.backbone},
            {"key", curves.recipe.key},
            {"runs", curves.runs},
            {"rule", curves.rule},
            {"rows", rows},
            {"claims", claims},
            {"differences", curves.differences}};
}

} // namespace up5::report
