#include "ui/shell/details_panel.h"

#include <algorithm>
#include <utility>

#include <QtGui/QClipboard>
#include <QtGui/QFontDatabase>
#include <QtGui/QGuiApplication>
#include <QtGui/QUndoStack>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>
#include <spdlog/spdlog.h>

#include "jobs/sweep/sweep_plan.h"
#include "store/note_repository.h"
#include "store/store.h"
#include "ui/shell/edit_note_command.h"
#include "ui/shell/sweep_details.h"
#include "ui/widgets/background_task.h"
#include "ui/widgets/guard.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/kept_scroll.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSaveNotesAfterMs = 800;
constexpr int kWidestName = 170; // pixels of a first column beside several others

QTreeWidget* makeTable(const QString& name, const QString& accessibleName) {
    auto* tree = new QTreeWidget;
    tree->setObjectName(name);
    tree->setAccessibleName(accessibleName);
    tree->setProperty("flat", true);
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    tree->setAlternatingRowColors(true);
    tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    tree->header()->setSectionResizeMode(QHeaderView::Interactive);
    return tree;
}

void fillTable(QTreeWidget& tree, const DetailsTable& table) {
    const KeptScroll kept(tree);
    tree.clear();
    tree.setColumnCount(static_cast<int>(table.header.size()));
    tree.setHeaderLabels(table.header);
    for (const QStringList& row : table.rows) {
        auto* item = new QTreeWidgetItem(&tree, row);
        for (int column = 0; column < row.size(); ++column) {
            item->setToolTip(column, row[column]);
        }
    }
    for (int column = 0; column + 1 < tree.columnCount(); ++column) {
        tree.resizeColumnToContents(column);
    }
    if (tree.columnCount() > 2) { // names must not push the numbers out of the dock
        tree.setColumnWidth(0, std::min(tree.columnWidth(0), kWidestName));
    }
}

QLabel* makeLabel(const QString& name, const QString& role) {
    auto* label = new QLabel;
    label->setObjectName(name);
    label->setProperty("role", role);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

DetailsPanel::DetailsPanel(AppContext& context, QUndoStack& undo, QWidget* parent)
    : QWidget(parent), m_context(context), m_undo(undo), m_loading(new BackgroundTask(this)) {
    setObjectName(u"detailsPanel"_s);
    auto* hint = new QLabel(tr("Select a data set or a job to see its settings, numbers and notes here."));
    hint->setProperty("role", u"muted"_s);
    hint->setWordWrap(true);
    hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    hint->setMargin(12);
    m_stack = new QStackedWidget;
    m_stack->addWidget(hint);
    m_stack->addWidget(buildSubjectView());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(kSaveNotesAfterMs);
    connect(&m_saveTimer, &QTimer::timeout, this, &DetailsPanel::saveNote);
}

DetailsPanel::~DetailsPanel() {
    // Closing the window must not lose the last words typed. The undo stack may be gone already.
    if (m_saveTimer.isActive()) {
        guarded(
            [this] {
                m_context.store.notes().set(m_subject.toStdString(), m_notes->toPlainText().toStdString());
            },
            [](const QString& sentence) { spdlog::error("{}", sentence.toStdString()); });
    }
}

QWidget* DetailsPanel::buildSubjectView() {
    m_title = makeLabel(u"detailsTitle"_s, u"heading"_s);
    m_subtitle = makeLabel(u"detailsSubtitle"_s, u"muted"_s);
    m_problem = makeLabel(u"detailsProblem"_s, u"problem"_s);
    m_settings = makeTable(u"detailsSettings"_s, tr("Settings"));
    m_numbers = makeTable(u"detailsNumbers"_s, tr("Numbers"));
    m_provenance = makeTable(u"detailsProvenance"_s, tr("Provenance"));
    m_tabs = new QTabWidget;
    m_tabs->setObjectName(u"detailsTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->addTab(m_settings, tr("Settings"));
    m_tabs->addTab(m_numbers, tr("Numbers"));
    m_tabs->addTab(m_provenance, tr("Provenance"));
    m_tabs->addTab(buildNotesTab(), tr("Notes"));

    m_commandButton = new QPushButton(themedIcon(u"command"_s), tr("Show as command"));
    m_commandButton->setObjectName(u"detailsCommandButton"_s);
    m_commandButton->setCheckable(true);
    m_copySettings = new QPushButton(themedIcon(u"copy"_s), tr("Copy settings"));
    m_copySettings->setObjectName(u"detailsCopySettings"_s);
    m_copySettings->setToolTip(tr("Fill the form for a new run with these settings"));
    connect(m_copySettings, &QPushButton::clicked, this,
            [this] { Q_EMIT copySettingsRequested(m_content.kind, m_subject); });

    auto* head = new QVBoxLayout;
    head->setContentsMargins(12, 8, 12, 4);
    head->setSpacing(2);
    head->addWidget(m_title);
    head->addWidget(m_subtitle);
    head->addWidget(m_problem);
    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(8, 6, 8, 8);
    buttons->addWidget(m_commandButton);
    buttons->addWidget(m_copySettings);
    buttons->addStretch();
    auto* view = new QWidget;
    auto* column = new QVBoxLayout(view);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_tabs, 1);
    column->addWidget(buildCommandView());
    column->addLayout(buttons);
    connect(m_commandButton, &QPushButton::toggled, m_commandView, &QWidget::setVisible);
    return view;
}

QWidget* DetailsPanel::buildCommandView() {
    m_command = new QPlainTextEdit;
    m_command->setObjectName(u"detailsCommand"_s);
    m_command->setAccessibleName(tr("The command that does the same"));
    m_command->setReadOnly(true);
    m_command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_command->setMaximumHeight(110);
    auto* copy = new QPushButton(tr("Copy"));
    copy->setObjectName(u"detailsCopyCommand"_s);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_command->toPlainText()); });
    m_commandView = new QWidget;
    auto* column = new QVBoxLayout(m_commandView);
    column->setContentsMargins(8, 6, 8, 0);
    column->addWidget(m_command);
    column->addWidget(copy, 0, Qt::AlignRight);
    m_commandView->hide();
    return m_commandView;
}

QWidget* DetailsPanel::buildNotesTab() {
    m_notes = new QPlainTextEdit;
    m_notes->setObjectName(u"detailsNotes"_s);
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setPlaceholderText(tr("Notes: stored with the workspace and printed in the report."));
    connect(m_notes, &QPlainTextEdit::textChanged, this, [this] { m_saveTimer.start(); });
    return m_notes;
}

void DetailsPanel::showSubject(const QString& subject) {
    if (m_saveTimer.isActive()) {
        m_saveTimer.stop();
        saveNote();
    }
    if (subject != m_subject) {
        for (QTreeWidget* table : {m_settings, m_numbers, m_provenance}) {
            table->scrollToTop();
        }
    }
    m_subject = subject;
    ++m_visit;
    m_stack->setCurrentIndex(subject.isEmpty() ? 0 : 1);
    refresh();
    showNote();
}

void DetailsPanel::showNote() {
    if (m_subject.isEmpty()) {
        return;
    }
    guarded(
        [this] {
            const QSignalBlocker silence(m_notes);
            m_savedNote = QString::fromStdString(m_context.store.notes().get(m_subject.toStdString()));
            if (m_notes->toPlainText() != m_savedNote) {
                m_notes->setPlainText(m_savedNote);
            }
        },
        [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); });
}

void DetailsPanel::refresh() {
    if (m_subject.isEmpty()) {
        return;
    }
    const bool found = guarded([this] { fill(detailsOf(m_context, m_subject.toStdString())); },
                               [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); });
    if (!found) {
        m_subject.clear();
        m_stack->setCurrentIndex(0);
    }
}

void DetailsPanel::showCommand() {
    m_commandButton->setChecked(true);
}

void DetailsPanel::fill(const DetailsContent& content) {
    if (content == m_content) {
        return; // keeps selection and scroll position while a job runs
    }
    const DetailsContent before = std::exchange(m_content, content);
    m_title->setText(content.title);
    m_subtitle->setText(content.subtitle);
    m_problem->setText(content.problem);
    m_problem->setVisible(!content.problem.isEmpty());
    if (content.settings != before.settings) {
        fillTable(*m_settings, content.settings);
    }
    if (content.provenance != before.provenance) {
        fillTable(*m_provenance, content.provenance);
    }
    if (!isSweep() || m_figuresOf != m_subject) {
        m_figuresOf.clear();
        showNumbers(content.numbers);
    }
    m_tabs->setTabEnabled(m_tabs->indexOf(m_numbers), !content.numbers.rows.isEmpty());
    if (m_command->toPlainText() != content.command) {
        m_command->setPlainText(content.command);
    }
    m_loading->cancel();
    if (isSweep()) {
        loadSweepFigures();
    }
    m_commandButton->setVisible(!content.command.isEmpty());
    m_copySettings->setVisible(!content.kind.isEmpty());
    m_commandView->setVisible(m_commandButton->isChecked() && !content.command.isEmpty());
}

bool DetailsPanel::isSweep() const {
    return m_content.kind.toStdString() == jobs::kSweepKind;
}

void DetailsPanel::showNumbers(const DetailsTable& numbers) {
    if (numbers != m_shownNumbers) {
        fillTable(*m_numbers, numbers);
        m_shownNumbers = numbers;
    }
}

void DetailsPanel::loadSweepFigures() {
    m_loading->start(
        [this, database = m_context.workspace.database(),
         sweep = m_subject.toStdString()](const CancelToken&) -> BackgroundTask::Deliver {
            store::Store store(database);
            return [this, sweep, table = sweepFigures(store, sweep)] {
                showNumbers(table);
                m_figuresOf = QString::fromStdString(sweep);
            };
        },
        [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); });
}

void DetailsPanel::saveNote() {
    const QString text = m_notes->toPlainText();
    if (m_subject.isEmpty() || text == m_savedNote) {
        return;
    }
    m_undo.push(new EditNoteCommand(
        m_context, {m_subject, m_visit, m_savedNote, text},
        [this](const QString& subject) {
            if (subject == m_subject) {
                m_saveTimer.stop();
                showNote();
            }
        },
        [this](const QString& sentence) { Q_EMIT problemOccurred(sentence); }));
}

} // namespace up5::ui
