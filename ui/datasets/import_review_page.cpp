#include "ui/datasets/import_review_page.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QStyle>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QVBoxLayout>

#include "ui/datasets/import_preview.h"
#include "ui/datasets/import_wizard.h"
#include "ui/widgets/background_task.h"
#include "ui/widgets/guard.h"
#include "ui/widgets/number_text.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

/// What a trial import found.
struct ImportReviewPage::Trial {
    QString summary;
    data::ImportReport report;
};

namespace {

/// "gender (F 1,709, M 4,331), age (…)": the attributes with their group sizes.
QString attributesText(const data::DatasetContent& content) {
    QStringList attributes;
    for (const data::Attribute& attribute : content.attributes) {
        std::vector<std::int64_t> sizes(attribute.classes.size(), 0);
        for (const std::int32_t value : attribute.values) {
            if (value >= 0) {
                ++sizes.at(static_cast<std::size_t>(value));
            }
        }
        QStringList groups;
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            groups << u"%1 %2"_s.arg(QString::fromStdString(attribute.classes[i]), countText(sizes[i]));
        }
        attributes << u"%1 (%2)"_s.arg(QString::fromStdString(attribute.name), groups.join(u", "_s));
    }
    return attributes.join(u"; "_s);
}

QString summaryOf(const data::DatasetContent& content) {
    QString text = ImportReviewPage::tr("%1 users, %2 items, %3 interactions.")
                       .arg(countText(static_cast<std::int64_t>(content.userIds.size())),
                            countText(static_cast<std::int64_t>(content.itemIds.size())),
                            countText(static_cast<std::int64_t>(content.item.size())));
    const QString attributes = attributesText(content);
    text +=
        u'\n' + (attributes.isEmpty()
                     ? ImportReviewPage::tr("No sensitive attributes: there is nothing to audit in this set.")
                     : ImportReviewPage::tr("Sensitive attributes: %1.").arg(attributes));
    return text;
}

} // namespace

ImportReviewPage::ImportReviewPage(ImportWizard& wizard) : m_wizard(wizard) {
    setTitle(tr("Check"));
    setSubTitle(tr("A trial run reads the files without storing anything."));
    setFinalPage(true);
    m_task = new BackgroundTask(this);
    m_progress = new QProgressBar;
    m_progress->setObjectName(u"importTrialProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the trial run"));
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_stop = new QPushButton(tr("Skip the check"));
    m_stop->setObjectName(u"importSkipCheck"_s);
    connect(m_stop, &QPushButton::clicked, this, &ImportReviewPage::stopTrial);
    auto* progressRow = new QHBoxLayout;
    progressRow->addWidget(m_progress, 1);
    progressRow->addWidget(m_stop);
    m_summary = new QLabel;
    m_summary->setObjectName(u"importSummary"_s);
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_verdict = new QLabel;
    m_verdict->setObjectName(u"importVerdict"_s);
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    m_droppedTable = new QTableWidget(0, 3);
    m_droppedTable->setObjectName(u"importDropped"_s);
    m_droppedTable->setAccessibleName(tr("Rows that break a rule"));
    m_droppedTable->setHorizontalHeaderLabels({tr("File"), tr("Line"), tr("What is wrong")});
    m_droppedTable->horizontalHeader()->setStretchLastSection(true);
    m_droppedTable->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_droppedTable->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_droppedTable->setShowGrid(false);
    m_droppedTable->setTabKeyNavigation(false);
    m_droppedTable->verticalHeader()->hide();

    auto* column = new QVBoxLayout(this);
    column->addLayout(progressRow);
    column->addWidget(m_summary);
    column->addWidget(buildChoice());
    column->addWidget(m_verdict);
    column->addWidget(m_droppedTable, 1);
    column->addStretch(0);
    connect(&m_progressTimer, &QTimer::timeout, this, [this] { m_progress->setValue(m_permille->load()); });
}

QWidget* ImportReviewPage::buildChoice() {
    m_strict = new QRadioButton(tr("Refuse the import when a row breaks a rule"));
    m_strict->setObjectName(u"importStrict"_s);
    m_strict->setChecked(true);
    m_skip = new QRadioButton(tr("Leave such rows out, and list them with the run"));
    m_skip->setObjectName(u"importSkip"_s);
    connect(m_strict, &QRadioButton::toggled, this, [this] { updateVerdict(); });
    auto* choice = new QWidget;
    auto* column = new QVBoxLayout(choice);
    column->setContentsMargins(0, 4, 0, 4);
    column->addWidget(m_strict);
    column->addWidget(m_skip);
    return choice;
}

void ImportReviewPage::initializePage() {
    startTrial();
}

void ImportReviewPage::cleanupPage() {
    m_task->cancel();
    m_progressTimer.stop();
}

void ImportReviewPage::startTrial() {
    m_summary->setText(tr("Reading…"));
    m_droppedTable->setRowCount(0);
    m_dropped = 0;
    m_permille = std::make_shared<std::atomic<int>>(0);
    setState(State::Checking);
    m_task->start(
        [this, request = m_wizard.request(),
         permille = m_permille](const CancelToken& cancel) -> BackgroundTask::Deliver {
            data::ImportOptions options;
            options.name = request.name;
            options.onError = data::OnError::Skip; // finds every bad row, not only the first
            if (!request.mapping.empty()) {
                options.mapping = nlohmann::json::parse(request.mapping);
            }
            if (!request.settings.empty()) {
                options.settings = nlohmann::json::parse(request.settings);
            }
            Trial trial;
            const data::DatasetContent content =
                data::detectImporter(request.paths, options)
                    .read(
                        request.paths, options, trial.report,
                        [&](std::int64_t done, std::int64_t total) {
                            permille->store(total > 0 ? static_cast<int>(1000 * done / total) : 0);
                        },
                        cancel);
            trial.summary = summaryOf(content);
            return [this, trial] { showTrial(trial); };
        },
        [this](const QString& sentence) { showRefusal(sentence); });
}

void ImportReviewPage::stopTrial() {
    m_task->cancel();
    m_summary->setText(tr("Not checked: the import itself will say what it finds."));
    setState(State::Unchecked);
}

void ImportReviewPage::showTrial(const Trial& trial) {
    m_summary->setText(tr("%1 rows read. %2").arg(countText(trial.report.rowsRead), trial.summary));
    m_dropped = trial.report.rowsDropped;
    m_droppedTable->setRowCount(static_cast<int>(trial.report.dropped.size()));
    for (int row = 0; row < m_droppedTable->rowCount(); ++row) {
        const data::DroppedRow& dropped = trial.report.dropped[static_cast<std::size_t>(row)];
        m_droppedTable->setItem(row, 0, new QTableWidgetItem(shortFileName(dropped.file)));
        m_droppedTable->setItem(row, 1, new QTableWidgetItem(QString::number(dropped.line)));
        m_droppedTable->setItem(row, 2, new QTableWidgetItem(QString::fromStdString(dropped.reason)));
    }
    setState(State::Checked);
}

void ImportReviewPage::showRefusal(const QString& sentence) {
    m_summary->setText(sentence);
    setState(State::Refused);
}

void ImportReviewPage::setState(State state) {
    m_state = state;
    const bool checking = state == State::Checking;
    m_progress->setVisible(checking);
    m_stop->setVisible(checking);
    checking ? m_progressTimer.start(100) : m_progressTimer.stop();
    m_droppedTable->setVisible(m_dropped > 0);
    m_strict->parentWidget()->setVisible(state == State::Unchecked || m_dropped > 0);
    m_summary->setProperty("role", state == State::Refused ? QVariant(u"problem"_s) : QVariant());
    m_summary->style()->polish(m_summary);
    updateVerdict();
}

void ImportReviewPage::updateVerdict() {
    m_wizard.request().skipBadRows = m_skip->isChecked();
    QString text;
    if (m_state == State::Checked) {
        text = m_dropped == 0 ? tr("Every row keeps the rules: nothing will be dropped.")
               : m_skip->isChecked()
                   ? tr("%1 rows will be left out; the first of them:").arg(countText(m_dropped))
                   : tr("%1 rows break a rule, so the import would be refused. Correct the files, or leave "
                        "the rows out:")
                         .arg(countText(m_dropped));
    }
    m_verdict->setText(text);
    m_verdict->setVisible(!text.isEmpty());
    Q_EMIT completeChanged();
}

bool ImportReviewPage::isComplete() const {
    return m_state == State::Unchecked ||
           (m_state == State::Checked && (m_dropped == 0 || m_skip->isChecked()));
}

} // namespace up5::ui
