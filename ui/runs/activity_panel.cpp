#include "ui/runs/activity_panel.h"

#include <algorithm>

#include <QtGui/QAction>
#include <QtGui/QUndoStack>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "jobs/job_host.h"
#include "store/run_repository.h"
#include "store/store.h"
#include "ui/runs/delete_runs_command.h"
#include "ui/runs/log_viewer.h"
#include "ui/runs/run_filter_proxy.h"
#include "ui/runs/run_table_model.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/bar_delegate.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/font_fit.h"
#include "ui/widgets/guard.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/settings.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const SettingValue<QString> kFilterText{"activity/filter", {}, SettingScope::Workspace};
const SettingValue<int> kFilterStates{"activity/states", 0, SettingScope::Workspace};
const SettingValue<bool> kSweepRuns{"activity/sweepRuns", false, SettingScope::Workspace};
const SettingValue<QByteArray> kHeader{"activity/header", {}, SettingScope::Workspace};

bool canResume(const store::RunRow& run) {
    return store::isEnded(run.state) && run.state != store::RunState::Succeeded;
}

/// The sweep itself, or the newest one a run belongs to; empty for others.
std::string sweepOf(const store::RunRow& run) {
    return run.kind == "sweep" ? run.id : run.sweeps.empty() ? std::string() : run.sweeps.front();
}

} // namespace

ActivityPanel::ActivityPanel(AppContext& context, QUndoStack& undo, QWidget* parent)
    : QWidget(parent), m_context(context), m_undo(undo) {
    setObjectName(u"activityPanel"_s);
    m_model = new RunTableModel(this);
    m_proxy = new RunFilterProxy(this);
    m_proxy->setSourceModel(m_model);
    buildTable();
    buildActions();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildToolBar());
    column->addWidget(m_table, 1);
    updateActions();
}

void ActivityPanel::buildTable() {
    m_table = new QTableView;
    m_table->setObjectName(u"activityTable"_s);
    m_table->setAccessibleName(tr("Jobs"));
    m_table->setProperty("flat", true);
    m_table->setModel(m_proxy);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(RunTableModel::Created, Qt::DescendingOrder);
    m_table->setItemDelegateForColumn(RunTableModel::Progress,
                                      new BarDelegate(RunTableModel::PercentRole, m_table));
    m_table->verticalHeader()->hide();
    fitToFont(*m_table->verticalHeader(), [this] { // which allows no rows below its own font
        m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 10);
    });
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int em = m_table->fontMetrics().horizontalAdvance(u'm');
    const QList<int> widths = {8, 8, 16, 16, 11, 7, 5, 9};
    for (int column = 0; column < widths.size(); ++column) {
        m_table->setColumnWidth(column, widths[column] * em);
    }
    header->restoreState(m_context.settings.get(kHeader));
    header->setStretchLastSection(true);
    const auto remember = [this, header] { m_context.settings.set(kHeader, header->saveState()); };
    connect(header, &QHeaderView::sectionResized, this, remember);
    connect(header, &QHeaderView::sortIndicatorChanged, this, remember);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        updateActions();
        if (const auto runs = selectedRuns(); runs.size() == 1) {
            Q_EMIT detailsRequested(QString::fromStdString(runs.front().id));
        }
    });
    connect(m_table, &QTableView::doubleClicked, this, &ActivityPanel::showLog);
}

void ActivityPanel::buildActions() {
    const auto add = [this](const QString& name, const QString& icon, const QString& text, auto slot) {
        auto* action = new QAction(themedIcon(icon), text, this);
        action->setObjectName(name);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
        return action;
    };
    m_cancel = add(u"activityCancel"_s, u"cancel"_s, tr("Cancel"), &ActivityPanel::cancelSelected);
    m_resume = add(u"activityResume"_s, u"resume"_s, tr("Resume"), &ActivityPanel::resumeSelected);
    m_log = add(u"activityLog"_s, u"log"_s, tr("Log"), &ActivityPanel::showLog);
    m_delete = add(u"activityDelete"_s, u"delete"_s, tr("Delete"), &ActivityPanel::deleteSelected);
    m_log->setShortcut(Qt::CTRL | Qt::Key_L);
    m_delete->setShortcut(Qt::Key_Delete);
    m_runsOfSweep =
        add(u"activityRunsOfSweep"_s, u"search"_s, tr("Runs of this sweep"), &ActivityPanel::showRunsOfSweep);
    m_table->addActions({m_cancel, m_resume, m_log, m_runsOfSweep, m_delete});
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QWidget* ActivityPanel::buildToolBar() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 4, 10, 4);
    auto* filter = m_filter = new QLineEdit;
    filter->setObjectName(u"activityFilter"_s);
    filter->setPlaceholderText(tr("Filter"));
    filter->setAccessibleName(tr("Filter jobs by text"));
    filter->setClearButtonEnabled(true);
    filter->setMinimumWidth(90);
    filter->setMaximumWidth(220);
    auto* states = new QComboBox;
    states->setObjectName(u"activityStates"_s);
    states->setAccessibleName(tr("Filter jobs by state"));
    states->addItems({tr("All"), tr("Active"), tr("Succeeded"), tr("Not finished")});
    m_summary = new ElidedLabel;
    m_summary->setObjectName(u"activitySummary"_s);
    m_summary->setProperty("role", u"muted"_s);
    row->addWidget(filter);
    auto* sweepRuns = new QCheckBox(tr("Runs of sweeps"));
    sweepRuns->setObjectName(u"activitySweepRuns"_s);
    sweepRuns->setToolTip(tr("Show the runs of sweeps in rows of their own."));
    row->addWidget(states);
    row->addWidget(sweepRuns);
    row->addWidget(m_summary, 1);
    for (QAction* action : {m_cancel, m_resume, m_log, m_runsOfSweep, m_delete}) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setObjectName(action->objectName() + u"Button"_s);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        row->addWidget(button);
    }
    connect(filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_context.settings.set(kFilterText, text);
        m_proxy->setText(text);
        updateActions();
    });
    connect(states, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_context.settings.set(kFilterStates, index);
        m_proxy->setStates(static_cast<RunFilterProxy::States>(index));
        updateActions();
    });
    connect(sweepRuns, &QCheckBox::toggled, this, [this](bool shown) {
        m_context.settings.set(kSweepRuns, shown);
        m_proxy->setSweepRunsShown(shown);
        updateActions();
    });
    m_proxy->setSweepRunsShown(m_context.settings.get(kSweepRuns));
    sweepRuns->setChecked(m_context.settings.get(kSweepRuns));
    filter->setText(m_context.settings.get(kFilterText));
    states->setCurrentIndex(std::clamp(m_context.settings.get(kFilterStates), 0, states->count() - 1));
    return bar;
}

void ActivityPanel::refresh() {
    guarded([this] { m_model->setRuns(m_context.store.runs().all()); },
            [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); });
    updateActions();
}

std::vector<store::RunRow> ActivityPanel::selectedRuns() const {
    std::vector<store::RunRow> runs;
    const auto rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex& index : rows) {
        if (const store::RunRow* run = m_model->run(m_proxy->mapToSource(index).row())) {
            runs.push_back(*run);
        }
    }
    return runs;
}

void ActivityPanel::updateActions() {
    const auto runs = selectedRuns();
    const auto all = [&](auto&& condition) {
        return !runs.empty() && std::all_of(runs.begin(), runs.end(), condition);
    };
    const auto ended = [](const store::RunRow& run) { return store::isEnded(run.state); };
    m_cancel->setEnabled(all([&](const store::RunRow& run) { return !ended(run); }));
    m_resume->setEnabled(all(canResume));
    m_delete->setEnabled(all(ended));
    m_log->setEnabled(runs.size() == 1);
    m_runsOfSweep->setEnabled(runs.size() == 1 && !sweepOf(runs.front()).empty());

    int running = 0, queued = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const store::RunState state = m_model->run(row)->state;
        running += state == store::RunState::Running;
        queued += state == store::RunState::Queued;
    }
    const int total = m_model->rowCount(), shown = m_proxy->rowCount();
    QStringList parts;
    if (running + queued > 0) {
        parts << tr("%1 running, %2 queued").arg(running).arg(queued);
    }
    parts << (total == 0       ? tr("No jobs yet: imports, training and probes appear here.")
              : shown == total ? (total == 1 ? tr("1 job") : tr("%1 jobs").arg(total))
                               : tr("%1 of %2 jobs").arg(shown).arg(total));
    m_summary->setText(parts.join(u" · "_s));
}

template <class Action> void ActivityPanel::forSelected(Action&& action) {
    guarded(
        [&] {
            for (const store::RunRow& run : selectedRuns()) {
                action(run);
            }
        },
        [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); });
    refresh();
}

void ActivityPanel::cancelSelected() {
    forSelected([this](const store::RunRow& run) { m_context.host.cancel(run.id); });
}

void ActivityPanel::resumeSelected() {
    forSelected([this](const store::RunRow& run) { m_context.host.resume(run.id); });
}

void ActivityPanel::deleteSelected() {
    std::vector<std::string> ids;
    for (const store::RunRow& run : selectedRuns()) {
        ids.push_back(run.id);
    }
    m_undo.push(new DeleteRunsCommand(
        m_context, ids,
        [this, total = ids.size()](std::size_t count, const QString& problem) {
            showDeletion(count, total, problem);
        },
        [this](const QString& problem) {
            refresh();
            Q_EMIT runsChanged();
            if (!problem.isEmpty()) {
                Q_EMIT problemOccurred(problem);
            }
        }));
}

void ActivityPanel::showDeletion(std::size_t count, std::size_t total, const QString& problem) {
    refresh();
    Q_EMIT runsChanged();
    if (count == 0) {
        Q_EMIT problemOccurred(problem);
    } else if (count < total) {
        Q_EMIT problemOccurred(
            tr("%1 of %2 runs moved to the bin; the rest stays: %3").arg(count).arg(total).arg(problem));
    } else {
        Q_EMIT messageRequested(
            count == 1 ? tr("1 run moved to the bin. Edit ▸ Undo brings it back.")
                       : tr("%1 runs moved to the bin. Edit ▸ Undo brings them back.").arg(count));
    }
}

void ActivityPanel::showLog() {
    const auto runs = selectedRuns();
    if (runs.size() != 1) {
        return;
    }
    const jobs::RunFolder folder{m_context.workspace.run(runs.front().id)};
    auto* viewer = new LogViewer(runTitle(runs.front()), folder.log(), this);
    viewer->show();
}

void ActivityPanel::showRunsOfSweep() {
    const auto runs = selectedRuns();
    if (runs.size() == 1) {
        m_filter->setText(QString::fromStdString(sweepOf(runs.front())));
    }
}

} // namespace up5::ui
