#include "ui/models/checkpoint_field.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyle>

#include "checkpoint/starting_point.h"
#include "data/dataset.h"
#include "data/template.h"
#include "jobs/starting_options.h"
#include "ui/widgets/app_context.h"
#include "ui/widgets/background_task.h"
#include "ui/widgets/dialogs.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

CheckpointField::CheckpointField(AppContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_name(new QLabel(this)), m_verdict(new QLabel(this)),
      m_random(new QPushButton(tr("Random"), this)), m_checking(new BackgroundTask(this)) {
    setObjectName(u"checkpointField"_s);
    m_name->setObjectName(u"checkpointName"_s);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setWordWrap(true);
    m_verdict->setObjectName(u"checkpointVerdict"_s);
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* file = new QPushButton(tr("File…"), this);
    file->setObjectName(u"checkpointFile"_s);
    auto* folder = new QPushButton(tr("Folder…"), this);
    folder->setObjectName(u"checkpointFolder"_s);
    m_random->setObjectName(u"checkpointRandom"_s);
    m_random->setToolTip(tr("Begin with random weights"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(file);
    buttons->addWidget(folder);
    buttons->addWidget(m_random);
    buttons->addStretch(1);
    auto* caption = new QLabel(tr("Weights to start from"), this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(caption);
    layout->addWidget(m_name);
    layout->addLayout(buttons);
    layout->addWidget(m_verdict);
    connect(file, &QPushButton::clicked, this, [this] {
        const QStringList chosen =
            m_context.dialogs.openFiles(this, tr("Choose a checkpoint"),
                                        tr("Checkpoints (*.safetensors *.pt *.pth *.bin);;All files (*)"));
        if (!chosen.isEmpty()) {
            setPath(chosen.front());
        }
    });
    connect(folder, &QPushButton::clicked, this, [this] {
        const QString chosen = m_context.dialogs.openFolder(this, tr("Choose a model's folder"));
        if (!chosen.isEmpty()) {
            setPath(chosen);
        }
    });
    connect(m_random, &QPushButton::clicked, this, [this] { setPath({}); });
    setPath({});
}

void CheckpointField::setPath(const QString& path) {
    m_path = path.isEmpty() ? path : QDir::cleanPath(path);
    m_name->setText(path.isEmpty() ? tr("Random, after T5's rule") : QFileInfo(m_path).fileName());
    m_name->setToolTip(QDir::toNativeSeparators(path));
    m_random->setVisible(!path.isEmpty());
    check();
}

void CheckpointField::setDataset(const QString& hash) {
    if (m_dataset != hash) {
        m_dataset = hash;
        check();
    }
}

void CheckpointField::setRequired(bool required) {
    if (m_required != required) {
        m_required = required;
        if (m_path.isEmpty()) {
            check();
        }
    }
}

void CheckpointField::check() {
    m_checking->cancel();
    m_options = nlohmann::json::object();
    if (m_path.isEmpty()) {
        show(m_required ? tr("Choose a checkpoint: 0 epochs, and the preset “checkpoint”, need one.")
                        : QString(),
             u"muted"_s, !m_required);
        return;
    }
    show(tr("Reading the checkpoint…"), u"muted"_s, false);
    const std::filesystem::path path = m_path.toStdString();
    const std::filesystem::path datasets = m_context.workspace.datasets();
    const std::string dataset = m_dataset.toStdString();
    m_checking->start(
        [this, path, datasets, dataset](const CancelToken&) -> BackgroundTask::Deliver {
            const checkpoint::StartingPoint start = checkpoint::openStartingPoint(path);
            if (!dataset.empty()) {
                const data::Dataset set = data::Dataset::open(datasets, dataset);
                start.tokenizerFor(set, data::TemplateSet::forNoun(set.noun()));
            }
            const checkpoint::T5Config config = start.config;
            return [this, config, options = jobs::startingOptions(start)] {
                m_options = options;
                const QString words = config.wholeWordVocabSize > 0
                                          ? tr("It brings whole-word embeddings, as P5 has.")
                                          : tr("It has no whole-word embeddings; training adds new ones.");
                show(tr("It fits: d_model %1, %2 + %3 layers, %4 heads, %5 tokens. %6")
                         .arg(config.dModel)
                         .arg(config.numLayers)
                         .arg(config.numDecoderLayers)
                         .arg(config.numHeads)
                         .arg(config.vocabSize)
                         .arg(words),
                     u"muted"_s, true);
            };
        },
        [this](const QString& sentence) { show(sentence, u"problem"_s, false); });
}

void CheckpointField::show(const QString& sentence, const QString& role, bool usable) {
    m_verdict->setText(sentence);
    m_verdict->setVisible(!sentence.isEmpty());
    m_verdict->setProperty("role", role);
    m_verdict->style()->unpolish(m_verdict);
    m_verdict->style()->polish(m_verdict);
    m_usable = usable;
    Q_EMIT changed();
}

} // namespace up5::ui
