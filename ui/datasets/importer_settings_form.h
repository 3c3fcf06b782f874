// Choices an importer offers, for example which classes an attribute has.
#pragma once

#include <string>
#include <vector>

#include <QtWidgets/QWidget>

#include "data/importer.h"

class QFormLayout;

namespace up5::ui {

class ImporterSettingsForm : public QWidget {
    Q_OBJECT
public:
    explicit ImporterSettingsForm(QWidget* parent = nullptr);

    void setSettings(const std::vector<data::ImporterSetting>& settings);
    /// JSON text of what differs from the defaults; empty when nothing does.
    std::string settingsText() const;

private:
    std::vector<data::ImporterSetting> m_settings;
    QFormLayout* m_form = nullptr;
};

} // namespace up5::ui
