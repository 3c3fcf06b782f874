#include "ui/runs/attribute_list.h"

#include <algorithm>

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include "data/dataset.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

std::vector<std::string> attributesOf(const std::filesystem::path& datasets, const std::string& hash) {
    std::vector<std::string> names;
    const data::Dataset dataset = data::Dataset::open(datasets, hash); // must outlive the loop
    for (const data::Attribute& attribute : dataset.attributes()) {
        names.push_back(attribute.name);
    }
    return names;
}

AttributeList::AttributeList(QWidget* parent)
    : QWidget(parent), m_layout(new QVBoxLayout(this)), m_problem(new QLabel(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    m_problem->setProperty("role", u"problem"_s);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_layout->addWidget(m_problem);
}

void AttributeList::clear() {
    for (QCheckBox* box : m_boxes) {
        delete box;
    }
    m_boxes.clear();
    m_problem->hide();
}

void AttributeList::setAttributes(const std::vector<std::string>& attributes) {
    clear();
    for (const std::string& attribute : attributes) {
        const QString name = QString::fromStdString(attribute);
        auto* box = new QCheckBox(name, this);
        box->setObjectName(u"attribute_"_s + name);
        box->setAccessibleName(tr("Attribute %1").arg(name));
        box->setChecked(m_boxes.empty());
        connect(box, &QCheckBox::toggled, this, &AttributeList::changed);
        m_layout->addWidget(box);
        m_boxes.push_back(box);
    }
    Q_EMIT changed();
}

void AttributeList::setProblem(const QString& sentence) {
    clear();
    m_problem->setText(sentence);
    m_problem->show();
    Q_EMIT changed();
}

std::vector<std::string> AttributeList::checked() const {
    std::vector<std::string> names;
    for (const QCheckBox* box : m_boxes) {
        if (box->isChecked()) {
            names.push_back(box->text().toStdString());
        }
    }
    return names;
}

void AttributeList::setChecked(const std::vector<std::string>& attributes) {
    for (QCheckBox* box : m_boxes) {
        box->setChecked(std::find(attributes.begin(), attributes.end(), box->text().toStdString()) !=
                        attributes.end());
    }
}

} // namespace up5::ui
