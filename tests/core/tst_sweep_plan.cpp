// What a sweep asks for: grids, lists, seeds and bounds, as JSON, as text and as runs; what is refused.
#include <QtTest/QTest>

#include <numeric>

#include "jobs/command_line.h"
#include "jobs/job_kinds.h"
#include "jobs/sweep/sweep_figures.h"
#include "jobs/sweep/sweep_plan.h"
#include "jobs/sweep/sweep_runs.h"
#include "jobs/sweep/sweep_text.h"
#include "support/expect_error.h"

using namespace up5;
using namespace up5::jobs;
using store::RunState;

namespace {

SweepPlan cfpPlan() {
    SweepPlan plan;
    plan.base.kind = "cfp";
    plan.base.dataset = "d1";
    plan.base.backboneRun = "b1";
    plan.base.attributes = {"gender"};
    plan.base.device = "cpu";
    plan.axes = {gridAxis(jobKind("cfp"), "lambda=0,10"), gridAxis(jobKind("cfp"), "prefix_length=5,9")};
    plan.seeds = {1, 2};
    return plan;
}

SweepPlan searchPlan() {
    SweepPlan plan = cfpPlan();
    plan.axes.clear();
    plan.search = SweepSearch{{{"lambda", 0.1, 100, SearchVariable::Scale::Log},
                               {"prefix_length", 1, 30, SearchVariable::Scale::Integer}}};
    return plan;
}

SweepPlan mixturePlan() {
    SweepPlan plan;
    plan.base.kind = "mixture";
    plan.base.dataset = "d1";
    plan.base.backboneRun = "b1";
    plan.base.mixedPrompts = {"p1", "p2"};
    plan.base.attributes = {"gender", "age"};
    plan.base.device = "cpu";
    plan.axes = {gridAxis(jobKind("mixture"), "lambda=1,10")};
    plan.seeds = {1, 2};
    return plan;
}

QString settingOf(const JobSpec& spec) {
    return QStringLiteral("%1/%2/%3")
        .arg(spec.options.at("lambda").get<double>())
        .arg(spec.options.at("prefix_length").get<int>())
        .arg(spec.seed);
}

ValidationFigures figures(double leak, double hits, double half = 0.01) {
    return {{leak, leak - half, leak + half}, {hits, hits - half, hits + half}};
}

} // namespace

class TestSweepPlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aGridIsEverySettingWithEverySeed() {
        QStringList runs;
        for (const JobSpec& spec : sweepRuns(cfpPlan())) {
            runs << settingOf(spec);
            QVERIFY(completed(spec) == spec);
        }
        QCOMPARE(runs.join(u' '), QStringLiteral("0/5/1 0/9/1 10/5/1 10/9/1 0/5/2 0/9/2 10/5/2 10/9/2"));
        QCOMPARE(sweptKeys(cfpPlan()), (std::vector<std::string>{"lambda", "prefix_length"}));
        QCOMPARE(sweptValue(sweepRuns(cfpPlan())[3], "lambda"), std::string("10"));
    }

    void aPromptForEveryLambdaIsTrainedOnce() {
        SweepPlan plan = cfpPlan();
        plan.base.options = {{"condition", "lambda"}};
        UP5_EXPECT_ERROR(checkPlan(plan), ErrorCode::InvalidInput, "--set init=prompt --set batches=0");
        plan.axes[0] = gridAxis(jobKind("cfp"), "condition=none,lambda"); // at one λ
        checkPlan(plan);
        SweepPlan search = searchPlan();
        search.base.options = {{"condition", "lambda"}, {"lambda_min", 0.1}};
        UP5_EXPECT_ERROR(checkPlan(search), ErrorCode::InvalidInput, "condition=lambda");
        plan = cfpPlan(); // what is trained is audited at several
        plan.base.options = {{"condition", "lambda"}, {"init", "prompt"}, {"batches", 0}};
        plan.base.promptRun = "p1";
        plan.axes.pop_back();
        checkPlan(plan);
    }

    void whatChangesNothingIsRefused() {
        SweepPlan plan = cfpPlan();
        plan.axes = {gridAxis(jobKind("cfp"), "restarts=1,3")};
        UP5_EXPECT_ERROR(checkPlan(plan), ErrorCode::InvalidInput, "restarts is 3");
        QCOMPARE(sweepRuns(plan).size(), std::size_t{4}); // as a stored one of an older version is read
        plan.axes = {gridAxis(jobKind("cfp"), "t=10,20")};
        UP5_EXPECT_ERROR(checkPlan(plan), ErrorCode::InvalidInput, "t is 20");
        plan.axes = {{listPoint(jobKind("cfp"), "schedule=balanced t=10"),
                      listPoint(jobKind("cfp"), "schedule=paper t=20")}};
        checkPlan(plan);
        SweepPlan search = searchPlan();
        search.search->variables = {{"classifier_steps", 2, 16, SearchVariable::Scale::Integer}};
        checkPlan(search);
        search.base.options["schedule"] = "paper";
        UP5_EXPECT_ERROR(checkPlan(search), ErrorCode::InvalidInput, "classifier_steps is 2");
        plan.axes.clear();
        plan.jobs = {{"one", plan.base, false}};
        plan.jobs[0].job.options = {{"adversary_combination", "strongest"}};
        UP5_EXPECT_ERROR(checkPlan(plan), ErrorCode::InvalidInput, "strongest");
    }

    void aListIsMultipliedWithTheGrid() {
        SweepPlan plan = cfpPlan();
        plan.seeds = {4};
        plan.axes = {{listPoint(jobKind("cfp"), "lambda=1 prefix_length=3"),
                      listPoint(jobKind("cfp"), "lambda=2 prefix_length=4")},
                     gridAxis(jobKind("cfp"), "reweighter=attention,none")};
        QStringList runs;
        for (const JobSpec& spec : sweepRuns(plan)) {
            runs << settingOf(spec) + u'/' + QString::fromStdString(sweptValue(spec, "reweighter"));
        }
        QCOMPARE(runs.join(u' '), QStringLiteral("1/3/4/attention 1/3/4/none 2/4/4/attention 2/4/4/none"));
    }

    void furtherAxesAreWrittenInOneLine() {
        const JobKind& cfp = jobKind("cfp");
        QVERIFY(gridAxes(cfp, "").empty());
        QVERIFY(gridAxes(cfp, " ; ").empty());
        const auto axes = gridAxes(cfp, "reweighter=attention, none; t = 1,2; attribute=gender,age;");
        QCOMPARE(axes.size(), std::size_t{3});
        QCOMPARE(axes[0], gridAxis(cfp, "reweighter=attention,none"));
        QCOMPARE(axes[1], gridAxis(cfp, "t=1,2"));
        QCOMPARE(axes[2], axisOver(kAttributeKey, std::vector<std::string>{"gender", "age"}));
        // Between values that hold commas stands a semicolon, too.
        const auto lists = gridAxes(cfp, "adversary=mlp7;mlp7,logistic; r=1,3");
        QCOMPARE(lists.size(), std::size_t{2});
        QCOMPARE(lists[0], gridAxis(cfp, "adversary=mlp7;mlp7,logistic"));
        QCOMPARE(lists[1], gridAxis(cfp, "r=1,3"));
        const auto lambdas = gridAxes(jobKind("mixture"), "lambdas=gender=1,age=2;gender=3; upward=0,1");
        QCOMPARE(lambdas.size(), std::size_t{2});
        QCOMPARE(lambdas[0], gridAxis(jobKind("mixture"), "lambdas=gender=1,age=2;gender=3"));
        UP5_EXPECT_ERROR(gridAxes(cfp, "t=1; rewieghter=none"), ErrorCode::InvalidInput,
                         "Did you mean reweighter?");
        UP5_EXPECT_ERROR(gridAxes(cfp, "t=1,x"), ErrorCode::InvalidInput, "Option t");
        UP5_EXPECT_ERROR(gridAxes(cfp, "t"), ErrorCode::InvalidInput, "An axis like");
        UP5_EXPECT_ERROR(gridAxes(cfp, "attribute=gender,,age"), ErrorCode::InvalidInput, "An axis like");
        const auto variables = searchVariables(cfp, "t=1:4; prefix_length=1:30 ;");
        QCOMPARE(variables.size(), std::size_t{2});
        QCOMPARE(variables[1], searchVariable(cfp, "prefix_length=1:30"));
        UP5_EXPECT_ERROR(searchVariables(cfp, "t=1,2"), ErrorCode::InvalidInput, "A range like");
    }

    void backbonesAndAttributesAreAxesToo() {
        SweepPlan plan = cfpPlan();
        plan.base.backboneRun.clear();
        plan.base.attributes.clear();
        plan.axes = {{{{"backbone", "b1"}}, {{"backbone", "b2"}}},
                     {{{"attribute", "gender"}}, {{"attribute", "age"}}}};
        plan.seeds = {1};
        const std::vector<JobSpec> runs = sweepRuns(plan);
        QCOMPARE(runs.size(), std::size_t{4});
        QCOMPARE(runs[3].backboneRun, std::string("b2"));
        QCOMPARE(runs[3].attributes, std::vector<std::string>{"age"});
        QVERIFY(runs[3].dataset.empty()); // the backbone's
        checkPlan(plan);
    }

    void companionsBelongToItOnce() {
        QStringList wanted;
        for (const WantedRun& run : wantedRuns(cfpPlan())) {
            wanted << (run.isCompanion ? QString::fromStdString(run.spec.kind) : settingOf(run.spec));
        }
        // The controls are points of the grid; two seeds share the untreated measurements. A random prompt
        // stands beside each length and seed.
        QCOMPARE(wanted.join(u' '),
                 QStringLiteral(
                     "evaluate probe cfp cfp cfp cfp 0/5/1 0/9/1 10/5/1 10/9/1 0/5/2 0/9/2 10/5/2 10/9/2"));
        SweepPlan plan = cfpPlan();
        plan.axes[0] = gridAxis(jobKind("cfp"), "lambda=1,10");
        QCOMPARE(wantedCompanions(plan).size(),
                 std::size_t{2 + 4 + 4}); // a control and a random prompt a length and seed
        plan.companions = false;
        QVERIFY(wantedCompanions(plan).empty());
        QCOMPARE(wantedRuns(searchPlan()).size(), std::size_t{2 + 2 + 2}); // those of the base
    }

    void mixturesAreSweptLikeTheirPrompts() {
        SweepPlan plan = mixturePlan();
        checkPlan(plan);
        const std::vector<WantedRun> wanted = wantedRuns(plan);
        QStringList kinds;
        for (const WantedRun& run : wanted) {
            kinds << QString::fromStdString(run.isCompanion ? run.spec.kind + "*" : run.spec.kind);
        }
        QCOMPARE(kinds.join(u' '),
                 QStringLiteral(
                     "evaluate* probe* mixture* mixture* mixture* mixture* mixture mixture mixture mixture"));
        QCOMPARE(wanted[1].spec.attributes, plan.base.attributes);
        QCOMPARE(commandLine(sweepSpec(plan, "")),
                 std::string("up5 sweep mixture --dataset d1 --backbone b1 --prompt p1 --prompt p2 "
                             "--grid lambda=1,10 --seeds 1,2 --device cpu"));
        plan.axes = {gridAxis(jobKind("mixture"), "lambdas=gender=1,age=2;gender=3")};
        QCOMPARE(sweepRuns(plan)[0].options.at("lambdas").get<std::string>(), std::string("gender=1,age=2"));
        QCOMPARE(wantedCompanions(plan).size(), std::size_t{2 + 2 + 2}); // they share two controls a seed
        plan.axes = {{listPoint(jobKind("mixture"), "lambda=1 n_out=5"),
                      listPoint(jobKind("mixture"), "lambda=2 n_out=6")}};
        plan.stopDominated = true;
        checkPlan(plan);
        plan.stopDominated = false;
        plan.axes.clear();
        plan.search = SweepSearch{{{"lambda", 0.1, 100, SearchVariable::Scale::Log}}};
        checkPlan(plan);
        QCOMPARE(wantedRuns(plan).size(), std::size_t{2 + 2 + 2}); // controls of the base
    }

    void whatASweepOfMixturesCannotVary() {
        SweepPlan plan = mixturePlan();
        plan.axes = {axisOver(kBackboneKey, std::vector<std::string>{"b1", "b2"})};
        UP5_EXPECT_ERROR(checkPlan(plan), ErrorCode::InvalidInput, "cannot vary its backbone");
        plan.axes = {axisOver(kAttributeKey, std::vector<std::string>{"gender", "age"})};
        UP5_EXPECT_ERROR(checkPlan(plan), ErrorCode::InvalidInput, "cannot vary its attribute");
        plan.axes = {gridAxis(jobKind("mixture"), "lambdas=gender=1;marital=2")};
        UP5_EXPECT_ERROR(checkPlan(plan), ErrorCode::InvalidInput, "names marital");
        SweepPlan other = cfpPlan();
        other.base.kind = "probe";
        other.axes.clear();
        other.search = SweepSearch{{{"k", 1, 2, SearchVariable::Scale::Integer}}};
        UP5_EXPECT_ERROR(checkPlan(other), ErrorCode::InvalidInput, "kind cfp and mixture store");
    }

    void survivesItsSpec_data() {
        QTest::addColumn<bool>("search");
        QTest::newRow("grid") << false;
        QTest::newRow("search") << true;
    }
    void survivesItsSpec() {
        QFETCH(bool, search);
        SweepPlan plan = search ? searchPlan() : cfpPlan();
        plan.companions = false;
        plan.stopDominated = !search;
        const JobSpec spec = completed(sweepSpec(plan, "My sweep"));
        QCOMPARE(spec.dataset, std::string("d1"));
        const SweepPlan read = planOf(jobSpecFromJson(toJson(spec)));
        QVERIFY(read.base == plan.base);
        QVERIFY(read.axes == plan.axes);
        QVERIFY(read.search == plan.search);
        QCOMPARE(read.seeds, plan.seeds);
        QCOMPARE(read.companions, false);
        QCOMPARE(read.stopDominated, !search);
    }

    void asACommand() {
        SweepPlan plan = cfpPlan();
        plan.base.options = {{"batches", 80}};
        QCOMPARE(commandLine(sweepSpec(plan, "My sweep")),
                 std::string("up5 sweep cfp --dataset d1 --backbone b1 --attribute gender --set batches=80 "
                             "--grid lambda=0,10 --grid prefix_length=5,9 --seeds 1,2 --device cpu "
                             "--name 'My sweep'"));
        QCOMPARE(commandLine(sweepSpec(searchPlan(), "")),
                 std::string("up5 sweep cfp --dataset d1 --backbone b1 --attribute gender --search "
                             "lambda=0.1:100:log --search prefix_length=1:30:integer --runs 40 --seeds 1,2 "
                             "--device cpu"));
    }

    void valuesWithCommasHaveSemicolonsBetweenThem() {
        const auto axis = gridAxis(jobKind("cfp"), "probe.method=logistic;mlp7,logistic");
        QCOMPARE(axis.size(), std::size_t{2});
        QCOMPARE(axis[1].at("probe.method").get<std::string>(), std::string("mlp7,logistic"));
        QCOMPARE(gridText(jobKind("cfp"), axis), std::string("probe.method=logistic;mlp7,logistic"));
    }

    void refusesBadText_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("mentions");
        QTest::newRow("unknown option") << "lamda=1,2"
                                        << "Did you mean lambda?";
        QTest::newRow("no value") << "lambda="
                                  << "lambda=0,1,10";
        QTest::newRow("no key") << "1,2"
                                << "lambda=0,1,10";
        QTest::newRow("bad value") << "prefix_length=5,x"
                                   << "whole number";
        QTest::newRow("comma at the end") << "prefix_length=5,"
                                          << "whole number";
        QTest::newRow("out of range") << "prefix_length=5,500"
                                      << "from 1 to 50";
    }
    void refusesBadText() {
        QFETCH(QString, text);
        QFETCH(QString, mentions);
        UP5_EXPECT_ERROR(gridAxis(jobKind("cfp"), text.toStdString()), ErrorCode::InvalidInput,
                         mentions.toStdString());
    }

    void refusesBadPlans() {
        const auto refused = [](auto change, const std::string& mentions, SweepPlan plan = cfpPlan()) {
            change(plan);
            UP5_EXPECT_ERROR(checkPlan(plan), ErrorCode::InvalidInput, mentions);
        };
        refused([](SweepPlan& plan) { plan.seeds.clear(); }, "at least one seed");
        refused([](SweepPlan& plan) { plan.seeds = {1, 1}; }, "given twice");
        refused([](SweepPlan& plan) { plan.axes.push_back({}); }, "no values");
        refused([](SweepPlan& plan) { plan.axes.push_back(plan.axes[0]); }, "lambda twice");
        refused([](SweepPlan& plan) { plan.axes[0].push_back(plan.axes[0][0]); }, "twice");
        refused([](SweepPlan& plan) { plan.base.kind = "import"; }, "no part in sweeps");
        refused([](SweepPlan& plan) { plan.base.kind = kSweepKind; }, "no part in sweeps");
        refused([](SweepPlan& plan) { plan.axes[1].push_back({{"t", 3}}); }, "same options");
        refused([](SweepPlan& plan) { plan.axes[1] = {{{"prefix_length", 500}}}; }, "from 1 to 50");
        refused(
            [](SweepPlan& plan) {
                for (std::uint64_t seed = 3; seed < 300; ++seed) {
                    plan.seeds.push_back(seed);
                }
            },
            "more than 1000 runs");
        refused([](SweepPlan& plan) { plan.search = searchPlan().search; }, "not both");
        refused([](SweepPlan& plan) { plan.stopDominated = true; }, "stop what is dominated", searchPlan());
        refused(
            [](SweepPlan& plan) {
                plan.stopDominated = true;
                plan.seeds = {4};
            },
            "Give several seeds");
        refused([](SweepPlan& plan) { plan.search->runs = 15; }, "first generation alone takes 16",
                searchPlan());
        refused([](SweepPlan& plan) { plan.search->population = 10; }, "multiple of 4", searchPlan());
        refused([](SweepPlan& plan) { plan.search->population = 1 << 30; }, "multiple of 4", searchPlan());
        refused([](SweepPlan& plan) { plan.search->variables.front().key = "probe.validation_share"; },
                "how leak and hits are measured", searchPlan());
        refused(
            [](SweepPlan& plan) {
                plan.seeds.resize(5000);
                std::iota(plan.seeds.begin(), plan.seeds.end(), 1);
            },
            "more than 1000 runs");
        refused([](SweepPlan& plan) { plan.search->variables[1].from = 1.5; }, "whole number", searchPlan());
        refused([](SweepPlan& plan) { plan.search->k = 2; }, "hit@k", searchPlan());
        refused([](SweepPlan& plan) { plan.search->variables[0].from = 0; }, "above 0", searchPlan());
        refused([](SweepPlan& plan) { plan.search->variables[0].from = 200; }, "smaller", searchPlan());
        refused([](SweepPlan& plan) { plan.search->variables[1].to = 51; }, "between 1 and 50", searchPlan());
        refused([](SweepPlan& plan) { plan.search->variables[1].scale = SearchVariable::Scale::Linear; },
                "whole number", searchPlan());
        refused([](SweepPlan& plan) { plan.search->variables[0].key = "schedule"; }, "none", searchPlan());
        UP5_EXPECT_ERROR(searchVariable(jobKind("cfp"), "lambda=1"), ErrorCode::InvalidInput, "0.1:100:log");
        UP5_EXPECT_ERROR(searchVariable(jobKind("cfp"), "lambda=1:2:cubic"), ErrorCode::InvalidInput,
                         "cubic");
        UP5_EXPECT_ERROR(seedList("1,2,"), ErrorCode::InvalidInput, "1,2,3");
        UP5_EXPECT_ERROR(seedList("1,x"), ErrorCode::InvalidInput, "1,2,3");
        UP5_EXPECT_ERROR(listPoint(jobKind("cfp"), "lambda=1 lambda=2"), ErrorCode::InvalidInput, "twice");
    }

    void aRunCountsWhenItDidTheSame() {
        const WantedRun wanted{sweepRuns(cfpPlan())[2], false};
        JobSpec stored = wanted.spec;
        stored.name = "named later";
        QVERIFY(answers(stored, wanted));
        const auto differs = [&](auto change) {
            JobSpec other = stored;
            change(other);
            return !answers(other, wanted);
        };
        QVERIFY(differs([](JobSpec& spec) { spec.seed = 9; }));
        QVERIFY(differs([](JobSpec& spec) { spec.options["t"] = 9; }));
        QVERIFY(differs([](JobSpec& spec) { spec.backboneRun = "b2"; }));
        QVERIFY(differs([](JobSpec& spec) { spec.attributes = {"age"}; }));
        QVERIFY(differs([](JobSpec& spec) { spec.device = "cuda"; }));
        const std::vector<StoredSpec> runs = {{"queued", RunState::Queued, stored},
                                              {"done", RunState::Succeeded, stored}};
        QCOMPARE(findAnswer(runs, wanted)->run, std::string("done"));
        QVERIFY(!findAnswer({}, wanted));
    }

    void whatComesNext() {
        using Held = std::vector<std::optional<HeldRun>>;
        const auto starts = [](const Held& held, const std::set<std::size_t>& skipped = {}) {
            return nextMoves(held, skipped).start;
        };
        const HeldRun done{RunState::Succeeded, 1}, running{RunState::Running, 1},
            queued{RunState::Queued, 1};
        const HeldRun failed{RunState::Failed, 1}, lost{RunState::Interrupted, 1};
        using Positions = std::vector<std::size_t>;
        QCOMPARE(starts({{}, {}, {}}), (Positions{0, 1})); // two at a time
        QCOMPARE(starts({running, {}, {}}), Positions{1});
        QCOMPARE(starts({running, queued, {}}), Positions{});
        QCOMPARE(starts({done, done, {}}), Positions{2});
        QCOMPARE(starts({failed, {}}), Positions{1}); // the rest goes on
        QCOMPARE(starts({lost, done}), Positions{0}); // a second try
        QCOMPARE(starts({HeldRun{RunState::Interrupted, 2}, done}), Positions{});
        QCOMPARE(starts({HeldRun{RunState::Failed, 0}, done}), Positions{0}); // the sweep was resumed
        QCOMPARE(starts({done, {}, {}}, {1}), Positions{2});
        QCOMPARE(nextMoves({{}, {}}, {}, 1).start, Positions{0});
        QVERIFY(nextMoves({done, failed}, {}).finished);
        QVERIFY(nextMoves({done, {}}, {1}).finished);
        QVERIFY(!nextMoves({done, running}, {}).finished);
        QCOMPARE(nextMoves({done, failed, running}, {}).over, std::size_t{2});
        QVERIFY(nextMoves({}, {}).finished);
    }

    void dominatedOnlyBeyondTheIntervals() {
        const auto dominated = [](const std::vector<FiguresBySeed>& settings) {
            return dominatedSettings(settings, std::vector<std::size_t>(settings.size(), 0));
        };
        using Positions = std::set<std::size_t>;
        QCOMPARE(dominated({{{1, figures(0.60, 0.30)}}, {{1, figures(0.70, 0.25)}}}), Positions{1});
        // Worse in both, but within the intervals of both.
        QCOMPARE(dominated({{{1, figures(0.60, 0.30)}}, {{1, figures(0.61, 0.29)}}}), Positions{});
        // Leaks more, but hits more.
        QCOMPARE(dominated({{{1, figures(0.60, 0.30)}}, {{1, figures(0.70, 0.35)}}}), Positions{});
        // The other one lacks a seed of this one.
        QCOMPARE(dominated({{{1, figures(0.60, 0.30)}}, {{1, figures(0.70, 0.25)}, {2, figures(0.5, 0.3)}}}),
                 Positions{});
        QCOMPARE(dominated({{{1, figures(0.60, 0.30)}}, {}}), Positions{});
        QCOMPARE(dominatedSettings({{{1, figures(0.60, 0.30)}}, {{1, figures(0.70, 0.25)}}}, {0, 1}),
                 Positions{}); // of different attributes
        const ValidationFigures mean = meanFigures({figures(0.6, 0.2), figures(0.8, 0.4)});
        QCOMPARE(mean.leak.value, 0.7);
        QCOMPARE(mean.hits.value, 0.3);
    }
};

QTEST_GUILESS_MAIN(TestSweepPlan)
#include "tst_sweep_plan.moc"
