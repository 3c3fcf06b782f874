// Asks which prompts of a mixture are exported: those of every subset of its attributes, or of one.
#pragma once

#include <string>
#include <vector>

#include <QtWidgets/QDialog>

class QCheckBox;
class QPushButton;
class QRadioButton;

namespace up5::ui {

/// Deletes itself when it is closed.
class MixtureExport : public QDialog {
    Q_OBJECT
public:
    /// `attributes`: what the mixture called `name` can remove.
    MixtureExport(const QString& name, const std::vector<std::string>& attributes, QWidget* parent = nullptr);

Q_SIGNALS:
    /// Attributes as jobs::chosenSubset() reads them; empty: every subset.
    void chosen(const QString& removed);

private:
    /// "gender,age" of the ticked ones; empty where every subset is asked for or none is ticked.
    QString removed() const;
    void updateChoice();

    QRadioButton* m_every;
    QRadioButton* m_one;
    std::vector<QCheckBox*> m_boxes;
    QPushButton* m_export;
};

} // namespace up5::ui
