#include "ui/results/result_view.h"

#include <algorithm>

#include <QtCore/QSignalBlocker>
#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>

#include "base/atomic_file.h"
#include "ui/results/mark_chart.h"
#include "ui/results/result_table.h"
#include "ui/results/table_csv.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// Pixels.
constexpr int kWidestName = 300; // pixels; wider by the user only
constexpr int kLowestChart = 180;
constexpr int kBesideCategories = 70; // axis, its title and margins
constexpr int kLegend = 50;

} // namespace

ResultView::ResultView(const QString& name, Dialogs& dialogs, QWidget* parent)
    : QSplitter(Qt::Vertical, parent), m_dialogs(dialogs), m_fileStem(name),
      m_proxy(new QSortFilterProxyModel(this)), m_table(new QTableView(this)) {
    setObjectName(name + u"Splitter"_s);
    m_table->setObjectName(name + u"Table"_s);
    setUpResultTable(*m_table, *m_proxy);
    addWidget(makeCard(name));
    addWidget(m_table);
    setStretchFactor(0, 3);
    setStretchFactor(1, 2);
    setChildrenCollapsible(false);
    setHandleWidth(8);
    connect(m_chart, &MarkChart::markSelected, this, &ResultView::select);
    connect(m_chart, &MarkChart::markActivated, this, &ResultView::select);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ResultView::showRow);
}

QWidget* ResultView::makeCard(const QString& name) {
    m_card = new QFrame(this);
    m_card->setProperty("role", u"card"_s);
    m_chart = new MarkChart(m_card);
    m_chart->setObjectName(name + u"Chart"_s);
    // There may be more categories than there is height for their names.
    m_scroll = new QScrollArea(m_card);
    m_scroll->setObjectName(name + u"Scroll"_s);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setMinimumHeight(kLowestChart);
    m_scroll->setWidget(m_chart);
    m_stack = new QStackedWidget(m_card);
    m_stack->addWidget(m_scroll);
    m_summary = new QLabel(m_card);
    m_summary->setObjectName(name + u"Summary"_s);
    m_summary->setProperty("role", u"muted"_s);
    m_summary->setWordWrap(true);
    m_export = makeExportButton(name);
    m_controls = new QHBoxLayout;
    m_controls->setSpacing(12);
    // Controls with a caption above them are higher than the button.
    m_controls->addWidget(m_export, 0, Qt::AlignBottom);
    auto* footer = new QHBoxLayout;
    footer->setSpacing(12);
    footer->addWidget(m_summary, 1);
    footer->addLayout(m_controls);
    footer->setAlignment(m_controls, Qt::AlignVCenter);
    auto* layout = new QVBoxLayout(m_card);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_stack, 1);
    layout->addLayout(footer);
    return m_card;
}

QPushButton* ResultView::makeExportButton(const QString& name) {
    auto* button = new QPushButton(tr("Export"), this);
    button->setObjectName(name + u"Export"_s);
    button->setAccessibleDescription(tr("Saves the chart or the table as shown"));
    auto* menu = new QMenu(button);
    const std::pair<QString, QString> entries[] = {
        {u"csv"_s, tr("Table as CSV…")}, {u"png"_s, tr("Chart as PNG…")}, {u"svg"_s, tr("Chart as SVG…")}};
    for (const auto& [format, text] : entries) {
        QAction* action = menu->addAction(text);
        action->setObjectName(name + u"Export_"_s + format);
        connect(action, &QAction::triggered, this, [this, format = format] { exportAs(format); });
    }
    button->setMenu(menu);
    return button;
}

void ResultView::setModel(QAbstractItemModel& model) {
    if (m_proxy->sourceModel() != &model) {
        m_proxy->setSourceModel(&model);
        m_table->sortByColumn(-1, Qt::AscendingOrder); // the columns mean something else
    }
}

void ResultView::addToFooter(QWidget* control) {
    m_controls->insertWidget(m_controls->count() - 1, control);
}

void ResultView::setPlaceholder(QWidget* placeholder) {
    m_stack->addWidget(placeholder);
}

void ResultView::showPlaceholder(bool shown) {
    m_stack->setCurrentIndex(shown ? 1 : 0);
    m_table->setVisible(!shown);
    m_export->setEnabled(!shown);
}

void ResultView::setContent(ChartContent content) {
    const int categories = static_cast<int>(content.y.categories.size()) * fontMetrics().height();
    const int needed = kBesideCategories + categories + (content.legend.empty() ? 0 : kLegend);
    m_chart->setMinimumHeight(std::max(kLowestChart, needed));
    setSummary(content.summary);
    const QString selected = m_chart->selectedKey(); // perhaps of a row without a mark in the new content
    m_chart->setContent(std::move(content));
    m_table->resizeColumnsToContents();
    // Names of models that differ in many settings would push every figure out of sight.
    m_table->setColumnWidth(0, std::min(m_table->columnWidth(0), kWidestName));
    const QSignalBlocker blocker(this);
    select(selected);
}

void ResultView::setSummary(const QString& sentences) {
    m_summary->setText(sentences);
    fitCard();
}

void ResultView::fitCard() {
    // A splitter does not ask how high a sentence gets in the width there is, and would let it cover the
    // chart.
    m_card->setMinimumHeight(m_card->layout()->totalMinimumHeightForWidth(width()));
}

void ResultView::resizeEvent(QResizeEvent* event) {
    QSplitter::resizeEvent(event);
    fitCard();
}

void ResultView::select(const QString& key) {
    const QModelIndexList rows = m_proxy->match(m_proxy->index(0, 0), kKeyRole, key, 1, Qt::MatchExactly);
    if (!rows.isEmpty() && m_table->currentIndex().row() != rows.front().row()) {
        m_table->selectRow(rows.front().row());
        m_table->scrollTo(rows.front());
    }
}

void ResultView::showRow(const QModelIndex& row) {
    if (row.isValid()) {
        const QString key = row.data(kKeyRole).toString();
        m_chart->setSelectedKey(key);
        const QPoint mark = m_chart->markPosition(key);
        m_scroll->ensureVisible(mark.x(), mark.y());
        Q_EMIT selected(key);
    }
}

void ResultView::exportAs(const QString& format) {
    guarded(
        [&] {
            const QString file = m_dialogs.saveFile(this, tr("Export"), u"%1.%2"_s.arg(m_fileStem, format),
                                                    u"%1 (*.%2)"_s.arg(format.toUpper(), format));
            if (file.isEmpty()) {
                return;
            }
            if (format == u"csv"_s) {
                writeFileAtomically(file.toStdString(), tableAsCsv(*m_proxy).toStdString());
            } else {
                m_chart->exportImage(file, format);
            }
            Q_EMIT messageRequested(tr("Saved %1.").arg(file));
        },
        [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); });
}

} // namespace up5::ui
