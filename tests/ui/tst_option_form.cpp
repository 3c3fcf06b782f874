// A form made from an option table.
#include <QtTest/QTest>

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>

#include "base/error.h"
#include "jobs/options/backbone_options.h"
#include "jobs/options/cfp_options.h"
#include "ui/runs/number_box.h"
#include "ui/runs/option_form.h"

using namespace up5;
using namespace Qt::Literals::StringLiterals;

namespace {

struct SampleOptions {
    int epochs = 20;
    double rate = 3e-4;
    bool shuffle = true;
    std::string preset = "desk";
    std::string note;
    double weight = 1;
};

const jobs::OptionSet<SampleOptions>& sampleTable() {
    static const auto table = [] {
        jobs::OptionSet<SampleOptions> set;
        set.add("epochs", &SampleOptions::epochs, {"How long.", "ours", 1, 100})
            .add("learning_rate", &SampleOptions::rate, {"How fast.", "paper §6", 1e-6, 1})
            .add("shuffle", &SampleOptions::shuffle, {"Whether.", "ours"})
            .add("preset", &SampleOptions::preset, {"Which.", "ours", {}, {}, {"tiny", "desk"}})
            .add("note", &SampleOptions::note, {"Anything.", ""})
            .add("weight", &SampleOptions::weight, {"Set elsewhere.", "ours", 0, 10});
        return set;
    }();
    return table;
}

} // namespace

class TestOptionForm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyOptionHasAnEditorWithHelp() {
        ui::OptionForm form(sampleTable(), {"preset", "epochs"}, {"weight"});
        for (const auto& key : {u"epochs"_s, u"learning_rate"_s, u"shuffle"_s, u"preset"_s, u"note"_s}) {
            auto* editor = form.findChild<QWidget*>(u"option_"_s + key);
            QVERIFY2(editor, qPrintable(key));
            QVERIFY(!editor->accessibleName().isEmpty());
            QVERIFY(editor->toolTip().contains(u"Default"_s));
        }
        QVERIFY(!form.findChild<QWidget*>(u"option_weight"_s));
        QVERIFY(form.findChild<QWidget*>(u"option_learning_rate"_s)->toolTip().contains(u"paper §6"_s));
        QCOMPARE(ui::optionLabel("learning_rate"), u"Learning rate"_s);
    }

    void otherOptionsAreFoldedAway() {
        ui::OptionForm form(sampleTable(), {"preset"});
        form.show();
        QVERIFY(form.findChild<QWidget*>(u"option_preset"_s)->isVisible());
        QVERIFY(!form.findChild<QWidget*>(u"option_epochs"_s)->isVisible());
        form.findChild<QToolButton*>(u"allOptions"_s)->click();
        QVERIFY(form.findChild<QWidget*>(u"option_epochs"_s)->isVisible());
    }

    void onlyChangesAreTold() {
        ui::OptionForm form(sampleTable(), {"preset"});
        QVERIFY(form.changedValues().empty());
        form.findChild<ui::NumberBox*>(u"option_epochs"_s)->setValue(7);
        form.findChild<ui::NumberBox*>(u"option_learning_rate"_s)->setValue(0.01);
        form.findChild<QCheckBox*>(u"option_shuffle"_s)->setChecked(false);
        form.findChild<QComboBox*>(u"option_preset"_s)->setCurrentText(u"tiny"_s);
        form.findChild<QLineEdit*>(u"option_note"_s)->setText(u"ä"_s);
        const nlohmann::json expected = {
            {"epochs", 7}, {"learning_rate", 0.01}, {"shuffle", false}, {"preset", "tiny"}, {"note", "ä"}};
        QCOMPARE(form.changedValues().dump(), expected.dump());
        QVERIFY(form.isChanged("epochs") && !form.isChanged("weight"));
        QVERIFY(form.findChild<QLabel*>(u"optionChanges"_s)->text().contains(u"Epochs (20)"_s));
        form.resetAll();
        QVERIFY(form.changedValues().empty());
        QVERIFY(form.findChild<QLabel*>(u"optionChanges"_s)->text().isEmpty());
    }

    void valuesComeBackAsGiven() {
        ui::OptionForm form(sampleTable(), {}, {"weight"});
        const nlohmann::json values = {{"learning_rate", 2.5e-5}, {"weight", 4.0}};
        form.setValues(values);
        QCOMPARE(form.changedValues().dump(), values.dump());
        QCOMPARE(form.findChild<ui::NumberBox*>(u"option_learning_rate"_s)->text(), u"2.5e-05"_s);
        const nlohmann::json unheard = {{"unheard", 1}};
        const nlohmann::json tooLarge = {{"epochs", 1000}};
        QVERIFY_EXCEPTION_THROWN(form.setValues(unheard), Error);
        QVERIFY_EXCEPTION_THROWN(form.setValues(tooLarge), Error);
    }

    void realTablesKeepTheirDefaults() {
        for (const jobs::OptionTable* table :
             {static_cast<const jobs::OptionTable*>(&jobs::BackboneOptions::table()),
              static_cast<const jobs::OptionTable*>(&jobs::CfpOptions::table())}) {
            const ui::OptionForm form(*table, {});
            QVERIFY(form.changedValues().empty());
        }
    }

    void numbersAreReadAsPeopleWriteThem() {
        ui::NumberBox box(ui::NumberBox::Kind::Real);
        box.setRange(0, 1);
        int position = 0;
        for (const auto& [text, state] :
             {std::pair(u"3e-4"_s, QValidator::Acceptable), std::pair(u"0,5"_s, QValidator::Acceptable),
              std::pair(u"3e-"_s, QValidator::Intermediate), std::pair(u"7"_s, QValidator::Intermediate),
              std::pair(u"abc"_s, QValidator::Invalid)}) {
            QString typed = text;
            QCOMPARE(box.validate(typed, position), state);
        }
        QCOMPARE(box.valueFromText(u"3e-4"_s), 3e-4);
        QCOMPARE(box.valueFromText(u"0,5"_s), 0.5);
    }
};

QTEST_MAIN(TestOptionForm)
#include "tst_option_form.moc"
