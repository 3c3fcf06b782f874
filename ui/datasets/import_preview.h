// The first rows of the files to import, a tab for each file.
#pragma once

#include <vector>

#include <QtWidgets/QTabWidget>

#include "data/importer.h"

namespace up5::ui {

class ImportPreview : public QTabWidget {
    Q_OBJECT
public:
    explicit ImportPreview(QWidget* parent = nullptr);

    void setFiles(const std::vector<data::FilePreview>& files);
};

/// The name of a file without its folders.
QString shortFileName(const std::string& path);

} // namespace up5::ui
