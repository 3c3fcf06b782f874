// Widgets of a page by the names of their objects.
#pragma once

#include <QtWidgets/QWidget>

namespace up5::test {

/// The widget, action or other object of this name; ends the test when it is not there.
template <class T> T* find(const QWidget& parent, const char* name) {
    T* found = parent.findChild<T*>(QString::fromLatin1(name));
    if (!found) {
        qFatal("there is no object named %s", name);
    }
    return found;
}

} // namespace up5::test
