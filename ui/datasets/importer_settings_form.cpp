#include "ui/datasets/importer_settings_form.h"

#include <nlohmann/json.hpp>

#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLineEdit>

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "occupation_classes" → "Occupation classes".
QString titleOf(const std::string& name) {
    QString title = QString::fromStdString(name).replace(u'_', u' ');
    title[0] = title[0].toUpper();
    return title;
}

QWidget* makeField(const data::ImporterSetting& setting) {
    QWidget* field = nullptr;
    if (setting.allowed.empty()) {
        auto* line = new QLineEdit(QString::fromStdString(setting.defaultValue));
        line->setPlaceholderText(QString::fromStdString(setting.description));
        field = line;
    } else {
        auto* combo = new QComboBox;
        for (const std::string& value : setting.allowed) {
            combo->addItem(QString::fromStdString(value));
        }
        combo->setCurrentText(QString::fromStdString(setting.defaultValue));
        field = combo;
    }
    field->setObjectName(u"importerSetting_"_s + QString::fromStdString(setting.name));
    field->setToolTip(QString::fromStdString(setting.description));
    field->setAccessibleDescription(QString::fromStdString(setting.description));
    return field;
}

std::string valueOf(const QWidget* field) {
    const auto* combo = qobject_cast<const QComboBox*>(field);
    const QString text =
        combo ? combo->currentText() : static_cast<const QLineEdit*>(field)->text().trimmed();
    return text.toStdString();
}

} // namespace

ImporterSettingsForm::ImporterSettingsForm(QWidget* parent) : QWidget(parent) {
    m_form = new QFormLayout(this);
    m_form->setContentsMargins(0, 0, 0, 0);
}

void ImporterSettingsForm::setSettings(const std::vector<data::ImporterSetting>& settings) {
    while (m_form->rowCount() > 0) {
        m_form->removeRow(0);
    }
    m_settings = settings;
    for (const data::ImporterSetting& setting : settings) {
        m_form->addRow(titleOf(setting.name), makeField(setting));
    }
    setVisible(!settings.empty());
}

std::string ImporterSettingsForm::settingsText() const {
    nlohmann::json values = nlohmann::json::object();
    for (std::size_t i = 0; i < m_settings.size(); ++i) {
        const data::ImporterSetting& setting = m_settings[i];
        const std::string text =
            valueOf(m_form->itemAt(static_cast<int>(i), QFormLayout::FieldRole)->widget());
        if (text == setting.defaultValue) {
            continue;
        }
        // Free settings are JSON (lists, objects) or plain text; the importer says what is wrong with them.
        const nlohmann::json parsed = nlohmann::json::parse(text, nullptr, false);
        values[setting.name] =
            setting.allowed.empty() && !parsed.is_discarded() ? parsed : nlohmann::json(text);
    }
    return values.empty() ? std::string() : values.dump();
}

} // namespace up5::ui
