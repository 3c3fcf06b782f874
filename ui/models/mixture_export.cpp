#include "ui/models/mixture_export.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QVBoxLayout>

#include "jobs/attribute_subsets.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kExportWidth = 420, kBoxIndent = 24;

} // namespace

MixtureExport::MixtureExport(const QString& name, const std::vector<std::string>& attributes, QWidget* parent)
    : QDialog(parent),
      m_every(new QRadioButton(
          tr("Every subset of its attributes: %1 prompts").arg(jobs::attributeSubsets(attributes).size()),
          this)),
      m_one(new QRadioButton(tr("The one that removes:"), this)),
      m_export(new QPushButton(tr("Choose folder…"), this)) {
    setObjectName(u"mixtureExport"_s);
    setWindowTitle(tr("Export a mixture"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(kExportWidth);
    auto* title = new QLabel(tr("Prompts of %1 to export").arg(name), this);
    title->setProperty("role", u"heading"_s);
    title->setWordWrap(true);
    m_every->setObjectName(u"exportEverySubset"_s);
    m_every->setChecked(true);
    m_one->setObjectName(u"exportOneSubset"_s);
    auto* boxes = new QVBoxLayout;
    boxes->setContentsMargins(kBoxIndent, 0, 0, 0);
    for (const std::string& attribute : attributes) {
        auto* box = new QCheckBox(QString::fromStdString(attribute), this);
        box->setObjectName(u"exportRemove_"_s + box->text());
        connect(box, &QCheckBox::toggled, this, &MixtureExport::updateChoice);
        m_boxes.push_back(box);
        boxes->addWidget(box);
    }
    m_export->setObjectName(u"exportChooseFolder"_s);
    m_export->setProperty("primary", true);
    m_export->setDefault(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(m_export, QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        const QString wanted = removed();
        accept();
        Q_EMIT chosen(wanted);
    });
    connect(m_every, &QRadioButton::toggled, this, &MixtureExport::updateChoice);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(title);
    layout->addWidget(m_every);
    layout->addWidget(m_one);
    layout->addLayout(boxes);
    layout->addWidget(buttons);
    updateChoice();
}

QString MixtureExport::removed() const {
    QStringList names;
    for (const QCheckBox* box : m_boxes) {
        if (m_one->isChecked() && box->isChecked()) {
            names << box->text();
        }
    }
    return names.join(u',');
}

void MixtureExport::updateChoice() {
    for (QCheckBox* box : m_boxes) {
        box->setEnabled(m_one->isChecked());
    }
    m_export->setEnabled(m_every->isChecked() || !removed().isEmpty());
}

} // namespace up5::ui
