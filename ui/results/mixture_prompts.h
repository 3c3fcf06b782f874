// The trained prompts of one backbone to choose from for a mixture, one an attribute.
#pragma once

#include <string>
#include <vector>

#include <QtWidgets/QWidget>

#include "report/comparison.h"

class QCheckBox;
class QVBoxLayout;

namespace up5::ui {

class MixturePrompts : public QWidget {
    Q_OBJECT
public:
    explicit MixturePrompts(QWidget* parent = nullptr);

    /// A line for each point: attribute, λ, n and what it reads and hits on the part the points are of. Keeps
    /// the ticks of prompts that are still there. Points are prompts probed for their own attribute.
    void setPrompts(const std::vector<report::ComparisonPoint>& prompts);
    /// Runs that are ticked, in the order shown.
    std::vector<std::string> checked() const;
    /// Unknown runs are passed over.
    void setChecked(const std::vector<std::string>& runs);

Q_SIGNALS:
    void changed();

private:
    struct Line {
        std::string run, attribute;
        QCheckBox* box;
    };
    void leaveOneOf(const Line& line);

    QVBoxLayout* m_layout;
    std::vector<Line> m_lines;
};

} // namespace up5::ui
