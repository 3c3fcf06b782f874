// Sizes of the groups of every sensitive attribute, with what they allow to find out.
#pragma once

#include <QtGui/QStandardItemModel>

#include "data/dataset_profile.h"

namespace up5::ui {

/// A tree: attributes (one cell, to be spanned), under each its groups.
class GroupTableModel : public QStandardItemModel {
    Q_OBJECT
public:
    enum Column { Group, Users, Share, Detectable, ColumnCount };
    static constexpr int kPercentRole = Qt::UserRole; ///< 0–100 in the column Share

    explicit GroupTableModel(QObject* parent = nullptr);

    /// `testShare` = share of users that a probe is tested on, which the detectable AUC assumes.
    void setProfile(const data::DatasetProfile& profile, double testShare);

    /// Groups below metrics::kSmallGroup users, as "attribute: group".
    const QStringList& smallGroups() const { return m_smallGroups; }

private:
    void addAttribute(const data::AttributeProfile& attribute, double testShare);

    QStringList m_smallGroups;
};

} // namespace up5::ui
