#include "ui/widgets/chart_panel.h"

#include <algorithm>

#include <QtCharts/QAbstractAxis>
#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCharts/QLegend>
#include <QtGui/QKeyEvent>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QGraphicsLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/widgets/icons.h"
#include "ui/widgets/palette.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

void applyChartTheme(QChart& chart, const QPalette& palette) {
    const ThemeColors& colors = themeColors(palette);
    chart.setBackgroundBrush(colors.surface);
    chart.setBackgroundPen(Qt::NoPen);
    chart.setPlotAreaBackgroundVisible(false);
    chart.setTitleBrush(colors.text);
    chart.legend()->setLabelColor(colors.text);
    const auto axes = chart.axes();
    for (QAbstractAxis* axis : axes) {
        axis->setLabelsColor(colors.mutedText);
        axis->setTitleBrush(colors.text);
        axis->setGridLineColor(colors.border);
        axis->setLinePenColor(colors.mutedText);
    }
}

ChartPanel::ChartPanel(const QString& name, const QString& title, QWidget* parent) : QFrame(parent) {
    setObjectName(name);
    setProperty("role", u"card"_s);
    m_title = new QLabel(title);
    m_title->setProperty("role", u"heading"_s);
    m_tableButton = new QToolButton;
    m_tableButton->setObjectName(name + u"TableButton"_s);
    m_tableButton->setIcon(themedIcon(u"table"_s));
    m_tableButton->setCheckable(true);
    m_tableButton->setToolTip(tr("Show the numbers as a table"));
    m_tableButton->setAccessibleName(tr("Show the numbers as a table"));
    m_summary = new QLabel;
    m_summary->setObjectName(name + u"Summary"_s);
    m_summary->setProperty("role", u"muted"_s);
    m_summary->setWordWrap(true);
    m_cursorText = new QLabel;
    m_cursorText->setObjectName(name + u"Cursor"_s);
    m_cursorText->setProperty("role", u"muted"_s);
    m_cursorText->hide();

    auto* chart = new QChart;
    chart->setMargins(QMargins(2, 2, 2, 2));
    chart->setBackgroundRoundness(0);
    chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_view = new QChartView(chart);
    m_view->setObjectName(name + u"Chart"_s);
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::StrongFocus);
    m_view->setAccessibleName(title);
    m_view->setMinimumHeight(150);
    m_view->installEventFilter(this);

    m_model = new QStandardItemModel(this);
    auto* table = new QTableView;
    table->setObjectName(name + u"Table"_s);
    table->setAccessibleName(tr("%1, as a table").arg(title));
    table->setModel(m_model);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setStretchLastSection(true);

    m_stack = new QStackedWidget;
    m_stack->addWidget(m_view);
    m_stack->addWidget(table);
    connect(m_tableButton, &QToolButton::toggled, m_stack,
            [this](bool on) { m_stack->setCurrentIndex(on ? 1 : 0); });

    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_tableButton);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 8);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_summary);
    column->addWidget(m_stack, 1);
    column->addWidget(m_cursorText);
    applyChartTheme(*chart, palette());
}

QChart& ChartPanel::chart() {
    return *m_view->chart();
}

void ChartPanel::setTitle(const QString& title) {
    m_title->setText(title);
    m_view->setAccessibleName(title);
}

void ChartPanel::setSummary(const QString& sentence) {
    m_summary->setText(sentence);
    m_view->setAccessibleDescription(sentence);
}

QString ChartPanel::summary() const {
    return m_summary->text();
}

void ChartPanel::setTable(const QStringList& header, const QList<QStringList>& rows) {
    m_model->clear();
    m_model->setHorizontalHeaderLabels(header);
    for (const QStringList& cells : rows) {
        QList<QStandardItem*> items;
        for (const QString& cell : cells) {
            items << new QStandardItem(cell);
        }
        m_model->appendRow(items);
    }
    moveCursor(-1);
    applyChartTheme(chart(), palette());
}

void ChartPanel::moveCursor(int row) {
    const bool moved = row != m_cursor;
    m_cursor = row;
    QStringList parts;
    for (int column = 0; row >= 0 && column < m_model->columnCount(); ++column) {
        const QString cell = m_model->index(row, column).data().toString();
        if (!cell.isEmpty()) {
            parts << u"%1: %2"_s.arg(m_model->horizontalHeaderItem(column)->text(), cell);
        }
    }
    m_cursorText->setText(parts.join(u" · "_s));
    m_cursorText->setVisible(row >= 0);
    if (row >= 0) {
        m_view->setAccessibleDescription(m_cursorText->text());
    }
    if (moved) {
        Q_EMIT cursorMoved(row);
    }
}

bool ChartPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_view && event->type() == QEvent::KeyPress && m_model->rowCount() > 0) {
        const int last = m_model->rowCount() - 1;
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Right:
            moveCursor(std::min(m_cursor + 1, last));
            return true;
        case Qt::Key_Left:
            moveCursor(std::max(m_cursor - 1, 0));
            return true;
        case Qt::Key_Home:
            moveCursor(0);
            return true;
        case Qt::Key_End:
            moveCursor(last);
            return true;
        case Qt::Key_Escape:
            moveCursor(-1);
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void ChartPanel::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_view) {
        applyChartTheme(chart(), palette());
        Q_EMIT themeChanged(isDark(palette()));
    }
}

} // namespace up5::ui
