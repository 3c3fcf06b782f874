// Check boxes for the sensitive attributes of a data set.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <QtWidgets/QWidget>

class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace up5::ui {

/// Names of the sensitive attributes of a stored data set. Throws Error{NotFound} or Error{Corrupt}.
std::vector<std::string> attributesOf(const std::filesystem::path& datasets, const std::string& hash);

class AttributeList : public QWidget {
    Q_OBJECT
public:
    explicit AttributeList(QWidget* parent = nullptr);

    /// Object names of the boxes are "attribute_" + name. The first is checked.
    void setAttributes(const std::vector<std::string>& attributes);
    /// Shows why there are none instead.
    void setProblem(const QString& sentence);
    std::vector<std::string> checked() const;
    void setChecked(const std::vector<std::string>& attributes);

Q_SIGNALS:
    void changed();

private:
    void clear();

    QVBoxLayout* m_layout;
    QLabel* m_problem;
    std::vector<QCheckBox*> m_boxes;
};

} // namespace up5::ui
