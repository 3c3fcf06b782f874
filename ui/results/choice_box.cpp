#include "ui/results/choice_box.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kShortestContents = 6; // characters; longer entries are cut in the box, not in the list

} // namespace

ChoiceBox::ChoiceBox(const QString& name, const QString& caption, QWidget* parent)
    : QWidget(parent), m_box(new QComboBox(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto* label = new QLabel(caption, this);
    label->setBuddy(m_box);
    layout->addWidget(label);
    layout->addWidget(m_box);
    m_box->setObjectName(name);
    m_box->setAccessibleName(caption);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_box->setMinimumContentsLength(kShortestContents);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_box, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT chosen(currentId()); });
}

void ChoiceBox::setChoices(const std::vector<std::pair<QString, QString>>& choices) {
    const QString before = currentId();
    const QSignalBlocker blocker(m_box);
    m_box->clear();
    for (const auto& [text, id] : choices) {
        m_box->addItem(text, id);
        m_box->setItemData(m_box->count() - 1, text, Qt::ToolTipRole);
    }
    setCurrentId(before);
}

QString ChoiceBox::currentId() const {
    return m_box->currentData().toString();
}

void ChoiceBox::setCurrentId(const QString& id) {
    const int index = m_box->findData(id);
    if (index >= 0) {
        const QSignalBlocker blocker(m_box);
        m_box->setCurrentIndex(index);
    }
}

} // namespace up5::ui
