// A form made from an option table: an editor for each option with its range, help and source, and a mark on
// those that differ from their default.
#pragma once

#include <vector>

#include <QtWidgets/QWidget>

#include "jobs/option_set.h"

class QFormLayout;
class QLabel;
class QToolButton;

namespace up5::ui {

/// "prefix_length" → "Prefix length", "lr_prefix" → "Learning rate prefix", "t" → "T".
QString optionLabel(const std::string& key);

class OptionForm : public QWidget {
    Q_OBJECT
public:
    /// Options in `essential` (keys, in this order) are always visible, the others behind "All options";
    /// `hidden` ones have controls elsewhere and keep what setValues() gave them. The table must outlive the
    /// form. Editors are objects named `prefix` + key.
    OptionForm(const jobs::OptionTable& table, std::vector<std::string> essential,
               std::vector<std::string> hidden = {}, QWidget* parent = nullptr,
               const QString& prefix = QStringLiteral("option_"));

    /// Only the options that differ from their defaults, checked when a job is submitted.
    nlohmann::json changedValues() const;
    /// Options not named get their defaults. Throws Error{InvalidInput} for unknown keys and values out of
    /// range.
    void setValues(const nlohmann::json& values);
    bool isChanged(const std::string& key) const;
    /// Whether the user may change an option; one fixed elsewhere shows its value and cannot be changed.
    void setEditable(const std::string& key, bool editable);

public Q_SLOTS:
    void resetAll();

Q_SIGNALS:
    void changed();

private:
    struct Row {
        jobs::OptionInfo info;
        QWidget* editor = nullptr; ///< null when hidden
        QLabel* label = nullptr;
        nlohmann::json hiddenValue;
    };

    void addRow(const jobs::OptionInfo& info, QFormLayout& layout);
    QWidget* makeEditor(const jobs::OptionInfo& info);
    nlohmann::json value(const Row& row) const;
    void setValue(Row& row, const nlohmann::json& value);
    void showChanges();

    const jobs::OptionTable& m_table;
    QString m_prefix;
    std::vector<Row> m_rows;
    QToolButton* m_more;
    QWidget* m_moreBox;
    QLabel* m_changes;
};

} // namespace up5::ui
