#include "ui/shell/page_registry.h"

#include <QtCore/QCoreApplication>

#include "ui/datasets/datasets_page.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("up5::ui::PageRegistry", text);
}

template <class P> Page* make(AppContext& context, QWidget* parent) {
    return new P(context, parent);
}

} // namespace

std::vector<PageEntry> pageRegistry() {
    return {
        {u"data"_s, tr("Data"), u"data"_s, make<DatasetsPage>},
    };
}

} // namespace up5::ui
