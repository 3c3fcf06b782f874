// Guesses about columns and the edges of classes.
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>

#include "base/error.h"
#include "ui/datasets/attribute_columns.h"
#include "ui/datasets/column_guess.h"

using namespace Qt::Literals::StringLiterals;
using namespace up5::ui;
using up5::data::FilePreview;

namespace {

const FilePreview kRatings{
    "ratings.csv", {"rating", "User_ID", "item_id:token", "ts"}, {{"4", "u1", "i1", "100"}}};
const FilePreview kPeople{"people.tsv",
                          {"user_id", "gender", "age", "name"},
                          {{"u1", "F", "31", "Ada"}, {"u2", "M", "45", "Bo"}, {"u3", "F", "", "Cy"}}};

QString refusal(const QString& text) {
    try {
        parseBinEdges(text);
    } catch (const up5::Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class TestImportColumns : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void guessesRolesFromNames() {
        QCOMPARE(guessColumn(kRatings.columns, ColumnRole::User), 1);
        QCOMPARE(guessColumn(kRatings.columns, ColumnRole::Item), 2);
        QCOMPARE(guessColumn(kRatings.columns, ColumnRole::Rating), 0);
        QCOMPARE(guessColumn(kRatings.columns, ColumnRole::Time), -1);
        const std::vector<FilePreview> files = {kPeople, kRatings};
        QCOMPARE(guessInteractionsFile(files), 1);
        QCOMPARE(guessUsersFile(files, 1), 0);
        QCOMPARE(guessUsersFile({kRatings}, 0), -1);
    }

    void tellsAttributesFromNames() {
        QVERIFY(looksNumeric(kPeople, 2));
        QVERIFY(!looksNumeric(kPeople, 1));
        QVERIFY(looksLikeAttribute(kPeople, 1));
        QVERIFY(looksLikeAttribute(kPeople, 2));
        QVERIFY(!looksLikeAttribute(kPeople, 3));
    }

    void edgesMustBeRisingNumbers() {
        QCOMPARE(parseBinEdges(u" 18, 25,35.5 "_s), (std::vector<double>{18, 25, 35.5}));
        QVERIFY(parseBinEdges(QString()).empty());
        QVERIFY(refusal(u"18, old"_s).contains(u"\"old\" is not a number"_s));
        QVERIFY(refusal(u"18, 18"_s).contains(u"must rise"_s));
        QVERIFY(refusal(u"18, nan"_s).contains(u"nan"_s));
    }

    void collectsTheTickedColumns() {
        AttributeColumns table;
        table.setFile(&kPeople, 0);
        QCOMPARE(table.rowCount(), 3);
        auto* edges = table.findChild<QLineEdit*>(u"binEdges_age"_s);
        edges->setText(u"30,40"_s);
        auto chosen = table.chosen();
        QCOMPARE(chosen.size(), std::size_t(2));
        QCOMPARE(chosen[0].column, std::string("gender"));
        QCOMPARE(chosen[1].edges, (std::vector<double>{30, 40}));
        QVERIFY(!table.findChild<QLineEdit*>(u"binEdges_gender"_s)->isEnabled());
        edges->setText(u"40,30"_s);
        try {
            table.chosen();
            QFAIL("falling edges were taken");
        } catch (const up5::Error& error) {
            QVERIFY(QString::fromUtf8(error.what()).startsWith(u"Column age: "_s));
        }
    }
};

QTEST_MAIN(TestImportColumns)
#include "tst_import_columns.moc"
