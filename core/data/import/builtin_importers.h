// The importers there are; importer.cpp lists them in the order in which they are asked.
#pragma once

#include <memory>

#include "data/importer.h"

namespace up5::data {

std::unique_ptr<Importer> makeCsvImporter();
std::unique_ptr<Importer> makeStoredImporter();
std::unique_ptr<Importer> makeMovielens1mImporter();
std::unique_ptr<Importer> makeMovielens100kImporter();
std::unique_ptr<Importer> makeInsuranceImporter();
std::unique_ptr<Importer> makeRecboleImporter();

} // namespace up5::data
