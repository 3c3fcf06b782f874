// Chooses which columns of the users' file are sensitive attributes, and how numbers are cut into classes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QtWidgets/QTableWidget>

#include "data/importer.h"

namespace up5::ui {

/// A sensitive column; `edges` empty = its values are the classes.
struct AttributeColumn {
    std::string column;
    std::vector<double> edges;
};

/// Numbers separated by commas, rising. Throws Error{InvalidInput} saying what is wrong; empty text gives
/// none.
std::vector<double> parseBinEdges(const QString& text);

class AttributeColumns : public QTableWidget {
    Q_OBJECT
public:
    explicit AttributeColumns(QWidget* parent = nullptr);

    /// Columns of the file but the id; nullptr empties the table.
    void setFile(const data::FilePreview* file, int idColumn);
    /// The ticked ones. Throws Error{InvalidInput} naming the column whose edges are wrong.
    std::vector<AttributeColumn> chosen() const;

Q_SIGNALS:
    void edited();
};

} // namespace up5::ui
