// Trade-off chart and table: their data, the linked selection, the keyboard, the exports.
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <cmath>

#include <QtCore/QTemporaryDir>
#include <QtGui/QImage>
#include <QtSvg/QSvgRenderer>

#include "base/error.h"
#include "support/sample_points.h"
#include "ui/results/comparison_table_model.h"
#include "ui/results/leak_content.h"
#include "ui/results/mark_chart.h"
#include "ui/results/mitigate_content.h"
#include "ui/results/probe_words.h"
#include "ui/results/result_table.h"
#include "ui/results/table_csv.h"

using namespace up5;
using namespace up5::test;
using namespace Qt::Literals::StringLiterals;
using report::AucChoice;
using report::RowGrouping;
using ui::ComparisonTableModel;

namespace {

const report::WantedPrompt kWanted{"gender", kSampleSettings, kSampleSettings, "random"};

} // namespace

class TestTradeOff : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rangesContainTheValuesAndEndOnRoundNumbers() {
        const ui::AxisRange range = ui::axisRange({0.5, 0.634, 0.57}, 0.1, 0, 1);
        QVERIFY(range.min <= 0.5 && range.max >= 0.634 && range.min >= 0.44 && range.max <= 0.70);
        const double ticks = (range.max - range.min) / range.step;
        QVERIFY(std::abs(ticks - std::round(ticks)) < 1e-6);
        QVERIFY(ticks >= 3 && ticks <= 9);
        const ui::AxisRange narrow = ui::axisRange({71.3}, 5, 0, 100);
        QVERIFY(narrow.max - narrow.min >= 5);
        QCOMPARE(ui::axisRange({}, 0.1, 0, 1), (ui::AxisRange{0, 1, 0.2}));
        QCOMPARE(ui::axisRange({99.9, 100}, 5, 0, 100).max, 100.0);
        QCOMPARE(ui::axisRange({std::nan(""), 0.5}, 0.1, 0, 1), ui::axisRange({0.5}, 0.1, 0, 1));
    }

    void marksCarryBothFiguresWithIntervals() {
        const auto rows = report::comparisonRows(samplePoints(), RowGrouping::Runs);
        const ui::ChartContent content = ui::tradeOffContent(rows, {});
        QCOMPARE(content.marks.size(), std::size_t{10});
        const ui::ChartMark& mark = content.marks[3];
        QCOMPARE(mark.x, 0.570);
        QCOMPARE(mark.y, 69.0);
        QCOMPARE(mark.xInterval->low, 0.530);
        QVERIFY(std::abs(mark.yInterval->high - 70.2) < 1e-9);
        QCOMPARE(mark.label, u"λ 10"_s);
        QVERIFY(!content.summary.isEmpty());
        QVERIFY(content.x.range.min <= 0.5);
        for (const ui::ChartMark& each : content.marks) {
            QVERIFY(each.xInterval->low >= content.x.range.min &&
                    each.xInterval->high <= content.x.range.max);
            QVERIFY(each.yInterval->low >= content.y.range.min &&
                    each.yInterval->high <= content.y.range.max);
        }
    }

    void definitionsNeverShareAnAxis() {
        const auto rows = report::comparisonRows(samplePoints(), RowGrouping::Runs);
        const ui::ChartContent span = ui::tradeOffContent(rows, {});
        const ui::ChartContent all =
            ui::tradeOffContent(rows, {AucChoice::AllTokens, {"hit@k", "sequential", 1}});
        QVERIFY(span.x.title != all.x.title);
        QVERIFY(span.y.title != all.y.title);
        QCOMPARE(all.marks[3].x, 0.590);
        // A row that lacks the figure is left out instead of being drawn with another one.
        QVERIFY(ui::tradeOffContent(rows, {AucChoice::UserSpan, {"mrr", "direct", 0}}).marks.empty());
    }

    void familiesHaveColoursAndAttributesShapes() {
        auto points = samplePoints();
        points.push_back(samplePoint(report::Family::Cfp, 10, 5, 1, 0.60, 0.70, "age"));
        const ui::ChartContent content =
            ui::tradeOffContent(report::comparisonRows(points, RowGrouping::Runs), {});
        QVERIFY(content.marks[0].color != content.marks[1].color &&
                content.marks[1].color != content.marks[3].color);
        QVERIFY(content.marks[3].shape != content.marks.back().shape);
        QStringList legend;
        for (const ui::LegendEntry& entry : content.legend) {
            legend << entry.text;
        }
        QVERIFY(legend.contains(u"age"_s) && legend.contains(u"gender"_s) && legend.contains(u"CFP"_s));
    }

    void dominatedMarksAreDimmed() {
        auto points = samplePoints();
        points.push_back(samplePoint(report::Family::Cfp, 50, 5, 1, 0.70, 0.50));
        const ui::ChartContent content =
            ui::tradeOffContent(report::comparisonRows(points, RowGrouping::Runs), {});
        QVERIFY(content.marks.back().dimmed);
        QVERIFY(!content.marks[0].dimmed);
        QVERIFY(content.paths.front().stepped && content.paths.front().points.size() >= 2);
    }

    void aRandomPromptFarBelowDoesNotPressTheOthersTogether() {
        auto points = samplePoints();
        const auto contentWithRandom = [&](double hit10) {
            auto all = points;
            all.push_back(samplePoint(report::Family::Random, 0, 5, 1, 0.632, hit10));
            return ui::tradeOffContent(report::comparisonRows(all, RowGrouping::Runs), {});
        };
        const ui::ChartContent far = contentWithRandom(0.3);
        QVERIFY(far.marks.back().belowFrame);
        QCOMPARE(far.marks.back().label, u"random: 30.0"_s);
        QVERIFY(far.marks.back().y > far.y.range.min && far.y.range.min > 50);
        QVERIFY(far.marks.back().description.contains(u"30.0"_s));
        for (const QPointF& corner : far.paths.front().points) { // the front goes through marks as drawn
            QVERIFY(corner.y() >= far.y.range.min);
        }
        const ui::ChartContent near = contentWithRandom(0.55);
        QVERIFY(!near.marks.back().belowFrame);
        QCOMPARE(near.marks.back().y, 55.0);
        QVERIFY(near.y.range.min < 55);
        // Nothing but random prompts: there is no one to press together.
        points.clear();
        QVERIFY(!contentWithRandom(0.3).marks.back().belowFrame);
    }

    /// With several attributes a mark's shape says which; a small one within says which family, and a ring
    /// that a baseline was treated.
    void familiesAreToldApartWithoutColour() {
        auto points = samplePoints();
        const auto innerOf = [&](std::size_t mark) {
            return ui::tradeOffContent(report::comparisonRows(points, RowGrouping::Runs), {})
                .marks[mark]
                .inner;
        };
        QVERIFY(!innerOf(0) && !innerOf(3)); // one attribute: the shape itself says it
        points.push_back(samplePoint(report::Family::Cfp, 10, 5, 1, 0.6, 0.7, "age"));
        QVERIFY(!innerOf(10)); // prompts of one model: there is nothing to tell apart
        points.pop_back();
        report::ComparisonPoint treated = samplePoint(report::Family::Fair, 1, 0, 1, 0.6, 0.5, "age");
        treated.baseline = jobs::BaselineFamily::Matching;
        points.push_back(treated);
        QVERIFY(innerOf(0) == ui::groupShape(report::ChartGroup::Untreated));
        QVERIFY(innerOf(3) == ui::groupShape(report::ChartGroup::Cfp));
        QVERIFY(innerOf(10) == ui::groupShape(report::ChartGroup::Matching));
        const ui::ChartContent content =
            ui::tradeOffContent(report::comparisonRows(points, RowGrouping::Runs), {});
        QVERIFY(content.marks[10].ringed && !content.marks[3].ringed);
        QVERIFY(std::any_of(content.legend.begin(), content.legend.end(), [](const ui::LegendEntry& entry) {
            return entry.ringed && entry.text == u"treated baseline"_s;
        }));
        QVERIFY(std::any_of(content.legend.begin(), content.legend.end(), [](const ui::LegendEntry& entry) {
            return entry.text == u"CFP"_s && entry.inner == ui::groupShape(report::ChartGroup::Cfp);
        }));
    }

    void collapsedMarksAreHollowAndOffTheFront() {
        auto points = samplePoints();
        points[4].collapsed = true; // λ = 100, the least AUC
        const ui::ChartContent content =
            ui::tradeOffContent(report::comparisonRows(points, RowGrouping::Runs), {});
        QVERIFY(content.marks[4].hollow && !content.marks[4].dimmed && !content.marks[3].hollow);
        for (const QPointF& corner : content.paths.front().points) {
            QVERIFY(corner.x() > 0.556);
        }
        QVERIFY2(content.summary.contains(u"least leak: CFP λ = 100, n = 5 (AUC 0.565"_s),
                 qPrintable(content.summary)); // the one of the other seed
        QVERIFY(content.summary.endsWith(u"count neither for the front nor for the least leak."_s));
        QVERIFY(std::any_of(content.legend.begin(), content.legend.end(), [](const ui::LegendEntry& entry) {
            return entry.hollow && entry.text == u"probe collapsed"_s;
        }));
    }

    void collapsedProbesOfTheLeakPanelAreSaidToBe() {
        report::ComparisonPoint point = samplePoints().front();
        const auto isCollapsed = [](const ui::LegendEntry& entry) {
            return entry.text == u"probe collapsed"_s;
        };
        ui::ChartContent content = ui::leakContent(point);
        QVERIFY(std::none_of(content.legend.begin(), content.legend.end(), isCollapsed));
        point.probes[1].collapsed = true;
        QCOMPARE(ui::leakContent(point).marks.size(), std::size_t{2}); // it is not the headline: on demand
        content = ui::leakContent(point, {"user_span"});
        QVERIFY(std::any_of(content.legend.begin(), content.legend.end(), isCollapsed));
        QVERIFY(content.marks[1].dimmed && !content.marks[0].dimmed);
        // The headline's own flag does not hide an interval above one half.
        point.collapsed = point.collapsedAllTokens = true;
        const QString sentence = ui::verdictSentence(point);
        QVERIFY2(sentence.startsWith(u"Leak found:"_s) && sentence.contains(u"tells users apart"_s),
                 qPrintable(sentence));
    }

    void axesSayWhoseFiguresTheyAre() {
        const auto rows = report::comparisonRows(samplePoints(), RowGrouping::Runs);
        const ui::ChartContent test = ui::tradeOffContent(rows, {});
        const ui::ChartContent validation =
            ui::tradeOffContent(rows, {AucChoice::UserSpan, {}, u"validation"_s});
        QVERIFY(test.x.title.contains(u"test users"_s));
        QVERIFY(validation.x.title.contains(u"validation users"_s));
        QVERIFY(validation.summary.startsWith(u"Figures of validation users."_s));
    }

    void labelsNameAnotherHiddenAttribute() {
        auto points = samplePoints();
        points[3].treated = {"age"};
        const ui::ChartContent content =
            ui::tradeOffContent(report::comparisonRows(points, RowGrouping::Runs), {});
        QCOMPARE(content.marks[3].label, u"λ 10, hides age"_s);
    }

    void tableModelKeepsTheContract() {
        ComparisonTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(report::comparisonRows(samplePoints(), RowGrouping::Runs), {});
        QCOMPARE(model.rowCount(), 10);
        const auto text = [&](int column) { return model.index(3, column).data().toString(); };
        QCOMPARE(text(ComparisonTableModel::Lambda), u"10"_s);
        QCOMPARE(text(ComparisonTableModel::Auc), u"0.570 [0.530, 0.610]"_s);
        QCOMPARE(text(ComparisonTableModel::Hit10), u"69.0"_s);
        QCOMPARE(text(ComparisonTableModel::AucToControl), u"\u22120.063"_s);
        QCOMPARE(text(ComparisonTableModel::FigureToUntreated), u"\u22122.3"_s);
        QCOMPARE(model.index(0, ComparisonTableModel::Lambda).data().toString(), u"–"_s);
        QCOMPARE(model.index(0, ComparisonTableModel::AucToControl).data().toString(), u"–"_s);
        QCOMPARE(model.index(0, ComparisonTableModel::LeakingSeeds).data().toString(), u"–"_s); // one seed
        model.setRows(report::comparisonRows(samplePoints(), RowGrouping::Settings), {});
        QCOMPARE(model.index(3, ComparisonTableModel::LeakingSeeds).data().toString(), u"2 of 2"_s);
        QCOMPARE(model.index(3, 0).data(ui::kKeyRole).toString().toStdString(), model.rows()[3].key);
        model.setRows({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void csvHasTheRawValues() {
        ComparisonTableModel model;
        model.setRows(report::comparisonRows(samplePoints(), RowGrouping::Runs), {});
        const QByteArrayList lines = ui::tableAsCsv(model).split('\n');
        QCOMPARE(lines.size(), 12); // header, ten rows, end
        QVERIFY(lines[0].startsWith("Model,Attribute,"));
        QVERIFY(lines[4].startsWith("\"CFP λ = 10, n = 5\",gender,10,5,1,"));
        QVERIFY(lines[4].contains(",0.57,"));
    }

    void csvOfMeansNamesSeedsBoundsAndCollapse() {
        auto points = samplePoints();
        for (report::ComparisonPoint& point : points) {
            point.collapsed = point.lambda == 10;
        }
        ComparisonTableModel model;
        model.setRows(report::comparisonRows(points, RowGrouping::Settings), {});
        const QByteArrayList lines = ui::tableAsCsv(model).split('\n');
        QVERIFY2(lines[0].contains(",hit@10 %,\"hit@10 %, low\",\"hit@10 %, high\","), lines[0]);
        QVERIFY2(lines[0].contains("\"AUC, user span\",\"AUC, user span, low\",\"AUC, user span, high\","
                                   "\"AUC, user span, remark\","),
                 lines[0]);
        QVERIFY2(lines[4].startsWith("\"CFP λ = 10, n = 5\",gender,10,5,1 2,"), lines[4]);
        QVERIFY2(lines[4].contains(",69,67.8,70.2,"), lines[4]);
        const report::ComparisonRow row = report::comparisonRows(points, RowGrouping::Settings)[3];
        const QString auc =
            u",0.575,%1,%2,collapsed,"_s.arg(row.auc->low, 0, 'g', 10).arg(row.auc->high, 0, 'g', 10);
        QVERIFY2(lines[4].contains(auc.toUtf8()), lines[4]);
        QVERIFY2(!lines[5].contains("collapsed"), lines[5]);
        // Sorting goes on by one number a cell.
        QCOMPARE(model.index(3, ComparisonTableModel::Auc).data(ui::kValueRole).toDouble(), 0.575);
    }

    void keyboardWalksFromLeftToRight() {
        ui::MarkChart chart;
        chart.resize(800, 500);
        chart.setContent(
            ui::tradeOffContent(report::comparisonRows(samplePoints(), RowGrouping::Settings), {}));
        QSignalSpy selected(&chart, &ui::MarkChart::markSelected);
        QSignalSpy activated(&chart, &ui::MarkChart::markActivated);
        QTest::keyClick(&chart, Qt::Key_Right);
        QVERIFY(chart.selectedKey().contains(u"λ = 100"_s)); // the least leak
        QTest::keyClick(&chart, Qt::Key_Right);
        QVERIFY(chart.selectedKey().contains(u"λ = 10,"_s));
        QTest::keyClick(&chart, Qt::Key_End);
        QTest::keyClick(&chart, Qt::Key_Right);
        QCOMPARE(selected.count(), 4);
        QVERIFY(chart.accessibleDescription().contains(u"Selected:"_s));
        QTest::keyClick(&chart, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
    }

    void mouseSelectsTheNearestMark() {
        ui::MarkChart chart;
        chart.resize(800, 500);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        chart.setContent(
            ui::tradeOffContent(report::comparisonRows(samplePoints(), RowGrouping::Settings), {}));
        const QString key = chart.content().marks[4].key;
        QTest::mouseClick(chart.viewport(), Qt::LeftButton, {}, chart.markPosition(key));
        QCOMPARE(chart.selectedKey(), key);
        // The selection survives new content that still has the mark, and goes with it.
        chart.setContent(ui::tradeOffContent(report::comparisonRows(samplePoints(), RowGrouping::Settings),
                                             {AucChoice::AllTokens, {}}));
        QCOMPARE(chart.selectedKey(), key);
        chart.setContent({});
        QVERIFY(chart.selectedKey().isEmpty());
    }

    void exportsAreReadable() {
        const QTemporaryDir folder;
        ui::MarkChart chart;
        chart.resize(640, 400);
        chart.setContent(
            ui::tradeOffContent(report::comparisonRows(samplePoints(), RowGrouping::Settings), {}));
        chart.exportImage(folder.filePath(u"a.png"_s), u"png"_s);
        const QImage image(folder.filePath(u"a.png"_s));
        QCOMPARE(image.size(), QSize(1280, 800));
        chart.exportImage(folder.filePath(u"a.svg"_s), u"svg"_s);
        QVERIFY(QSvgRenderer(folder.filePath(u"a.svg"_s)).isValid());
        QVERIFY_EXCEPTION_THROWN(chart.exportImage(folder.filePath(u"a.bmp"_s), u"bmp"_s), Error);
        QVERIFY_EXCEPTION_THROWN(chart.exportImage(u"/nowhere/at/all.png"_s, u"png"_s), Error);
    }

    void markerMovesWithTheSliders() {
        const auto points = samplePoints();
        const ui::ChartContent measured = ui::mitigateContent(points, {}, {kWanted, 10, 5});
        QVERIFY(measured.estimate && measured.estimate->measured);
        QVERIFY(measured.summary.contains(u"measured"_s));
        const ui::ChartContent between = ui::mitigateContent(points, {}, {kWanted, 30, 5});
        QVERIFY(between.estimate && !between.estimate->measured);
        QVERIFY(between.estimate->value.x() < measured.estimate->value.x());
        QVERIFY(between.estimate->value.y() < measured.estimate->value.y());
        QCOMPARE(between.estimate->label, u"estimate"_s);
        QVERIFY(between.summary.contains(u"between λ = 10 and λ = 100"_s));
        const ui::ChartContent other = ui::mitigateContent(points, {}, {kWanted, 10, 15});
        QVERIFY(!other.estimate);
        QVERIFY(other.summary.contains(u"no estimate"_s));
        QVERIFY(other.marks[3].dimmed && !other.marks[0].dimmed);
    }

    void otherSettingsAreDimmedAndNotMeasured() {
        const ui::ChartContent content =
            ui::mitigateContent(samplePoints(), {}, {{"gender", "schedule = paper"}, 10, 5});
        QVERIFY(!content.estimate && content.paths.front().points.empty());
        QVERIFY(content.marks[3].dimmed && !content.marks[0].dimmed);
        QVERIFY2(content.summary.contains(u"not measured with these settings"_s),
                 qPrintable(content.summary));
        QVERIFY(std::any_of(content.legend.begin(), content.legend.end(), [](const ui::LegendEntry& entry) {
            return entry.text == u"other settings or length"_s;
        }));
    }
};

QTEST_MAIN(TestTradeOff)
#include "tst_trade_off.moc"
