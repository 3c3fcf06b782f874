#include "ui/datasets/group_table_model.h"

#include <cmath>

#include "metrics/detectable.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/number_text.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QStandardItem* cell(const QString& text, Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter) {
    auto* item = new QStandardItem(text);
    item->setEditable(false);
    item->setTextAlignment(alignment);
    return item;
}

QStandardItem* number(std::int64_t value) {
    return cell(countText(value), Qt::AlignRight | Qt::AlignVCenter);
}

/// Users of `count` that fall to the test part of a probe.
std::int64_t testUsers(std::int64_t count, double testShare) {
    return std::llround(static_cast<double>(count) * testShare);
}

} // namespace

GroupTableModel::GroupTableModel(QObject* parent) : QStandardItemModel(parent) {}

void GroupTableModel::setProfile(const data::DatasetProfile& profile, double testShare) {
    clear();
    m_smallGroups.clear();
    setHorizontalHeaderLabels({tr("Group"), tr("Users"), tr("Share"), tr("Detectable AUC")});
    horizontalHeaderItem(Users)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    horizontalHeaderItem(Detectable)
        ->setToolTip(
            tr("Smallest AUC of this group against the others that a probe tested on %1 % of the users shows "
               "with a chance of 80 % (95 % interval, Hanley and McNeil)")
                .arg(100 * testShare));
    for (const data::AttributeProfile& attribute : profile.attributes) {
        addAttribute(attribute, testShare);
    }
}

void GroupTableModel::addAttribute(const data::AttributeProfile& attribute, double testShare) {
    const QString name = QString::fromStdString(attribute.name);
    const std::int64_t known = attribute.known();
    QStringList remarks = {name, tr("%1 users").arg(countText(known))};
    if (attribute.missing > 0) {
        remarks << tr("%1 without a value").arg(attribute.missing);
    }
    if (attribute.bestPossibleAuc) {
        remarks << tr("best possible AUC %1").arg(*attribute.bestPossibleAuc, 0, 'f', 3);
    }
    QStandardItem* head = cell(remarks.join(u" · "_s));
    QFont bold;
    bold.setBold(true);
    head->setData(bold, Qt::FontRole);
    appendRow(head);
    for (const data::GroupProfile& group : attribute.groups) {
        const double percent =
            known > 0 ? 100.0 * static_cast<double>(group.users) / static_cast<double>(known) : 0;
        QStandardItem* share = cell(tr("%1 %").arg(percent, 0, 'f', 1));
        share->setData(percent, kPercentRole);
        const double auc = metrics::smallestDetectableAuc(testUsers(group.users, testShare),
                                                          testUsers(known - group.users, testShare));
        QStandardItem* detectable = cell(std::isnan(auc) ? tr("none") : QString::number(auc, 'f', 2));
        if (group.users < metrics::kSmallGroup) {
            m_smallGroups << u"%1: %2"_s.arg(name, QString::fromStdString(group.name));
            detectable->setIcon(themedIcon(u"warning"_s));
            detectable->setText(tr("too small"));
            detectable->setToolTip(tr("%1 of at least %2 users").arg(group.users).arg(metrics::kSmallGroup));
        }
        head->appendRow({cell(QString::fromStdString(group.name)), number(group.users), share, detectable});
    }
}

} // namespace up5::ui
