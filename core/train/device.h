// Choosing the device of a job, and how the process uses the CPU: set in this one place.
#pragma once

#include <string>

#include <torch/torch.h>

namespace up5::train {

/// "auto" (CUDA when there is one), "cpu", "cuda" or "cuda:N". Throws Error{Unsupported} when it is not
/// there.
torch::Device deviceFromText(const std::string& text);

/// Prepares this process for tensor work on the CPU; call first in main. Keeps freed memory instead of giving
/// it back to the system at every step, gives OpenMP and OpenBLAS their threads, and restarts the program
/// (same arguments, same process id) when OpenBLAS took this processor for one of 2004. The environment
/// variables OMP_NUM_THREADS (of both), OPENBLAS_NUM_THREADS and OPENBLAS_CORETYPE win where they are set.
void prepareProcess(char** arguments);

} // namespace up5::train
