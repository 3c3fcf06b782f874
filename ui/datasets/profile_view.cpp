#include "ui/datasets/profile_view.h"

#include <algorithm>

#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QBarSeries>
#include <QtCharts/QBarSet>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QValueAxis>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include "jobs/options/probe_options.h"
#include "metrics/detectable.h"
#include "ui/datasets/group_table_model.h"
#include "ui/widgets/bar_delegate.h"
#include "ui/widgets/chart_panel.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/palette.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString binText(const data::HistoryBin& bin) {
    return bin.from == bin.to ? QString::number(bin.from) : u"%1–%2"_s.arg(bin.from).arg(bin.to);
}

/// Short enough for an axis: the start of the bin, thousands as "k".
QString startText(const data::HistoryBin& bin) {
    return bin.from >= 1000 ? u"%1k"_s.arg(bin.from / 1000) : QString::number(bin.from);
}

} // namespace

ProfileView::ProfileView(QWidget* parent) : QWidget(parent) {
    setObjectName(u"profileView"_s);
    m_histories = new ChartPanel(u"histories"_s, tr("Users by number of interactions"));
    auto* halves = new QSplitter(Qt::Horizontal);
    halves->setChildrenCollapsible(false);
    halves->setHandleWidth(8);
    halves->addWidget(m_histories);
    halves->addWidget(buildGroups());
    halves->setStretchFactor(0, 3);
    halves->setStretchFactor(1, 4);
    halves->setSizes({300, 400});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(buildFigures());
    column->addWidget(halves, 1);
}

QWidget* ProfileView::buildFigures() {
    auto* card = new QFrame;
    card->setProperty("role", u"card"_s);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(14, 8, 14, 8);
    const QList<std::pair<QString, QString>> figures = {{u"profileUsers"_s, tr("users")},
                                                        {u"profileItems"_s, tr("items")},
                                                        {u"profileInteractions"_s, tr("interactions")},
                                                        {u"profileSparsity"_s, tr("sparsity")},
                                                        {u"profileMedian"_s, tr("per user, median")}};
    for (const auto& [name, caption] : figures) {
        auto* figure = new QLabel;
        figure->setObjectName(name);
        figure->setProperty("role", u"figure"_s);
        figure->setAccessibleName(caption);
        auto* label = new QLabel(caption);
        label->setProperty("role", u"muted"_s);
        auto* pair = new QVBoxLayout;
        pair->setSpacing(0);
        pair->addWidget(figure);
        pair->addWidget(label);
        row->addLayout(pair, 1);
        m_figures << figure;
        if (name == "profileItems"_L1) {
            m_itemsCaption = label;
        }
    }
    return card;
}

QWidget* ProfileView::buildGroups() {
    auto* card = new QFrame;
    card->setProperty("role", u"card"_s);
    auto* heading = new QLabel(tr("Sensitive attributes"));
    heading->setProperty("role", u"heading"_s);
    m_warning = new QLabel;
    m_warning->setObjectName(u"groupWarning"_s);
    m_warning->setProperty("role", u"warning"_s);
    m_warning->setWordWrap(true);
    m_warningRow = new QWidget;
    auto* warningLayout = new QHBoxLayout(m_warningRow);
    warningLayout->setContentsMargins(0, 0, 0, 0);
    warningLayout->addWidget(new IconLabel(u"warning"_s, 18), 0, Qt::AlignTop);
    warningLayout->addWidget(m_warning, 1);

    m_groups = new GroupTableModel(this);
    m_groupTree = new QTreeView;
    m_groupTree->setObjectName(u"groupTree"_s);
    m_groupTree->setAccessibleName(tr("Group sizes of the sensitive attributes"));
    m_groupTree->setProperty("flat", true);
    m_groupTree->setModel(m_groups);
    m_groupTree->setUniformRowHeights(true);
    m_groupTree->setIndentation(14);
    m_groupTree->setMinimumHeight(120);
    m_groupTree->setItemDelegateForColumn(GroupTableModel::Share,
                                          new BarDelegate(GroupTableModel::kPercentRole, m_groupTree));
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(12, 10, 8, 8);
    column->setSpacing(4);
    column->addWidget(heading);
    column->addWidget(m_warningRow);
    column->addWidget(m_groupTree, 1);
    return card;
}

void ProfileView::setProfile(const data::DatasetProfile& profile) {
    const QLocale& locale = numberLocale();
    const QStringList figures = {countText(profile.users), countText(profile.ratedItems),
                                 countText(profile.interactions),
                                 tr("%1 %").arg(locale.toString(100 * profile.sparsity, 'f', 1)),
                                 locale.toString(profile.medianHistory, 'g', 6)};
    for (int i = 0; i < figures.size(); ++i) {
        m_figures[i]->setText(figures[i]);
    }
    m_itemsCaption->setText(profile.items == profile.ratedItems
                                ? tr("items")
                                : tr("items used of %1").arg(countText(profile.items)));
    m_figures[3]->setToolTip(
        tr("Share of user–item pairs without an interaction, over the items that have one"));
    drawHistories(profile);

    m_groups->setProfile(profile, jobs::ProbeOptions{}.testShare);
    for (int row = 0; row < m_groups->rowCount(); ++row) {
        m_groupTree->setFirstColumnSpanned(row, {}, true);
    }
    m_groupTree->expandAll();
    QHeaderView* header = m_groupTree->header();
    header->setStretchLastSection(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    // The attributes' rows span the columns, so contents are measured on the groups alone.
    int widest = fontMetrics().horizontalAdvance(tr("Group"));
    for (const data::AttributeProfile& attribute : profile.attributes) {
        for (const data::GroupProfile& group : attribute.groups) {
            widest = std::max(widest, fontMetrics().horizontalAdvance(QString::fromStdString(group.name)));
        }
    }
    header->setSectionResizeMode(GroupTableModel::Group, QHeaderView::Interactive);
    header->setSectionResizeMode(GroupTableModel::Share, QHeaderView::Stretch);
    const int indent = 3 * m_groupTree->indentation();
    m_groupTree->setColumnWidth(GroupTableModel::Group,
                                std::min(widest, 12 * fontMetrics().horizontalAdvance(u'm')) + indent);
    const QStringList& small = m_groups->smallGroups();
    m_warningRow->setVisible(!small.isEmpty());
    m_warning->setText(small.isEmpty() ? QString()
                                       : tr("Fewer than %1 users, too small to audit: %2")
                                             .arg(metrics::kSmallGroup)
                                             .arg(small.join(u", "_s)));
}

void ProfileView::drawHistories(const data::DatasetProfile& profile) {
    QChart& chart = m_histories->chart();
    chart.removeAllSeries();
    for (QAbstractAxis* axis : chart.axes()) {
        chart.removeAxis(axis);
        delete axis;
    }
    auto* users = new QBarSet(tr("Users"));
    auto* series = new QBarSeries;
    QStringList labels;
    QList<QStringList> rows;
    for (const data::HistoryBin& bin : profile.histories) {
        *users << static_cast<double>(bin.users);
        labels << startText(bin);
        rows << QStringList{binText(bin), countText(bin.users)};
    }
    users->setColor(seriesColor(0, isDark(palette())));
    users->setBorderColor(Qt::transparent);
    series->append(users);
    series->setBarWidth(0.9);
    chart.addSeries(series);
    chart.legend()->hide();
    auto* lengths = new QBarCategoryAxis;
    lengths->append(labels);
    lengths->setGridLineVisible(false);
    QFont small = font();
    small.setPointSizeF(0.8 * small.pointSizeF());
    lengths->setLabelsFont(small);
    lengths->setTitleText(tr("interactions, from"));
    lengths->setTitleFont(small);
    chart.addAxis(lengths, Qt::AlignBottom);
    series->attachAxis(lengths);
    auto* counts = new QValueAxis;
    counts->setLabelFormat(u"%.0f"_s);
    counts->setTickCount(4);
    chart.addAxis(counts, Qt::AlignLeft);
    series->attachAxis(counts);
    counts->applyNiceNumbers();
    m_histories->setTable({tr("Interactions"), tr("Users")}, rows);
    m_histories->setSummary(
        tr("Half of the users have at least %1 interactions; the shortest history has %2, the "
           "longest %3.")
            .arg(numberLocale().toString(profile.medianHistory, 'g', 6), countText(profile.shortestHistory),
                 countText(profile.longestHistory)));
}

} // namespace up5::ui
