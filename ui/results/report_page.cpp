#include "ui/results/report_page.h"

#include <QtCore/QSignalBlocker>
#include <QtCore/QTimer>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>

#include "ui/results/choice_box.h"
#include "ui/results/report_preview.h"
#include "ui/results/report_renderer.h"
#include "ui/results/run_check_model.h"
#include "ui/runs/form_card.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/empty_state.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPreviewDelayMs = 250; // a burst of clicks renders once

} // namespace

ReportPage::ReportPage(AppContext& context, QWidget* parent)
    : Page(context, parent), m_data(context), m_renderer(new ReportRenderer(context.workspace, this)),
      m_previewDelay(new QTimer(this)), m_stack(new QStackedWidget(this)) {
    setObjectName(u"reportPage"_s);
    auto* content = new QWidget(this);
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(makeForm());
    row->addWidget(makePreview(), 1);
    auto* empty =
        new EmptyState(u"report"_s, tr("Nothing to report yet"),
                       tr("A report covers finished runs: backbones, probes and prompts. Start with a "
                          "backbone."));
    connect(empty->addAction(tr("Go to Models"), u"reportGoToModels"_s), &QPushButton::clicked, this,
            [this] { Q_EMIT pageRequested(u"models"_s); });
    m_stack->addWidget(content);
    m_stack->addWidget(empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->addWidget(m_stack);

    m_previewDelay->setSingleShot(true);
    m_previewDelay->setInterval(kPreviewDelayMs);
    connect(m_previewDelay, &QTimer::timeout, this, [this] { startPreview(); });
    connect(m_renderer, &ReportRenderer::previewReady, m_preview, &ReportPreview::showReport);
    connect(m_renderer, &ReportRenderer::fileWritten, this, [this](const QString& file) {
        Q_EMIT messageRequested(tr("Saved the report as %1.").arg(file));
    });
    connect(m_renderer, &ReportRenderer::failed, this, &ReportPage::problemOccurred);
}

QWidget* ReportPage::makeForm() {
    auto* card = new FormCard(tr("Report"), {}, this);
    card->setPageWidth();
    m_title = new QLineEdit(QString::fromStdString(report::ReportRequest().title), card);
    m_title->setObjectName(u"reportTitle"_s);
    m_title->setAccessibleName(tr("Title"));
    m_runs = new RunCheckModel(this);
    auto* list = new QListView(card);
    list->setObjectName(u"reportRuns"_s);
    list->setAccessibleName(tr("Runs in the report"));
    list->setModel(m_runs);
    list->setMinimumHeight(300);
    list->setTextElideMode(Qt::ElideRight);
    list->setUniformItemSizes(true);
    m_all = new QCheckBox(tr("All finished runs"), card);
    m_all->setObjectName(u"reportAllRuns"_s);
    m_all->setChecked(true);
    m_count = new QLabel(card);
    m_count->setObjectName(u"reportCount"_s);
    m_count->setProperty("role", u"muted"_s);
    m_format = new ChoiceBox(u"reportFormat"_s, tr("Format"), card);
    m_format->setChoices({{tr("HTML, one file"), u"html"_s},
                          {tr("PDF"), u"pdf"_s},
                          {tr("CSV, all figures"), u"csv"_s},
                          {tr("JSON, all figures"), u"json"_s}});
    m_export = new QPushButton(tr("Export…"), card);
    m_export->setObjectName(u"reportExport"_s);
    m_export->setProperty("primary", true);
    card->addField(tr("Title"), m_title, {});
    card->addField({}, m_all, {});
    card->addField(tr("Runs"), list, {});
    card->footer().addWidget(m_count);
    card->footer().addWidget(m_format);
    card->footer().addWidget(m_export);

    connect(m_title, &QLineEdit::textChanged, m_previewDelay, qOverload<>(&QTimer::start));
    connect(m_all, &QCheckBox::clicked, m_runs, &RunCheckModel::setAllChecked);
    connect(m_runs, &RunCheckModel::checksChanged, this, [this] { updateCount(); });
    connect(m_export, &QPushButton::clicked, this, [this] { exportReport(); });
    return card;
}

QWidget* ReportPage::makePreview() {
    m_preview = new ReportPreview(this);
    m_preview->setObjectName(u"reportPreview"_s);
    m_preview->setAccessibleName(tr("Preview of the report"));
    return m_preview;
}

void ReportPage::refresh() {
    guard([this] {
        if (m_data.reload()) {
            m_runs->setRuns(m_data.runs());
            m_stack->setCurrentIndex(m_runs->rowCount() == 0 ? 1 : 0);
        }
    });
}

void ReportPage::updateCount() {
    const std::size_t checked = m_runs->checked().size();
    m_count->setText(tr("%1 of %2 runs chosen").arg(checked).arg(m_runs->rowCount()));
    m_export->setEnabled(checked > 0);
    const QSignalBlocker blocker(m_all);
    m_all->setChecked(m_runs->isAllChecked());
    m_previewDelay->start();
}

report::ReportRequest ReportPage::request() const {
    return {m_runs->checked(), m_title->text().toStdString()};
}

void ReportPage::startPreview() {
    const bool isEmpty = m_runs->checked().empty();
    m_preview->setPlaceholderText(isEmpty ? tr("Choose the runs to report on.") : tr("Writing the preview…"));
    if (isEmpty) {
        m_preview->clear();
    } else {
        m_renderer->preview(request());
    }
}

void ReportPage::exportReport() {
    guard([this] {
        const QString format = m_format->currentId();
        const QString file = m_context.dialogs.saveFile(this, tr("Export the report"), u"report."_s + format,
                                                        u"%1 (*.%2)"_s.arg(format.toUpper(), format));
        if (!file.isEmpty()) {
            m_renderer->writeFile(request(), format, file);
        }
    });
}

} // namespace up5::ui
