#include "mixture_table.h"

#include "report/mixture.h"
#include "text.h"

namespace up5::cli {

namespace {

QString withInterval(const metrics::Estimate* estimate, double factor, int decimals) {
    if (estimate == nullptr) {
        return QStringLiteral("–");
    }
    const auto number = [&](double value) { return QString::number(factor * value, 'f', decimals); };
    return QStringLiteral("%1 [%2, %3]")
        .arg(number(estimate->value), number(estimate->low), number(estimate->high));
}

QString averageText(const std::optional<metrics::Estimate>& average) {
    return withInterval(average ? &*average : nullptr, 1, 3);
}

TextTable qualityTable(const report::Mixture& mixture) {
    std::vector<TextTable::Column> columns = {{Text::tr("Removed")}, {Text::tr("Task")}};
    for (const int k : {1, 3, 5, 10}) {
        columns.push_back({QStringLiteral("hit@%1, %").arg(k)});
    }
    columns.push_back({QStringLiteral("NDCG@10")});
    columns.push_back({QStringLiteral("MRR")});
    TextTable table(std::move(columns));
    for (const report::MixtureSubset& subset : mixture.subsets) {
        for (const std::string task : {"sequential", "direct"}) {
            std::vector<QString> cells = {qt(subset.key), qt(task)};
            for (const int k : {1, 3, 5, 10}) {
                cells.push_back(withInterval(subset.rankingFigure("hit@k", task, k), 100, 1));
            }
            cells.push_back(withInterval(subset.rankingFigure("ndcg@k", task, 10), 1, 3));
            cells.push_back(withInterval(subset.rankingFigure("mrr", task, 0), 1, 3));
            table.add(std::move(cells));
        }
    }
    return table;
}

TextTable leakTable(const report::Mixture& mixture, const report::CrossLeak& leak) {
    std::vector<TextTable::Column> columns = {{Text::tr("Removed")}};
    for (const std::string& attribute : leak.attributes) {
        columns.push_back({Text::tr("AUC, %1").arg(qt(attribute))});
    }
    columns.push_back({Text::tr("avg. AUC, user span"), true});
    columns.push_back({Text::tr("avg. AUC, strongest"), true});
    TextTable table(std::move(columns));
    for (std::size_t row = 0; row < leak.rows.size(); ++row) {
        const report::MixtureSubset& subset = mixture.subsets[row];
        std::vector<QString> cells = {qt(subset.key)};
        for (const report::ComparisonPoint& point : leak.rows[row].points) {
            const auto& auc = report::aucOf(point, leak.choice);
            const QString text = withInterval(auc ? &*auc : nullptr, 1, 3);
            cells.push_back(subset.removes(point.attribute) ? text + u'*' : text);
        }
        cells.push_back(averageText(report::averageAuc(subset, report::AucChoice::UserSpan)));
        cells.push_back(averageText(report::averageAuc(subset, report::AucChoice::Strongest)));
        table.add(std::move(cells));
    }
    return table;
}

} // namespace

void printMixture(store::Store& store, const std::string& run) {
    const std::optional<report::RunRecord> record = report::loadRunRecord(store, run);
    const auto mixture = record ? report::mixtureOf(*record) : std::nullopt;
    if (!mixture) {
        return;
    }
    const report::CrossLeak leak = report::crossLeak(*mixture, {});
    print(QString());
    print(qualityTable(*mixture).toString());
    print(QString());
    print(leak.choice == report::AucChoice::Strongest
              ? Text::tr("What the strongest fresh probe still reads of every attribute; * = it was removed:")
              : Text::tr("What a fresh probe of the user span still reads of every attribute; * = it was "
                         "removed:"));
    print(leakTable(*mixture, leak).toString());
    print(QString());
    print(Text::tr("All figures of the subsets: up5 show %1 --json").arg(qt(run)));
}

} // namespace up5::cli
