// The one place where the window catches errors: what a slot throws becomes a sentence.
#pragma once

#include <exception>

#include <QtCore/QString>

namespace up5::ui {

/// The sentence of an up5::Error as it is; for any other exception a sentence that says so.
QString errorSentence(const std::exception& error);

/// Runs `action`; when it throws, gives the sentence to `report`. Returns whether it went through.
template <class Action, class Report> bool guarded(Action&& action, Report&& report) {
    try {
        action();
        return true;
    } catch (const std::exception& error) {
        report(errorSentence(error));
        return false;
    }
}

} // namespace up5::ui
