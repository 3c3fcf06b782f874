#include "ui/shell/page_registry.h"

#include <QtCore/QCoreApplication>

#include "ui/datasets/datasets_page.h"
#include "ui/models/models_page.h"
#include "ui/results/compare_page.h"
#include "ui/results/mitigate_page.h"
#include "ui/results/probe_page.h"
#include "ui/results/report_page.h"

namespace up5::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PageText {
    Q_DECLARE_TR_FUNCTIONS(up5::ui::PageRegistry)
};

template <class P> Page* make(AppContext& context, QWidget* parent) {
    return new P(context, parent);
}

} // namespace

std::vector<PageEntry> pageRegistry() {
    return {
        {u"data"_s, PageText::tr("Data"), u"data"_s, make<DatasetsPage>},
        {u"models"_s, PageText::tr("Models"), u"models"_s, make<ModelsPage>},
        {u"probe"_s, PageText::tr("Probe"), u"probe"_s, make<ProbePage>},
        {u"mitigate"_s, PageText::tr("Mitigate"), u"mitigate"_s, make<MitigatePage>},
        {u"compare"_s, PageText::tr("Compare"), u"compare"_s, make<ComparePage>},
        {u"report"_s, PageText::tr("Report"), u"report"_s, make<ReportPage>},
    };
}

} // namespace up5::ui
