#include "ui/runs/number_box.h"

namespace up5::ui {

namespace {

// Enough for learning rates; QDoubleSpinBox rounds values to this many digits after the point.
constexpr int kRealDecimals = 10;
constexpr int kShownDigits = 10;
constexpr int kShortest = 72; // pixels

} // namespace

NumberBox::NumberBox(Kind kind, QWidget* parent) : QDoubleSpinBox(parent), m_kind(kind) {
    setDecimals(kind == Kind::Integer ? 0 : kRealDecimals);
    setStepType(kind == Kind::Integer ? DefaultStepType : AdaptiveDecimalStepType);
    setKeyboardTracking(false);
    setFocusPolicy(Qt::StrongFocus);
    // The base class asks for the width of its longest text, which for ten decimals is absurd.
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setMinimumWidth(kShortest);
}

QString NumberBox::textFromValue(double value) const {
    return m_kind == Kind::Integer ? QString::number(value, 'f', 0)
                                   : QString::number(value, 'g', kShownDigits);
}

double NumberBox::valueFromText(const QString& text) const {
    bool ok = false;
    const double value = QString(text).replace(u',', u'.').toDouble(&ok);
    return ok ? value : this->value();
}

QValidator::State NumberBox::validate(QString& text, int&) const {
    const QString plain = QString(text).replace(u',', u'.').trimmed();
    static const QString kPartial = QStringLiteral("0123456789.eE+-");
    for (const QChar character : plain) {
        if (!kPartial.contains(character)) {
            return QValidator::Invalid;
        }
    }
    bool ok = false;
    const double value = plain.toDouble(&ok);
    if (!ok || (m_kind == Kind::Integer && value != static_cast<double>(static_cast<qint64>(value)))) {
        return QValidator::Intermediate;
    }
    return value >= minimum() && value <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
}

} // namespace up5::ui
