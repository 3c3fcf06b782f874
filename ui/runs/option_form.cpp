#include "ui/runs/option_form.h"

#include <algorithm>
#include <limits>

#include <QtCore/QRegularExpression>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFormLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "jobs/option_text.h"
#include "ui/runs/number_box.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// The largest whole number a double holds exactly: enough for seeds.
constexpr double kLargestWhole = 9'007'199'254'740'992.0;

bool isOneOf(const std::string& key, const std::vector<std::string>& keys) {
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

QString valueText(const nlohmann::json& value) {
    return QString::fromStdString(jobs::valueText(value));
}

QString helpText(const jobs::OptionInfo& info) {
    QString text = jobs::shownText(info.help);
    if (!text.isEmpty() && !text.endsWith(u'.')) {
        text += u'.';
    }
    text += u'\n' + OptionForm::tr("Default: %1.").arg(valueText(info.defaultValue));
    if (info.list) {
        QStringList choices;
        for (const std::string& choice : info.choices) {
            choices << QString::fromStdString(choice);
        }
        text += u' ' + OptionForm::tr("One or more of these, with commas: %1.").arg(choices.join(u", "_s));
    }
    if (info.min && info.max) {
        text += u' ' + OptionForm::tr("From %1 to %2.").arg(*info.min).arg(*info.max);
    } else if (info.min) {
        text += u' ' + OptionForm::tr("At least %1.").arg(*info.min);
    }
    if (!info.source.empty()) {
        text += u' ' + OptionForm::tr("Source: %1.").arg(QString::fromStdString(info.source));
    }
    return text;
}

QFormLayout* makeForm(QWidget* parent) {
    auto* form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return form;
}

} // namespace

QString optionLabel(const std::string& key) {
    QString label = QString::fromStdString(key);
    label.replace(u'_', u' ').replace(u'-', u' ').replace(u'.', u": "_s);
    static const QRegularExpression kLearningRate(u"\\blr\\b"_s);
    label.replace(kLearningRate, u"learning rate"_s);
    if (!label.isEmpty()) {
        label[0] = label[0].toUpper();
    }
    return label;
}

OptionForm::OptionForm(const jobs::OptionTable& table, std::vector<std::string> essential,
                       std::vector<std::string> hidden, QWidget* parent, const QString& prefix)
    : QWidget(parent), m_table(table), m_prefix(prefix) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* top = new QWidget(this);
    QFormLayout* topForm = makeForm(top);
    m_more = new QToolButton(this);
    m_more->setObjectName(u"allOptions"_s);
    m_more->setText(tr("All options"));
    m_more->setCheckable(true);
    m_more->setAutoRaise(true);
    m_more->setArrowType(Qt::RightArrow);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_moreBox = new QWidget(this);
    QFormLayout* moreForm = makeForm(m_moreBox);
    m_changes = new QLabel(this);
    m_changes->setObjectName(u"optionChanges"_s);
    m_changes->setWordWrap(true);
    m_changes->setTextFormat(Qt::PlainText);

    m_rows.reserve(table.infos().size());
    for (const std::string& key : essential) {
        for (const jobs::OptionInfo& info : table.infos()) {
            if (info.key == key) {
                addRow(info, *topForm);
            }
        }
    }
    for (const jobs::OptionInfo& info : table.infos()) {
        if (isOneOf(info.key, hidden)) {
            m_rows.push_back({info, nullptr, nullptr, info.defaultValue});
        } else if (!isOneOf(info.key, essential)) {
            addRow(info, *moreForm);
        }
    }
    layout->addWidget(top);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    layout->addWidget(m_moreBox);
    layout->addWidget(m_changes);
    m_more->setVisible(moreForm->rowCount() > 0);
    m_moreBox->hide();
    connect(m_more, &QToolButton::toggled, this, [this](bool open) {
        m_moreBox->setVisible(open);
        m_more->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    });
    showChanges();
}

void OptionForm::addRow(const jobs::OptionInfo& info, QFormLayout& layout) {
    QWidget* editor = makeEditor(info);
    const QString name = optionLabel(info.key);
    auto* label = new QLabel(name, this);
    label->setBuddy(editor);
    editor->setObjectName(m_prefix + QString::fromStdString(info.key));
    editor->setAccessibleName(name);
    editor->setAccessibleDescription(jobs::shownText(info.help));
    for (QWidget* widget : {editor, static_cast<QWidget*>(label)}) {
        widget->setToolTip(helpText(info));
        widget->setWhatsThis(helpText(info));
    }
    layout.addRow(label, editor);
    m_rows.push_back({info, editor, label, {}});
    setValue(m_rows.back(), info.defaultValue);
}

QWidget* OptionForm::makeEditor(const jobs::OptionInfo& info) {
    const auto onChange = [this] {
        showChanges();
        Q_EMIT changed();
    };
    const nlohmann::json& model = info.defaultValue;
    if (model.is_boolean()) {
        auto* box = new QCheckBox(this);
        connect(box, &QCheckBox::toggled, this, onChange);
        return box;
    }
    if (model.is_number()) {
        const bool isWhole = model.is_number_integer();
        auto* box = new NumberBox(isWhole ? NumberBox::Kind::Integer : NumberBox::Kind::Real, this);
        const double widest = isWhole ? kLargestWhole : std::numeric_limits<float>::max();
        box->setRange(info.min.value_or(-widest), info.max.value_or(widest));
        connect(box, &NumberBox::valueChanged, this, onChange);
        return box;
    }
    if (!info.choices.empty() && !info.list) {
        auto* box = new QComboBox(this);
        for (const std::string& choice : info.choices) {
            box->addItem(QString::fromStdString(choice));
        }
        connect(box, &QComboBox::currentIndexChanged, this, onChange);
        return box;
    }
    auto* box = new QLineEdit(this);
    connect(box, &QLineEdit::textChanged, this, onChange);
    return box;
}

nlohmann::json OptionForm::value(const Row& row) const {
    if (!row.editor) {
        return row.hiddenValue;
    }
    if (const auto* box = qobject_cast<const QCheckBox*>(row.editor)) {
        return box->isChecked();
    }
    if (const auto* box = qobject_cast<const NumberBox*>(row.editor)) {
        if (row.info.defaultValue.is_number_integer()) {
            return static_cast<std::int64_t>(box->value());
        }
        return box->value();
    }
    if (const auto* box = qobject_cast<const QComboBox*>(row.editor)) {
        return box->currentText().toStdString();
    }
    return qobject_cast<const QLineEdit*>(row.editor)->text().toStdString();
}

void OptionForm::setValue(Row& row, const nlohmann::json& value) {
    if (!row.editor) {
        row.hiddenValue = value;
    } else if (auto* check = qobject_cast<QCheckBox*>(row.editor)) {
        check->setChecked(value.get<bool>());
    } else if (auto* number = qobject_cast<NumberBox*>(row.editor)) {
        number->setValue(value.get<double>());
    } else if (auto* combo = qobject_cast<QComboBox*>(row.editor)) {
        combo->setCurrentText(QString::fromStdString(value.get<std::string>()));
    } else if (auto* line = qobject_cast<QLineEdit*>(row.editor)) {
        line->setText(QString::fromStdString(value.get<std::string>()));
    }
}

nlohmann::json OptionForm::changedValues() const {
    nlohmann::json values = nlohmann::json::object();
    for (const Row& row : m_rows) {
        const nlohmann::json current = value(row);
        if (current != row.info.defaultValue) {
            values[row.info.key] = current;
        }
    }
    return values;
}

void OptionForm::setValues(const nlohmann::json& values) {
    const nlohmann::json complete = m_table.check(values);
    for (Row& row : m_rows) {
        setValue(row, complete.at(row.info.key));
    }
    showChanges();
}

bool OptionForm::isChanged(const std::string& key) const {
    return changedValues().contains(key);
}

void OptionForm::setEditable(const std::string& key, bool editable) {
    for (const Row& row : m_rows) {
        if (row.info.key == key && row.editor) {
            row.editor->setEnabled(editable);
        }
    }
}

void OptionForm::resetAll() {
    setValues(nlohmann::json::object());
}

void OptionForm::showChanges() {
    QStringList changedNames;
    for (const Row& row : m_rows) {
        if (!row.editor) {
            continue;
        }
        const bool isDifferent = value(row) != row.info.defaultValue;
        const QString name = optionLabel(row.info.key);
        // A dot as well as bold type, so that the mark does not rest on weight alone.
        row.label->setText(isDifferent ? u"• "_s + name : name);
        QFont font = row.label->font();
        font.setBold(isDifferent);
        row.label->setFont(font);
        if (isDifferent) {
            changedNames << u"%1 (%2)"_s.arg(name, valueText(row.info.defaultValue));
        }
    }
    m_changes->setText(
        changedNames.isEmpty() ? QString() : tr("Changed from default: %1").arg(changedNames.join(u", "_s)));
    m_changes->setVisible(!changedNames.isEmpty());
}

} // namespace up5::ui
