// Events: strict JSON, the reader's state machine, the writer.
#include <QtCore/QElapsedTimer>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <cmath>
#include <fstream>
#include <memory>

#include "base/atomic_file.h"
#include "jobs/event_reader.h"
#include "jobs/event_writer.h"
#include "jobs/job_spec.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::jobs;

namespace {

const HelloEvent kHello{kProtocolVersion, "0.1.0", "1.13.1", "cpu", 2022};

std::vector<JobEvent> oneOfEach() {
    MetricEvent metric;
    metric.name = "hit@10";
    metric.split = "test";
    metric.task = "sequential";
    metric.group = "F";
    metric.k = 10;
    metric.step = 400;
    metric.value = 0.1 + 0.2; // not representable in few digits
    metric.n = 6040;
    return {kHello,
            ProgressEvent{"training", 5, 100},
            metric,
            SeriesEvent{"loss", 7, 1e-300},
            ArtifactEvent{"ranks", "artifacts/r.safetensors", "ab"},
            DoneEvent{},
            FailedEvent{ErrorCode::Corrupt, "broken \"file\"\n"},
            CancelledEvent{}};
}

std::string line(const JobEvent& event) {
    return toJson(event).dump() + '\n';
}

std::vector<JobEvent> readAll(EventReader& reader) {
    std::vector<JobEvent> events;
    while (auto read = reader.next()) {
        events.push_back(read->event);
    }
    return events;
}

std::vector<JobEvent> readText(const std::string& text) {
    EventReader reader;
    reader.feed(text);
    return readAll(reader);
}

std::vector<JobEvent> readFileEvents(const std::filesystem::path& path) {
    return readText(readFile(path));
}

} // namespace

class TestJobEvent : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path file() const {
        return m_folder->filePath(QStringLiteral("events.jsonl")).toStdString();
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void survivesJson() {
        for (const JobEvent& event : oneOfEach()) {
            const nlohmann::json json = nlohmann::json::parse(toJson(event).dump());
            QCOMPARE(jobEventFromJson(json).index(), event.index());
            QCOMPARE(toJson(jobEventFromJson(json)), json);
        }
        const auto metric = std::get<MetricEvent>(jobEventFromJson(toJson(oneOfEach()[2])));
        QCOMPARE(metric.value, 0.1 + 0.2);
        QVERIFY(std::isnan(metric.low) && std::isnan(metric.high));
    }

    void figuresOfSubsetsNameThem() {
        QVERIFY(!toJson(MetricEvent{.name = "mrr"}).contains("removed"));
        const MetricEvent event{.name = "mrr", .removed = "age+gender"};
        QCOMPARE(std::get<MetricEvent>(jobEventFromJson(toJson(event))).removed, std::string("age+gender"));
    }

    void nanAndInfinityAreNull() {
        const nlohmann::json json = toJson(SeriesEvent{"loss", 1, std::numeric_limits<double>::infinity()});
        QVERIFY(json.at("value").is_null());
        QVERIFY(std::isnan(std::get<SeriesEvent>(jobEventFromJson(json)).value));
    }

    void refuses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("inSentence");
        QTest::newRow("unknown event") << R"({"event": "party"})"
                                       << "party";
        QTest::newRow("no event") << R"({"name": "x"})"
                                  << "event";
        QTest::newRow("unknown member") << R"({"event": "done", "why": 1})"
                                        << "why";
        QTest::newRow("missing member") << R"({"event": "series", "name": "l", "step": 1})"
                                        << "value";
        QTest::newRow("wrong type") << R"({"event": "series", "name": "l", "step": 1.5, "value": 1})"
                                    << "step";
        QTest::newRow("text for number") << R"({"event": "series", "name": "l", "step": 1, "value": "1"})"
                                         << "value";
        QTest::newRow("unknown code") << R"({"event": "failed", "code": "tired", "message": ""})"
                                      << "tired";
        QTest::newRow("list") << "[1]"
                              << "object";
        QTest::newRow("step out of range")
            << R"({"event": "series", "name": "l", "step": 9223372036854775808, "value": 1})"
            << "step";
        QTest::newRow("k out of range")
            << R"({"event": "metric", "name": "h", "split": "", "task": "", "attribute": "", "group": "", "k": 4294967296,
                   "step": 0, "value": 1, "low": null, "high": null, "n": 1})"
            << "4294967296";
    }

    void refuses() {
        QFETCH(QString, text);
        QFETCH(QString, inSentence);
        const nlohmann::json json = nlohmann::json::parse(text.toStdString());
        UP5_EXPECT_ERROR(jobEventFromJson(json), ErrorCode::Protocol, inSentence.toStdString());
    }

    void otherProtocolNamesBothVersions() {
        // A newer hello may have members this version does not know; the version is what must be said.
        const nlohmann::json json = {{"event", "hello"}, {"protocol", 7}, {"shiny", true}};
        UP5_EXPECT_ERROR(jobEventFromJson(json), ErrorCode::Protocol, "version 7");
        UP5_EXPECT_ERROR(jobEventFromJson(json), ErrorCode::Protocol,
                         "version " + std::to_string(kProtocolVersion));
    }

    void actsOnCompleteLinesOnly() {
        const std::string text = line(kHello) + line(SeriesEvent{"loss", 1, 2}) + line(DoneEvent{});
        for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{50}, text.size()}) {
            EventReader reader(100);
            std::vector<std::int64_t> offsets;
            for (std::size_t begin = 0; begin < text.size(); begin += piece) {
                reader.feed(std::string_view(text).substr(begin, piece));
                while (auto read = reader.next()) {
                    offsets.push_back(read->endOffset);
                    QCOMPARE(text[static_cast<std::size_t>(read->endOffset) - 101], '\n');
                    QVERIFY(static_cast<std::size_t>(read->endOffset) - 100 <= begin + piece);
                }
            }
            QCOMPARE(offsets.size(), std::size_t{3});
            QCOMPARE(offsets.back(), static_cast<std::int64_t>(text.size()) + 100);
            QCOMPARE(reader.offset(), offsets.back());
            QVERIFY(reader.hasEnded());
            reader.requireComplete();
        }
    }

    void helloComesFirst() {
        UP5_EXPECT_ERROR(readText(line(DoneEvent{})), ErrorCode::Protocol, "hello");
        // A worker that cannot begin (no such device) says so instead.
        QCOMPARE(readText(line(FailedEvent{ErrorCode::Unsupported, "no CUDA"})).size(), std::size_t{1});
        EventReader middle(10, false);
        middle.feed(line(DoneEvent{}));
        QCOMPARE(readAll(middle).size(), std::size_t{1});
    }

    void nothingFollowsTheEnd() {
        const std::string hello = line(kHello);
        for (const JobEvent& end :
             {JobEvent{DoneEvent{}}, JobEvent{FailedEvent{}}, JobEvent{CancelledEvent{}}}) {
            UP5_EXPECT_ERROR(readText(hello + line(end) + line(SeriesEvent{"loss", 1, 2})),
                             ErrorCode::Protocol, "follow the end");
            UP5_EXPECT_ERROR(readText(hello + line(end) + line(end)), ErrorCode::Protocol, "follow the end");
        }
        UP5_EXPECT_ERROR(readText(hello + line(DoneEvent{}) + hello), ErrorCode::Protocol, "follow the end");
    }

    void aResumedRunSaysHelloAgain() {
        const std::string hello = line(kHello);
        const std::string series = line(SeriesEvent{"loss", 1, 2});
        QCOMPARE(
            readText(hello + series + line(CancelledEvent{}) + hello + series + line(DoneEvent{})).size(),
            std::size_t{6});
        QCOMPARE(readText(hello + series + hello + series + line(DoneEvent{})).size(), std::size_t{5});
    }

    void eventsBeforeAnErrorAreKept() {
        EventReader reader;
        reader.feed(line(kHello) + line(SeriesEvent{"loss", 1, 2}) + "{\"event\": garbage\n" +
                    line(DoneEvent{}));
        QVERIFY(reader.next());
        QVERIFY(reader.next());
        const std::int64_t before = reader.offset();
        UP5_EXPECT_ERROR(reader.next(), ErrorCode::Protocol, "garbage");
        UP5_EXPECT_ERROR(reader.next(), ErrorCode::Protocol, "byte " + std::to_string(before));
        QCOMPARE(reader.offset(), before);
    }

    void refusesALineThatIsTooLong() {
        EventReader reader;
        reader.feed(line(kHello));
        QVERIFY(reader.next());
        reader.feed(std::string(kMaxEventLine, 'x')); // exactly the limit: may still become a line
        QVERIFY(!reader.next());
        reader.feed("x");
        UP5_EXPECT_ERROR(reader.next(), ErrorCode::Protocol, "longer");
    }

    void leftoversAreAnError() {
        EventReader reader;
        reader.feed(line(kHello) + "{\"event\"");
        QVERIFY(reader.next());
        QVERIFY(!reader.next());
        UP5_EXPECT_ERROR(reader.requireComplete(), ErrorCode::Protocol, "no end");
        EventReader endless;
        endless.feed(line(kHello));
        QVERIFY(endless.next());
        UP5_EXPECT_ERROR(endless.requireComplete(), ErrorCode::Protocol, "break off");
    }

    void writerAppendsWhatReaderReads() {
        {
            EventWriter writer(file());
            writer.emitEvent(kHello);
            writer.emitEvent(SeriesEvent{"loss", 1, 0.5});
            QCOMPARE(readFileEvents(file()).size(), std::size_t{2}); // flushed
            writer.emitEvent(FailedEvent{ErrorCode::Io, "disk \xff full"});
            UP5_EXPECT_ERROR(writer.emitEvent(DoneEvent{}), ErrorCode::Internal, "after the end");
        }
        {
            EventWriter writer(file());
            writer.emitEvent(kHello);
            writer.emitEvent(DoneEvent{});
        }
        EventReader reader;
        reader.feed(readFile(file()));
        QCOMPARE(readAll(reader).size(), std::size_t{5});
        reader.requireComplete();
    }

    void aTornLineIsClosedAndSkipped() {
        {
            std::ofstream out(file(), std::ios::binary);
            out << line(kHello) << "{\"event\": \"series\", \"na";
        }
        {
            EventWriter writer(file());
            writer.emitEvent(kHello);
            writer.emitEvent(DoneEvent{});
        }
        const std::vector<JobEvent> events = readFileEvents(file());
        QCOMPARE(events.size(), std::size_t{3});
        QVERIFY(std::holds_alternative<HelloEvent>(events[1]));
        UP5_EXPECT_ERROR(readText(line(kHello) + "{\"ev\x18\n" + line(SeriesEvent{"loss", 1, 2})),
                         ErrorCode::Protocol, "hello");
    }

    void oneWriterAtATime() {
        EventWriter writer(file());
        UP5_EXPECT_ERROR(EventWriter(file()), ErrorCode::Conflict, "Another worker");
    }

    void writerRefusesAnEventThatIsTooLong() {
        EventWriter writer(file());
        writer.emitEvent(kHello);
        UP5_EXPECT_ERROR(writer.emitEvent(FailedEvent{ErrorCode::Internal, std::string(kMaxEventLine, 'x')}),
                         ErrorCode::Internal, "too long");
        QCOMPARE(readFileEvents(file()).size(), std::size_t{1});
    }

    void progressIsThinnedOut() {
        EventWriter writer(file());
        writer.emitEvent(kHello);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i <= 20000; ++i) {
            writer.emitEvent(ProgressEvent{"training", i, 20000});
        }
        const auto tenths = static_cast<std::size_t>(timer.elapsed() / 100);
        writer.emitEvent(ProgressEvent{"writing", 0, 0});
        const std::vector<JobEvent> events = readFileEvents(file());
        QVERIFY2(events.size() <= 5 + tenths, std::to_string(events.size()).c_str());
        QVERIFY(events.size() >= 4);
        QCOMPARE(std::get<ProgressEvent>(events[events.size() - 2]).done, std::int64_t{20000});
        QCOMPARE(std::get<ProgressEvent>(events.back()).stage, std::string("writing"));
    }

    void writerSaysWhyItCannotWrite() {
        UP5_EXPECT_ERROR(EventWriter("/no/such/folder/events.jsonl"), ErrorCode::Io, "no/such");
    }
};

QTEST_GUILESS_MAIN(TestJobEvent)
#include "tst_job_event.moc"
