#include "ui/results/reproduce_panel.h"

#include <memory>
#include <tuple>

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QVBoxLayout>

#include "base/error.h"
#include "jobs/option_text.h"
#include "jobs/sweep/sweep_estimate.h"
#include "store/store.h"
#include "ui/results/audit_data.h"
#include "ui/results/choice_box.h"
#include "ui/results/section_html.h"
#include "ui/runs/seed_list.h"
#include "ui/runs/sweep_words.h"
#include "ui/widgets/kept_scroll.h"
#include "ui/widgets/settings.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const SettingValue<QString> kReproduceRecipe{"reproduce/recipe", u"table4"_s, SettingScope::Workspace};
const SettingValue<QString> kReproduceDataset{"reproduce/dataset", {}, SettingScope::Workspace};
const SettingValue<QString> kReproduceSeeds{"reproduce/seeds", u"1, 2, 3"_s, SettingScope::Workspace};
const SettingValue<QString> kReproduceReference{"reproduce/reference", {}, SettingScope::Workspace};
const SettingValue<QString> kReproduceSettings{"reproduce/settings", {}, SettingScope::Workspace};

ReproduceAnswer answerTo(const report::ReproductionWish& wish, const std::string& reference,
                         const jobs::Workspace& workspace) {
    store::Store store(workspace.database());
    const report::Reproduction reproduction = report::reproductionOf(wish, store, workspace.datasets());
    const jobs::SweepEstimate estimate = jobs::estimateSweep(reproduction.plan, store);
    ReproduceAnswer answer;
    answer.estimate = sweepSentence(reproduction.plan, estimate);
    answer.canQueue = estimate.toRun() > 0;
    std::string known; // a table may lack the model that another one was marked against
    for (const std::string& title : report::referenceTitles(reproduction, store)) {
        answer.references << QString::fromStdString(title);
        known = title == reference ? title : known;
    }
    answer.html = sectionHtml(report::reproductionSection(reproduction, store, workspace.datasets(), known));
    return answer;
}

} // namespace

ReproducePanel::ReproducePanel(AppContext& context, const AuditData& audits, QWidget* parent)
    : QWidget(parent), m_context(context), m_audits(audits) {
    setObjectName(u"reproducePanel"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 10, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(makeChoices());
    layout->addLayout(makeAction());
    m_ours = new QTextBrowser(this);
    m_ours->setObjectName(u"reproduceOurs"_s);
    m_ours->setAccessibleName(tr("Ours beside the paper"));
    m_ours->setOpenLinks(false);
    connect(m_ours, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        const QString run = link.fragment();
        if (run.startsWith(u"run-"_s)) {
            Q_EMIT detailsRequested(run.mid(4));
        }
    });
    layout->addWidget(m_ours, 1);
}

QVBoxLayout* ReproducePanel::makeChoices() {
    m_recipe = new ChoiceBox(u"reproduceRecipe"_s, tr("Of the paper"), this);
    m_dataset = new ChoiceBox(u"reproduceDataset"_s, tr("Data set"), this);
    m_backbone = new ChoiceBox(u"reproduceBackbone"_s, tr("Backbone"), this);
    m_reference = new ChoiceBox(u"reproduceReference"_s, tr("Marks against"), this);
    m_reference->box().setToolTip(
        tr("∧ and ∨ in a table: significantly above and below this model. Of the paper: the one it compares "
           "the others with."));
    std::vector<std::pair<QString, QString>> recipes;
    for (const std::string& name : jobs::recipeNames()) {
        const jobs::Recipe recipe = jobs::recipeNamed(name);
        const QString title = QString::fromStdString(recipe.title);
        recipes.emplace_back(recipe.isTable()
                                 ? tr("Table %1: %2").arg(recipe.table).arg(title)
                                 : tr("Figure %1: %2").arg(QString::fromStdString(recipe.figure), title),
                             QString::fromStdString(name));
    }
    m_recipe->setChoices(recipes);
    const Settings& settings = m_context.settings;
    m_recipe->setCurrentId(settings.get(kReproduceRecipe));
    m_wantedReference = settings.get(kReproduceReference);
    offerReferences({});
    m_seeds = new QLineEdit(settings.get(kReproduceSeeds), this);
    m_seeds->setToolTip(tr("Every run is repeated with each of these seeds: 1, 2, 3"));
    m_seeds->setMaximumWidth(110);
    m_settings = new QLineEdit(settings.get(kReproduceSettings), this);
    m_settings->setPlaceholderText(tr("as the paper or the defaults say"));
    m_settings->setToolTip(
        tr("Options of the runs as on the command line, parted by blanks. Of a table with the kind of run in "
           "front: cfp.lambda=10 baseline.max_minutes=5; of a figure without: batches=200"));
    m_settings->setMinimumWidth(200);

    auto* choices = new QVBoxLayout;
    choices->setSpacing(8);
    auto* what = new QHBoxLayout;
    auto* how = new QHBoxLayout;
    for (QHBoxLayout* row : {what, how}) {
        row->setSpacing(8);
        choices->addLayout(row);
    }
    for (ChoiceBox* box : {m_recipe, m_dataset, m_backbone, m_reference}) {
        (box == m_reference ? how : what)->addWidget(box);
        connect(box, &ChoiceBox::chosen, this, [this, box] {
            if (box == m_recipe) {
                m_ours->verticalScrollBar()->setValue(0); // another table begins at its top
            } else if (box == m_dataset) {
                fillBackbones();
            } else if (box == m_reference) {
                m_wantedReference = m_reference->currentId();
            }
            ask();
            remember();
        });
    }
    for (const auto& [line, name, title] : {std::tuple(m_seeds, u"reproduceSeeds"_s, tr("Seeds")),
                                            std::tuple(m_settings, u"reproduceSettings"_s, tr("Settings"))}) {
        line->setObjectName(name);
        line->setAccessibleName(title);
        auto* label = new QLabel(title, this);
        label->setBuddy(line);
        auto* column = new QVBoxLayout; // as the choices beside it have their titles
        column->setSpacing(2);
        column->addWidget(label);
        column->addWidget(line);
        how->addLayout(column, line == m_settings ? 1 : 0);
        connect(line, &QLineEdit::editingFinished, this, [this] {
            ask();
            remember();
        });
    }
    return choices;
}

QHBoxLayout* ReproducePanel::makeAction() {
    m_estimate = new QLabel(this);
    m_estimate->setObjectName(u"reproduceEstimate"_s);
    m_estimate->setWordWrap(true);
    m_queue = new QPushButton(tr("Run what is missing"), this);
    m_queue->setObjectName(u"reproduceQueue"_s);
    m_queue->setProperty("primary", true);
    m_queue->setEnabled(false);
    connect(m_queue, &QPushButton::clicked, this, &ReproducePanel::queue);
    auto* action = new QHBoxLayout;
    action->setSpacing(8);
    action->addWidget(m_estimate, 1);
    action->addWidget(m_queue);
    return action;
}

void ReproducePanel::showFigures() {
    const bool isFirst = m_dataset->box().count() == 0;
    m_dataset->setChoices(m_audits.datasets());
    if (isFirst) {
        m_dataset->setCurrentId(m_context.settings.get(kReproduceDataset));
    }
    fillBackbones();
    m_isStale = true;
    if (isVisible()) {
        ask();
    }
}

void ReproducePanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_isStale && m_dataset->box().count() > 0) {
        ask();
    }
}

void ReproducePanel::fillBackbones() {
    m_backbone->setChoices(m_audits.succeeded("backbone", m_dataset->currentId()));
}

std::optional<report::ReproductionWish> ReproducePanel::wish() {
    if (m_dataset->currentId().isEmpty() || m_backbone->currentId().isEmpty()) {
        show({tr("It takes a data set with a trained backbone: train one on the Models page.")});
        return std::nullopt;
    }
    report::ReproductionWish wish;
    wish.recipe = m_recipe->currentId().toStdString();
    wish.dataset = m_dataset->currentId().toStdString();
    wish.backbone = m_backbone->currentId().toStdString();
    try {
        wish.seeds = parseSeeds(m_seeds->text());
        std::vector<std::string> settings;
        for (const QString& setting : m_settings->text().split(u' ', Qt::SkipEmptyParts)) {
            settings.push_back(setting.toStdString());
        }
        report::addSettings(wish, jobs::parseSettings(settings));
    } catch (const Error& error) {
        show({QString::fromUtf8(error.what())});
        return std::nullopt;
    }
    return wish;
}

void ReproducePanel::ask() {
    m_isStale = false;
    const std::optional<report::ReproductionWish> wanted = wish();
    if (!wanted) {
        m_task.cancel();
        return;
    }
    m_queue->setEnabled(false);
    m_task.start(
        [this, wanted, reference = m_wantedReference.toStdString(),
         workspace = m_context.workspace](const CancelToken&) -> BackgroundTask::Deliver {
            const auto answer = std::make_shared<ReproduceAnswer>(answerTo(*wanted, reference, workspace));
            return [this, answer] {
                show(*answer);
                offerReferences(answer->references);
            };
        },
        [this](const QString& sentence) { show({sentence}); });
}

/// Those of the table that is shown. What was wished for stays wished for where a table has no such model.
void ReproducePanel::offerReferences(const QStringList& titles) {
    std::vector<std::pair<QString, QString>> choices = {{tr("that of the paper"), QString()}};
    for (const QString& title : titles) {
        choices.emplace_back(title, title);
    }
    m_reference->setChoices(choices);
    m_reference->setCurrentId(titles.contains(m_wantedReference) ? m_wantedReference : QString());
    m_reference->setEnabled(!titles.isEmpty());
}

void ReproducePanel::show(const ReproduceAnswer& answer) {
    m_estimate->setText(answer.estimate);
    m_queue->setEnabled(answer.canQueue);
    const QColor muted = palette().color(QPalette::PlaceholderText);
    m_ours->document()->setDefaultStyleSheet(
        u".detail { color: %1; } a { color: %2; text-decoration: none; } h2 { font-size: large; }"
        "h4 { margin-top: 14px; } th { padding: 3px 8px; } td { padding: 3px 8px; }"_s.arg(
            muted.name(), palette().color(QPalette::Text).name()));
    const KeptScroll kept(*m_ours);
    m_ours->setHtml(answer.html);
}

void ReproducePanel::queue() {
    const std::optional<report::ReproductionWish> wanted = wish();
    if (!wanted) {
        return;
    }
    try {
        const report::Reproduction reproduction =
            report::reproductionOf(*wanted, m_context.store, m_context.workspace.datasets());
        report::queueReproduction(reproduction, m_context.store, m_context.host);
        m_queue->setEnabled(false);
        Q_EMIT messageRequested(tr("The runs were queued; the figures appear here as they are measured."));
        Q_EMIT runQueued();
    } catch (const Error& error) {
        Q_EMIT problemOccurred(QString::fromUtf8(error.what()));
    }
}

void ReproducePanel::remember() {
    Settings& settings = m_context.settings;
    settings.set(kReproduceRecipe, m_recipe->currentId());
    settings.set(kReproduceDataset, m_dataset->currentId());
    settings.set(kReproduceReference, m_wantedReference);
    settings.set(kReproduceSeeds, m_seeds->text());
    settings.set(kReproduceSettings, m_settings->text());
}

} // namespace up5::ui
