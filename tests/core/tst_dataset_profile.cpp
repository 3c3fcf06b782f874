// A data set's profile, counted by hand on a set of five users.
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include "data/dataset_profile.h"

using namespace up5::data;

namespace {

/// Users with 1, 2, 4, 10 and 23 interactions over 25 items, of which two are never touched.
Dataset smallSet(const QTemporaryDir& folder) {
    DatasetContent content;
    content.name = "small";
    content.format = "csv";
    content.noun = "items";
    content.userIds = {"a", "b", "c", "d", "e"};
    for (int item = 0; item < 25; ++item) {
        content.itemIds.push_back(std::to_string(item));
    }
    content.userOffsets = {0};
    for (const int length : {1, 2, 4, 10, 23}) {
        for (int item = 0; item < length; ++item) {
            content.item.push_back(item);
        }
        content.userOffsets.push_back(static_cast<std::int64_t>(content.item.size()));
    }
    content.attributes.push_back({"gender", {"F", "M"}, {0, 1, 1, -1, 1}, 0.75});
    content.provenance = nlohmann::json::object();
    return Dataset::open(folder.path().toStdString(), writeDataset(content, folder.path().toStdString()));
}

} // namespace

class TestDatasetProfile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsByHand() {
        QTemporaryDir folder;
        const DatasetProfile profile = profileOf(smallSet(folder));
        QCOMPARE(profile.users, 5);
        QCOMPARE(profile.items, 25);
        QCOMPARE(profile.ratedItems, 23);
        QCOMPARE(profile.interactions, 40);
        QVERIFY(qFuzzyCompare(profile.sparsity, 1 - 40.0 / (5 * 23)));
        QCOMPARE(profile.shortestHistory, 1);
        QCOMPARE(profile.longestHistory, 23);
        QCOMPARE(profile.medianHistory, 4.0);
        QCOMPARE(profile.meanHistory, 8.0);
    }

    void histogramHasRoundEdges() {
        QTemporaryDir folder;
        const DatasetProfile profile = profileOf(smallSet(folder));
        std::string text;
        for (const HistoryBin& bin : profile.histories) {
            text += std::to_string(bin.from) + "-" + std::to_string(bin.to) + ":" +
                    std::to_string(bin.users) + " ";
        }
        QCOMPARE(text, std::string("1-1:1 2-2:1 3-4:1 5-9:0 10-19:1 20-29:1 "));
    }

    void groupsAndMissingValues() {
        QTemporaryDir folder;
        const DatasetProfile profile = profileOf(smallSet(folder));
        QCOMPARE(profile.attributes.size(), std::size_t(1));
        const AttributeProfile& gender = profile.attributes.front();
        QCOMPARE(gender.groups.at(0).users, 1);
        QCOMPARE(gender.groups.at(1).users, 3);
        QCOMPARE(gender.missing, 1);
        QCOMPARE(gender.known(), 4);
        QCOMPARE(gender.bestPossibleAuc.value(), 0.75);
    }
};

QTEST_GUILESS_MAIN(TestDatasetProfile)
#include "tst_dataset_profile.moc"
