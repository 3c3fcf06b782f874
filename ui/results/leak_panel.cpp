#include "ui/results/leak_panel.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

#include "ui/results/attribute_content.h"
#include "ui/results/choice_box.h"
#include "ui/results/heat_map_view.h"
#include "ui/results/leak_content.h"
#include "ui/results/leak_map_content.h"
#include "ui/results/leak_tables.h"
#include "ui/results/mark_chart.h"
#include "ui/results/probe_words.h"
#include "ui/widgets/icons.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRemarkWidth = 420;
constexpr int kAroundRows = 150; // pixels of legend, axis and line names

/// Scrolls when there are more rows than room: none is squeezed.
QScrollArea* scrolled(QWidget* content) {
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    return area;
}

void fitRows(MarkChart& chart) {
    const int rowHeight = chart.fontMetrics().height() + 8;
    chart.setMinimumHeight(kAroundRows + rowHeight * static_cast<int>(chart.content().y.categories.size()));
}

} // namespace

LeakPanel::LeakPanel(QWidget* parent) : QFrame(parent) {
    setProperty("role", u"card"_s);
    auto* title = new QLabel(tr("What the probes read"), this);
    title->setProperty("role", u"heading"_s);
    m_view = new ChoiceBox(u"leakView"_s, tr("Show"), this);
    m_view->setChoices(
        {{tr("probes"), u"probes"_s}, {tr("layers"), u"layers"_s}, {tr("attributes"), u"attributes"_s}});
    m_view->box().setToolTip(
        tr("Probes: every probe of this model on one axis. Layers: where in the encoder the "
           "attribute can be read, before and after a prompt. Attributes: what the "
           "untreated model gives away, beside the paper's figures."));
    m_header = new QHBoxLayout;
    m_header->addWidget(title, 1, Qt::AlignTop);
    m_header->addWidget(m_view);
    m_verdict = new QLabel(this);
    m_verdict->setObjectName(u"probeVerdict"_s);
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    m_map = new HeatMapView(this);
    m_map->setObjectName(u"leakMap"_s);
    m_map->setAccessibleName(tr("Leak by layer and position"));
    m_attributes = new MarkChart(this);
    m_attributes->setObjectName(u"attributeChart"_s);
    m_attributes->setAccessibleName(tr("AUC per attribute"));
    m_numbers = new QStandardItemModel(this);
    m_table = new QTableView(this);
    m_table->setObjectName(u"leakTable"_s);
    m_table->setAccessibleName(tr("Numbers behind the chart"));
    m_table->setModel(m_numbers);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(makeProbes());
    m_stack->addWidget(scrolled(m_map));
    m_stack->addWidget(scrolled(m_attributes));
    m_stack->addWidget(m_table);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->addLayout(m_header);
    layout->addWidget(m_verdict);
    layout->addWidget(m_stack, 1);
    layout->addWidget(makeFooter());
    connect(m_view, &ChoiceBox::chosen, this, [this] { showContent(); });
    connect(m_map, &HeatMapView::cursorMoved, m_cursor, &QLabel::setText);
}

QWidget* LeakPanel::makeProbes() {
    m_chart = new MarkChart(this);
    m_chart->setObjectName(u"leakChart"_s);
    m_chart->setAccessibleName(tr("Leak panel"));
    connect(m_chart, &MarkChart::markActivated, this, [this](const QString& key) { toggleTarget(key); });
    return scrolled(m_chart);
}

QWidget* LeakPanel::makeFooter() {
    auto* footer = new QWidget(this);
    m_cursor = new QLabel(footer);
    m_cursor->setObjectName(u"leakCursor"_s);
    m_cursor->setProperty("role", u"muted"_s);
    m_cursor->setWordWrap(true);
    m_everyProbe = new QCheckBox(tr("Every probe"), footer);
    m_everyProbe->setObjectName(u"leakEveryProbe"_s);
    m_everyProbe->setToolTip(
        tr("Shows all probes of every target, not only the one chosen on validation users. "
           "Enter or a double click on a row does so for its target."));
    m_tableButton = new QToolButton(footer);
    m_tableButton->setObjectName(u"leakTableButton"_s);
    m_tableButton->setIcon(themedIcon(u"table"_s));
    m_tableButton->setCheckable(true);
    m_tableButton->setToolTip(tr("Show the numbers as a table"));
    m_tableButton->setAccessibleName(tr("Show the numbers as a table"));
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_cursor, 1);
    row->addWidget(m_everyProbe);
    row->addWidget(m_tableButton);
    connect(m_everyProbe, &QCheckBox::toggled, this, [this](bool on) {
        m_expanded.clear();
        if (on && m_content.point) {
            for (const report::ProbeFigure& figure : m_content.point->probes) {
                m_expanded.insert(figure.target);
            }
        }
        showProbes();
    });
    connect(m_tableButton, &QToolButton::toggled, this, [this] { showContent(); });
    return footer;
}

void LeakPanel::addControl(QWidget* control) {
    m_header->addWidget(control);
}

LeakPanel::View LeakPanel::view() const {
    const QString id = m_view->currentId();
    return id == u"layers"_s ? Layers : id == u"attributes"_s ? Attributes : Probes;
}

void LeakPanel::setContent(LeakPanelContent content) {
    m_content = std::move(content);
    if (m_everyProbe->isChecked() && m_content.point) {
        for (const report::ProbeFigure& figure : m_content.point->probes) {
            m_expanded.insert(figure.target);
        }
    }
    showProbes();
    ChartContent attributes = attributeContent(m_content.bars);
    m_attributes->setContent(std::move(attributes));
    fitRows(*m_attributes);
    m_map->setContent(
        m_content.map ? std::optional(leakMapContent(*m_content.map)) : std::nullopt,
        m_content.point
            ? tr("No run measured where in the network this attribute can be read: a probe with the "
                 "leak map does.")
            : m_content.emptyText);
    showContent();
}

void LeakPanel::showProbes() {
    ChartContent chart;
    if (m_content.point) {
        chart = leakContent(*m_content.point, m_expanded);
    } else {
        chart.emptyText = m_content.emptyText;
        chart.summary = chart.emptyText;
    }
    m_chart->setContent(std::move(chart));
    fitRows(*m_chart);
    fillTable();
}

void LeakPanel::toggleTarget(const QString& key) {
    const std::string target = targetOfKey(key);
    if (m_expanded.erase(target) == 0) {
        m_expanded.insert(target);
    }
    const QSignalBlocker blocker(m_everyProbe);
    m_everyProbe->setChecked(false);
    showProbes();
}

void LeakPanel::showContent() {
    const View shown = view();
    m_stack->setCurrentIndex(m_tableButton->isChecked() ? static_cast<int>(m_stack->count()) - 1 : shown);
    m_everyProbe->setVisible(shown == Probes);
    m_cursor->setText(shown == Layers ? m_map->cursorText() : QString());
    QStringList sentences;
    if (shown == Attributes) {
        sentences << m_attributes->content().summary;
    } else if (m_content.point) {
        sentences << verdictSentence(*m_content.point);
    }
    if (shown == Layers && m_content.map) {
        sentences << m_map->summary();
    }
    if (!m_content.remarks.isEmpty()) {
        sentences << m_content.remarks;
    }
    m_verdict->setText(sentences.join(u'\n'));
    fillTable();
}

void LeakPanel::fillTable() {
    NumberTable table;
    switch (view()) {
    case Probes:
        table = m_content.point ? probeNumbers(*m_content.point) : NumberTable();
        break;
    case Layers:
        table = m_content.map ? mapNumbers(*m_content.map) : NumberTable();
        break;
    case Attributes:
        table = barNumbers(m_content.bars);
        break;
    }
    m_numbers->clear();
    m_numbers->setHorizontalHeaderLabels(table.header);
    for (const QStringList& row : table.rows) {
        QList<QStandardItem*> items;
        for (const QString& text : row) {
            items << new QStandardItem(text);
        }
        m_numbers->appendRow(items);
    }
    m_table->resizeColumnsToContents();
    const int last = m_numbers->columnCount() - 1;
    if (last >= 0 && m_table->columnWidth(last) > kRemarkWidth) {
        m_table->setColumnWidth(last, kRemarkWidth); // sentences wrap
    }
    m_table->resizeRowsToContents();
}

} // namespace up5::ui
