// The lines between a window and a resident worker.
#include <QtTest/QTest>

#include <cmath>

#include "jobs/live_protocol.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::jobs;

class TestLiveProtocol : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesComeBackAsTheyWent() {
        const LiveRequest request = liveRequestFromLine(toLine(LiveRequest{7, 2.5}));
        QCOMPARE(request.id, 7);
        QCOMPARE(request.lambda, 2.5);

        const auto ready = std::get<LiveReady>(liveReplyFromLine(toLine(LiveReady{0.5, 100})));
        QCOMPARE(ready.lambdaMax, 100.0);

        LiveAnswer answer{3, 0, 0.25, 400, {}};
        answer.figures["auc"] = {0.61, std::nan(""), std::nan(""), 94};
        answer.figures["hit@10"] = {0.7, 0.65, 0.75, 400};
        const std::string line = toLine(answer);
        QVERIFY(line.find('\n') == std::string::npos);
        const auto back = std::get<LiveAnswer>(liveReplyFromLine(line));
        QCOMPARE(back.id, 3);
        QCOMPARE(back.seconds, 0.25);
        QCOMPARE(back.fittedTo, 400);
        QCOMPARE(back.figures.size(), std::size_t{2});
        QCOMPARE(back.figures.at("hit@10").high, 0.75);
        QCOMPARE(back.figures.at("hit@10").n, 400);
        QVERIFY(std::isnan(back.figures.at("auc").low));

        const auto problem = std::get<LiveProblem>(liveReplyFromLine(toLine(LiveProblem{4, "no λ"})));
        QCOMPARE(problem.sentence, std::string("no λ"));
    }

    void whatIsNoLineIsRefused_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("word");
        QTest::newRow("no JSON") << QByteArray("hello") << QByteArray("no JSON object");
        QTest::newRow("list") << QByteArray("[1]") << QByteArray("no JSON object");
        QTest::newRow("unknown reply") << QByteArray(R"({"reply":"maybe"})") << QByteArray("maybe");
        QTest::newRow("missing member")
            << QByteArray(R"({"reply":"ready","lambda_min":1})") << QByteArray("lambda_max");
        QTest::newRow("unknown member")
            << QByteArray(R"({"reply":"problem","id":1,"sentence":"x","more":2})") << QByteArray("more");
    }
    void whatIsNoLineIsRefused() {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, word);
        UP5_EXPECT_ERROR(liveReplyFromLine(line.toStdString()), ErrorCode::Protocol, word.toStdString());
        UP5_EXPECT_ERROR(liveRequestFromLine(R"({"id":1})"), ErrorCode::Protocol, "lambda");
        UP5_EXPECT_ERROR(liveRequestFromLine(R"({"id":1,"lambda":null})"), ErrorCode::Protocol, "names no");
    }
};

QTEST_GUILESS_MAIN(TestLiveProtocol)
#include "tst_live_protocol.moc"
