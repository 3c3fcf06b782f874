// A check that an expression throws up5::Error with a code and a sentence that mentions a text.
#pragma once

#include <QtTest>

#include <string>

#include "base/error.h"

/// Fails the test function unless `expression` throws Error with this code and the text in its message.
#define UP5_EXPECT_ERROR(expression, expectedCode, text)                                                     \
    do {                                                                                                     \
        bool thrown = false;                                                                                 \
        try {                                                                                                \
            static_cast<void>(expression);                                                                   \
        } catch (const up5::Error& error) {                                                                  \
            thrown = true;                                                                                   \
            QVERIFY2(error.code() == (expectedCode) &&                                                       \
                         std::string(error.what()).find(text) != std::string::npos,                          \
                     (std::string(up5::toString(error.code())) + ": " + error.what()).c_str());              \
        }                                                                                                    \
        QVERIFY2(thrown, #expression " must throw an Error");                                                \
    } while (false)
