#include "ui/results/mixture_prompts.h"

#include <algorithm>

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kIndent = 26; // of the line under a tick, in pixels

QString titleOf(const report::ComparisonPoint& point) {
    return MixturePrompts::tr("%1: λ = %2, n = %3")
        .arg(QString::fromStdString(point.attribute), QString::number(point.lambda, 'g', 6))
        .arg(point.prefixLength);
}

/// What is known of it on the users by whom settings are chosen.
QString figuresOf(const report::ComparisonPoint& point) {
    const report::AucChoice choice = report::headlineChoice(std::vector{point});
    const std::optional<metrics::Estimate>& auc = report::aucOf(point, choice);
    const metrics::Estimate* hits = point.rankingFigure("hit@k", "sequential", 10);
    const QString none = u"–"_s;
    return MixturePrompts::tr("hit@10 %1, AUC %2, seed %3")
        .arg(hits == nullptr ? none : QString::number(100 * hits->value, 'f', 1) + u" %"_s,
             auc ? QString::number(auc->value, 'f', 3) : none)
        .arg(point.seed);
}

} // namespace

MixturePrompts::MixturePrompts(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(2);
}

void MixturePrompts::setPrompts(const std::vector<report::ComparisonPoint>& prompts) {
    const std::vector<std::string> before = checked();
    m_lines.clear();
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const report::ComparisonPoint& point : prompts) {
        auto* box = new QCheckBox(titleOf(point), this);
        box->setObjectName(u"mixturePrompt_"_s + QString::fromStdString(point.run));
        auto* figures = new QLabel(figuresOf(point), this);
        figures->setProperty("role", u"muted"_s);
        figures->setContentsMargins(kIndent, 0, 0, 4);
        figures->setWordWrap(true);
        box->setAccessibleDescription(figures->text());
        box->setToolTip(QString::fromStdString(point.label)); // with the options in which like prompts differ
        m_layout->addWidget(box);
        m_layout->addWidget(figures);
        m_lines.push_back({point.run, point.attribute, box});
        connect(box, &QCheckBox::toggled, this, [this, line = m_lines.back()](bool on) {
            if (on) {
                leaveOneOf(line);
            }
            Q_EMIT changed();
        });
    }
    setChecked(before);
}

/// A mixture takes one prompt an attribute: ticking another of it takes the place of the first.
void MixturePrompts::leaveOneOf(const Line& line) {
    for (const Line& other : m_lines) {
        if (other.attribute == line.attribute && other.box != line.box) {
            const QSignalBlocker blocker(other.box);
            other.box->setChecked(false);
        }
    }
}

std::vector<std::string> MixturePrompts::checked() const {
    std::vector<std::string> runs;
    for (const Line& line : m_lines) {
        if (line.box->isChecked()) {
            runs.push_back(line.run);
        }
    }
    return runs;
}

void MixturePrompts::setChecked(const std::vector<std::string>& runs) {
    for (const Line& line : m_lines) {
        const QSignalBlocker blocker(line.box);
        line.box->setChecked(std::find(runs.begin(), runs.end(), line.run) != runs.end());
    }
    Q_EMIT changed();
}

} // namespace up5::ui
