#include "text/base64.h"

#include <QtCore/QByteArray>

#include "base/error.h"

namespace up5::text {

std::string toBase64(std::string_view bytes) {
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64().toStdString();
}

std::string fromBase64(std::string_view text) {
    const auto decoded =
        QByteArray::fromBase64Encoding(QByteArray(text.data(), static_cast<qsizetype>(text.size())),
                                       QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
        throw Error(ErrorCode::Corrupt, "A text that stands for bytes is no base64.");
    }
    return (*decoded).toStdString();
}

} // namespace up5::text
