// Options of a mixture: weights of single attributes, and what does not go together.
#include <QtTest/QTest>

#include "jobs/job_kinds.h"
#include "jobs/options/mixture_options.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::jobs;

namespace {

MixtureOptions options(double lambda, const std::string& lambdas, double upward = 0) {
    MixtureOptions made;
    made.lambda = lambda;
    made.lambdas = lambdas;
    made.upward = upward;
    return made;
}

const std::vector<std::string> kAttributes = {"gender", "age", "job=now"};

} // namespace

class TestMixtureOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsNotListedTakesLambda() {
        QCOMPARE(options(10, "").lambdasOf(kAttributes), (std::vector<double>{10, 10, 10}));
        QCOMPARE(options(10, "age=30").lambdasOf(kAttributes), (std::vector<double>{10, 30, 10}));
        QCOMPARE(options(10, "job=now=0,gender=0.5").lambdasOf(kAttributes),
                 (std::vector<double>{0.5, 10, 0}));
    }

    void aStepWeighsWhatItRemoves() {
        const std::vector<bool> isRemoved = {true, false, true};
        QCOMPARE(options(10, "").stepWeights(kAttributes, isRemoved), (std::vector<double>{10, 0, 10}));
        QCOMPARE(options(10, "age=30,gender=4", 0.5).stepWeights(kAttributes, isRemoved),
                 (std::vector<double>{4, -15, 10}));
    }

    void badListsAreRefusedByName_data() {
        QTest::addColumn<QString>("lambdas");
        QTest::addColumn<QString>("mentions");
        QTest::newRow("no weight") << "gender"
                                   << "\"gender\"";
        QTest::newRow("no name") << "=3"
                                 << "gender=10,age=30";
        QTest::newRow("nothing between commas") << "gender=3,,age=4"
                                                << "gender=10,age=30";
        QTest::newRow("no number") << "gender=3x"
                                   << "gives gender the weight \"3x\"";
        QTest::newRow("no finite number") << "gender=nan"
                                          << "\"nan\"";
        QTest::newRow("negative") << "gender=-1"
                                  << "from 0 to 10000";
        QTest::newRow("blank") << "gender=3, age=4"
                               << " age, but the mixture's attributes are gender, age";
        QTest::newRow("twice") << "gender=3,gender=4"
                               << "gender a weight twice";
        QTest::newRow("unknown") << "marital=3"
                                 << "names marital, but the mixture's attributes are gender, age";
        QTest::newRow("all are 0") << "gender=0,age=0"
                                   << "lambda=0 alone";
    }
    void badListsAreRefusedByName() {
        QFETCH(QString, lambdas);
        QFETCH(QString, mentions);
        JobSpec spec;
        spec.kind = "mixture";
        spec.backboneRun = "b";
        spec.mixedPrompts = {"p1", "p2"};
        spec.attributes = {"gender", "age"};
        spec.options = {{"lambdas", lambdas.toStdString()}};
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, mentions.toStdString());
    }

    void theControlHasNone() {
        JobSpec spec;
        spec.kind = "mixture";
        spec.backboneRun = "b";
        spec.mixedPrompts = {"p1", "p2"};
        spec.options = {{"lambdas", "gender=3"}};
        completed(spec); // the attributes are not known yet
        spec.options["lambda"] = 0;
        UP5_EXPECT_ERROR(completed(spec), ErrorCode::InvalidInput, "lambda=0 is the control");
        spec.options = {{"lambdas", "gender=0"}}; // the other one is removed with the default
        spec.attributes = {"gender", "age"};
        completed(spec);
    }
};

QTEST_GUILESS_MAIN(TestMixtureOptions)
#include "tst_mixture_options.moc"
