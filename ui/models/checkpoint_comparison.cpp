#include "ui/models/checkpoint_comparison.h"

#include <algorithm>

#include <QtCore/QSortFilterProxyModel>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>

#include "ui/models/tensor_difference_model.h"
#include "ui/results/choice_box.h"
#include "ui/results/result_table.h"
#include "ui/results/table_csv.h"
#include "ui/widgets/background_task.h"
#include "ui/widgets/dialogs.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kComparisonSize(760, 520);

} // namespace

CheckpointComparison::CheckpointComparison(const NamedCheckpoint& first,
                                           const std::vector<NamedCheckpoint>& others, Dialogs& dialogs,
                                           QWidget* parent)
    : QDialog(parent), m_first(first), m_dialogs(dialogs),
      m_other(new ChoiceBox(u"comparisonOther"_s, tr("B: compared with"), this)), m_summary(new QLabel(this)),
      m_table(new QTableView(this)), m_onlyDifferent(new QCheckBox(tr("Only what differs"), this)),
      m_copy(new QPushButton(tr("Copy"), this)), m_model(new TensorDifferenceModel(this)),
      m_proxy(new QSortFilterProxyModel(this)), m_comparing(new BackgroundTask(this)) {
    setObjectName(u"checkpointComparison"_s);
    setWindowTitle(tr("Compare checkpoints"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(kComparisonSize);

    auto* title = new QLabel(tr("A: %1").arg(first.first), this);
    title->setProperty("role", u"heading"_s);
    title->setWordWrap(true);
    auto* file = new QPushButton(tr("File…"), this);
    file->setObjectName(u"comparisonFile"_s);
    connect(file, &QPushButton::clicked, this, [this] {
        const QStringList files =
            m_dialogs.openFiles(this, tr("Weights to compare with"),
                                tr("Weights (*.safetensors *.pt *.pth *.bin);;All files (*)"));
        if (!files.isEmpty()) {
            addOther(files.front());
        }
    });
    auto* folder = new QPushButton(tr("Folder…"), this);
    folder->setObjectName(u"comparisonFolder"_s);
    connect(folder, &QPushButton::clicked, this, [this] {
        const QString chosen = m_dialogs.openFolder(this, tr("Checkpoint to compare with"));
        if (!chosen.isEmpty()) {
            addOther(chosen);
        }
    });
    m_summary->setObjectName(u"comparisonSummary"_s);
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterRole(TensorDifferenceModel::kSameRole);
    m_table->setObjectName(u"comparisonTable"_s);
    m_table->setAccessibleName(tr("Tensors of both checkpoints"));
    setUpResultTable(*m_table, *m_proxy);
    m_onlyDifferent->setObjectName(u"comparisonOnlyDifferent"_s);
    connect(m_onlyDifferent, &QCheckBox::toggled, this, &CheckpointComparison::showOnlyDifferent);
    m_copy->setObjectName(u"comparisonCopy"_s);
    m_copy->setToolTip(tr("The table as shown, as CSV with full precision"));
    m_copy->setShortcut(QKeySequence::Copy);
    connect(m_copy, &QPushButton::clicked, this, &CheckpointComparison::copy);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->addButton(m_copy, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* choice = new QHBoxLayout;
    choice->addWidget(m_other, 1);
    choice->addWidget(file, 0, Qt::AlignBottom);
    choice->addWidget(folder, 0, Qt::AlignBottom);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(title);
    layout->addLayout(choice);
    layout->addWidget(m_summary);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_onlyDifferent);
    layout->addWidget(buttons);

    for (const auto& [name, path] : others) {
        m_choices.emplace_back(name, QString::fromStdString(path.string()));
    }
    m_other->setChoices(m_choices);
    connect(m_other, &ChoiceBox::chosen, this, &CheckpointComparison::compare);
    compare();
}

void CheckpointComparison::addOther(const QString& path) {
    const bool isKnown = std::any_of(m_choices.begin(), m_choices.end(),
                                     [&](const auto& choice) { return choice.second == path; });
    if (!isKnown) {
        m_choices.emplace_back(path, path);
        m_other->setChoices(m_choices);
    }
    m_other->setCurrentId(path);
    compare();
}

void CheckpointComparison::compare() {
    m_model->setDifferences({});
    m_copy->setEnabled(false);
    const QString other = m_other->currentId();
    if (other.isEmpty()) {
        m_summary->setText(tr("There is no other model here. Choose a file or a folder to compare with."));
        return;
    }
    m_summary->setText(tr("Reading both checkpoints…"));
    m_comparing->start(
        [this, first = m_first.second, other](const CancelToken& cancel) -> BackgroundTask::Deliver {
            auto differences =
                checkpoint::compareCheckpoints(checkpoint::Checkpoint::open(first),
                                               checkpoint::Checkpoint::open(other.toStdString()), cancel);
            return [this, differences = std::move(differences)]() mutable {
                m_model->setDifferences(std::move(differences));
                m_table->resizeColumnsToContents();
                m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
                const int different = m_model->different();
                m_summary->setText(tr("%1 tensors are the same, %2 differ.")
                                       .arg(m_model->rowCount() - different)
                                       .arg(different));
                m_copy->setEnabled(true);
            };
        },
        [this](const QString& sentence) { m_summary->setText(sentence); });
}

void CheckpointComparison::showOnlyDifferent(bool only) {
    m_proxy->setFilterFixedString(only ? u"different"_s : QString());
}

void CheckpointComparison::copy() {
    QGuiApplication::clipboard()->setText(QString::fromUtf8(tableAsCsv(*m_proxy)));
}

} // namespace up5::ui
