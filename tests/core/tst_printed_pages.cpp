// What a printed report shows: every heading and caption, whatever page it falls on.
#include <QtCore/QtEndian>
#include <QtGui/QPainter>
#include <QtGui/QPicture>
#include <QtTest/QtTest>

#include <fmt/format.h>

#include "report/printed_pages.h"

using namespace up5::report;

namespace {

/// What a painted page says, as the picture's recorded strings.
QByteArray recorded(const PrintedPages& pages, int number) {
    QPicture picture;
    QPainter painter(&picture);
    pages.paint(painter, number);
    painter.end();
    return {picture.data(), static_cast<qsizetype>(picture.size())};
}

/// A string as a picture records it.
QByteArray utf16(const QString& text) {
    QByteArray bytes(text.size() * 2, Qt::Uninitialized);
    qToBigEndian<char16_t>(text.utf16(), text.size(), bytes.data());
    return bytes;
}

Table tableOf(int number, int rows) {
    Table table{fmt::format("Caption{:02}", number), {{"Model"}, {"Value", true}}, {}};
    for (int row = 0; row < rows; ++row) {
        table.rows.push_back({{{"model"}, {fmt::format("{}.{}", number, row), "detail"}}});
    }
    return table;
}

} // namespace

class TestPrintedPages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyHeadingAndCaptionIsPainted() {
        Document content{"Title", "subtitle", {}};
        constexpr int kTables = 60;
        for (int number = 0; number < kTables; ++number) {
            if (number % 7 == 0) {
                content.sections.push_back(
                    {fmt::format("s{}", number), fmt::format("Heading{:02}", number), {}});
            }
            content.sections.back().blocks.push_back(tableOf(number, 1 + number * 5 % 11));
        }
        const PrintedPages pages(content, {500, 700});
        QVERIFY(pages.count() > 5);
        QByteArray all;
        for (int number = 0; number < pages.count(); ++number) {
            all += recorded(pages, number);
        }
        for (int number = 0; number < kTables; ++number) {
            const QString caption = QString::fromStdString(fmt::format("Caption{:02}", number));
            QVERIFY2(all.contains(utf16(caption)), qPrintable(caption));
            // The first letter, which carries the anchor, is drawn on its own.
            const QString heading = QString::fromStdString(fmt::format("eading{:02}", number));
            QCOMPARE(all.contains(utf16(heading)), number % 7 == 0);
        }
    }

    void longHashesStayOnThePage() {
        const std::string hash(64, 'a');
        const PrintedPages pages(
            {"Title", "", {{"s", "S", {RunFacts{"run", "Run", {{"data set", hash}}, ""}}}}}, {300, 700});
        QVERIFY2(pages.width() <= 300, qPrintable(QString::number(pages.width())));
    }
};

QTEST_MAIN(TestPrintedPages)
#include "tst_printed_pages.moc"
