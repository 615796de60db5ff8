"""llama.cpp's server with a small model as a process: `python local_model.py WEIGHTS PORT` prints its address.

It runs until its standard input closes, so that it never outlives the tests.
"""

import os
import sys


def main() -> None:
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path, parameters.port = sys.argv[1], int(sys.argv[2])
    parameters.model_alias = {"smollm2"}
    parameters.n_ctx, parameters.n_parallel, parameters.warmup = 8192, 2, False  # a plan's beginning stays in its slot
    others = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) - 1  # threads that share a core wait for each other
    threads = max(1, (os.cpu_count() or 1) - others)
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    sys.stdin.read()
    os._exit(0)  # the server has no way to be stopped


if __name__ == "__main__":
    main()
