#include "ui/runs/run_basics.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLineEdit>

#include "ui/runs/number_box.h"
#include "ui/runs/seed_list.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double kLargestSeed = 9'007'199'254'740'992.0; // exact in a double

} // namespace

RunBasics::RunBasics(const QString& prefix, QWidget* parent, Seeds seeds)
    : QWidget(parent), m_name(new QLineEdit(this)), m_device(new QComboBox(this)) {
    m_name->setObjectName(prefix + u"Name"_s);
    m_name->setPlaceholderText(tr("made from the settings"));
    m_device->setObjectName(prefix + u"Device"_s);
    m_device->setEditable(true);
    m_device->addItems({u"auto"_s, u"cpu"_s, u"cuda"_s});
    m_device->setToolTip(tr("auto takes a GPU when there is one; cuda:1 names the second"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("Name"), m_name);
    if (seeds == Seeds::One) {
        m_seed = new NumberBox(NumberBox::Kind::Integer, this);
        m_seed->setObjectName(prefix + u"Seed"_s);
        m_seed->setAccessibleName(tr("Seed"));
        m_seed->setRange(0, kLargestSeed);
        form->addRow(tr("Seed"), m_seed);
    } else {
        m_seeds = new QLineEdit(this);
        m_seeds->setObjectName(prefix + u"Seeds"_s);
        m_seeds->setAccessibleName(tr("Seeds"));
        m_seeds->setToolTip(
            tr("One run a seed, for example 2022, 2023, 2024: training varies with the seed."));
        connect(m_seeds, &QLineEdit::textChanged, this, &RunBasics::seedsChanged);
        form->addRow(tr("Seeds"), m_seeds);
    }
    form->addRow(tr("Device"), m_device);
    m_name->setAccessibleName(tr("Name of the run"));
    m_device->setAccessibleName(tr("Device"));
    fill(jobs::JobSpec());
}

void RunBasics::apply(jobs::JobSpec& spec) const {
    spec.name = m_name->text().trimmed().toStdString();
    spec.seed = seeds().front();
    spec.device = m_device->currentText().trimmed().toStdString();
}

std::vector<std::uint64_t> RunBasics::seeds() const {
    return m_seeds != nullptr ? parseSeeds(m_seeds->text())
                              : std::vector{static_cast<std::uint64_t>(m_seed->value())};
}

void RunBasics::fill(const jobs::JobSpec& spec) {
    m_name->setText(QString::fromStdString(spec.name));
    if (m_seeds != nullptr) {
        m_seeds->setText(QString::number(spec.seed));
    } else {
        m_seed->setValue(static_cast<double>(spec.seed));
    }
    m_device->setCurrentText(QString::fromStdString(spec.device));
}

} // namespace up5::ui
