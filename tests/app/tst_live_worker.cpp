// The real resident worker: loads a prompt trained for every λ and answers lines with measured figures.
#include <QtCore/QProcess>
#include <QtTest/QtTest>

#include "base/error.h"
#include "data/synthetic.h"
#include "jobs/live_protocol.h"
#include "support/real_jobs.h"

using namespace up5;

class TestLiveWorker : public QObject {
    Q_OBJECT

    test::RealJobs m_jobs;
    std::string m_prompt;
    QProcess m_worker;

    void start(const std::string& run) {
        m_worker.start(QStringLiteral(UP5_BIN_DIR "/up5-worker"),
                       {QStringLiteral("--serve"), QString::fromStdString(m_jobs.workspace.run(run).string()),
                        QStringLiteral("--workspace"),
                        QString::fromStdString(m_jobs.workspace.root.string())});
    }
    std::optional<jobs::LiveReply> reply() {
        if (!QTest::qWaitFor([this] { return m_worker.canReadLine(); }, test::RealJobs::kLongMs)) {
            return std::nullopt;
        }
        return jobs::liveReplyFromLine(m_worker.readLine().trimmed().toStdString());
    }
    void ask(std::int64_t id, double lambda) {
        m_worker.write(QByteArray::fromStdString(toLine(jobs::LiveRequest{id, lambda}) + "\n"));
    }

private Q_SLOTS:
    void initTestCase() {
        data::SyntheticOptions options;
        options.users = 240;
        options.items = 60;
        options.genres = 4;
        options.maxHistory = 12;
        const std::string dataset = data::generateDataset(options, m_jobs.workspace.datasets(), {}, {});
        m_jobs.add(data::Dataset::open(m_jobs.workspace.datasets(), dataset));
        const std::string backbone =
            m_jobs.run(test::RealJobs::spec("backbone", dataset, {{"preset", "tiny"}, {"epochs", 1}}));
        QCOMPARE(m_jobs.stateOf(backbone), store::RunState::Succeeded);
        jobs::JobSpec prompt = test::RealJobs::spec("cfp", dataset,
                                                    {{"condition", "lambda"},
                                                     {"batches", 4},
                                                     {"batch_size", 16},
                                                     {"warm_start", 0},
                                                     {"probe.epochs", 2},
                                                     {"probe.null_refits", 0},
                                                     {"probe.resamples", 100}});
        prompt.backboneRun = backbone;
        prompt.attributes = {"gender"};
        m_prompt = m_jobs.run(prompt);
        QCOMPARE(m_jobs.stateOf(m_prompt), store::RunState::Succeeded);
    }

    void answersEveryQuestionUntilItsInputEnds() {
        start(m_prompt);
        const auto ready = reply();
        QVERIFY(ready && std::holds_alternative<jobs::LiveReady>(*ready));
        QCOMPARE(std::get<jobs::LiveReady>(*ready).lambdaMin, 0.5);

        std::map<std::int64_t, jobs::LiveAnswer> answers;
        for (const auto& [id, lambda] : {std::pair(1, 0.0), std::pair(2, 20.0), std::pair(3, 20.0)}) {
            ask(id, lambda);
            const auto answer = reply();
            QVERIFY(answer && std::holds_alternative<jobs::LiveAnswer>(*answer));
            answers[id] = std::get<jobs::LiveAnswer>(*answer);
            QCOMPARE(answers[id].id, id);
            QCOMPARE(answers[id].lambda, lambda);
        }
        const jobs::LiveFigure hit = answers[2].figures.at("hit@10"), auc = answers[2].figures.at("auc");
        QVERIFY(hit.n > 200 && hit.low <= hit.value && hit.value <= hit.high);
        QVERIFY(auc.n > 10 && auc.low <= auc.value && auc.value <= auc.high);
        QVERIFY(answers[2].fittedTo > 50);
        // The same λ gives the same figures, another λ others.
        QCOMPARE(answers[3].figures.at("auc").value, auc.value);
        QVERIFY(answers[1].figures.at("auc").value != auc.value ||
                answers[1].figures.at("ndcg@10").value != answers[2].figures.at("ndcg@10").value);

        ask(4, 5000);
        const auto problem = reply();
        QVERIFY(problem && std::holds_alternative<jobs::LiveProblem>(*problem));
        QCOMPARE(std::get<jobs::LiveProblem>(*problem).id, 4);
        m_worker.closeWriteChannel();
        QVERIFY(m_worker.waitForFinished(test::RealJobs::kLongMs));
        QCOMPARE(m_worker.exitCode(), 0);
    }

    void refusesWhatIsNoQuestion() {
        start(m_prompt);
        QVERIFY(reply());
        m_worker.write("how fair is it?\n");
        QVERIFY(m_worker.waitForFinished(test::RealJobs::kLongMs));
        QCOMPARE(m_worker.exitCode(), exitCode(ErrorCode::Protocol));
        QVERIFY(m_worker.readAllStandardError().contains("how fair is it?"));
    }
};

QTEST_GUILESS_MAIN(TestLiveWorker)
#include "tst_live_worker.moc"
