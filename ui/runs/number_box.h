// A spin box that shows numbers as people write them: 3e-4, 0.1, 2022, without padding zeros.
#pragma once

#include <QtWidgets/QDoubleSpinBox>

namespace up5::ui {

class NumberBox : public QDoubleSpinBox {
    Q_OBJECT
public:
    enum class Kind { Integer, Real };

    explicit NumberBox(Kind kind, QWidget* parent = nullptr);

    QString textFromValue(double value) const override;
    double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;

private:
    Kind m_kind;
};

} // namespace up5::ui
