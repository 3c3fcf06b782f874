// Combo boxes with a caption above them whose entries stand for ids, for filters and forms.
#pragma once

#include <utility>
#include <vector>

#include <QtWidgets/QComboBox>

namespace up5::ui {

class ChoiceBox : public QWidget {
    Q_OBJECT
public:
    /// The combo box gets `name` as object name and `caption` as accessible name.
    ChoiceBox(const QString& name, const QString& caption, QWidget* parent = nullptr);

    /// Replaces the entries (text, id) and keeps the chosen id if it is still there, else takes the first.
    /// Emits nothing.
    void setChoices(const std::vector<std::pair<QString, QString>>& choices);
    QString currentId() const;
    /// An unknown id changes nothing. Emits nothing.
    void setCurrentId(const QString& id);
    QComboBox& box() { return *m_box; }

Q_SIGNALS:
    /// The user chose another entry.
    void chosen(const QString& id);

private:
    QComboBox* m_box;
};

} // namespace up5::ui
