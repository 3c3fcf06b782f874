#include "ui/runs/also_vary_field.h"

#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include "jobs/job_kinds.h"
#include "jobs/sweep/sweep_text.h"
#include "ui/widgets/guard.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

AlsoVaryField::AlsoVaryField(const QString& name, const std::string& kind, QWidget* parent)
    : QWidget(parent), m_kind(kind), m_line(new QLineEdit(this)), m_problem(new QLabel(this)) {
    m_line->setObjectName(name + u"AlsoVary"_s);
    m_line->setAccessibleName(tr("Also vary"));
    m_line->setClearButtonEnabled(true);
    m_problem->setObjectName(name + u"AlsoVaryProblem"_s);
    m_problem->setProperty("role", u"problem"_s);
    m_problem->setWordWrap(true);
    setFocusProxy(m_line);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_line);
    layout->addWidget(m_problem);
    connect(m_line, &QLineEdit::textChanged, this, [this] {
        showProblem();
        Q_EMIT changed();
    });
    setSearched(false);
}

bool AlsoVaryField::isEmpty() const {
    return m_line->text().trimmed().isEmpty();
}

void AlsoVaryField::clear() {
    m_line->clear();
}

void AlsoVaryField::setSearched(bool isSearched) {
    m_isSearched = isSearched;
    m_line->setPlaceholderText(isSearched ? tr("key=from:to; key=from:to:log")
                                          : tr("key=value,value; key=value,value"));
    showProblem();
}

void AlsoVaryField::showProblem() {
    m_problem->clear();
    guarded(
        [this] {
            if (m_isSearched) {
                variables();
            } else {
                axes();
            }
        },
        [this](const QString& sentence) { m_problem->setText(sentence); });
    m_problem->setVisible(!m_problem->text().isEmpty());
}

std::vector<std::vector<jobs::SweepValues>> AlsoVaryField::axes() const {
    return jobs::gridAxes(jobs::jobKind(m_kind), m_line->text().toStdString());
}

std::vector<jobs::SearchVariable> AlsoVaryField::variables() const {
    return jobs::searchVariables(jobs::jobKind(m_kind), m_line->text().toStdString());
}

} // namespace up5::ui
