// Choosing the device of a job and the number of threads on the CPU: set in this one place.
#pragma once

#include <string>

#include <torch/torch.h>

namespace up5::train {

/// "auto" (CUDA when there is one), "cpu", "cuda" or "cuda:N". Throws Error{Unsupported} when it is not there.
torch::Device deviceFromText(const std::string& text);

/// Splits the machine's cores between OpenMP (element-wise work) and OpenBLAS (matrix products), which fight
/// when both use all of them. Call once, before any tensor work. The environment variables OMP_NUM_THREADS and
/// OPENBLAS_NUM_THREADS win where they are set.
void setUpThreads();

} // namespace up5::train
