// A table cell with a horizontal bar behind its text: progress, shares.
#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace up5::ui {

class BarDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    /// `valueRole` gives 0–100; cells without it show their text only.
    explicit BarDelegate(int valueRole, QObject* parent = nullptr)
        : QStyledItemDelegate(parent), m_valueRole(valueRole) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    int m_valueRole;
};

} // namespace up5::ui
