// The pages of the window, in the order of the rail: one line each in page_registry.cpp.
#pragma once

#include <functional>
#include <vector>

#include <QtCore/QString>

#include "ui/widgets/page.h"

namespace up5::ui {

struct PageEntry {
    QString id;    ///< what Page::pageRequested names
    QString title; ///< translated
    QString icon;  ///< of resources/icons
    std::function<Page*(AppContext&, QWidget*)> create;
};

/// Built anew at each call, so that titles are those of the current language.
std::vector<PageEntry> pageRegistry();

} // namespace up5::ui
