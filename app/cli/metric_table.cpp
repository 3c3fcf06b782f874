#include "metric_table.h"

namespace up5::cli {

namespace {

QString figure(double value) {
    constexpr double kSmall = 0.01; // four decimals would leave little of it
    if (value > 0 && value < kSmall) {
        return QString::number(value, 'g', 3);
    }
    return value == static_cast<double>(static_cast<std::int64_t>(value)) && (value > 1 || value < 0)
               ? QString::number(static_cast<std::int64_t>(value))
               : QString::number(value, 'f', 4);
}

/// "probe_auc/mlp7" keeps its probe; "hit@k" gets its k.
QString nameOf(const store::MetricRow& metric) {
    QString name = qt(metric.name);
    if (metric.k > 0) {
        name.replace(QStringLiteral("@k"), u'@' + QString::number(metric.k));
    }
    return name;
}

} // namespace

TextTable metricTable(const std::vector<store::MetricRow>& metrics) {
    TextTable table({{Text::tr("Figure")},
                     {Text::tr("Part")},
                     {Text::tr("Task")},
                     {Text::tr("Attribute")},
                     {Text::tr("Value"), true},
                     {Text::tr("95 % interval")},
                     {Text::tr("n"), true}});
    for (const store::MetricRow& metric : metrics) {
        const QString attribute =
            qt(metric.group.empty() ? metric.attribute : metric.attribute + " = " + metric.group);
        const QString interval = metric.low && metric.high
                                     ? QStringLiteral("%1–%2").arg(figure(*metric.low), figure(*metric.high))
                                     : QString();
        table.add({nameOf(metric), qt(metric.split), qt(metric.task), attribute, figure(metric.value),
                   interval, metric.n > 0 ? QString::number(metric.n) : QString()});
    }
    return table;
}

} // namespace up5::cli
